using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Committees;

/// <summary>Who sits on the committees of a student, and what their members are asked to do.</summary>
public sealed class CommitteeBook(PhdTrackerDb db, Desks desks, TimeProvider clock)
{
    /// <summary>How many may be named at most.</summary>
    public const int Most = 6;

    /// <summary>How many must be named: one assessor; for a monitoring committee, a specialist and somebody from outside.</summary>
    public static int Fewest(CommitteeKind kind) => kind == CommitteeKind.Monitoring ? 2 : 1;

    /// <summary>The members of today, by name.</summary>
    public static IQueryable<CommitteeMember> Current(PhdTrackerDb db, int candidatureId, CommitteeKind kind) =>
        db.CommitteeMembers.Where(m => m.CandidatureId == candidatureId && m.Kind == kind && m.EndedAt == null).OrderBy(m => m.Person.FamilyName).ThenBy(m => m.PersonId);

    /// <summary>The candidature with its people, as the rules about members look at it.</summary>
    public Task<Candidature> LoadAsync(int candidatureId, CancellationToken ct) => db.Candidatures
        .Include(c => c.Student).Include(c => c.Milestones).Include(c => c.Supervisors).ThenInclude(s => s.Person)
        .Include(c => c.Studentship).ThenInclude(s => s.Project).ThenInclude(p => p.Studentships)
        .AsSplitQuery().SingleAsync(c => c.Id == candidatureId, ct);

    /// <summary>Names the members; who is named no longer leaves, who is named again stays. It does not save.</summary>
    /// <param name="emails">Their addresses; empty rows are passed over. An error names the row as <c>Members_0</c>.</param>
    /// <param name="anew">Whether all of them begin anew, as assessors do who report about another version.</param>
    /// <exception cref="DomainRuleException"><c>MembersMissing</c>, <c>MembersTooMany</c>, <c>MemberUnknown</c>, <c>MemberTwice</c>, <c>MemberIsStudent</c>, <c>MemberSupervises</c>.</exception>
    public async Task NameAsync(Candidature candidature, Milestone? milestone, CommitteeKind kind, IReadOnlyList<string?> emails, bool anew, CancellationToken ct)
    {
        var named = await FindAsync(candidature, kind, emails, ct);
        var now = clock.UtcNow();
        var current = await Current(db, candidature.Id, kind).Include(m => m.Person).ToListAsync(ct);
        var leaving = current.Where(m => anew || !named.Contains(m.Person)).ToList();
        leaving.ForEach(m => m.End(now));
        foreach (var person in named.Where(p => current.Except(leaving).All(m => m.Person != p)))
            db.CommitteeMembers.Add(new CommitteeMember(candidature, milestone, kind, person, now));
        db.Touch(candidature);
    }

    /// <summary>The open task that asks this person to do something about a milestone, with its process.</summary>
    /// <exception cref="NotFoundException">It is not asked of this person, or they no longer hold the role.</exception>
    /// <exception cref="TaskAlreadyClosedException">It was done, by this person or another.</exception>
    public async Task<ProcessTask> AskedAsync(int milestoneId, string action, Person by, CancellationToken ct)
    {
        var task = await db.Tasks.About(SubjectKind.Milestone, milestoneId).Include(t => t.Assignees).ThenInclude(a => a.Person)
            .Include(t => t.Process).ThenInclude(p => p.Milestone!).Include(t => t.Process).ThenInclude(p => p.Candidature!).ThenInclude(c => c.Student)
            .Where(t => t.Kind == TaskKind.Action && t.Action == action && t.Assignees.Any(a => a.PersonId == by.Id))
            .OrderBy(t => t.State != TaskState.Open).ThenByDescending(t => t.Id).FirstOrDefaultAsync(ct) ?? throw new NotFoundException();
        if (task.State != TaskState.Open)
            throw new TaskAlreadyClosedException(await ClosedTask.OfAsync(db.Tasks, task.Id, ct), by.Id);
        return await desks.AskAsync(task, by, clock.Today(), ct) ? task : throw new NotFoundException();
    }

    /// <summary>What was done in a task is taken back: assessors whose reports are asked anew are asked again. It does not save.</summary>
    public async Task TakeBackAsync(ProcessTask task, CancellationToken ct)
    {
        if (task.Action == ReportAssessmentHandler.Action && task.Process.CandidatureId is { } candidature)
            (await Current(db, candidature, CommitteeKind.Assessment).ToListAsync(ct)).ForEach(m => m.AskAgain());
    }

    private async Task<List<Person>> FindAsync(Candidature candidature, CommitteeKind kind, IReadOnlyList<string?> emails, CancellationToken ct)
    {
        var rows = emails.Select((email, i) => (Email: email?.Trim() ?? "", Field: $"Members_{i}")).Where(r => r.Email.Length > 0).ToList();
        if (rows.Count < Fewest(kind))
            throw new CountedRuleException("MembersMissing", Fewest(kind)) { Field = "Members_0" };
        if (rows.Count > Most)
            throw new DomainRuleException("MembersTooMany", Most) { Field = "Members_0" };
        var addresses = rows.Select(r => r.Email.ToUpperInvariant()).ToList();
        var people = await db.Users.Where(p => addresses.Contains(p.NormalizedEmail ?? "") && !p.EmailIsPrivate).ToListAsync(ct);
        people.RemoveAll(p => p.IsClosed);
        var found = people.ConvertAll(p => p.Id);
        var students = await db.Candidatures.Where(c => found.Contains(c.StudentId) && !Candidature.ClosedStates.Contains(c.State)).Select(c => c.StudentId).ToListAsync(ct);
        var today = clock.Today();
        var close = candidature.Supervisors.Where(s => s.To is null || s.To >= today).Select(s => s.PersonId)
            .Concat(candidature.Studentship.Project.Studentships.Select(s => s.InvestigatorId).OfType<int>()).ToHashSet();
        var named = new List<Person>();
        foreach (var (email, field) in rows)
        {
            var person = people.Find(p => p.NormalizedEmail == email.ToUpperInvariant()) ?? throw new DomainRuleException("MemberUnknown", email) { Field = field };
            if (named.Contains(person))
                throw new DomainRuleException("MemberTwice", person.DisplayName) { Field = field };
            if (person == candidature.Student || students.Contains(person.Id))
                throw new DomainRuleException("MemberIsStudent", person.DisplayName) { Field = field };
            if (close.Contains(person.Id))
                throw new DomainRuleException("MemberSupervises", person.DisplayName) { Field = field };
            named.Add(person);
        }
        return named;
    }
}
