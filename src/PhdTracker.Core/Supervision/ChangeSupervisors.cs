using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Supervision;

/// <summary>What becomes of a present supervisor.</summary>
/// <param name="LastDay">Null for one who stays.</param>
public sealed record KeptSupervisor(int AssignmentId, int? SharePercent, bool HoldsHdr, DateOnly? LastDay);

/// <summary>The office changes shares, adds supervisors from a day on, and ends assignments, all at once so that the shares add up.</summary>
/// <param name="Version">The version of the candidature that the page was loaded with.</param>
/// <param name="From">First day of those who are added.</param>
public sealed record ChangeSupervisors(int CandidatureId, int Version, IReadOnlyList<KeptSupervisor> Present, IReadOnlyList<SupervisorRow> Added, DateOnly From, string? Reason);

/// <inheritdoc cref="ChangeSupervisors"/>
public sealed class ChangeSupervisorsHandler(
    PhdTrackerDb db, OfficeCandidatures candidatures, SupervisorBook book, ConcernedPeople concerned, TaskDesks desks, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The candidature is not of this office's side, or an assignment is not one of its present ones.</exception>
    /// <exception cref="StaleVersionException">Somebody changed it since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">
    /// <c>CandidatureClosed</c>, <c>DateOutOfRange</c>, <c>PeriodEndsBeforeItBegins</c>, <c>StartsBeforeStudent</c>, <c>OfficeReasonMissing</c>,
    /// and those of <see cref="SupervisorBook.FindAsync"/> and <see cref="SupervisionRules.Check"/>.
    /// </exception>
    public async Task HandleAsync(ChangeSupervisors command, Person by, CancellationToken ct)
    {
        var candidature = await candidatures.LoadAsync(command.CandidatureId, command.Version, by, ct);
        candidature.EnsureGoesOn();
        var reason = LeavingText.Required(command.Reason);
        Days.EnsureSensible(command.From, "From");
        if (command.From < candidature.StartOn)
            throw new DomainRuleException("StartsBeforeStudent", candidature.StartOn) { Field = "From" };
        var told = await concerned.OfAsync(candidature, by, ct);
        var stay = Settle(candidature, command.Present, reason);
        var added = await book.FindAsync(command.Added, candidature.Studentship.Project.Programme, ct);
        SupervisionRules.Check([.. stay, .. added], candidature.Studentship.Party, candidature.Student);
        book.Assign(candidature, added, command.From);
        db.Touch(candidature);
        await desks.ReaskAsync(candidature.Studentship.ProjectId, ct);
        foreach (var person in told)
            notifier.Tell(person, "SupervisionChanged", $"/candidatures/{candidature.Id}", null, candidature.Student.DisplayName, candidature.Studentship.Project.Code, by.DisplayName, reason);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(ChangeSupervisors), by.Id, SubjectKind: nameof(Candidature), SubjectId: candidature.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }

    private List<NamedSupervisor> Settle(Candidature candidature, IReadOnlyList<KeptSupervisor> rows, string reason)
    {
        var stay = new List<NamedSupervisor>();
        var present = candidature.Supervisors.Where(s => s.To is null || s.To >= clock.Today()).ToList();
        if (rows.Select(r => r.AssignmentId).ToHashSet().SetEquals(present.Select(s => s.Id)) is false)
            throw new StaleVersionException();
        foreach (var row in rows)
        {
            var assignment = present.Single(s => s.Id == row.AssignmentId);
            var field = $"Present_{row.AssignmentId}";
            if (row.LastDay is { } lastDay)
            {
                Days.EnsureSensible(lastDay, field);
                if (lastDay < assignment.From)
                    throw new DomainRuleException("PeriodEndsBeforeItBegins", assignment.From, lastDay) { Field = field };
                if (assignment.To != lastDay)
                    assignment.End(lastDay, reason);
                continue;
            }
            stay.Add(new NamedSupervisor(assignment.Person, assignment.Kind, assignment.Party, row.SharePercent, row.HoldsHdr, field));
            if (row.SharePercent is >= 1 and <= 100)
                assignment.Carry(row.SharePercent);
            if (row.HoldsHdr != (assignment.HoldsHdr == true))
                assignment.SetHdr(row.HoldsHdr);
        }
        return stay;
    }
}
