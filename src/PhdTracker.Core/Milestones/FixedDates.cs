using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>A due date that was fixed by hand, beside the one that the rules would give.</summary>
public sealed record FixedDateRow
{
    public required int Id { get; init; }
    public required int Version { get; init; }
    public required CaseScope Scope { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleFr { get; init; }
    public required int CandidatureId { get; init; }
    public required string Student { get; init; }
    public required string Side { get; init; }
    public DateOnly? DueOn { get; init; }
    public DateOnly? RuleDueOn { get; init; }
    public required string Reason { get; init; }
    public required string By { get; init; }
    public required DateTime At { get; init; }

    /// <summary>It is not being decided.</summary>
    public required bool MayBeReleased { get; init; }
}

/// <summary>The dates that were fixed by hand and still count: of milestones that are not closed, of students who have neither finished nor left.</summary>
public static class FixedDates
{
    /// <summary>Of these milestones, by the fixed date.</summary>
    public static IQueryable<FixedDateRow> Of(IQueryable<Milestone> milestones) => milestones.AsNoTracking()
        .Where(m => m.IsFixed && !Milestone.ClosedStates.Contains(m.State) && !Candidature.ClosedStates.Contains(m.Candidature.State))
        .OrderBy(m => m.DueOn).ThenBy(m => m.Id)
        .Select(m => new FixedDateRow
        {
            Id = m.Id,
            Version = m.Version,
            Scope = new CaseScope(m.Candidature.Studentship.Project.ProgrammeId, m.Candidature.Studentship.PartyId, m.Candidature.Studentship.ProjectId, m.CandidatureId, new[] { m.Candidature.UnitId ?? 0, m.Candidature.DoctoralSchoolId ?? 0 }),
            TitleEn = m.TitleEn,
            TitleFr = m.TitleFr,
            CandidatureId = m.CandidatureId,
            Student = m.Candidature.Student.GivenName + " " + m.Candidature.Student.FamilyName,
            Side = m.Candidature.Studentship.Party.Side,
            DueOn = m.DueOn,
            RuleDueOn = m.RuleDueOn,
            Reason = m.FixedReason ?? "",
            By = m.FixedBy == null ? "" : m.FixedBy.GivenName + " " + m.FixedBy.FamilyName,
            At = m.FixedAt ?? default,
            MayBeReleased = m.State != MilestoneState.Submitted,
        });
}
