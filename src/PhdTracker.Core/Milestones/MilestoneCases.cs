using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>Reads milestones for their pages.</summary>
public sealed class MilestoneCases(PhdTrackerDb db)
{
    /// <exception cref="NotFoundException">There is no such milestone, or the person may not do this to it.</exception>
    public async Task<MilestoneCase> ReadAsync(int id, Access access, Permission permission, CancellationToken ct)
    {
        var allowed = access.Filter(db.Candidatures, permission);
        return await Of(db.Milestones.Where(m => m.Id == id && allowed.Any(c => c.Id == m.CandidatureId))).SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
    }

    /// <summary>Whether its date is the latest that its rule allows, so that an extension would not move it.</summary>
    public async Task<bool> IsLatestAsync(MilestoneCase milestone, PlanMilestones plans, CancellationToken ct)
    {
        var candidature = await PlanMilestones.WithPlan(db.Candidatures).AsNoTrackingWithIdentityResolution().SingleAsync(c => c.Id == milestone.CandidatureId, ct);
        return plans.DueWith(candidature, candidature.Milestones.Single(m => m.Id == milestone.Id), 1) <= milestone.DueOn;
    }

    /// <summary>The versions of a milestone that a person may read, the newest first; a draft only for its author.</summary>
    public async Task<IReadOnlyList<SubmissionView>> SubmissionsAsync(int milestoneId, Access access, CancellationToken ct) =>
        await ReadableDocuments.Submissions(db, access).AsNoTracking().Where(s => s.MilestoneId == milestoneId).OrderByDescending(s => s.Number)
            .Select(s => new SubmissionView(s.Id, s.Version, s.Number, s.AuthorId, s.Comment, s.SavedAt, s.SubmittedAt,
                s.Documents.OrderBy(d => d.Id).Select(d => new DocumentView(d.Id, d.FileName, d.ContentType, d.Length)).ToList())).ToListAsync(ct);

    private static IQueryable<MilestoneCase> Of(IQueryable<Milestone> milestones) => milestones.AsNoTracking().Select(m => new MilestoneCase(
        m.Id, m.Version, m.CandidatureId,
        new CaseScope(m.Candidature.Studentship.Project.ProgrammeId, m.Candidature.Studentship.PartyId, m.Candidature.Studentship.ProjectId, m.CandidatureId, new[] { m.Candidature.UnitId ?? 0, m.Candidature.DoctoralSchoolId ?? 0 }),
        m.Candidature.StudentId, m.Candidature.Student.GivenName + " " + m.Candidature.Student.FamilyName, m.Candidature.State,
        m.Candidature.Studentship.Party.Side, m.Candidature.Studentship.Party.Institution.ShortName, m.Candidature.Studentship.Party.Institution.TimeZone,
        m.Candidature.Studentship.ProjectId, m.Candidature.Studentship.Project.Code, m.Party == null ? null : m.Party.Side,
        new MilestoneRuleRef(m.RuleSetCode, m.RuleSetVersion, m.RuleCode, m.Occurrence), m.TitleEn, m.TitleFr, m.State,
        m.OpensOn, m.EquivalentTo == null || Milestone.ClosedStates.Contains(m.State) ? m.DueOn : m.EquivalentTo.DueOn, m.DoneOn, m.RationaleEn, m.RationaleFr, m.TakesSubmission, m.IsOptional, m.RetakeMonths, m.RetakeUsed, m.Conditions, m.Candidature.StartOn,
        m.EquivalentTo == null ? null : new MilestoneName(m.EquivalentTo.Id, m.EquivalentTo.TitleEn, m.EquivalentTo.TitleFr),
        m.Equivalents.OrderBy(e => e.Id).Select(e => new MilestoneName(e.Id, e.TitleEn, e.TitleFr)).ToList())
    {
        IsFixed = m.IsFixed,
        Inputs = m.Inputs,
        RuleDueOn = m.RuleDueOn,
        RuleRationaleEn = m.RuleRationaleEn,
        RuleRationaleFr = m.RuleRationaleFr,
    });
}
