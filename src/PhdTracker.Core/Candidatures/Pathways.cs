using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Training;

namespace PhdTracker.Core.Candidatures;

/// <summary>Reads pathways: always three queries.</summary>
public sealed class Pathways(PhdTrackerDb db, TimeProvider clock)
{
    /// <summary>The pathway that the reader is on as a student: the newest that goes on, else the newest; null if there is none.</summary>
    public Task<Pathway?> ReadOwnAsync(Access access, CancellationToken ct) => ReadAsync(access.Filter(db.Candidatures, Permission.ViewCandidature).Where(c => c.StudentId == access.PersonId)
        .OrderBy(c => Candidature.ClosedStates.Contains(c.State)).ThenByDescending(c => c.StartOn).ThenByDescending(c => c.Id).Take(1), access, ct);

    /// <param name="access">What is not for this person is left out, or the whole: then it is not found.</param>
    /// <exception cref="NotFoundException">There is no such candidature, or it is none of this person's business.</exception>
    public async Task<Pathway> ReadAsync(int id, Access access, CancellationToken ct) =>
        await ReadAsync(access.Filter(db.Candidatures, Permission.ViewCandidature).Where(c => c.Id == id), access, ct) ?? throw new NotFoundException();

    private async Task<Pathway?> ReadAsync(IQueryable<Candidature> one, Access access, CancellationToken ct)
    {
        // One query for what is few: supervisors, periods and stays of one student multiply to some dozen rows. Whose they are is said
        // within as well: SQLite reads a part that joins others whole, of every student, before it looks for whom it is asked.
        var ids = one.Select(c => c.Id);
        var pathway = await one.AsNoTracking().AsSingleQuery().Select(c => new Pathway(
            c.Id, new CaseScope(c.Studentship.Project.ProgrammeId, c.Studentship.PartyId, c.Studentship.ProjectId, c.Id, new[] { c.UnitId ?? 0, c.DoctoralSchoolId ?? 0 }),
            c.StudentId, c.Student.GivenName, c.Student.FamilyName, c.Studentship.Party.Side, c.Studentship.Party.Institution.ShortName, c.Studentship.Party.Institution.TimeZone,
            c.State, c.StartOn, c.Fte, c.ContractEndsOn, c.DefenceOn, c.ClosedOn, c.TrainingHours,
            c.HomeInstitution == null ? null : c.HomeInstitution.NameEn, c.HomeInstitution == null ? null : c.HomeInstitution.NameFr,
            c.Unit == null ? null : new PathwayUnit(c.Unit.Name, c.Unit.Code), c.DoctoralSchool == null ? null : new PathwayUnit(c.DoctoralSchool.Name, c.DoctoralSchool.Code),
            new PathwayProject(c.Studentship.ProjectId, c.Studentship.Project.Code, c.Studentship.Project.Title))
        {
            AwardingEn = c.AwardingInstitution != null ? c.AwardingInstitution.NameEn : c.HomeInstitution == null || !c.HomeInstitution.AwardsDegrees ? null : c.HomeInstitution.NameEn,
            AwardingFr = c.AwardingInstitution != null ? c.AwardingInstitution.NameFr : c.HomeInstitution == null || !c.HomeInstitution.AwardsDegrees ? null : c.HomeInstitution.NameFr,
            FundingEndsOn = c.FundingEndsOn,
            ConfirmedTraining = c.Training.Where(t => t.State == TrainingState.Confirmed).Sum(t => t.Hours),
            LeavingNote = c.LeavingNote,
            ThesisTitleEn = c.ThesisTitleEn,
            ThesisTitleFr = c.ThesisTitleFr,
            Supervisors = c.Supervisors.Where(s => ids.Contains(s.CandidatureId)).Select(s => new PathwaySupervisor(
                (s.Person.Title == null ? "" : s.Person.Title + " ") + s.Person.GivenName + " " + s.Person.FamilyName, s.Person.EmailIsPrivate ? null : s.Person.Email, s.Kind, s.Party.Side,
                s.Party.Institution.ShortName, s.SharePercent, s.From, s.To, s.EndReason)).ToList(),
            Periods = c.StatusPeriods.OrderBy(p => p.From).Select(p => new PathwayPeriod(p.Kind, p.From, p.To, p.Fte, p.Reason)).ToList(),
            Stays = c.Stays.Where(s => ids.Contains(s.CandidatureId)).OrderBy(s => s.From).Select(s => new PathwayStay(s.HostParty.Side, s.HostParty.Institution.ShortName, s.From, s.To)
            {
                Unit = s.HostUnit == null ? null : s.HostUnit.Name,
                Purpose = s.Purpose,
            }).ToList(),
        }).SingleOrDefaultAsync(ct);
        if (pathway is null)
            return null;
        var others = await OthersAsync(pathway, access, ct);
        var (supervisors, today) = (pathway.Supervisors, clock.Today());
        return pathway with
        {
            Twins = [.. others.Where(o => o.PartyId != pathway.Scope.PartyId && o.StudentId != pathway.StudentId).Select(o => o.Shown).Reverse()],
            SamePlace = [.. others.Where(o => o.PartyId == pathway.Scope.PartyId).Select(o => o.Shown)],
            Transfers = [.. others.Where(o => o.PartyId != pathway.Scope.PartyId && o.StudentId == pathway.StudentId).Select(o => o.Shown)],
            Supervisors = [.. supervisors.Where(s => s.To is null || s.To >= today).OrderBy(s => s.Kind).ThenBy(s => s.Name, StringComparer.Ordinal)],
            PastSupervisors = [.. supervisors.Where(s => s.To < today).OrderByDescending(s => s.To).ThenBy(s => s.Name, StringComparer.Ordinal)],
            Periods = access.May(Permission.ReadReasons, pathway.Scope) ? pathway.Periods : [.. pathway.Periods.Select(p => p with { Reason = null })],
            Milestones = await MilestonesAsync(pathway.Id, access.PersonId, ct),
        };
    }

