using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Cases;

/// <summary>Whose desk, route and history of the UK student's early stage assessment, as readers see them.</summary>
public sealed class CaseViewTests
{
    [Fact]
    public async Task Desk_NotHandedIn_IsWithTheStudent()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        Assert.Equal(["With Freya Tanaka: it is not handed in yet."], await DeskAsync(database, world.EsaId, Texts.English, null));
        Assert.Equal(["C’est sur votre bureau\u00a0: rien n’est encore déposé."], await DeskAsync(database, world.EsaId, Texts.French, world.People["student.uk"]));
    }

    [Fact]
    public async Task Desk_HandedIn_NamesWhoIsAskedAndSinceWhen()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        Assert.Equal(
            [
                "Waiting for Prof Niamh Sutcliffe (Imperial), since Monday 23 November 2026.",
                "Beside it, an opinion is asked of Dr Aïcha Benoît (CNRS), since Monday 23 November 2026. It is an opinion, and can be given until 7 December 2026; after that the case goes on without it.",
            ],
            await DeskAsync(review.Database, review.World.EsaId, Texts.English, review.World.People["student.uk"]));
        Assert.Equal(
            "It is on your desk, since Monday 23 November 2026. It is an opinion, and can be given until 7 December 2026; after that the case goes on without it.",
            (await DeskAsync(review.Database, review.World.EsaId, Texts.English, review.World.People["lead.fr"]))[0]);
    }

    [Fact]
    public async Task Desk_OfTheEquivalentMilestone_IsTheSame()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        Assert.Equal(await DeskAsync(review.Database, review.World.EsaId, Texts.English, null), await DeskAsync(review.Database, review.World.JointReportId, Texts.English, null));
    }

    [Fact]
    public async Task Desk_NobodyHoldsTheRole_SaysSoByRoleAndSide()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.Database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            (await db.RoleAssignments.SingleAsync(r => r.PersonId == review.World.People["director.uk"])).End(new DateOnly(2026, 11, 22));
            await db.SaveChangesAsync();
        });

        await review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        Assert.StartsWith(
            "On nobody’s desk: nobody is director of postgraduate studies on this side (Imperial) at present. It has waited since Monday 23 November 2026",
            (await DeskAsync(review.Database, review.World.EsaId, Texts.English, null))[0], StringComparison.Ordinal);
        Assert.Equal(DeskTone.Bad, DeskWords.Tone((await ReadAsync(review.Database, review.World.EsaId))!));
    }

    [Fact]
    public async Task Returned_DeskAndRoute_ShowTheStudentAndTheWayBack()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned, "Add section 4.");

        Assert.Equal("With Freya Tanaka, since Monday 23 November 2026. A new version is asked for.", (await DeskAsync(review.Database, review.World.EsaId, Texts.English, null))[0]);
        Assert.Equal([StepState.Now, StepState.Back, StepState.Now, StepState.Later, StepState.Later], (await RouteAsync(review)).Select(s => s.State));
    }

    [Fact]
    public async Task Route_BeforeAnythingIsSent_ShowsTheStepsToCome()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);

        var steps = await RouteAsync(review, review.World.OtherEsaId);

        Assert.Equal(["Hand in", "Decision of the lead supervisor", "Opinion of the partner supervisor", "Endorsement by the director", "Passed"], steps.Select(s => s.Title));
        Assert.Equal([StepState.Now, StepState.Later, StepState.Later, StepState.Later, StepState.Later], steps.Select(s => s.State));
        Assert.Equal("due 1 Oct 2026", steps[0].Lines[0].Text);
    }

    [Fact]
    public async Task Passed_RouteDeskAndHistory_SayWhoDidWhat()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.fr", "partner", DecisionKind.Reserved, "The plan is broad.");
        await review.DecideAsync("lead.uk", "lead", DecisionKind.ApprovedWithConditions, "Name a second assessor.");
        await review.DecideAsync("director.uk", "director", DecisionKind.Approved, "");

        var steps = await RouteAsync(review);
        var history = await HistoryAsync(review, withComments: true);

        Assert.Equal([StepState.Done, StepState.Done, StepState.Back, StepState.Done, StepState.Done], steps.Select(s => s.State));
        Assert.Equal(["Passed with conditions on 23 November 2026."], await DeskAsync(review.Database, review.World.EsaId, Texts.English, null));
        Assert.Contains(history, e => e is { Who: "Prof Niamh Sutcliffe", What: "approved it with conditions", Comment: "Name a second assessor.", When: "23 Nov 2026, 09:00 London" });
        Assert.Contains(history, e => e is { Who: "Dr Aïcha Benoît", What: "gave a reserved opinion", Mark: HistoryMark.Back, When: "23 Nov 2026, 10:00 Paris" });
    }

    [Fact]
    public async Task Lapsed_RouteAndHistory_ShowIt()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        review.Database.Clock.Advance(TimeSpan.FromDays(30));
        await review.ResumeDueAsync();

        Assert.Contains(await RouteAsync(review), s => s.State == StepState.Later && s.Lines.Any(l => l.Text.StartsWith("no opinion in time", StringComparison.Ordinal)));
        Assert.Contains(await HistoryAsync(review, withComments: false), e => e.Who is null && e.What == "No opinion came in time from the partner supervisor; the case went on");
    }

    [Fact]
    public async Task History_ReaderWithoutSubmissions_SeesNoComment()
    {
        await using var review = await Review.StartedAsync(DatabaseProvider.Sqlite);
        await review.DecideAsync("lead.uk", "lead", DecisionKind.Returned, "Add section 4.");

        Assert.All(await HistoryAsync(review, withComments: false), e => Assert.Null(e.Comment));
        Assert.Contains(await HistoryAsync(review, withComments: true), e => e.Comment == "Add section 4.");
    }

    private static Task<CaseDesk?> ReadAsync(TestDatabase database, int milestone) => database.InScopeAsync(services => services.GetRequiredService<CaseDesks>().OfAsync(milestone, default));

    private static async Task<List<string>> DeskAsync(TestDatabase database, int milestone, Texts texts, int? readerId) =>
        DeskWords.Lines(texts, (await ReadAsync(database, milestone))!, readerId, database.Clock.Today()).Select(l => l.ToString()).ToList();

    private static Task<IReadOnlyList<RouteStep>> RouteAsync(Review review, int? milestone = null) =>
        review.Database.InScopeAsync(services => services.GetRequiredService<CaseRoutes>().OfAsync(milestone ?? review.World.EsaId, Texts.English, default));

    private static Task<IReadOnlyList<HistoryEntry>> HistoryAsync(Review review, bool withComments) =>
        review.Database.InScopeAsync(services => services.GetRequiredService<CaseHistories>().OfAsync(review.World.EsaId, Texts.English, withComments, default));
}
