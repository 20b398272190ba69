using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Examinations;

/// <summary>The pages of an examination as the people of the case use them.</summary>
public sealed class ExaminationPagesTests : IAsyncLifetime
{
    private App _app = null!;
    private ExaminationActs _uk = null!;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        _uk = new ExaminationActs(new Acts(_app), _app.World, _app.Clock);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Enter_Student_SaysWhoseTurnItIs()
    {
        var url = $"/candidatures/{_app.World.UkCandidatureId}/examination";
        var form = await _app.OpenAsync("student.uk", url);
        var empty = await form.SubmitAsync("form.card");
        Assert.Equal(["Give the title of the thesis in one language at least."], empty.Errors);

        var done = await empty.SubmitAsync("form.card", new Dictionary<string, string> { ["TitleFr"] = "Nager dans le sable" });
        Assert.StartsWith("/examinations/", done.Path, StringComparison.Ordinal);
        Assert.Contains("Niamh Sutcliffe", done.Notice, StringComparison.Ordinal);
        Assert.Equal(done.Path, (await _app.OpenAsync("student.uk", url)).Path);
        var home = await _app.OpenAsync("student.uk", "/");
        Assert.Contains("Examiners to be named", home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nominate_RulesNotMet_TellsAllAndKeepsWhatWasTyped()
    {
        await _uk.EnterAsync();
        var form = await _app.OpenAsync("lead.uk", $"/examinations/{_uk.Id}/nominate");
        var refused = await form.SubmitAsync("form.card", Row(1, "Dr Aïcha Benoît", "aicha@else.example", "ExternalExaminer"));

        // What is wrong with the panel as a whole comes first, then each row.
        Assert.Equal(["There is 1 examiner; there must be 2 to 4.", "Name at least 1 internal examiner.", "Dr Aïcha Benoît supervises this student and cannot examine."], refused.Errors);
        Assert.Equal("Dr Aïcha Benoît", refused.Find("#Rows_0__Name").GetAttribute("value"));
        var values = Row(0, "Ada Bloom", "ada@else.example", "InternalExaminer").Concat(Row(1, "Sten Holm", "sten@else.example", "ExternalExaminer")).ToDictionary();
        var done = await refused.SubmitAsync("form.card", values);
        Assert.Equal($"/examinations/{_uk.Id}", done.Path);
        Assert.Contains("Ruth Pemberton", done.Notice, StringComparison.Ordinal);
        Assert.Equal($"/examinations/{_uk.Id}", (await _app.OpenAsync("lead.uk", $"/examinations/{_uk.Id}/nominate")).Path);
    }

    [Fact]
    public async Task Answer_Director_ShowsTheExaminersAndApproves()
    {
        await _uk.EnterAsync();
        await _uk.NominateAsync();
        var task = await _app.AskAsync(db => db.Tasks.Where(t => t.Process.ExaminationId == _uk.Id && t.State == TaskState.Open).Select(t => t.Id).SingleAsync());
        var page = await _app.OpenAsync("director.uk", $"/tasks/{task}");

        Assert.Contains("Sten Holm", page.Text, StringComparison.Ordinal);
        var done = await page.SubmitAsync("#answer", new Dictionary<string, string> { ["Decision"] = "Approved" });
        Assert.Contains("Bethan Llewellyn", done.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thesis_WithoutFileThenWithIt_GivesAReceipt()
    {
        await _uk.ApproveAsync();
        var form = await _app.OpenAsync("student.uk", $"/examinations/{_uk.Id}/thesis");
        var without = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Language"] = "en" });
        Assert.Equal(["Choose the PDF of the thesis."], without.Errors);
        var file = new AppFile("Files", "Thesis.pdf", Encoding.ASCII.GetBytes("%PDF-1.7\nthesis\n%%EOF\n"), "application/pdf");
        var noReason = await without.SubmitAsync("form.card", new Dictionary<string, string> { ["Language"] = "en", ["EmbargoUntil"] = "2027-12-01" }, [file]);
        Assert.Equal(["Give the reason for the embargo.", "Choose the file again: a browser does not keep it."], noReason.Errors.OrderByDescending(e => e).ToList());

        var done = await noReason.SubmitAsync("form.card", new Dictionary<string, string> { ["EmbargoReason"] = "A patent is pending." }, [file]);
        var hash = await _app.AskAsync(db => db.Theses.Select(t => t.Document.Sha256).SingleAsync());
        Assert.Contains(hash[..12], done.Notice, StringComparison.Ordinal);
        Assert.Contains(hash, done.Text, StringComparison.Ordinal);
        Assert.Contains("Grace Okafor", done.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_PartnerSide_SeesDatesAndOutcomesOnly()
    {
        await _uk.ApproveAsync();
        await _uk.HandInAsync(embargo: _uk.Today.AddYears(1));
        await _uk.DateAsync(_uk.Today, "");
        await _uk.OutcomeAsync(ExaminationOutcome.MinorCorrections);
        var (home, partner, office) = (await _app.OpenAsync("lead.uk", $"/examinations/{_uk.Id}"), await _app.OpenAsync("lead.fr", $"/examinations/{_uk.Id}"), await _app.OpenAsync("office.fr", $"/examinations/{_uk.Id}"));

        Assert.Contains("Sten Holm", home.Text, StringComparison.Ordinal);
        Assert.Contains("A patent is pending.", home.Text, StringComparison.Ordinal);
        foreach (var other in new[] { partner, office })
        {
            Assert.DoesNotContain("Holm", other.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("patent", other.Text, StringComparison.Ordinal);
            Assert.Null(other.Document.QuerySelector("a[href^='/documents/']"));
            Assert.Contains("23", other.Text, StringComparison.Ordinal);
        }
        Assert.Contains("corrections mineures", partner.Text, StringComparison.Ordinal);
        var document = await _app.AskAsync(db => db.Theses.Select(t => t.DocumentId).SingleAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("lead.fr", $"/documents/{document}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _app.OpenAsync("lead.uk", $"/documents/{document}")).Status);
    }

    [Fact]
    public async Task DateOutcomeAndAward_Office_FinishesOnPages()
    {
        await _uk.ApproveAsync();
        await _uk.HandInAsync();
        var date = await _app.OpenAsync("office.uk", $"/examinations/{_uk.Id}/date");
        Assert.Equal(["Give the day."], (await date.SubmitAsync("form.card")).Errors);
        await date.SubmitAsync("form.card", new Dictionary<string, string> { ["On"] = "2026-11-23", ["Place"] = "Room 3" });
        var outcome = await _app.OpenAsync("office.uk", $"/examinations/{_uk.Id}/outcome");
        Assert.Equal(["Choose what the examiners decided."], (await outcome.SubmitAsync("form.card")).Errors);
        var decided = await outcome.SubmitAsync("form.card", new Dictionary<string, string> { ["Outcome"] = "Pass" });
        Assert.Contains("Recorded: Pass without corrections.", decided.Notice, StringComparison.Ordinal);
        var award = await decided.FollowAsync(".form-actions .btn-primary");
        Assert.EndsWith("/award", award.Path, StringComparison.Ordinal);
        var done = await award.SubmitAsync("form.card");

        Assert.Contains("The degree is awarded.", done.Notice, StringComparison.Ordinal);
        Assert.Contains("Doctor of Philosophy (PhD), Imperial College London", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdraw_Student_EndsIt()
    {
        await _uk.EnterAsync();
        var form = await _app.OpenAsync("student.uk", $"/examinations/{_uk.Id}/withdraw");
        Assert.Single((await form.SubmitAsync("form.card")).Errors);
        var done = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "I need another term." });

        Assert.Contains("Entry withdrawn", done.Text, StringComparison.Ordinal);
        Assert.Contains("Enter for the examination", (await _app.OpenAsync("student.uk", $"/candidatures/{_uk.CandidatureId}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_FrenchStudent_AreInFrench()
    {
        var fr = new ExaminationActs(new Acts(_app), _app.World, _app.Clock, french: true);
        await fr.ApproveAsync();
        var page = await _app.OpenAsync("student.fr", $"/examinations/{fr.Id}/thesis");

        Assert.Contains("Remettre la thèse", page.Text, StringComparison.Ordinal);
        Assert.Contains("Jeanne Aubry", (await _app.OpenAsync("student.fr", $"/examinations/{fr.Id}")).Text, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Row(int row, string name, string email, string role) => new()
    {
        [$"Rows[{row}].Name"] = name,
        [$"Rows[{row}].Email"] = email,
        [$"Rows[{row}].Institution"] = "University of Elsewhere",
        [$"Rows[{row}].Country"] = "Norway",
        [$"Rows[{row}].Role"] = role,
        [$"Rows[{row}].Rank"] = "Professor",
    };
}
