using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Cohort;

/// <summary>Pairs, risk and load against the same found plainly over all rows in memory.</summary>
public sealed class CohortPeopleTests
{
    private static readonly MilestoneState[] Passed = [MilestoneState.Passed, MilestoneState.PassedWithConditions];

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Risk_MixedCohort_FindsWhomTheRulesMean(DatabaseProvider provider)
    {
        await using var cohort = await MixedCohort.CreateAsync(provider, 26);
        var (db, today) = (cohort.Db, cohort.Today);
        var rules = new CohortRules();
        var all = await cohort.CandidaturesAsync();
        var agreements = await db.Agreements.AsNoTracking().Where(a => a.InForceAt != null).ToListAsync();
        var returned = await db.Tasks.AsNoTracking().Include(t => t.Process).Where(t => t.State == TaskState.Done && t.Decisions.Any(d => d.Kind == DecisionKind.Returned)).ToListAsync();
        var expected = all.ToDictionary(c => c.Id, c => ReasonsOf(c).ToList());

        var reader = new RiskReader(db, rules, today);
        var (students, byReason) = await reader.CountAsync(db.Candidatures, default);
        var rows = await reader.ReadAsync(db.Candidatures, null, 0, 1000, default);

        Assert.Equal(expected.Count(e => e.Value.Count > 0), students);
        foreach (var reason in RiskReader.All)
        {
            Assert.Equal(expected.Count(e => e.Value.Contains(reason)), byReason[reason]);
            Assert.True(byReason[reason] > 0, $"nobody has {reason}");
            Assert.Equal(byReason[reason], (await reader.ReadAsync(db.Candidatures, reason, 0, 1000, default)).Count);
        }
        Assert.Equal(expected.Where(e => e.Value.Count > 0).OrderBy(e => e.Key).Select(e => (e.Key, string.Join(",", e.Value))), rows.OrderBy(r => r.CandidatureId).Select(r => (r.CandidatureId, string.Join(",", r.Reasons.Select(x => x.Reason)))));
        Assert.Equal(rows.Select(r => r.Reasons.Count).OrderDescending(), rows.Select(r => r.Reasons.Count));
        Assert.All(rows.SelectMany(r => r.Reasons), r => Assert.True(r.Reason switch { RiskReason.Returns => r.Count >= 2, RiskReason.Meetings => r.On is null, _ => r.On is not null }));

        IEnumerable<RiskReason> ReasonsOf(Candidature c)
        {
            if (Candidature.IsClosed(c.State))
                yield break;
            var (open, meetings) = (c.Milestones.Where(m => !m.IsClosed).ToList(), false);
            if (open.Any(m => m.EquivalentToId is null && MilestoneList.IsOverdue(m.State, m.IsOptional, c.State, m.DueOn, today.AddDays(-30))))
                yield return RiskReason.Overdue;
            var thesis = open.Where(m => Milestone.IsThesis(m.RuleCode)).Max(m => m.DueOn);
            if (thesis > c.FundingEndsOn)
                yield return RiskReason.Funding;
            if (agreements.Where(a => a.ProjectId == c.Studentship.ProjectId).Max(a => a.EndsOn) is { } ends && ends <= today.AddDays(365) && thesis > ends)
                yield return RiskReason.Agreement;
            if (c.State is CandidatureState.Active or CandidatureState.WritingUp && c.StartOn < today.AddDays(-56) && !c.StatusPeriods.Any(p => p.Kind == StatusKind.Interrupted && p.From <= today && (p.To is null || p.To >= today.AddDays(-56))))
                meetings = true;
            if (open.Any(m => returned.Count(t => t.Process.MilestoneId == m.Id) >= 2))
                yield return RiskReason.Returns;
            if (meetings)
                yield return RiskReason.Meetings;
        }
    }

