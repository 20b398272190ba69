using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.ChangeRequests;

/// <summary>Every branch of every route of a change request, for a student of each side.</summary>
public sealed class ChangeRequestRouteTests : ChangeRequestFixture
{
    public static TheoryData<ChangeRequestKind, bool> Routes
    {
        get
        {
            var all = new TheoryData<ChangeRequestKind, bool>();
            foreach (var kind in Enum.GetValues<ChangeRequestKind>())
            {
                all.Add(kind, false);
                all.Add(kind, true);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_Approved_TakesEffectAndTellsBothSides(ChangeRequestKind kind, bool french)
    {
        var side = french ? Fr : Uk;
        await side.SendAsync(kind);
        await StandsAsync(side, ChangeRequestState.Submitted);
        await side.ApproveAsync(kind);

        await StandsAsync(side, ChangeRequestState.Approved);
        await FinishedAsync(side);
        Assert.Equal(new[] { side.Partner, side.PartnerOffice }.Order(), await ToldAsync("ChangeRequestBegun"));
        var told = await ToldAsync(kind == ChangeRequestKind.Withdrawal ? "StudentLeaves" : "ChangeRequestApproved");
        Assert.Superset(new HashSet<string> { side.Student, side.Lead, side.PartnerOffice }, told.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_ReturnedByEachDecider_ComesAgainAndIsApproved(ChangeRequestKind kind, bool french)
    {
        var side = french ? Fr : Uk;
        var details = await side.DetailsAsync(kind);
        var deciders = side.Deciders(kind);
        await side.SendAsync(kind, details);
        for (var returning = 0; returning < deciders.Count; returning++)
        {
            await side.AnswerAsync(side.Lead, DecisionKind.Reserved, "I am not sure.");
            foreach (var earlier in deciders.Take(returning))
                await side.AnswerAsync(earlier, DecisionKind.Approved);
            await side.AnswerAsync(deciders[returning], DecisionKind.Returned, "Say more.");
            await StandsAsync(side, ChangeRequestState.Returned);
            // The office may send it again in the student's place.
            await side.SendAgainAsync(kind, details with { Reason = "There is more to say." }, by: returning == 0 ? side.Student : side.Office);
            await StandsAsync(side, ChangeRequestState.Submitted);
        }
        await side.ApproveAsync(kind);

        await StandsAsync(side, ChangeRequestState.Approved);
        await FinishedAsync(side);
        Assert.Equal("There is more to say.", (await RequestAsync(side)).Reason);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_RejectedByEachDecider_ChangesNothing(ChangeRequestKind kind, bool french)
    {
        var side = french ? Fr : Uk;
        var deciders = side.Deciders(kind);
        for (var rejecting = 0; rejecting < deciders.Count; rejecting++)
        {
            await side.SendAsync(kind);
            await side.AnswerAsync(side.Lead, DecisionKind.Unfavourable, "I advise against it.");
            foreach (var earlier in deciders.Take(rejecting))
                await side.AnswerAsync(earlier, DecisionKind.Approved);
            await side.AnswerAsync(deciders[rejecting], DecisionKind.Rejected, "It cannot be.");

            await StandsAsync(side, ChangeRequestState.Rejected);
            await FinishedAsync(side);
        }
        Assert.Equal(2, (await ToldAsync("ChangeRequestRejected")).Count(name => name == side.Student));
        Assert.Empty(await ToldAsync("ChangeRequestApproved"));
        var candidature = await Database.AskAsync(db => db.Candidatures.Include(c => c.StatusPeriods).Include(c => c.Stays).SingleAsync(c => c.Id == side.CandidatureId));
        Assert.Equal((CandidatureState.Active, "", 0, 0), (candidature.State, candidature.ThesisTitleEn, candidature.StatusPeriods.Count, candidature.Stays.Count));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_OpinionLapsed_GoesOnWithoutIt(ChangeRequestKind kind, bool french)
    {
        var side = french ? Fr : Uk;
        await side.SendAsync(kind);
        Database.Clock.Set(new DateTimeOffset(2026, 12, 9, 9, 0, 0, TimeSpan.Zero));
        await Database.InScopeAsync(services => services.GetRequiredService<ResumeDueHandler>().HandleAsync(default));

        Assert.Equal(TaskState.Lapsed, await Database.AskAsync(db => db.Tasks.Where(t => t.Process.ChangeRequestId == side.Id && t.Kind == TaskKind.Opinion).Select(t => t.State).SingleAsync()));
        foreach (var decider in side.Deciders(kind))
            await side.AnswerAsync(decider, DecisionKind.Approved);
        await StandsAsync(side, ChangeRequestState.Approved);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_Withdrawn_ClosesWhatIsOpenAndAnotherCanBeSent(ChangeRequestKind kind, bool french)
    {
        var side = french ? Fr : Uk;
        await side.SendAsync(kind);
        await side.AnswerAsync(side.Lead, DecisionKind.Favourable);
        Assert.Equal("ChangeRequestAlreadyOpen", (await RefusedAsync(() => side.SendAsync(kind))).Code);
        await side.WithdrawAsync();

        await StandsAsync(side, ChangeRequestState.Withdrawn);
        await FinishedAsync(side);
        Assert.Equal(new[] { side.Lead, side.Partner, side.Office, side.PartnerOffice }.Order(StringComparer.Ordinal), await ToldAsync("ChangeRequestWithdrawn"));
        Assert.Equal(("ChangeRequestDecided", null), await RefusedAsync(() => side.WithdrawAsync()));
        await side.SendAsync(kind);
        await StandsAsync(side, ChangeRequestState.Submitted);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Send_TwiceAtOnce_CountsOnce(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var other = new ChangeRequestActs(Acts, World);
        var both = await Task.WhenAll(TryAsync(() => Uk.SendAsync(ChangeRequestKind.Title)), TryAsync(() => other.SendAsync(ChangeRequestKind.Title)));

        Assert.Single(both, code => code is null);
        Assert.Single(both, "ChangeRequestAlreadyOpen");
        Assert.Equal(1, await Database.AskAsync(db => db.ChangeRequests.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Apply_OverlapCameInBetween_IsAnIncidentUntilItIsMended(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await Uk.SendAsync(ChangeRequestKind.Interruption);
        await Uk.AnswerAsync("lead.uk", DecisionKind.Favourable);
        await Uk.AnswerAsync("director.uk", DecisionKind.Approved);
        await InterruptAsync(new DateOnly(2027, 4, 1), new DateOnly(2027, 6, 30));
        await Uk.AnswerAsync("registry.uk", DecisionKind.Approved);

        // The decision stands, nothing is applied, and everybody sees that it has stopped.
        await StandsAsync(Uk, ChangeRequestState.Submitted);
        var incident = await Database.AskAsync(db => db.Incidents.SingleAsync());
        Assert.Equal("apply", incident.ActivityId);
        Assert.StartsWith("There is an interruption from 1 April 2027", incident.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Database.AskAsync(db => db.StatusPeriods.CountAsync()));

        await Database.AskAsync(db => db.StatusPeriods.ExecuteDeleteAsync());
        await Acts.AsAsync("admin", async (services, by) =>
        {
            await services.GetRequiredService<MendIncidentHandler>().HandleAsync(new MendIncident(incident.Id, null), by, default);
            return true;
        });
        await StandsAsync(Uk, ChangeRequestState.Approved);
        Assert.Equal(new DateOnly(2027, 2, 1), await Database.AskAsync(db => db.StatusPeriods.Select(p => p.From).SingleAsync()));
    }

    [Fact]
    public async Task Leave_WhileARequestIsDecided_WithdrawsIt()
    {
        await Uk.SendAsync(ChangeRequestKind.Title);
        await Acts.LeaveAsync("office.uk", World.UkCandidatureId);

        await StandsAsync(Uk, ChangeRequestState.Withdrawn);
        await FinishedAsync(Uk);
        Assert.Equal(("CandidatureClosed", null), await RefusedAsync(() => Uk.SendAsync(ChangeRequestKind.Interruption)));
    }

    [Fact]
    public async Task Reverse_Rejected_IsDecidedAnewAndApprovedIsNot()
    {
        await Uk.SendAsync(ChangeRequestKind.Title);
        await Uk.AnswerAsync("lead.uk", DecisionKind.Favourable);
        await Uk.AnswerAsync("director.uk", DecisionKind.Rejected, "It cannot be.");
        await ReverseAsync("director");
        await StandsAsync(Uk, ChangeRequestState.Submitted);
        await Uk.AnswerAsync("director.uk", DecisionKind.Approved);
        await Uk.AnswerAsync("registry.uk", DecisionKind.Approved);
        await StandsAsync(Uk, ChangeRequestState.Approved);

        Assert.Equal("ChangeRequestApplied", (await RefusedAsync(() => ReverseAsync("registry"))).Code);
    }

    [Fact]
    public async Task Reverse_RejectedWhileAnotherIsOpen_IsRefused()
    {
        await Uk.SendAsync(ChangeRequestKind.Title);
        await Uk.AnswerAsync("lead.uk", DecisionKind.Favourable);
        await Uk.AnswerAsync("director.uk", DecisionKind.Rejected, "It cannot be.");
        var first = Uk.Id;
        await Uk.SendAsync(ChangeRequestKind.Title);

        Assert.Equal("NewerRoundBegun", (await RefusedAsync(() => ReverseAsync("director", first))).Code);
    }

    private async Task FinishedAsync(ChangeRequestActs side)
    {
        Assert.Equal("Finished", await Database.AskAsync(db => db.Processes.Where(p => p.ChangeRequestId == side.Id).Select(p => p.Status).SingleAsync()));
        Assert.False(await Database.AskAsync(db => db.Tasks.AnyAsync(t => t.Process.ChangeRequestId == side.Id && t.State == TaskState.Open)));
        Assert.Equal(0, await Database.AskAsync(db => db.Incidents.CountAsync()));
        Assert.Null((await RequestAsync(side)).OpenFor);
    }

    /// <summary>An interruption is recorded by other means, such as an import.</summary>
    private Task<int> InterruptAsync(DateOnly from, DateOnly to) => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        (await db.Candidatures.Include(c => c.StatusPeriods).SingleAsync(c => c.Id == World.UkCandidatureId)).AddPeriod(StatusKind.Interrupted, from, to);
        return await db.SaveChangesAsync();
    });

    private Task<int> ReverseAsync(string step, int? request = null) => Acts.AsAsync("office.uk", async (services, by) =>
    {
        var about = request ?? Uk.Id;
        var task = await services.GetRequiredService<PhdTrackerDb>().Tasks.Where(t => t.Process.ChangeRequestId == about && t.ActivityId == step).OrderByDescending(t => t.Id).Select(t => t.Id).FirstAsync();
        await services.GetRequiredService<ReverseDecisionHandler>().HandleAsync(new ReverseDecision(task, "It was a mistake."), by, default);
        return task;
    });

    private static async Task<string?> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (DomainRuleException refused)
        {
            return refused.Code;
        }
    }
}
