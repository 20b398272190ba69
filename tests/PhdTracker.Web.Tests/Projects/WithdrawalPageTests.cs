using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Projects;

/// <summary>An office records that an institution withdraws from a project.</summary>
public sealed class WithdrawalPageTests : IAsyncLifetime
{
    private const string Send = "form.card button.btn-danger";
    private App _app = null!;

    private string Url => $"/projects/{_app.World.ProjectId}/withdrawal";

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Withdrawal_StudentEndsAndProjectGoesOn_ClosesThePlace()
    {
        Assert.NotNull((await _app.OpenAsync("office.uk", $"/projects/{_app.World.ProjectId}")).Document.QuerySelector($"a[href='{Url}']"));
        var form = await _app.OpenAsync("office.uk", Url);
        Assert.Contains("Léonie D’Alméida holds its place (Active)", form.Text, StringComparison.Ordinal);
        Assert.Null(form.Document.QuerySelector("[name=Student][value=Transfers]"));

        var done = await form.SubmitAsync(Send, await TypedAsync("Ends"));

        Assert.Equal($"/projects/{_app.World.ProjectId}", done.Path);
        Assert.Contains("CNRS withdraws from IC-CNRS-2025-01", done.Notice, StringComparison.Ordinal);
        Assert.Equal((CandidatureState.Terminated, CandidatureState.Active), (await StateAsync(_app.World.FrCandidatureId), await StateAsync(_app.World.UkCandidatureId)));
        var page = await _app.OpenAsync("office.fr", $"/projects/{_app.World.ProjectId}");
        Assert.Contains("s’est retiré le 30 novembre 2026", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("a[href$='/register']"));
    }

    [Fact]
    public async Task Withdrawal_StudentGoesOver_LeadsToTheTransfer()
    {
        await new Acts(_app).LeaveAsync("office.uk", _app.World.UkCandidatureId);
        var form = await _app.OpenAsync("office.fr", Url);

        var done = await form.SubmitAsync(Send, await TypedAsync("Transfers"));

        Assert.Equal($"/candidatures/{_app.World.FrCandidatureId}/transfer", done.Path);
        Assert.NotNull(done.Document.QuerySelector("main form button.btn-primary"));
        Assert.Equal(CandidatureState.Active, await StateAsync(_app.World.FrCandidatureId));
    }

    [Fact]
    public async Task Withdrawal_StudentGoesOver_TheOtherSidesOfficeStaysWithTheProject()
    {
        await new Acts(_app).LeaveAsync("office.uk", _app.World.UkCandidatureId);
        var form = await _app.OpenAsync("office.uk", Url);

        var done = await form.SubmitAsync(Send, await TypedAsync("Transfers"));

        Assert.Equal($"/projects/{_app.World.ProjectId}", done.Path);
        Assert.Contains("What comes next is the transfer of Léonie D’Alméida", done.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdrawal_ProjectEndsToo_EndsBothCandidatures()
    {
        var typed = await TypedAsync("Ends");
        typed["Rest"] = "Ends";

        await (await _app.OpenAsync("programme", Url)).SubmitAsync(Send, typed);

        Assert.Equal(ProjectState.Terminated, await _app.AskAsync(db => db.Projects.Where(p => p.Id == _app.World.ProjectId).Select(p => p.State).SingleAsync()));
        Assert.Equal(CandidatureState.Terminated, await StateAsync(_app.World.UkCandidatureId));
    }

    [Fact]
    public async Task Withdrawal_BadInput_KeepsWhatWasTyped()
    {
        var form = await _app.OpenAsync("office.uk", Url);
        var refused = await form.SubmitAsync(Send, new Dictionary<string, string> { ["LastDay"] = "soon", ["Reason"] = "The laboratory closes.", ["Rest"] = "GoesOn" });
        Assert.Equal(2, refused.Errors.Count);
        Assert.Equal("The laboratory closes.", refused.Find("#Reason").TextContent.Trim());
        Assert.True(refused.Find("[name=Rest][value=GoesOn]").HasAttribute("checked"));

        var typed = await TypedAsync("");
        typed.Remove("Understood");
        var chosen = await refused.SubmitAsync(Send, typed);
        Assert.Contains("what becomes of the student", Assert.Single(chosen.Errors), StringComparison.Ordinal);

        typed["Student"] = "Ends";
        var unread = await chosen.SubmitAsync(Send, typed);
        Assert.Contains("Tick that you have read", Assert.Single(unread.Errors), StringComparison.Ordinal);
        Assert.Equal(CandidatureState.Active, await StateAsync(_app.World.FrCandidatureId));
    }

    [Fact]
    public async Task Withdrawal_ClickedTwice_IsDoneOnce()
    {
        var form = await _app.OpenAsync("office.uk", Url);
        await form.SubmitAsync(Send, await TypedAsync("Ends"));

        var again = await form.SubmitAsync(Send, await TypedAsync("Ends"));

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal(1, await _app.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == nameof(WithdrawInstitution) && e.SubjectKind == nameof(Studentship))));
    }

    [Theory]
    [InlineData("lead.uk")]
    [InlineData("auditor")]
    public async Task Withdrawal_ByAnybodyElse_IsNotFound(string who)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync(who, Url)).Status);
        Assert.Null((await _app.OpenAsync(who, $"/projects/{_app.World.ProjectId}")).Document.QuerySelector($"a[href='{Url}']"));
    }

    /// <summary>The French institution withdraws, and the project goes on.</summary>
    private async Task<Dictionary<string, string>> TypedAsync(string student)
    {
        var place = await _app.AskAsync(db => db.Studentships.Where(s => s.ProjectId == _app.World.ProjectId && s.PartyId == _app.World.FrPartyId).Select(s => s.Id).SingleAsync());
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PlaceId"] = $"{place}",
            ["Student"] = student,
            ["Rest"] = "GoesOn",
            ["LastDay"] = "2026-11-30",
            ["Reason"] = "The laboratory closes.",
            ["Understood"] = "true",
        };
    }

    private Task<CandidatureState> StateAsync(int id) => _app.AskAsync(db => db.Candidatures.Where(c => c.Id == id).Select(c => c.State).SingleAsync());
}
