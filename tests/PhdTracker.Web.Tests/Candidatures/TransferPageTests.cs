using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Candidatures;

/// <summary>The office sends a student over to the other side, whose place is vacant.</summary>
public sealed class TransferPageTests : IAsyncLifetime
{
    private const string Preview = "main form button.btn-primary";
    private const string Apply = "main form button.btn-danger";
    private App _app = null!;

    private string Url => $"/candidatures/{_app.World.UkCandidatureId}/transfer";

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        await new Acts(_app).LeaveAsync("office.fr", _app.World.FrCandidatureId);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Transfer_WithEverything_IsShownFirstAndApplied()
    {
        await MeetAsync();
        Assert.NotNull((await _app.OpenAsync("office.uk", $"/candidatures/{_app.World.UkCandidatureId}")).Document.QuerySelector($"a[href='{Url}']"));
        var preview = await (await _app.OpenAsync("office.uk", Url)).SubmitAsync(Preview, Typed());
        Assert.Empty(preview.Errors);
        Assert.Contains("The candidature at Imperial ends on 30 November 2026", preview.Text, StringComparison.Ordinal);
        Assert.Contains("First joint project report", preview.Find("section[aria-labelledby=what]").TextContent, StringComparison.Ordinal);
        Assert.Equal(CandidatureState.Active, await StateAsync(_app.World.UkCandidatureId));

        var done = await preview.SubmitAsync(Apply);

        var next = await NewAsync();
        Assert.Equal($"/candidatures/{next.Id}", done.Path);
        Assert.Contains("Freya Tanaka is transferred to CNRS", done.Notice, StringComparison.Ordinal);
        Assert.Contains("The same student, transferred from there", done.Text, StringComparison.Ordinal);
        Assert.NotNull(done.Document.QuerySelector($"main a[href='/candidatures/{_app.World.UkCandidatureId}']"));
        Assert.Equal(CandidatureState.Transferred, await StateAsync(_app.World.UkCandidatureId));
        Assert.Equal((CandidatureState.Registered, new DateOnly(2025, 10, 1)), (next.State, next.StartOn));
        Assert.Contains(next.Milestones, m => m is { RuleCode: "joint-report", Occurrence: 1, State: MilestoneState.Passed });
    }

    [Fact]
    public async Task Transfer_BadInput_KeepsWhatWasTyped()
    {
        var typed = Typed();
        (typed["LastDay"], typed["StartOn"], typed["Rows[0].Share"]) = ("someday", "", "many");
        var refused = await (await _app.OpenAsync("office.uk", Url)).SubmitAsync(Preview, typed);

        Assert.Equal(3, refused.Errors.Count);
        Assert.Null(refused.Document.QuerySelector(Apply));
        Assert.Equal("Moves to Lyon with the experiment.", refused.Find("#Reason").TextContent.Trim());
        Assert.Equal("many", refused.Find("[name='Rows[0].Share']").GetAttribute("value"));
    }