    [Fact]
    public async Task Risk_RulesSwitchedOff_FindNobody()
    {
        await using var cohort = await MixedCohort.CreateAsync(DatabaseProvider.Sqlite, 12);
        var rules = new CohortRules();
        rules.Set(new CohortRuleValues(null, false, null, null, null, null, null, 50));

        Assert.Equal(0, (await new RiskReader(cohort.Db, rules, cohort.Today).CountAsync(cohort.Db.Candidatures, default)).Students);
        Assert.Equal(0, (await LoadReader.CountAsync(LoadReader.Of(cohort.Db.Candidatures, cohort.Db.Candidatures, rules, cohort.Today), rules, default)).Over);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Pairs_MixedCohort_AreTheTwinsWhoDidNotLeave(DatabaseProvider provider)
    {
        await using var cohort = await MixedCohort.CreateAsync(provider, 26);
        var (db, today) = (cohort.Db, cohort.Today);
        var expected = (await cohort.CandidaturesAsync()).Where(c => !CohortFilter.LeftStates.Contains(c.State)).GroupBy(c => c.Studentship.ProjectId).Where(g => g.Count() == 2)
            .ToDictionary(g => g.Key, g => g.OrderBy(c => c.Studentship.PartyId).ToList());
        var pairs = PairReader.Of(db, db.Projects);

        var rows = await PairReader.ReadAsync(db, pairs, db.Candidatures, PairOrder.Gap, 0, 1000, today, default);
        var gaps = await PairReader.GapsAsync(pairs, default);

        Assert.Equal(expected.Keys.Order(), rows.Select(r => r.ProjectId).Order());
        Assert.Equal(rows.Select(r => r.GapDays).OrderDescending(), rows.Select(r => r.GapDays));
        foreach (var gap in Enum.GetValues<StartGap>())
            Assert.Equal(gaps.GetValueOrDefault(gap), await pairs.With(gap).CountAsync());
        Assert.Equal(rows.Count, gaps.Values.Sum());
        foreach (var row in rows)
        {
            var (one, other) = (expected[row.ProjectId][0], expected[row.ProjectId][1]);
            Assert.Equal((one.Id, other.Id, Math.Abs(one.StartOn.DayNumber - other.StartOn.DayNumber)), (row.First.CandidatureId, row.Second.CandidatureId, row.GapDays));
            foreach (var (candidature, twin) in new[] { (one, row.First), (other, row.Second) })
            {
                var asked = candidature.Milestones.Where(m => m is { EquivalentToId: null, IsOptional: false, State: not (MilestoneState.Waived or MilestoneState.Skipped) }).ToList();
                Assert.Equal((asked.Count, asked.Count(m => Passed.Contains(m.State))), (twin.Asked, twin.Met));
                Assert.Equal(candidature.Stays.Sum(s => s.To.DayNumber - s.From.DayNumber + 1), twin.StayDays);
                Assert.Equal(candidature.Stays.Sum(s => Math.Min(s.To.DayNumber, today.DayNumber - 1) - s.From.DayNumber + 1), twin.StayDaysDone);
            }
        }
        Assert.Contains(rows, r => r is { Divergence: > 0, Ahead: not null });
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Pairs_MeetingsHeld_CountThoseOfBothSidesInTheLast90Days(DatabaseProvider provider)
    {
        await using var cohort = await MixedCohort.CreateAsync(provider, 4);
        var (db, today) = (cohort.Db, cohort.Today);
        var project = await db.Projects.Include(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.Student).Include(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.Supervisors).Where(p => p.Studentships.All(s => s.Candidatures.Any(c => c.State == CandidatureState.Active))).FirstAsync();
        var places = project.Studentships.OrderBy(s => s.PartyId).ToList();
        var (student, lead, twin) = (new MeetingPerson(places[0].Candidatures[0].StudentId, "", places[0].PartyId, "", true), new MeetingPerson(places[0].Candidatures[0].Supervisors[0].PersonId, "", places[0].PartyId, "", false), new MeetingPerson(places[1].Candidatures[0].StudentId, "", places[1].PartyId, "", true));
        foreach (var (days, other) in new[] { (3, twin), (89, twin), (120, twin), (10, lead) })
        {
            var meeting = new Meeting(project, null, project.Studentships[0].Candidatures[0].Student);
            meeting.Hold(
                new MeetingDetails(null, MeetingKind.Supervision, null, today.AddDays(-days).ToDateTime(new TimeOnly(10, 0)), "Europe/London", 60, null, null, [student.Id, other.Id]),
                null, [student, lead, twin], today.ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc));
            db.Add(meeting);
        }
        await db.SaveChangesAsync();

        var rows = await PairReader.ReadAsync(db, PairReader.Of(db, db.Projects), db.Candidatures, PairOrder.Gap, 0, 100, today, default);

        Assert.Equal(2, rows.Single(r => r.ProjectId == project.Id).JointMeetings);
        Assert.All(rows.Where(r => r.ProjectId != project.Id), r => Assert.Equal(0, r.JointMeetings));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Load_MixedCohort_AddsUpShares(DatabaseProvider provider)
    {
        await using var cohort = await MixedCohort.CreateAsync(provider, 26);
        var (db, today) = (cohort.Db, cohort.Today);
        var rules = new CohortRules();
        var expected = (await cohort.CandidaturesAsync()).Where(c => !Candidature.IsClosed(c.State)).SelectMany(c => c.Supervisors).Where(s => s.HoldsOn(today)).GroupBy(s => s.PersonId)
            .ToDictionary(g => g.Key, g => (g.Select(s => s.CandidatureId).Distinct().Count(), g.Sum(s => s.SharePercent ?? 50), g.Count(s => s.SharePercent is null)));

        var rows = await LoadReader.Of(db.Candidatures, db.Candidatures, rules, today).ToListAsync();
        var (all, over) = await LoadReader.CountAsync(LoadReader.Of(db.Candidatures, db.Candidatures, rules, today), rules, default);

        Assert.Equal(expected.OrderBy(e => e.Key).Select(e => (e.Key, e.Value)), rows.OrderBy(r => r.PersonId).Select(r => (r.PersonId, (r.Students, r.Load, r.Unknown))));
        Assert.Equal((rows.Count, rows.Count(r => r.IsOver(rules))), (all, over));
        Assert.True(over > 0);
        Assert.All(rows, r => Assert.Equal(r.Students, r.InView));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Load_NarrowedView_CountsAllThatItsSupervisorsCarry(DatabaseProvider provider)
    {
        await using var cohort = await MixedCohort.CreateAsync(provider, 26);
        var (db, today, rules) = (cohort.Db, cohort.Today, new CohortRules());
        var whole = await LoadReader.Of(db.Candidatures, db.Candidatures, rules, today).ToDictionaryAsync(r => r.PersonId);
        var one = (await cohort.CandidaturesAsync()).First(c => !Candidature.IsClosed(c.State) && c.Supervisors.Any(s => s.PersonId == cohort.SupervisorId && s.HoldsOn(today)));

        var rows = await LoadReader.Of(db.Candidatures, db.Candidatures.Where(c => c.Id == one.Id), rules, today).ToListAsync();

        Assert.Equal(one.Supervisors.Where(s => s.HoldsOn(today)).Select(s => s.PersonId).Distinct().Order(), rows.Select(r => r.PersonId).Order());
        Assert.All(rows, r => Assert.Equal(whole[r.PersonId] with { InView = 1 }, r));
        Assert.Contains(rows, r => r.Students > 1);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Pairs_InEachOrder_AreTheSamePairs(DatabaseProvider provider)
    {
        await using var cohort = await MixedCohort.CreateAsync(provider, 26);
        var (db, today) = (cohort.Db, cohort.Today);
        Task<IReadOnlyList<PairRow>> ReadAsync(PairOrder order, IQueryable<Candidature> scope) => PairReader.ReadAsync(db, PairReader.Of(db, db.Projects), scope, order, 0, int.MaxValue, today, default);

        var byGap = await ReadAsync(PairOrder.Gap, db.Candidatures);
        var byProgress = await ReadAsync(PairOrder.Progress, db.Candidatures);
        var byStays = await ReadAsync(PairOrder.Stays, db.Candidatures);

        Assert.Equal(byGap.Select(r => r.ProjectId).Order(), byProgress.Select(r => r.ProjectId).Order());
        Assert.Equal(byGap.Select(r => r.ProjectId).Order(), byStays.Select(r => r.ProjectId).Order());
        static double Apart(PairRow r) => r.Divergence is null ? -1 : Math.Abs((100.0 * r.First.Met / r.First.Asked) - (100.0 * r.Second.Met / r.Second.Asked));
        Assert.Equal(byProgress.Select(Apart).OrderDescending(), byProgress.Select(Apart));
        Assert.Equal(byStays.Select(r => r.First.StayDays + r.Second.StayDays).Order(), byStays.Select(r => r.First.StayDays + r.Second.StayDays));
        var hidden = byProgress[0].First.CandidatureId;
        Assert.Contains(hidden, (await ReadAsync(PairOrder.Progress, db.Candidatures.Where(c => c.Id != hidden))).SkipWhile(r => r.Divergence is not null).Select(r => r.First.CandidatureId));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Risk_Meetings_SpareWhomSomebodyMet(DatabaseProvider provider)
    {
        await using var cohort = await MixedCohort.CreateAsync(provider, 4);
        var (db, today) = (cohort.Db, cohort.Today);
        var reader = new RiskReader(db, new CohortRules(), today);
        var candidature = await db.Candidatures.Include(c => c.Student).Include(c => c.Supervisors).Include(c => c.Studentship).ThenInclude(s => s.Project).FirstAsync(c => c.State == CandidatureState.Active && c.Student.GivenName.StartsWith("Zoé"));
        async Task HoldAsync(int daysAgo, Candidature? about)
        {
            var meeting = new Meeting(candidature.Studentship.Project, about, candidature.Student);
            meeting.Hold(
                new MeetingDetails(null, MeetingKind.Supervision, null, today.AddDays(-daysAgo).ToDateTime(new TimeOnly(10, 0)), "Europe/London", 60, null, null, [candidature.StudentId, candidature.Supervisors[0].PersonId]),
                null, [new MeetingPerson(candidature.StudentId, "", candidature.Studentship.PartyId, "", true), new MeetingPerson(candidature.Supervisors[0].PersonId, "", candidature.Studentship.PartyId, "", false)], today.ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc));
            db.Add(meeting);
            await db.SaveChangesAsync();
        }

        async Task<RiskDetail?> WhyAsync() => (await reader.ReadAsync(db.Candidatures, RiskReason.Meetings, 0, 1000, default)).SingleOrDefault(r => r.CandidatureId == candidature.Id)?.Reasons.Single(r => r.Reason == RiskReason.Meetings);

        Assert.Null((await WhyAsync())!.On);
        await HoldAsync(57, candidature);
        Assert.Equal(today.AddDays(-57), (await WhyAsync())!.On);
        await HoldAsync(56, null);
        Assert.Null(await WhyAsync());
    }
}
