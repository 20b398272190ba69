using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Testing;

namespace PhdTracker.Browser.Tests;

/// <summary>The main job as all its people: a student hands in, the partner gives an opinion, the lead returns and then approves, the director endorses, the offices see it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MainJobTests(Browser browser)
{
    [InBrowserWith]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Milestone_FromStudentToOffice_PassesOnBothSides(string language)
    {
        await using var app = await App.StartAsync(listen: true);
        await app.SpeakAsync(language);
        var words = language == "fr" ? Words.French : Words.English;
        var t = Texts.For(language);

        await HandInAsync(app, t, words.FirstWord, "Report-v1.pdf", sees: [words.Title, words.NothingYet]);
        await GiveOpinionAsync(app, t, words);
        await ReturnAsync(app, t, words);
        await HandInAsync(app, t, words.SecondWord, "Report-v2.pdf", sees: [words.NewVersionAsked]);
        await ApproveAsync(app, t, words, "lead.uk", words.WaitsForDirector);
        await ApproveAsync(app, t, words, "director.uk", null);
        await StudentSeesAsync(app, words);
        await OfficeSeesAsync(app, words);

        var both = await app.AskAsync(db => db.Milestones.Where(m => m.Id == app.World.EsaId || m.Id == app.World.JointReportId).Select(m => m.State).ToListAsync());
        Assert.Equal([MilestoneState.Passed, MilestoneState.Passed], both);
    }

    private async Task HandInAsync(App app, Texts t, string word, string file, IReadOnlyList<string> sees)
    {
        await using var student = await (await browser.VisitAsync(app, t.Language)).SignInAsync("student.uk");
        var page = student.Page;
        foreach (var text in sees)
            await student.SeesAsync(text);
        await page.Locator($"a.btn-primary[href='/milestones/{app.World.EsaId}/submit']").ClickAsync();
        await page.FillAsync("textarea[name=Comment]", word);
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = file, MimeType = "application/pdf", Buffer = Pdf.Saying(word) });
        await page.GetByRole(AriaRole.Button, new() { Name = t["Milestones.Submit.HandIn"], Exact = true }).ClickAsync();
        await page.WaitForURLAsync($"**/milestones/{app.World.EsaId}");
        await student.SeesAsync(".notice[role=status]", "Niamh Sutcliffe");
        await student.SeesAsync(".desk", "Niamh Sutcliffe");
        await student.SeesAsync(file);
    }

    private async Task GiveOpinionAsync(App app, Texts t, Words words)
    {
        await using var partner = await OpenTaskAsync(app, t, "lead.fr", words);
        await partner.SeesAsync(words.FirstWord);
        await partner.ChooseAsync("Favourable");
        await partner.Page.FillAsync("textarea[name=Comment]", words.Opinion);
        await SendAsync(partner, t["Tasks.SendOpinion"]);
    }

    private async Task ReturnAsync(App app, Texts t, Words words)
    {
        await using var lead = await OpenTaskAsync(app, t, "lead.uk", words);
        await lead.SeesAsync("Report-v1.pdf");
        await lead.SeesAsync(words.OpinionGiven);
        await lead.SeesAsync(words.Opinion);
        await lead.ChooseAsync("Returned");
        // Reasons are asked for: what was chosen is kept, and the error leads to its field.
        await lead.Page.GetByRole(AriaRole.Button, new() { Name = t["Tasks.SendDecision"], Exact = true }).ClickAsync();
        await lead.SeesAsync("[data-error-summary]", words.ReasonsMissing);
        await Assertions.Expect(lead.Page.Locator("input[name=Decision][value=Returned]")).ToBeCheckedAsync();
        await lead.Page.FillAsync("textarea[name=Comment]", words.Reasons);
        await SendAsync(lead, t["Tasks.SendDecision"]);
        await lead.SeesAsync(".notice[role=status]", "Freya Tanaka");
    }

    private async Task ApproveAsync(App app, Texts t, Words words, string name, string? then)
    {
        await using var decider = await OpenTaskAsync(app, t, name, words);
        await decider.SeesAsync("Report-v2.pdf");
        await decider.SeesAsync(words.Reasons);
        await decider.ChooseAsync("Approved");
        await SendAsync(decider, t["Tasks.SendDecision"]);
        if (then is not null)
            await decider.SeesAsync(".notice[role=status]", then);
        await decider.SeesAsync(t["Tasks.None"]);
    }

    private async Task StudentSeesAsync(App app, Words words)
    {
        await using var student = await (await browser.VisitAsync(app)).SignInAsync("student.uk");
        foreach (var id in new[] { app.World.EsaId, app.World.JointReportId })
        {
            await student.Page.GotoAsync($"/milestones/{id}");
            await student.SeesAsync(".desk", words.Passed);
        }
        await student.SeesAsync(words.Served);
    }

    private async Task OfficeSeesAsync(App app, Words words)
    {
        await using var office = await (await browser.VisitAsync(app)).SignInAsync("office.fr");
        await office.Page.GotoAsync("/cohort");
        await office.SeesAsync("h1", words.Programme);
        await office.SeesAsync("table", "1/2");
        await office.Page.GotoAsync("/milestones?show=met");
        await office.SeesAsync(words.Title);
        await office.SeesAsync("Freya Tanaka");
        // The partner's office sees dates and outcomes, not the papers.
        await office.Page.GotoAsync($"/milestones/{app.World.EsaId}");
        await office.SeesAsync(".desk", words.Passed);
        await Assertions.Expect(office.Page.Locator("main")).Not.ToContainTextAsync("Report-v2.pdf");
        await Assertions.Expect(office.Page.Locator("main")).Not.ToContainTextAsync(words.Reasons);
    }

    /// <summary>Signs in, finds the task in the queue and opens it.</summary>
    private async Task<Visit> OpenTaskAsync(App app, Texts t, string name, Words words)
    {
        var visit = await (await browser.VisitAsync(app, t.Language)).SignInAsync(name);
        await visit.Page.GotoAsync("/tasks");
        await visit.Page.Locator("a.row-title", new() { HasText = words.Title }).ClickAsync();
        await visit.SeesAsync("h1", "Freya Tanaka");
        return visit;
    }

    private static async Task SendAsync(Visit visit, string button)
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await visit.Page.WaitForURLAsync("**/tasks");
        await Assertions.Expect(visit.Page.Locator(".notice[role=status]")).ToBeVisibleAsync();
    }

    private sealed record Words(
        string Title, string NothingYet, string FirstWord, string SecondWord, string NewVersionAsked, string Opinion, string OpinionGiven,
        string ReasonsMissing, string Reasons, string WaitsForDirector, string Passed, string Served, string Programme)
    {
        public static readonly Words English = new(
            "Early stage assessment", "You have not begun it yet.", "Please read section 4 first.", "The error bars are in figure 3 now.", "A new version is asked for",
            "Convincing work on both sides.", "gave a favourable opinion", "Say why", "The error bars are missing in figure 3.", "Waiting for Dr Ruth Pemberton",
            "Passed", "One submission serves both", "Imperial–CNRS");

        public static readonly Words French = new(
            "Évaluation de première étape", "Rien n’est encore écrit", "Lisez d’abord la section 4.", "Les barres d’erreur sont dans la figure 3.", "Une nouvelle version est demandée",
            "Un travail convaincant des deux côtés.", "a donné un avis favorable", "Dites pourquoi", "Les barres d’erreur manquent dans la figure 3.", "En attente de Dr Ruth Pemberton",
            "Validé", "Un seul envoi", "Programme doctoral conjoint Imperial–CNRS");
    }
}
