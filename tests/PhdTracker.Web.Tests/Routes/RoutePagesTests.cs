using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Routes;

/// <summary>Routes through their pages: read, changed by form, tried, published, retired.</summary>
public sealed class RoutePagesTests : IAsyncLifetime
{
    private const string Shipped = "/routes/milestone-review/1";
    private const string Draft = "/routes/milestone-review/1001";
    private App _app = null!;

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Index_EveryRoute_SaysWhatStartsAndWhatRuns()
    {
        await new Acts(_app).HandInAsync("student.uk", _app.World.EsaId);

        var page = await _app.OpenAsync("auditor", "/routes");

        Assert.Contains("Milestone review", page.Text, StringComparison.Ordinal);
        Assert.Contains("Version 1 Shipped with the app 1 case on version 1 no draft", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("a[href='/routes/upload']"));
        Assert.NotNull((await _app.OpenAsync("office.uk", "/routes")).Document.QuerySelector("a[href='/routes/upload']"));
        Assert.Equal("page", page.Find("nav a[href='/routes']").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task File_Download_IsTheDefinitionAsItIsStored()
    {
        var client = await _app.SignedInAsync("auditor");

        using var answer = await client.GetAsync(Shipped + "?handler=file");

        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("milestone-review-v1.json", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(await _app.AskAsync(db => db.Definitions.Where(d => d.DefinitionId == "milestone-review").Select(d => d.Json).SingleAsync()), await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Step_Changed_IsADraftWithItsDifferenceInWordsThatIsPublished()
    {
        var form = await _app.OpenAsync("office.uk", Shipped + "/steps/lead");
        Assert.Equal("10", form.Find("#Inputs_dueIn_").GetAttribute("value"));

        var draft = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[dueIn]"] = "15", ["Inputs[assignee]"] = "unit:home" });

        Assert.Equal(Draft, draft.Path);
        Assert.Contains("version 1001", draft.Notice, StringComparison.Ordinal);
        var publish = await _app.OpenAsync("programme", Draft + "/publish");
        Assert.Contains("15", publish.Find("form.card ul").TextContent, StringComparison.Ordinal);
        var refused = await publish.SubmitAsync("form.card");
        Assert.Equal("Say why: it is kept in the history.", Assert.Single(refused.Errors));
        var published = await refused.SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "Ten days were too few." });
        Assert.Equal(Draft, published.Path);
        Assert.Contains("Ten days were too few.", published.Text, StringComparison.Ordinal);
        await new Acts(_app).HandInAsync("student.uk", _app.World.EsaId);
        Assert.Equal(1001, await _app.AskAsync(db => db.Processes.Where(p => p.MilestoneId == _app.World.EsaId).Select(p => p.DefinitionVersion).SingleAsync()));
    }

    [Fact]
    public async Task Step_ChangedByTwo_TheSecondIsToldAndKeepsWhatTheyTyped()
    {
        await (await _app.OpenAsync("office.uk", Shipped + "/steps/lead")).SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[dueIn]"] = "15" });
        var (first, second) = (await _app.OpenAsync("office.uk", Draft + "/steps/lead"), await _app.OpenAsync("office.fr", Draft + "/steps/lead"));
        await first.SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[dueIn]"] = "20" });

        var told = await second.SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[dueIn]"] = "25", ["Inputs[titleFr]"] = "Avis motivé" });

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Equal("25", told.Find("#Inputs_dueIn_").GetAttribute("value"));
        Assert.Equal("Avis motivé", told.Find("#Inputs_titleFr_").GetAttribute("value"));
        Assert.Contains("20", told.Find(".notice-warn .facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("\"value\": 20", await JsonAsync(1001), StringComparison.Ordinal);
        // Sent again, it is about what was shown.
        await told.SubmitAsync("form.card");
        Assert.Contains("Avis motivé", await JsonAsync(1001), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_DraftDiscardedMeanwhile_SaysSoAndShowsWhatWasTyped()
    {
        var draft = await (await _app.OpenAsync("office.uk", Shipped + "/steps/lead")).SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[dueIn]"] = "15" });
        var second = await _app.OpenAsync("programme", Draft + "/steps/lead");
        await draft.SubmitAsync("form[action*='handler=Discard']");

        var told = await second.SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[dueIn]"] = "25", ["Inputs[titleFr]"] = "Avis motivé" });

        Assert.Equal(HttpStatusCode.OK, told.Status);
        Assert.Contains("Somebody has discarded this draft, version 1001", Assert.Single(told.Errors), StringComparison.Ordinal);
        Assert.Contains("25", told.Find("section[aria-labelledby=typed]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Avis motivé", told.Find("section[aria-labelledby=typed]").TextContent, StringComparison.Ordinal);
        // A page of a version that never was is still not there.
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("programme", "/routes/milestone-review/1002/steps/lead")).Status);
    }

    [Fact]
    public async Task Step_DraftPublishedMeanwhile_SaysSoAndSavesAnotherDraftWhenSentAgain()
    {
        await (await _app.OpenAsync("office.uk", Shipped + "/steps/lead")).SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[dueIn]"] = "15" });
        var second = await _app.OpenAsync("programme", Draft + "/steps/lead");
        await (await _app.OpenAsync("programme", Draft + "/publish")).SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "Ten days were too few." });

        var told = await second.SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[dueIn]"] = "25" });

        Assert.Contains("was published meanwhile", Assert.Single(told.Errors), StringComparison.Ordinal);
        Assert.Equal("25", told.Find("#Inputs_dueIn_").GetAttribute("value"));
        Assert.Equal(0, await DraftsAsync());
        Assert.Equal("/routes/milestone-review/1002", (await told.SubmitAsync("form.card")).Path);
    }

    [Fact]
    public async Task Step_Reminders_AreTypedCheckedAndSaidInWords()
    {
        var form = await _app.OpenAsync("office.uk", Shipped + "/steps/lead");
        var refused = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[reminders]"] = "7, 3" });
        Assert.Equal("true", refused.Find("#Inputs_reminders_").GetAttribute("aria-invalid"));
        Assert.Equal("7, 3", refused.Find("#Inputs_reminders_").GetAttribute("value"));

        var draft = await refused.SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[reminders]"] = "3, 7" });

        Assert.Contains("Reminders after 3 and 7 working days.", draft.Text, StringComparison.Ordinal);
        var once = await (await _app.OpenAsync("office.uk", Draft + "/steps/lead")).SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[reminders]"] = "1" });
        Assert.Contains("Reminder after 1 working day.", once.Text, StringComparison.Ordinal);
        await (await _app.OpenAsync("office.uk", Draft + "/steps/lead")).SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[reminders]"] = "3, 7" });
        Assert.Equal("3, 7", (await _app.OpenAsync("office.uk", Draft + "/steps/lead")).Find("#Inputs_reminders_").GetAttribute("value"));
        Assert.Contains("reminders after working days", (await _app.OpenAsync("programme", Draft + "/publish")).Text, StringComparison.Ordinal);
        Assert.Contains("Reminders on 26 November 2026 and 2 December 2026", (await _app.OpenAsync("auditor", Draft + "/try?from=2026-11-23")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_WrongDays_AreToldAtTheirFieldAndNothingIsLost()
    {
        var form = await _app.OpenAsync("office.uk", Shipped + "/steps/lead");

        var again = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[dueIn]"] = "0", ["Inputs[title]"] = "The lead’s word" });

        Assert.Single(again.Errors);
        Assert.Equal("true", again.Find("#Inputs_dueIn_").GetAttribute("aria-invalid"));
        Assert.Equal("The lead’s word", again.Find("#Inputs_title_").GetAttribute("value"));
        Assert.Equal(0, await DraftsAsync());
    }

    [Fact]
    public async Task Insert_ThenRemoved_IsInTheDraftAndOutAgain()
    {
        var form = await (await _app.OpenAsync("office.uk", Shipped)).SubmitAsync("form[action$='/insert']", new Dictionary<string, string> { ["way"] = "lead|Approved|director" });
        Assert.Equal("returned-by-lead", form.Find("#ReturnedTo option[selected]").GetAttribute("value"));

        var draft = await form.SubmitAsync("form.card", new Dictionary<string, string>
        {
            ["Inputs[title]"] = "Check by the head",
            ["Inputs[titleFr]"] = "Vérification par la direction",
            ["Inputs[assignee]"] = "unit:home",
            ["Inputs[dueIn]"] = "5",
        });

        Assert.Equal(Draft, draft.Path);
        Assert.Contains("Check by the head", draft.Text, StringComparison.Ordinal);
        var gone = await (await draft.FollowAsync("a[href$='/steps/check-by-the-head']")).SubmitAsync("form[action*='handler=Remove']");
        Assert.Equal(Draft, gone.Path);
        Assert.DoesNotContain("Check by the head", gone.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Insert_WithoutTitle_ListsWhatIsMissing()
    {
        var form = await _app.OpenAsync("office.uk", Shipped + "/insert?way=lead%7CApproved%7Cdirector");

        var again = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[titleFr]"] = "Vérification" });

        Assert.Contains("It does not say its title.", again.Text, StringComparison.Ordinal);
        Assert.Equal("Vérification", again.Find("#Inputs_titleFr_").GetAttribute("value"));
        Assert.Equal(0, await DraftsAsync());
    }

    [Fact]
    public async Task Remove_StepThatOthersNeed_IsRefusedWithTheReason()
    {
        var again = await (await _app.OpenAsync("office.uk", Shipped + "/steps/director")).SubmitAsync("form[action*='handler=Remove']");

        Assert.Contains("returned-by-director", again.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing leads to this step.", again.Text, StringComparison.Ordinal);
        Assert.Equal(0, await DraftsAsync());
    }

    [Fact]
    public async Task Discard_Draft_IsGone()
    {
        var draft = await (await _app.OpenAsync("office.uk", Shipped + "/steps/lead")).SubmitAsync("form.card", new Dictionary<string, string> { ["Inputs[dueIn]"] = "15" });

        var route = await draft.SubmitAsync("form[action*='handler=Discard']");

        Assert.Equal("/routes/milestone-review", route.Path);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("office.uk", Draft)).Status);
    }

    [Fact]
    public async Task Retire_Route_TheStudentIsToldAndNothingTypedIsLost()
    {
        var retired = await (await _app.OpenAsync("programme", "/routes/milestone-review/retire")).SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "Replaced." });
        Assert.Contains("Nothing new starts on this route", retired.Text, StringComparison.Ordinal);

        var form = await _app.OpenAsync("student.fr", $"/milestones/{_app.World.CsiId}/submit");
        var refused = await form.SubmitAsync("form[enctype]", new Dictionary<string, string> { ["Comment"] = "Voici le rapport." }, [new AppFile("Files", "Rapport.pdf", "%PDF-1.7\n%%EOF\n"u8.ToArray(), "application/pdf")]);
        refused = refused.Document.QuerySelector("[data-error-summary]") is null ? await refused.SubmitAsync("button[value=send]") : refused;

        Assert.Contains(refused.Errors, e => e.Contains("Milestone review", StringComparison.Ordinal));
        Assert.Equal(0, await _app.AskAsync(db => db.Processes.CountAsync(p => p.MilestoneId == _app.World.CsiId)));
    }

    [Fact]
    public async Task Try_AllTheWay_SaysWhoseTurnItIsAndSavesNothing()
    {
        var before = await _app.AskAsync(db => db.AuditEntries.CountAsync());
        var page = await _app.OpenAsync("auditor", Shipped + "/try?from=2026-11-23");
        Assert.Contains("Decision of the lead supervisor", page.Text, StringComparison.Ordinal);

        var returned = await page.SubmitAsync("button[value='lead.Returned']");
        Assert.NotNull(returned.Document.QuerySelector("button[value='revise-for-lead.Submitted']"));
        var again = await returned.SubmitAsync("button[value='revise-for-lead.Submitted']");
        var later = await again.SubmitAsync("form:has(#days)", new Dictionary<string, string> { ["days"] = "20" });
        // The opinion has lapsed meanwhile.
        Assert.Null(later.Document.QuerySelector("button[value='partner.Approved']"));
        var director = await later.SubmitAsync("button[value='lead.Approved']");
        var over = await director.SubmitAsync("button[value='director.Approved']");

        Assert.Contains("The route is at its end", over.Text, StringComparison.Ordinal);
        Assert.Contains("A mail would go to: student.", over.Text, StringComparison.Ordinal);
        Assert.Equal(before, await _app.AskAsync(db => db.AuditEntries.CountAsync()));
        Assert.Equal(0, await _app.AskAsync(db => db.Processes.CountAsync(p => p.MilestoneId == _app.World.EsaId)));
    }

    [Theory]
    [InlineData("?days=0", "Give a whole number of days")]
    [InlineData("?days=many", "Give a whole number of days")]
    [InlineData("?then=director.Approved", "no longer waited for")]
    [InlineData("?then=lead.Nonsense&act=x&act=.&from=never", "no longer waited for")]
    public async Task Try_ActThatCannotBe_IsPassedOver(string query, string says) =>
        Assert.Contains(says, (await _app.OpenAsync("auditor", Shipped + "/try" + query)).Text, StringComparison.Ordinal);

    private Task<int> DraftsAsync() => _app.AskAsync(db => db.Definitions.CountAsync(d => d.State == DefinitionState.Draft));

    private Task<string> JsonAsync(int version) => _app.AskAsync(db => db.Definitions.Where(d => d.DefinitionVersion == version).Select(d => d.Json).SingleAsync());
}
