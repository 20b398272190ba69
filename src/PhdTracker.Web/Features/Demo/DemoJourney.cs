using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Demo;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.NextSteps;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Web.Features.Demo;

/// <summary>What waits for a demo account, and where it is done.</summary>
public sealed record DemoStep(int PersonId, string Email, string Name, string What, string Url);

/// <summary>What the demonstration waits for: nothing goes on before this instant.</summary>
public sealed record DemoWait(string What, DateTime At);

/// <summary>The projects that visitors of a demonstration carry from a call onwards: whose turn it is, and what only time brings.</summary>
public sealed class DemoJourney(PhdTrackerDb db, NextStepReader next, MilestoneGates gates, ExaminationRulebook rulebook, TimeProvider clock)
{
    private const int Most = 4;

    public async Task<(IReadOnlyList<DemoStep> Steps, IReadOnlyList<DemoWait> Waits)> ReadAsync(Texts texts, CancellationToken ct)
    {
        var emails = DemoAccounts.Addresses.ToList();
        var people = await db.Users.AsNoTracking().Where(p => emails.Contains(p.Email!)).ToDictionaryAsync(p => p.Id, ct);
        List<DemoStep> training = [.. await TrainingAsync(people, texts, ct)];
        var steps = training.Concat(await TasksAsync(people, texts, ct)).Take(Most - 1)
            .Concat(await NextAsync(people, texts, ct))
            .Concat(await StudentsAsync(people, texts, ct)).Take(Most).ToList();
        return (steps, steps.Count > 0 ? [] : await WaitsAsync([.. people.Keys], texts, ct));
    }

    /// <summary>Tasks that came to desks since the demo programme was loaded, the newest first.</summary>
    private async Task<IEnumerable<DemoStep>> TasksAsync(Dictionary<int, Person> people, Texts texts, CancellationToken ct)
    {
        var loaded = await db.AuditEntries.AsNoTracking().Where(e => e.CaseKey == CaseKey.System && e.ActName == "LoadDemo").Select(e => (DateTime?)e.At).MaxAsync(ct);
        if (loaded is null)
            return [];
        var ids = people.Keys.ToList();
        var tasks = await db.Tasks.AsNoTracking().Where(t => t.State == TaskState.Open && t.OpenedAt >= loaded && t.Assignees.Any(a => ids.Contains(a.PersonId) && a.State == SeatState.Asked))
            .OrderByDescending(t => t.OpenedAt).ThenByDescending(t => t.Id).Take(Most)
            .Select(t => new { t.Id, t.TitleEn, t.TitleFr, Holder = t.Assignees.Where(a => ids.Contains(a.PersonId) && a.State == SeatState.Asked).Min(a => a.PersonId) }).ToListAsync(ct);
        return tasks.Select(t => StepOf(people[t.Holder], texts.Of(t.TitleEn, t.TitleFr), FormattableString.Invariant($"/tasks/{t.Id}")));
    }

    private async Task<IEnumerable<DemoStep>> NextAsync(Dictionary<int, Person> people, Texts texts, CancellationToken ct)
    {
        var ids = people.Keys.ToList();
        var offices = await OfficesAsync(ids, ct);
        var calls = await db.Proposals.Where(Theirs(ids)).Select(p => p.CallId).Distinct().ToListAsync(ct);
        var pages = calls.Select(c => FormattableString.Invariant($"/calls/{c}/decisions")).ToHashSet(StringComparer.Ordinal);
        return from step in await next.OfAllAsync(ct)
               where step.Kind != NextStepKind.PublishDecisions || pages.Contains(step.Path)
               let who = step.PersonId ?? (step.Office?.PartyId is { } party && offices.TryGetValue(party, out var office) ? office : 0)
               where people.ContainsKey(who)
               select StepOf(people[who], step.In(texts), step.Path);
    }

    private Task<Dictionary<int, int>> OfficesAsync(IReadOnlyList<int> ids, CancellationToken ct) => db.RoleAssignments.AsNoTracking()
        .Where(r => r.Role == Role.Office && r.PartyId != null && ids.Contains(r.PersonId)).GroupBy(r => r.PartyId!.Value)
        .Select(g => new { g.Key, PersonId = g.Min(r => r.PersonId) }).ToDictionaryAsync(g => g.Key, g => g.PersonId, ct);

