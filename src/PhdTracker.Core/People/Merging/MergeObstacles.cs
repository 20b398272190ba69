using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Delegations;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.People.Merging;

/// <summary>Finds what stands in the way of two records becoming one: what one person cannot be at once. What is named is told to whoever may merge both.</summary>
internal sealed class MergeObstacles(PhdTrackerDb db, Person kept, Person closed, DateOnly today)
{
    /// <summary>All of them, each a rule with its sentence; none where the records can be merged.</summary>
    public async Task<IReadOnlyList<DomainRuleException>> FindAsync(CancellationToken ct) =>
    [
        .. await OfAccountsAsync(ct), .. await OfStudentsAsync(ct), .. await OfSupervisorsAsync(ct), .. await OfCommitteesAsync(ct),
        .. await OfInvestigatorsAsync(ct), .. await OfTasksAsync(ct),
    ];

    private async Task<IEnumerable<DomainRuleException>> OfAccountsAsync(CancellationToken ct)
    {
        var keys = await db.UserPasskeys.Where(k => k.UserId == kept.Id || k.UserId == closed.Id).Select(k => k.UserId).Union(db.UserLogins.Where(l => l.UserId == kept.Id || l.UserId == closed.Id).Select(l => l.UserId)).ToListAsync(ct);
        bool SignsIn(Person person) => !person.IsClosed && (person.PasswordHash is not null || keys.Contains(person.Id));
        return !SignsIn(closed) ? []
            : SignsIn(kept) ? [new DomainRuleException("MergeBothSignIn", kept.DisplayName, closed.DisplayName)]
            : [new DomainRuleException("MergeKeepsWhoSignsIn", closed.DisplayName)];
    }

    private async Task<IEnumerable<DomainRuleException>> OfStudentsAsync(CancellationToken ct)
    {
        var projects = await Of(kept).Where(c => Of(closed).Any(x => x.Studentship.ProjectId == c.Studentship.ProjectId)).Select(c => c.Studentship.Project.Code).Distinct().ToListAsync(ct);
        return projects.Select(code => new DomainRuleException("MergeStudentsOfOneProject", code));
    }

    private async Task<IEnumerable<DomainRuleException>> OfSupervisorsAsync(CancellationToken ct)
    {
        var own = await db.SupervisorAssignments.Where(s => (s.PersonId == kept.Id && s.Candidature.StudentId == closed.Id) || (s.PersonId == closed.Id && s.Candidature.StudentId == kept.Id))
            .Select(s => s.Candidature.Studentship.Project.Code).Distinct().ToListAsync(ct);
        var twice = await Supervising(closed).Join(Supervising(kept), a => a.CandidatureId, b => b.CandidatureId, (a, b) => new { One = a, Other = b })
            .Where(p => (p.One.Kind != p.Other.Kind || p.One.PartyId != p.Other.PartyId) && (p.One.To == null || p.Other.From <= p.One.To) && (p.Other.To == null || p.One.From <= p.Other.To))
            .Select(p => new { p.One.Candidature.Student.GivenName, p.One.Candidature.Student.FamilyName }).Distinct().ToListAsync(ct);
        return own.Select(code => new DomainRuleException("MergeSupervisesThemselves", code))
            .Concat(twice.Select(s => new DomainRuleException("MergeSupervisesTwice", $"{s.GivenName} {s.FamilyName}")));
    }

    private async Task<IEnumerable<DomainRuleException>> OfCommitteesAsync(CancellationToken ct)
    {
        int[] both = [kept.Id, closed.Id];
        var students = await db.CommitteeMembers.Where(m => both.Contains(m.PersonId) && m.EndedAt == null)
            .Where(m => (m.Candidature.StudentId != m.PersonId && both.Contains(m.Candidature.StudentId)) || m.Candidature.Supervisors.Any(s => s.PersonId != m.PersonId && both.Contains(s.PersonId) && (s.To == null || s.To >= today)))
            .Select(m => new { m.Candidature.Student.GivenName, m.Candidature.Student.FamilyName }).Distinct().ToListAsync(ct);
        return students.Select(s => new DomainRuleException("MergeJudgesOwnStudent", $"{s.GivenName} {s.FamilyName}"));
    }

    private async Task<IEnumerable<DomainRuleException>> OfInvestigatorsAsync(CancellationToken ct)
    {
        var projects = await db.Studentships.Where(s => s.InvestigatorId == kept.Id && s.Project.Studentships.Any(x => x.InvestigatorId == closed.Id)).Select(s => s.Project.Code)
            .Union(db.ProposalSides.Where(s => s.InvestigatorId == kept.Id && s.Proposal.Sides.Any(x => x.InvestigatorId == closed.Id)).Select(s => s.Proposal.TitleEn == "" ? s.Proposal.TitleFr : s.Proposal.TitleEn)).ToListAsync(ct);
        var calls = await db.ProposalApplicants.Where(a => a.PersonId == kept.Id && db.ProposalApplicants.Any(x => x.PersonId == closed.Id && x.CallId == a.CallId && x.ProposalId != a.ProposalId)).Select(a => a.Call.Number).Distinct().ToListAsync(ct);
        return projects.Select(name => new DomainRuleException("MergeLeadsBothSides", name)).Concat(calls.Select(number => new DomainRuleException("MergeAppliedTwice", number)));
    }

    private async Task<IEnumerable<DomainRuleException>> OfTasksAsync(CancellationToken ct)
    {
        var obstacles = new List<DomainRuleException>();
        if (await db.Delegations.Where(Delegation.NotOver(today)).AnyAsync(d => (d.PrincipalId == kept.Id && d.DelegateId == closed.Id) || (d.PrincipalId == closed.Id && d.DelegateId == kept.Id), ct))
            obstacles.Add(new DomainRuleException("MergeDelegates", kept.DisplayName, closed.DisplayName));
        if (await db.ProcessReplacements.AnyAsync(r => (r.PersonId == kept.Id && r.InsteadOfId == closed.Id) || (r.PersonId == closed.Id && r.InsteadOfId == kept.Id), ct))
            obstacles.Add(new DomainRuleException("MergeStandsIn", kept.DisplayName, closed.DisplayName));
        var answered = await db.TaskAssignees.Where(a => a.PersonId == closed.Id && a.Task.State == TaskState.Open && a.Task.Assignees.Any(k => k.PersonId == kept.Id && (k.State == SeatState.Answered || a.State == SeatState.Answered)))
            .Select(a => new { a.Task.TitleEn, a.Task.TitleFr }).ToListAsync(ct);
        obstacles.AddRange(answered.Select(t => new DomainRuleException("MergeAnsweredTwice", (t.TitleEn, t.TitleFr))));
        return obstacles;
    }

    private IQueryable<Candidature> Of(Person person) => db.Candidatures.Where(c => c.StudentId == person.Id);

    private IQueryable<SupervisorAssignment> Supervising(Person person) => db.SupervisorAssignments.Where(s => s.PersonId == person.Id);
}
