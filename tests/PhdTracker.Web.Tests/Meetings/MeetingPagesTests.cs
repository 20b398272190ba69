using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Meetings;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Meetings;

public sealed class MeetingPagesTests : IAsyncLifetime
{
    private App _app = null!;
    private MeetingActs _meetings = null!;

    private World World => _app.World;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        _meetings = new MeetingActs(new Acts(_app), World);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Plan_FromTheCandidature_IsShownToThoseWhoTakePart()
    {
        var form = await (await _app.OpenAsync("lead.uk", $"/candidatures/{World.UkCandidatureId}")).FollowAsync("main a[href^='/meetings/plan']");
        Assert.Equal($"{World.UkCandidatureId}", form.Document.QuerySelector("select[name=About] option[selected]")!.GetAttribute("value"));
        Assert.Equal(3, form.Document.QuerySelectorAll("input[name=People][checked]").Length);

        var done = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["On"] = "2026-12-02", ["At"] = "14:00", ["Place"] = "https://meet.example/<1>", ["Agenda"] = "One\nTwo" });

        Assert.Equal("The meeting is planned: 2 Dec 2026, 14:00 London · 15:00 Paris. Those who take part are told.", done.Notice);
        Assert.Contains("About the thesis of Freya Tanaka", done.Text, StringComparison.Ordinal);
        Assert.Contains("a joint meeting", done.Text, StringComparison.Ordinal);
        Assert.Equal("https://meet.example/<1>", done.Find("dd a[rel=noreferrer]").GetAttribute("href"));
        Assert.Contains("Supervision meeting", (await _app.OpenAsync("student.uk", "/meetings")).Text, StringComparison.Ordinal);
        Assert.Contains("Supervision meeting", (await _app.OpenAsync("student.uk", $"/projects/{World.ProjectId}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Réunion d’encadrement", (await _app.OpenAsync("student.fr", $"/projects/{World.ProjectId}")).Text, StringComparison.Ordinal);
        Assert.Contains("Aucune réunion ici", (await _app.OpenAsync("student.fr", "/meetings?whose=all")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_WrongInput_IsToldAndKept()
    {
        var form = await _app.OpenAsync("lead.uk", $"/meetings/plan?project={World.ProjectId}");

        var wrong = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Kind"] = "Other", ["On"] = "2026-13-45", ["At"] = "14:00", ["Minutes"] = "many", ["Agenda"] = "Keep <this>" });

        Assert.Equal(["A meeting lasts from 5 to 1,440 minutes.", "Give the day and the hour, such as 14:30.", "Say what the meeting is about."], wrong.Errors.Order(StringComparer.Ordinal));
        Assert.Equal("Keep <this>", wrong.Find("textarea[name=Agenda]").TextContent.Trim());
        Assert.Equal("2026-13-45", wrong.Find("input[name=On]").GetAttribute("value"));
        Assert.Equal("many", wrong.Find("input[name=Minutes]").GetAttribute("value"));
        Assert.Empty(await _app.AskAsync(db => db.Meetings.ToListAsync()));
    }

    [Fact]
    public async Task Plan_WithoutAProject_LetsAnOfficeChooseOne()
    {
        var choice = await _app.OpenAsync("office.uk", "/meetings/plan");
        var form = await choice.SubmitAsync("form.card");

        Assert.Equal(2, choice.Document.QuerySelectorAll("select[name=project] option").Length);
        Assert.Contains("Who takes part", form.Text, StringComparison.Ordinal);
        Assert.Contains($"project={World.ProjectId}", (await _app.OpenAsync("student.uk", "/meetings/plan")).Url.Query, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("nobody", "/meetings/plan")).Status);
    }

    [Fact]
    public async Task Edit_ChangedMeanwhile_ShowsBothAndIsSentAgain()
    {
        var id = await _meetings.PlanAsync();
        var form = await _app.OpenAsync("student.uk", $"/meetings/{id}/edit");
        await _meetings.ChangeAsync(id, _meetings.Details with { Place = "Room 9" });

        var stale = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Place"] = "Room <7>" });

        Assert.Single(stale.Errors);
        Assert.Contains("Room 9", stale.Find(".notice-warn").TextContent, StringComparison.Ordinal);
        Assert.Equal("Room <7>", stale.Find("input[name=Place]").GetAttribute("value"));
        var done = await stale.SubmitAsync("form.card");
        Assert.Contains("Room <7>", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_ShowsWhy_AndNothingChangesAnyMore()
    {
        var id = await _meetings.PlanAsync();

        var done = await (await (await _app.OpenAsync("lead.uk", $"/meetings/{id}")).FollowAsync("a[href$='/cancel']")).SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "I am <ill>." });

        Assert.Contains("This meeting was cancelled. I am <ill>.", done.Text, StringComparison.Ordinal);
        Assert.Empty(done.Document.QuerySelectorAll("main form"));
        Assert.Equal($"/meetings/{id}", (await _app.OpenAsync("lead.uk", $"/meetings/{id}/edit")).Path);
        Assert.Equal($"/meetings/{id}", (await _app.OpenAsync("lead.uk", $"/meetings/{id}/record")).Path);
    }

    [Fact]
    public async Task Held_WithNotesAndActions_IsTickedOffInFrench()
    {
        await _app.SpeakAsync("fr");
        var form = await _app.OpenAsync("lead.uk", $"/meetings/held?project={World.ProjectId}");
        var held = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["On"] = "2026-11-16", ["At"] = "10:00", ["Notes"] = "Le plan\nest arrêté." });
        Assert.Contains("Le plan est arrêté.", held.Text, StringComparison.Ordinal);
        Assert.Equal(["Précisez ce qu’il y a à faire."], (await held.SubmitAsync("form:has(input[name=What])")).Errors);
        Assert.Equal(["Ce n’est pas une date. Choisissez-en une dans le calendrier."], (await held.SubmitAsync("form:has(input[name=What])", new Dictionary<string, string> { ["What"] = "Envoyer", ["DueOn"] = "bientôt" })).Errors);

        var agreed = await held.SubmitAsync("form:has(input[name=What])", new Dictionary<string, string> { ["What"] = "Envoyer le <plan>", ["PersonId"] = $"{World.People["student.uk"]}", ["DueOn"] = "2026-11-20" });

        Assert.Contains("était à faire pour le 20 nov. 2026", agreed.Text, StringComparison.Ordinal);
        Assert.Contains("Convenu en réunion\u00a0: Envoyer le <plan>", (await _app.OpenAsync("student.uk", "/")).Text, StringComparison.Ordinal);
        Assert.Contains("Envoyer le <plan>", (await _app.OpenAsync("office.fr", "/meetings?show=actions")).Text, StringComparison.Ordinal);
        var page = await _app.OpenAsync("student.uk", agreed.Path);
        var ticked = await page.SubmitAsync("button[formaction*=Done]");
        Assert.Contains("Fait le 23 nov. 2026", ticked.Text, StringComparison.Ordinal);
        Assert.Contains("cochée", Assert.Single((await page.SubmitAsync("button[formaction*=Drop]")).Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("Envoyer le", (await _app.OpenAsync("student.uk", "/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_OfAnOffice_ShowsItsProjectsByFilter()
    {
        var (planned, held) = (await _meetings.PlanAsync("lead.uk", _meetings.Joint), await _meetings.HoldAsync());

        Assert.Contains("Project meeting", (await _app.OpenAsync("office.fr", "/meetings")).Text, StringComparison.Ordinal);
        Assert.Contains("Aucune réunion ici", (await _app.OpenAsync("office.fr", "/meetings?whose=mine")).Text, StringComparison.Ordinal);
        Assert.Contains("Aucune réunion ici", (await _app.OpenAsync("office.fr", "/meetings?show=past&joint=yes")).Text, StringComparison.Ordinal);
        var past = await _app.OpenAsync("office.fr", $"/meetings?show=past&candidature={World.UkCandidatureId}");
        Assert.NotNull(past.Document.QuerySelector($"main a[href='/meetings/{held}']"));
        Assert.NotNull((await _app.OpenAsync("auditor", $"/meetings?project={World.ProjectId}")).Document.QuerySelector($"main a[href='/meetings/{planned}']"));
        Assert.Empty((await _app.OpenAsync("auditor", $"/meetings/{planned}")).Document.QuerySelectorAll("main form, main a.btn"));
    }

    [Fact]
    public async Task Details_PassedAndNotRecorded_AsksForTheRecord()
    {
        var id = await _meetings.PlanAsync();
        _app.Clock.Set(new DateTimeOffset(2026, 12, 3, 9, 0, 0, TimeSpan.Zero));

        var page = await _app.OpenAsync("lead.uk", $"/meetings/{id}");
        var done = await (await page.FollowAsync("a[href$='/record']")).SubmitAsync("form.card", new Dictionary<string, string> { ["Notes"] = "All well." });

        Assert.Contains("To be recorded", page.Text, StringComparison.Ordinal);
        Assert.Contains("All well.", done.Text, StringComparison.Ordinal);
        Assert.Equal(MeetingState.Held, await _app.AskAsync(db => db.Meetings.Where(m => m.Id == id).Select(m => m.State).SingleAsync()));
    }
}