    /// <summary>A jury that cannot be proposed yet, as training is missing that in life comes over the years: the office records it at once.</summary>
    private async Task<IEnumerable<DemoStep>> TrainingAsync(Dictionary<int, Person> people, Texts texts, CancellationToken ct)
    {
        var ids = people.Keys.ToList();
        var examined = await db.Examinations.AsNoTracking().Where(e => e.State == ExaminationState.Nominating && e.Candidature.Studentship.Project.NeedsAgreement && ids.Contains(e.Candidature.StudentId))
            .Select(e => new { e.CandidatureId, e.Candidature.Studentship.PartyId, e.Candidature.Studentship.Party.Institution.Country }).Take(Most).ToListAsync(ct);
        if (examined.Count == 0)
            return [];
        var (steps, offices) = (new List<DemoStep>(), await OfficesAsync(ids, ct));
        foreach (var one in examined)
        {
            if (await gates.MissingAsync(one.CandidatureId, rulebook.Of(one.Country).Milestones.Nomination, ct) is not null && offices.TryGetValue(one.PartyId, out var office))
                steps.Add(StepOf(people[office], texts["DemoNext.Training"], FormattableString.Invariant($"/candidatures/{one.CandidatureId}/training/add")));
        }
        return steps;
    }

    /// <summary>A student who has begun goes to the examination, and from the award to the alumni: in life it takes years.</summary>
    private async Task<IEnumerable<DemoStep>> StudentsAsync(Dictionary<int, Person> people, Texts texts, CancellationToken ct)
    {
        var ids = people.Keys.ToList();
        var students = await db.Candidatures.AsNoTracking()
            .Where(c => c.Studentship.Project.NeedsAgreement && ids.Contains(c.StudentId))
            .Where(c => (c.State == CandidatureState.Active && !db.Examinations.Any(e => e.CandidatureId == c.Id)) || (c.State == CandidatureState.Awarded && !db.Alumni.Any(a => a.CandidatureId == c.Id)))
            .OrderBy(c => c.State == CandidatureState.Awarded).ThenBy(c => c.Id).Select(c => new { c.Id, c.StudentId, c.State }).ToListAsync(ct);
        return students.Select(c => c.State == CandidatureState.Awarded
            ? StepOf(people[c.StudentId], texts["DemoNext.Alumnus"], "/alumni/me")
            : StepOf(people[c.StudentId], texts["DemoNext.Examination"], FormattableString.Invariant($"/candidatures/{c.Id}/examination")));
    }

    /// <summary>Proposals of visitors: of demo accounts. Those that came with the programme are left alone, and their call while there are no others.</summary>
    private static Expression<Func<Proposal, bool>> Theirs(IReadOnlyList<int> ids) => p => p.State == ProposalState.Deciding && p.Sides.Any(s => ids.Contains(s.InvestigatorId!.Value));

    private async Task<IReadOnlyList<DemoWait>> WaitsAsync(IReadOnlyList<int> ids, Texts texts, CancellationToken ct)
    {
        var (now, today) = (clock.UtcNow(), clock.Today());
        var (theirs, signed) = (db.Proposals.Where(Theirs(ids)), db.Agreements.Where(Agreement.Signed));
        var calls = await db.Calls.AsNoTracking().Where(c => c.AnnouncedAt != null && c.ClosesAt > now && theirs.Any(p => p.CallId == c.Id))
            .OrderBy(c => c.ClosesAt).ToListAsync(ct);
        var starts = await db.Candidatures.AsNoTracking().Where(c => c.Studentship.Project.NeedsAgreement && c.State == CandidatureState.Registered)
            .OrderBy(c => c.StartOn).Select(c => new { c.StartOn, AgreementFrom = signed.Where(a => a.ProjectId == c.Studentship.ProjectId).Min(a => a.StartsOn), c.Student.GivenName, c.Student.FamilyName }).Take(2).ToListAsync(ct);
        return
        [
            .. calls.Select(c => new DemoWait(texts["DemoNext.CallCloses", c.NameIn(texts), texts.DateTimeIn(c.ClosesAt!.Value, c.Zone!)], c.ClosesAt!.Value)),
            .. starts.Select(s => (Name: $"{s.GivenName} {s.FamilyName}", On: s.AgreementFrom > s.StartOn ? s.AgreementFrom.Value : s.StartOn)).Where(s => s.On > today)
                .Select(s => new DemoWait(texts["DemoNext.StudentStarts", s.Name, texts.Date(s.On)], s.On.ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc))),
        ];
    }

    private static DemoStep StepOf(Person person, string what, string url) => new(person.Id, person.Email!, person.DisplayName, what, url);
}