    private async Task<List<(int PartyId, int StudentId, PathwayTwin Shown)>> OthersAsync(Pathway pathway, Access access, CancellationToken ct)
    {
        var visible = access.Filter(db.Candidatures, Permission.ViewCandidature);
        var others = await db.Candidatures.AsNoTracking().Where(c => c.Studentship.ProjectId == pathway.Project.Id && c.Id != pathway.Id).OrderBy(c => c.StartOn).ThenBy(c => c.Id)
            .Select(c => new
            {
                c.Studentship.PartyId,
                c.StudentId,
                Shown = new PathwayTwin(c.Id, c.Student.GivenName + " " + c.Student.FamilyName, c.Studentship.Party.Side, c.Studentship.Party.Institution.ShortName, c.State, c.StartOn, c.ClosedOn,
                    visible.Any(v => v.Id == c.Id)),
            }).ToListAsync(ct);
        return [.. others.Select(o => (o.PartyId, o.StudentId, o.Shown))];
    }

    private async Task<List<PathwayMilestone>> MilestonesAsync(int id, int readerId, CancellationToken ct)
    {
        var milestones = await db.Milestones.AsNoTracking().Where(m => m.CandidatureId == id && m.State != MilestoneState.Skipped)
            .Select(m => new PathwayMilestone(m.Id, m.RuleSetCode, m.RuleCode, m.TitleEn, m.TitleFr, m.Party == null ? null : m.Party.Side, m.State, m.OpensOn, m.EquivalentTo == null || Milestone.ClosedStates.Contains(m.State) ? m.DueOn : m.EquivalentTo.DueOn, m.DoneOn,
                m.RationaleEn, m.RationaleFr, m.TakesSubmission, m.IsOptional, m.EquivalentToId,
                m.Submissions.Where(s => s.SubmittedAt == null && s.AuthorId == readerId).Select(s => (DateTime?)s.SavedAt).FirstOrDefault())).ToListAsync(ct);
        return [.. milestones.OrderBy(m => m.DueOn ?? m.DoneOn ?? DateOnly.MaxValue).ThenBy(m => m.Id)];
    }
}