    [Theory]
    [InlineData("Rows[0].HoldsHdr", "false", "needs the HDR")]
    [InlineData("Reason", " ", "Give a reason")]
    [InlineData("LastDay", "2024-01-01", "The last day cannot come before")]
    public async Task Apply_ARuleIsBroken_SaysSoAndCanBeSentAgain(string field, string value, string sentence)
    {
        var preview = await (await _app.OpenAsync("office.uk", Url)).SubmitAsync(Preview, Typed());

        var refused = await preview.SubmitAsync(Apply, new Dictionary<string, string> { [field] = value });

        Assert.Contains(sentence, Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal(CandidatureState.Active, await StateAsync(_app.World.UkCandidatureId));
        Assert.NotNull((await refused.SubmitAsync(Apply, Typed())).Notice);
    }

    [Fact]
    public async Task Apply_ChangedAfterThePreview_ShowsWhatHappensNowFirst()
    {
        var preview = await (await _app.OpenAsync("office.uk", Url)).SubmitAsync(Preview, Typed());

        var changed = await preview.SubmitAsync(Apply, new Dictionary<string, string> { ["StartOn"] = "2026-01-01" });

        Assert.Contains("nothing is done yet", changed.Find("section[aria-labelledby=what] [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 January 2026", changed.Find("section[aria-labelledby=what]").TextContent, StringComparison.Ordinal);
        Assert.Equal(CandidatureState.Active, await StateAsync(_app.World.UkCandidatureId));
        await changed.SubmitAsync(Apply);
        Assert.Equal(new DateOnly(2026, 1, 1), (await NewAsync()).StartOn);
    }

    [Fact]
    public async Task Preview_AStartThatIsNoDayOfOurs_IsRefused()
    {
        var typed = Typed();
        typed["StartOn"] = "0001-01-01";

        var refused = await (await _app.OpenAsync("office.uk", Url)).SubmitAsync(Preview, typed);

        Assert.Single(refused.Errors);
        Assert.Null(refused.Document.QuerySelector(Apply));
    }

    [Fact]
    public async Task Transfer_ClickedTwice_IsDoneOnce()
    {
        var preview = await (await _app.OpenAsync("office.uk", Url)).SubmitAsync(Preview, Typed());
        await preview.SubmitAsync(Apply);

        var again = await preview.SubmitAsync(Apply);

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Single(again.Errors);
        Assert.Equal(2, await _app.AskAsync(db => db.Candidatures.CountAsync(c => c.StudentId == _app.World.People["student.uk"])));
        Assert.Equal($"/candidatures/{_app.World.UkCandidatureId}", (await _app.OpenAsync("office.uk", Url)).Path);
    }

    [Fact]
    public async Task Transfer_TheOtherSidesOffice_IsNotFound()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("office.fr", Url)).Status);
        Assert.Null((await _app.OpenAsync("office.fr", $"/candidatures/{_app.World.UkCandidatureId}")).Document.QuerySelector($"a[href='{Url}']"));
    }

    [Fact]
    public async Task Transfer_ToAPlaceOfAnotherProject_IsNotFound()
    {
        var elsewhere = await _app.AskAsync(db => db.Studentships.Where(s => s.ProjectId == _app.World.OtherProjectId && s.PartyId == _app.World.FrPartyId).Select(s => s.Id).SingleAsync());

        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("office.uk", $"{Url}?PlaceId={elsewhere}")).Status);
    }

    [Fact]
    public async Task Transfer_NoPlaceIsVacant_SaysWhoHoldsIt()
    {
        var page = await _app.OpenAsync("office.uk", $"/candidatures/{_app.World.OtherUkCandidatureId}/transfer");

        Assert.Contains("Bastien Tréguier holds this place.", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector(Preview));
    }

    private static Dictionary<string, string> Typed() => new(StringComparer.Ordinal)
    {
        ["LastDay"] = "2026-11-30",
        ["Reason"] = "Moves to Lyon with the experiment.",
        ["Rows[0].HoldsHdr"] = "true",
    };

    private Task<CandidatureState> StateAsync(int id) => _app.AskAsync(db => db.Candidatures.Where(c => c.Id == id).Select(c => c.State).SingleAsync());

    private Task<Candidature> NewAsync() => _app.AskAsync(db => db.Candidatures.Include(c => c.Milestones)
        .SingleAsync(c => c.StudentId == _app.World.People["student.uk"] && c.Id != _app.World.UkCandidatureId));

    /// <summary>The student has passed the first assessment, which served the joint report too.</summary>
    private Task MeetAsync() => _app.AskAsync(async db =>
    {
        var esa = await db.Milestones.Include(m => m.Equivalents).SingleAsync(m => m.Id == _app.World.EsaId);
        esa.Record(new DateOnly(2026, 10, 1));
        return await db.SaveChangesAsync();
    });
}
