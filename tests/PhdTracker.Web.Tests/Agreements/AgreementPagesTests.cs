using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Agreements;

public sealed class AgreementPagesTests : IAsyncLifetime
{
    private App _app = null!;
    private Agreeing _agreeing = null!;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        _agreeing = new Agreeing(new Acts(_app), _app.World);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Office_DraftsEditsAndSendsRound_AndTheProjectSaysWhoseDeskItIsOn()
    {
        var project = await _app.OpenAsync("office.uk", $"/projects/{_app.World.ProjectId}");
        Assert.Contains("no agreement here yet", project.Find("#agreement").TextContent, StringComparison.Ordinal);
        var edit = await (await project.FollowAsync("#agreement a.btn")).SubmitAsync("form.card");
        Assert.EndsWith("/edit", edit.Path, StringComparison.Ordinal);

        var wrong = await edit.SubmitAsync("button[formaction*=Send]", new Dictionary<string, string> { ["EndsOn"] = "2020-01-01", ["TextEn"] = "My <b>text</b>" });
        Assert.Single(wrong.Errors);
        Assert.Equal("My <b>text</b>", wrong.Find("#TextEn").TextContent.Trim());

        var sent = await edit.SubmitAsync("button[formaction*=Send]");
        Assert.Contains("The agreement goes round.", sent.Notice, StringComparison.Ordinal);
        Assert.Contains("Owen Fairbairn", (await _app.OpenAsync("office.fr", $"/projects/{_app.World.ProjectId}")).Find("#agreement").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_ChangedByTheOtherOffice_ShowsBothAndKeepsWhatWasTyped()
    {
        var id = await _agreeing.DraftAsync();
        var edit = await _app.OpenAsync("office.uk", $"/agreements/{id}/edit");
        await _agreeing.ChangeAsync(id, "Their sentence.", "office.fr");

        var again = await edit.SubmitAsync("button[formaction*=Save]", new Dictionary<string, string> { ["TextEn"] = "My sentence." });

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal("My sentence.", again.Find("#TextEn").TextContent.Trim());
        Assert.Contains("Their sentence.", again.Find(".notice-warn").TextContent, StringComparison.Ordinal);
        Assert.Equal("The draft is saved.", (await again.SubmitAsync("button[formaction*=Save]")).Notice);
    }

    [Fact]
    public async Task Sign_WithTheOwnName_SaysWhoIsNext()
    {
        var id = await _agreeing.ToSigningAsync();
        var page = await _app.OpenAsync("lead.uk", $"/agreements/{id}/sign");
        Assert.Equal(2, page.Document.QuerySelectorAll(".agreement-text").Length);

        var wrong = await page.SubmitAsync("#sign", new Dictionary<string, string> { ["TypedName"] = "Somebody", ["HasRead"] = "true" });
        Assert.Contains("Niamh Sutcliffe", Assert.Single(wrong.Errors), StringComparison.Ordinal);
        var unread = await page.SubmitAsync("#sign", new Dictionary<string, string> { ["TypedName"] = "Niamh Sutcliffe" });
        Assert.Single(unread.Errors);
        var signed = await unread.SubmitAsync("#sign", new Dictionary<string, string> { ["HasRead"] = "true" });

        Assert.Contains("You have signed.", signed.Notice, StringComparison.Ordinal);
        Assert.Contains("Aïcha Benoît", signed.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_TextThatChangedMeanwhile_ShowsTheNewText()
    {
        var id = await _agreeing.ToSigningAsync();
        var old = await _app.OpenAsync("lead.uk", $"/agreements/{id}/sign");
        await _agreeing.DeclineAsync(id, "lead.uk", "Wrong laboratory.");
        await _agreeing.ChangeAsync(id, "The right laboratory.");
        await _agreeing.SendAsync(id);
        await _agreeing.ReviewAsync(id, "legal.uk");
        await _agreeing.ReviewAsync(id, "legal.fr");

        var again = await old.SubmitAsync("#sign", new Dictionary<string, string> { ["TypedName"] = "Niamh Sutcliffe", ["HasRead"] = "true" });

        Assert.Contains("was changed", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.Contains("The right laboratory.", again.Text, StringComparison.Ordinal);
        Assert.Contains("You have signed.", (await again.SubmitAsync("#sign", new Dictionary<string, string> { ["TypedName"] = "Niamh Sutcliffe", ["HasRead"] = "true" })).Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decline_GivesReasons_BackOnTheOfficesDesk()
    {
        var id = await _agreeing.ToSigningAsync();
        var page = await _app.OpenAsync("lead.uk", $"/agreements/{id}/sign");

        var without = await page.SubmitAsync("#decline");
        Assert.Single(without.Errors);
        await without.SubmitAsync("#decline", new Dictionary<string, string> { ["Reasons"] = "Wrong laboratory." });

        Assert.Contains("Wrong laboratory.", (await _app.OpenAsync("office.uk", $"/agreements/{id}/edit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_WithMarkup_IsShownAsText()
    {
        var id = await _agreeing.DraftAsync();
        await _agreeing.ChangeAsync(id, "<script>alert(1)</script> [here](javascript:alert(2)) <javascript:alert(3)> ![x](https://elsewhere.example/x.png)");

        var page = await _app.OpenAsync("office.fr", $"/agreements/{id}");

        Assert.Empty(page.InlineCode());
        Assert.Empty(page.Document.QuerySelectorAll(".agreement-text img, .agreement-text script"));
        Assert.Contains("<script>alert(1)</script>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Project_NearTheEndOfItsAgreement_WarnsWhereADefenceIsLater()
    {
        var id = await _agreeing.ToForceAsync();
        var ends = await _app.AskAsync(db => db.Agreements.Where(a => a.Id == id).Select(a => a.EndsOn!.Value).SingleAsync());
        await _app.AskAsync(db => db.Candidatures.Where(c => c.Id == _app.World.UkCandidatureId).ExecuteUpdateAsync(s => s.SetProperty(c => c.DefenceOn, ends.AddDays(20))));
        Assert.DoesNotContain("before the defence", (await _app.OpenAsync("office.uk", $"/projects/{_app.World.ProjectId}")).Text, StringComparison.Ordinal);

        _app.Clock.Set(ends.AddDays(-365).ToDateTime(new TimeOnly(10, 0), DateTimeKind.Utc));

        Assert.Contains("before the defence", (await AppPage.OpenAsync(await _app.NewSessionAsync("office.uk"), $"/projects/{_app.World.ProjectId}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pdf_OfASignedAgreement_NamesSignersAndHashInBothLanguages()
    {
        var id = await _agreeing.ToForceAsync();
        var pages = await PdfAsync(id);

        var all = string.Join("\n", pages);
        var hash = await _app.AskAsync(db => db.Agreements.Where(a => a.Id == id).Select(a => a.Hash!).SingleAsync());
        Assert.True(pages.Count >= 5, $"{pages.Count} pages");
        Assert.All(pages, (page, i) => Assert.Contains($"Page {i + 1} of {pages.Count}", page, StringComparison.Ordinal));
        foreach (var words in new[] { "IC-CNRS-2025-01", hash, "Niamh Sutcliffe", "Aïcha Benoît", "Margaret Osei", "Édouard de La Rochette", "Authoritative version", "Convention de codirection", "London", "Paris" })
            Assert.Contains(words, all, StringComparison.Ordinal);
        Assert.DoesNotContain("DRAFT", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pdf_OfADraft_SaysSoAndSetsLongTextsOnMorePages()
    {
        var id = await _agreeing.DraftAsync();
        var few = await PdfAsync(id);
        await _agreeing.ChangeAsync(id, "# Œuvre\n\n- ﬁn “œ” é\n\n" + string.Concat(Enumerable.Repeat("A long sentence of several words. ", 400)) + new string('x', 400));

        var more = await PdfAsync(id);

        Assert.All(few, page => Assert.Contains("DRAFT · PROJET", page, StringComparison.Ordinal));
        Assert.True(more.Count > few.Count);
        Assert.Contains("Œuvre", string.Concat(more), StringComparison.Ordinal);
        Assert.Contains("ﬁn “œ” é", string.Concat(more), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_InFrench_AreFrench()
    {
        var id = await _agreeing.ToSigningAsync();

        var page = await _app.OpenAsync("lead.fr", $"/agreements/{id}");

        Assert.Equal("Convention de codirection nº 1", page.Find("h1").TextContent);
        Assert.Contains("Fait foi", page.Text, StringComparison.Ordinal);
        Assert.Contains("Responsable scientifique", page.Text, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> PdfAsync(int id)
    {
        using var answer = await (await _app.SignedInAsync("office.uk")).GetAsync($"/agreements/{id}/pdf");
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        return PdfText.Of(await answer.Content.ReadAsByteArrayAsync());
    }
}
