using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Milestones;

public sealed class SubmitPageTests : IAsyncLifetime
{
    private const string HandIn = "form[data-draft] button.btn-primary";
    private const string Save = "button[formaction*='handler=Save']";
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\nreport\n%%EOF\n");
    private App _app = null!;

    private string Url => $"/milestones/{_app.World.EsaId}/submit";

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task HandIn_WithADocument_SaysWhoseDeskItIsOnNow()
    {
        var form = await _app.OpenAsync("student.uk", Url);

        var done = await form.SubmitAsync(HandIn, new Dictionary<string, string> { ["Comment"] = "Please read section 4 first." }, [new AppFile("Files", "Report.pdf", Pdf)]);

        Assert.Equal($"/milestones/{_app.World.EsaId}", done.Path);
        Assert.Contains("Version 1 is handed in.", done.Notice, StringComparison.Ordinal);
        Assert.Contains("Prof Niamh Sutcliffe (Imperial)", done.Notice, StringComparison.Ordinal);
        Assert.Contains("Please read section 4 first.", done.Text, StringComparison.Ordinal);
        Assert.Contains("Report.pdf", done.Find(".files").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandIn_OneGoodAndOneDisguisedFile_KeepsTheGoodOneAndWhatWasTyped()
    {
        var form = await _app.OpenAsync("student.uk", Url);

        var again = await form.SubmitAsync(HandIn, new Dictionary<string, string> { ["Comment"] = "A <b>bold</b> claim" },
            [new AppFile("Files", "Report.pdf", Pdf), new AppFile("Files", "Figure.pdf", "MZ program"u8.ToArray())]);

        Assert.Equal(Url, again.Path);
        Assert.Contains("“Figure.pdf” is a program", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.NotNull(again.Document.QuerySelector("a[href='#Files']"));
        Assert.Contains("Report.pdf", again.Find(".files").TextContent, StringComparison.Ordinal);
        Assert.Equal("A <b>bold</b> claim", again.Find("textarea").TextContent.Trim());
        Assert.Equal(MilestoneState.Draft, await StateAsync());

        var done = await again.SubmitAsync(HandIn);
        Assert.Contains("Version 1 is handed in.", done.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandIn_WithoutDocuments_IsRefusedAndKeepsTheComment()
    {
        var form = await _app.OpenAsync("student.uk", Url);

        var again = await form.SubmitAsync(HandIn, new Dictionary<string, string> { ["Comment"] = "Words only" }, []);

        Assert.Equal("Add at least one document, then hand it in.", Assert.Single(again.Errors));
        Assert.Equal("Words only", again.Find("textarea").TextContent.Trim());
        Assert.Equal("Words only", await _app.AskAsync(db => db.Submissions.Select(s => s.Comment).SingleAsync()));
    }

    [Fact]
    public async Task HandIn_EmptyFile_IsRefusedByName()
    {
        var form = await _app.OpenAsync("student.uk", Url);

        var again = await form.SubmitAsync(HandIn, files: [new AppFile("Files", "Report.pdf", [])]);

        Assert.Contains("“Report.pdf” is empty", Assert.Single(again.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandIn_SecondClick_IsSentOnce()
    {
        var form = await _app.OpenAsync("student.uk", Url);
        await form.SubmitAsync(HandIn, files: [new AppFile("Files", "Report.pdf", Pdf)]);

        var second = await form.SubmitAsync(HandIn, files: [new AppFile("Files", "Report.pdf", Pdf)]);

        Assert.Equal($"/milestones/{_app.World.EsaId}", second.Path);
        Assert.Contains("was not sent twice", second.Notice, StringComparison.Ordinal);
        Assert.Equal((1, 1), await _app.AskAsync(async db => (await db.Submissions.CountAsync(), await db.Processes.CountAsync())));
    }

    [Fact]
    public async Task Save_ChangedInAnotherWindow_ShowsBothAndTheNextSendCounts()
    {
        var first = await _app.OpenAsync("student.uk", Url);
        var other = await _app.OpenAsync("student.uk", Url);
        await other.SubmitAsync(Save, new Dictionary<string, string> { ["Comment"] = "From the library" }, []);

        var again = await first.SubmitAsync(Save, new Dictionary<string, string> { ["Comment"] = "From home" }, []);

        Assert.Single(again.Errors);
        Assert.Contains("From the library", again.Find(".notice-warn").TextContent, StringComparison.Ordinal);
        Assert.Equal("From home", again.Find("textarea").TextContent.Trim());
        var saved = await again.SubmitAsync(Save, files: []);
        Assert.Contains("The draft is saved", saved.Notice, StringComparison.Ordinal);
        Assert.Equal("From home", await _app.AskAsync(db => db.Submissions.Select(s => s.Comment).SingleAsync()));
    }

    [Fact]
    public async Task Remove_OneOfTwo_LeavesTheOther()
    {
        var form = await _app.OpenAsync("student.uk", Url);
        var saved = await form.SubmitAsync(Save, files: [new AppFile("Files", "Report.pdf", Pdf), new AppFile("Files", "Figure.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])]);

        var removed = await saved.SubmitAsync("button[formaction*='handler=Remove']", new Dictionary<string, string> { ["Comment"] = "Still typing" }, []);

        Assert.Equal(1, removed.Document.QuerySelectorAll(".files li").Length);
        Assert.Contains("Figure.png", removed.Find(".files").TextContent, StringComparison.Ordinal);
        Assert.Equal("Still typing", removed.Find("textarea").TextContent.Trim());
    }

    [Fact]
    public async Task Autosave_WhileTyping_KeepsTheCommentAndSaysWhen()
    {
        var client = await _app.SignedInAsync("student.uk");
        var form = await AppPage.OpenAsync(client, Url);

        using var answer = await AutosaveAsync(client, form.Token, "First words", "");
        using var stale = await AutosaveAsync(client, form.Token, "Other words", "");
        using var forged = await AutosaveAsync(client, "", "No token", "");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.BadRequest), (answer.StatusCode, stale.StatusCode, forged.StatusCode));
        Assert.Contains("Draft saved on 23 Nov 2026", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("First words", await _app.AskAsync(db => db.Submissions.Select(s => s.Comment).SingleAsync()));
    }

    [Fact]
    public async Task Draft_BeforeItIsHandedIn_IsItsAuthorsOnly()
    {
        await (await _app.OpenAsync("student.uk", Url)).SubmitAsync(Save, new Dictionary<string, string> { ["Comment"] = "Half a thought" }, [new AppFile("Files", "Report.pdf", Pdf)]);
        var document = await _app.AskAsync(db => db.Documents.Select(d => d.Id).SingleAsync());

        foreach (var who in new[] { "lead.uk", "office.uk", "programme", "auditor" })
        {
            Assert.DoesNotContain("Half a thought", (await _app.OpenAsync(who, $"/milestones/{_app.World.EsaId}")).Html, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync(who, $"/documents/{document}")).Status);
        }
        Assert.Equal(HttpStatusCode.OK, (await _app.OpenAsync("student.uk", $"/documents/{document}")).Status);
    }

    [Fact]
    public async Task Submit_AfterARejection_IsTheRetakeWithItsOwnDate()
    {
        await new Acts(_app).HandInAsync("student.uk", _app.World.EsaId);
        var acts = new Acts(_app);
        await acts.DecideAsync("lead.uk", await acts.TaskAsync(_app.World.EsaId, "lead:home"), DecisionKind.Rejected, "No.");

        var retake = await _app.OpenAsync("student.uk", Url);
        Assert.Equal(Url, retake.Path);
        Assert.Contains("23 February 2027", retake.Text, StringComparison.Ordinal);
    }

    private Task<MilestoneState> StateAsync() => _app.AskAsync(db => db.Milestones.Where(m => m.Id == _app.World.EsaId).Select(m => m.State).SingleAsync());

    private Task<HttpResponseMessage> AutosaveAsync(HttpClient client, string token, string comment, string version) => client.PostAsync(Url + "?handler=Autosave",
        new FormUrlEncodedContent(new Dictionary<string, string> { ["Comment"] = comment, ["DraftVersion"] = version, ["__RequestVerificationToken"] = token }));
}
