using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.ChangeRequests;

/// <summary>What an approved request makes true.</summary>
public sealed class ChangeRequestEffectTests : ChangeRequestFixture
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Interruption_Approved_MovesActiveTimeAndNotTheTwin(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await PlanAsync(World.FrCandidatureId);
        var twin = await DueAsync(World.FrCandidatureId);
        await ApproveAsync(Uk, ChangeRequestKind.Interruption, new ChangeRequestDetails { From = new DateOnly(2026, 2, 1), To = new DateOnly(2026, 4, 30), Reason = "I was away." });

        var due = await DueAsync(World.UkCandidatureId);
        // 12 months from 1 October 2025, and 89 days.
        Assert.Equal(new DateOnly(2026, 12, 29), due["esa"]);
        Assert.Equal(new DateOnly(2029, 12, 29), due["thesis-submission"]);
        Assert.Equal(twin, await DueAsync(World.FrCandidatureId));
        var (en, fr) = await Database.AskAsync(async db => await db.Milestones.Where(m => m.Id == World.EsaId).Select(m => new ValueTuple<string, string>(m.RationaleEn, m.RationaleFr)).SingleAsync());
        Assert.Contains("89 days", en, StringComparison.Ordinal);
        Assert.Contains("89 jours", fr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interruption_Approved_ShowsInTheStateFromItsFirstDayToItsLast()
    {
        await ApproveAsync(Uk, ChangeRequestKind.Interruption);
        Assert.Equal(CandidatureState.Active, await StateAsync());
        await FollowAsync(new DateTime(2027, 2, 1), CandidatureState.Interrupted);
        await FollowAsync(new DateTime(2027, 4, 30), CandidatureState.Interrupted);
        await FollowAsync(new DateTime(2027, 5, 1), CandidatureState.Active);
    }

    [Fact]
    public async Task Interruption_ThatHasBegun_ShowsAtOnce()
    {
        await ApproveAsync(Fr, ChangeRequestKind.Interruption, ChangeRequestActs.Interruption with { From = new DateOnly(2026, 11, 20) });

        Assert.Equal(CandidatureState.Interrupted, await Database.AskAsync(db => db.Candidatures.Where(c => c.Id == World.FrCandidatureId).Select(c => c.State).SingleAsync()));
    }

    [Fact]
    public async Task Extension_Approved_MovesOneDateOnly()
    {
        await PlanAsync(World.UkCandidatureId);
        var before = await DueAsync(World.UkCandidatureId);
        await ApproveAsync(Uk, ChangeRequestKind.Extension);

        var after = await DueAsync(World.UkCandidatureId);
        Assert.Equal(new DateOnly(2026, 10, 31), after["esa"]);
        Assert.Equal(before.Where(d => d.Key != "esa").OrderBy(d => d.Key), after.Where(d => d.Key != "esa").OrderBy(d => d.Key));
    }

    [Fact]
    public async Task Approved_ThatMovesDates_IsToldWithTheDatesInBothLanguages()
    {
        await PlanAsync(World.UkCandidatureId);
        await ApproveAsync(Uk, ChangeRequestKind.Extension);
        await ApproveAsync(Uk, ChangeRequestKind.Title);

        var mails = await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "ChangeRequestApproved").OrderBy(n => n.Id).Select(n => new { n.RecipientId, n.Text }).ToListAsync());
        var mine = mails.Where(m => m.RecipientId == World.People["student.uk"]).Select(m => m.Text).ToList();
        Assert.Contains("These due dates have changed:\nEarly stage assessment: 1 October 2026 → 31 October 2026", mine[0], StringComparison.Ordinal);
        Assert.DoesNotContain("→", mine[1], StringComparison.Ordinal);
        Assert.Contains(mails, m => m.Text.Contains("1er octobre 2026 → 31 octobre 2026", StringComparison.Ordinal));
        Assert.Equal(new DateOnly(2026, 10, 1), await Database.AskAsync(db => db.ChangeRequests.Where(r => r.Kind == ChangeRequestKind.Extension).Select(r => r.DueOn).SingleAsync()));
    }

    [Fact]
    public async Task Extension_PastTheCap_NeedsTheOffice()
    {
        await PlanAsync(World.UkCandidatureId);
        var thesis = await Database.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == World.UkCandidatureId && m.RuleCode == "thesis-submission").Select(m => m.Id).SingleAsync());
        var asked = new ChangeRequestDetails { MilestoneId = thesis, Days = 10, PastCap = true, Reason = "The instrument broke." };

        Assert.Equal(("ExtensionPastCap", "Days"), await RefusedAsync(() => Uk.SendAsync(ChangeRequestKind.Extension, asked)));
        Assert.Equal(("ExtensionPastCap", "Days"), await RefusedAsync(() => Uk.SendAsync(ChangeRequestKind.Extension, asked with { PastCap = false }, "office.uk")));
        await Uk.SendAsync(ChangeRequestKind.Extension, asked, "office.uk");
        await Uk.ApproveAsync(ChangeRequestKind.Extension);
        Assert.Equal(new DateOnly(2029, 10, 11), (await DueAsync(World.UkCandidatureId))["thesis-submission"]);
    }

    [Fact]
    public async Task Mode_Approved_StretchesWhatIsLeft()
    {
        await ApproveAsync(Uk, ChangeRequestKind.Mode, new ChangeRequestDetails { From = new DateOnly(2027, 10, 1), Fte = 0.5m, Reason = "Care of a child." });
        // Two years of four are left, at half time.
        Assert.Equal(new DateOnly(2031, 10, 2), (await DueAsync(World.UkCandidatureId))["thesis-submission"]);

        await ApproveAsync(Uk, ChangeRequestKind.Mode, new ChangeRequestDetails { From = new DateOnly(2028, 10, 1), Fte = 1, Reason = "Back to full time." });
        var periods = await Database.AskAsync(db => db.StatusPeriods.OrderBy(p => p.From).Select(p => new { p.Kind, p.From, p.To, p.Fte }).ToListAsync());
        Assert.Equal([(StatusKind.PartTime, new DateOnly(2028, 9, 30), 0.5m), (StatusKind.Active, (DateOnly?)null, 1m)], periods.Select(p => (p.Kind, p.To, p.Fte!.Value)));
        Assert.True((await DueAsync(World.UkCandidatureId))["thesis-submission"] < new DateOnly(2030, 10, 5));
    }

    [Fact]
    public async Task Title_Approved_IsThatOfTheOpenExaminationToo()
    {
        var examination = new ExaminationActs(Acts, World, Database.Clock);
        await examination.EnterAsync("An older title");
        await ApproveAsync(Uk, ChangeRequestKind.Title);

        Assert.Equal("Nager dans le sable", await Database.AskAsync(db => db.Candidatures.Where(c => c.Id == World.UkCandidatureId).Select(c => c.ThesisTitleFr).SingleAsync()));
        Assert.Equal("Swimming in sand", await Database.AskAsync(db => db.Examinations.Where(e => e.Id == examination.Id).Select(e => e.TitleEn).SingleAsync()));
    }

    [Fact]
    public async Task Supervisor_Approved_SuccessorBeginsTheDayAfter()
    {
        await ApproveAsync(Uk, ChangeRequestKind.Supervisor);

        var supervisors = await Database.AskAsync(db => db.SupervisorAssignments.Where(s => s.CandidatureId == World.UkCandidatureId).OrderBy(s => s.Id).ToListAsync());
        Assert.Equal(
            [("lead.uk", SupervisorKind.Lead, null), ("lead.fr", SupervisorKind.PartnerSupervisor, new DateOnly(2026, 12, 31)), ("newcomer.fr", SupervisorKind.PartnerSupervisor, (DateOnly?)null)],
            supervisors.Select(s => (World.People.Single(p => p.Value == s.PersonId).Key, s.Kind, s.To)));
        Assert.Equal(new DateOnly(2027, 1, 1), supervisors[2].From);
        Assert.Equal(["newcomer.fr"], await ToldAsync("SupervisionBegins"));
    }

    [Fact]
    public async Task Supervisor_WhoJoins_TakesTheShareFromTheLead()
    {
        await ShareAsync(60, 40);
        await ApproveAsync(Uk, ChangeRequestKind.Supervisor, new ChangeRequestDetails
        {
            From = new DateOnly(2027, 1, 1),
            SuccessorEmail = "newcomer.uk@test.example",
            SupervisorKind = SupervisorKind.CoSupervisor,
            PartyId = World.UkPartyId,
            SharePercent = 20,
            Reason = "Expertise in statistics.",
        });

        var shares = await Database.AskAsync(db => db.SupervisorAssignments.Where(s => s.CandidatureId == World.UkCandidatureId).OrderBy(s => s.Id).Select(s => s.SharePercent).ToListAsync());
        Assert.Equal([40, 40, 20], shares);
    }

    [Fact]
    public async Task Withdrawal_Approved_StudentLeavesAndReasonsStayAtHome()
    {
        await ApproveAsync(Uk, ChangeRequestKind.Withdrawal);

        var left = await Database.AskAsync(db => db.Candidatures.Include(c => c.Milestones).SingleAsync(c => c.Id == World.UkCandidatureId));
        Assert.Equal((CandidatureState.Withdrawn, (DateOnly?)new DateOnly(2026, 12, 31), "There is a good reason.", "Private matters."), (left.State, left.ClosedOn, left.LeavingNote, left.LeavingReason));
        Assert.All(left.Milestones, m => Assert.Equal(MilestoneState.Skipped, m.State));
    }

    [Fact]
    public async Task Stay_Approved_MovesNoDateButThoseThatHangOnIt()
    {
        await PlanAsync(World.UkCandidatureId);
        var before = await DueAsync(World.UkCandidatureId);
        await ApproveAsync(Uk, ChangeRequestKind.Mobility);

        var after = await DueAsync(World.UkCandidatureId);
        Assert.All(before, date => Assert.Equal(date.Value, after[date.Key]));
        Assert.All(after.Keys.Except(before.Keys), key => Assert.Contains("stay", key, StringComparison.Ordinal));
        Assert.Equal(new DateOnly(2027, 6, 30), after["stay-report"]);
        var stay = await Database.AskAsync(db => db.Stays.SingleAsync());
        Assert.Equal((World.FrPartyId, new DateOnly(2027, 3, 1), new DateOnly(2027, 5, 31)), (stay.HostPartyId, stay.From, stay.To));
    }

    [Theory]
    [InlineData(ChangeRequestKind.Interruption)]
    [InlineData(ChangeRequestKind.Withdrawal)]
    public async Task Evidence_StandsInNoMailAndNoAuditEntry(ChangeRequestKind kind)
    {
        await Uk.SendAsync(kind, (await Uk.DetailsAsync(kind)) with { Evidence = "CONFIDENTIAL", Category = LeavingCategory.Health });
        await Uk.ApproveAsync(kind);

        Assert.False(await Database.AskAsync(db => db.Notifications.AnyAsync(n => n.Text.Contains("CONFIDENTIAL") || n.Html.Contains("CONFIDENTIAL") || n.Text.Contains("Health"))));
        var entries = await Database.AskAsync(db => db.AuditEntries.Select(e => new { e.ActName, e.Comment, e.Before, e.After }).ToListAsync());
        Assert.DoesNotContain(entries, e => e.Comment?.Contains("CONFIDENTIAL", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(entries, e => e.ActName == "SubmitChangeRequest" && (e.After + e.Before).Contains("CONFIDENTIAL", StringComparison.Ordinal));
    }

    private static async Task ApproveAsync(ChangeRequestActs side, ChangeRequestKind kind, ChangeRequestDetails? details = null)
    {
        await side.SendAsync(kind, details);
        await side.ApproveAsync(kind);
    }

    private Task<CandidatureState> StateAsync() => Database.AskAsync(db => db.Candidatures.Where(c => c.Id == World.UkCandidatureId).Select(c => c.State).SingleAsync());

    private async Task FollowAsync(DateTime day, CandidatureState expected)
    {
        Database.Clock.Set(new DateTimeOffset(day.AddHours(9), TimeSpan.Zero));
        await Database.InScopeAsync(services => services.GetRequiredService<FollowInterruptions>().FollowAsync(default));
        Assert.Equal(expected, await StateAsync());
        Assert.Equal(0, await Database.InScopeAsync(services => services.GetRequiredService<FollowInterruptions>().FollowAsync(default)));
    }

    /// <summary>The whole plan, as the world has only the first dates of it.</summary>
    private Task<int> PlanAsync(int candidature) => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        services.GetRequiredService<PlanMilestones>().For(await PlanMilestones.WithPlan(db.Candidatures.Where(c => c.Id == candidature)).SingleAsync());
        return await db.SaveChangesAsync();
    });

    private Task<Dictionary<string, DateOnly?>> DueAsync(int candidature) => Database.AskAsync(async db =>
        (await db.Milestones.Where(m => m.CandidatureId == candidature && m.State != MilestoneState.Skipped && m.DueOn != null).ToListAsync()).ToDictionary(m => m.Occurrence == 0 ? m.RuleCode : $"{m.RuleCode}-{m.Occurrence}", m => m.DueOn));

    private Task<int> ShareAsync(int lead, int partner) => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        foreach (var assignment in await db.SupervisorAssignments.Where(s => s.CandidatureId == World.UkCandidatureId).ToListAsync())
            assignment.Carry(assignment.Kind == SupervisorKind.Lead ? lead : partner);
        return await db.SaveChangesAsync();
    });
}
