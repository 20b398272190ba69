using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Proposals;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Candidatures;

/// <summary>What the form of a registration offers, and what is known before the office types anything.</summary>
public sealed record RegistrationOffer
{
    public required int ProjectId { get; init; }
    public required string ProjectCode { get; init; }
    public required string ProjectTitle { get; init; }
    public required ProgrammeParty Party { get; init; }

    /// <summary>The sides of the programme, the place's own first.</summary>
    public required IReadOnlyList<ProgrammeParty> Sides { get; init; }
    public required IReadOnlyList<Institution> Universities { get; init; }
    public required IReadOnlyList<Institution> Awarding { get; init; }
    public required IReadOnlyList<Unit> Units { get; init; }
    public required IReadOnlyList<Unit> Schools { get; init; }
    public int? UnitId { get; init; }
    public int? HomeInstitutionId { get; init; }
    public int? DoctoralSchoolId { get; init; }

    /// <summary>First day on which the project's agreement binds; nobody starts before. Null while none is signed.</summary>
    public DateOnly? AgreementFrom { get; init; }

    /// <summary>The project's investigators as supervisors: the side's own leads, the others are partners.</summary>
    public required IReadOnlyList<SupervisorRow> Supervisors { get; init; }
    public bool NeedsDoctoralSchool => Party.Institution.Country == "FR";
}

/// <summary>Reads the form of a registration.</summary>
public sealed class RegistrationForms(PhdTrackerDb db, RegistrationPlaces places)
{
    /// <summary>Shares of a lead and a partner, where nobody has agreed on others.</summary>
    private const int LeadShare = 60;

    /// <exception cref="NotFoundException">There is no such place, or the person does not register students there.</exception>
    public async Task<RegistrationOffer> OfAsync(int studentshipId, Access access, CancellationToken ct)
    {
        var studentship = await LoadAsync(studentshipId, ct);
        if (studentship is null || !access.May(Permission.ManageCandidatures, new CaseScope(studentship.Project.ProgrammeId, studentship.PartyId, studentship.ProjectId)))
            throw new NotFoundException();
        return await OfferAsync(studentship, ct);
    }

    /// <summary>The same for a student who goes over to that place from another side: those who supervise now are proposed, in their new roles.</summary>
    /// <exception cref="NotFoundException">There is no such candidature, the person may not transfer it, or the place is not one of another side of its project.</exception>
    public async Task<RegistrationOffer> OfTransferAsync(int candidatureId, int studentshipId, Access access, CancellationToken ct)
    {
        var from = await access.Filter(db.Candidatures, Permission.ManageCandidatures).AsNoTracking().Where(c => c.Id == candidatureId)
            .Select(c => new { c.StudentshipId, c.Studentship.ProjectId }).SingleOrDefaultAsync(ct);
        var studentship = from is null || from.StudentshipId == studentshipId ? null : await LoadAsync(studentshipId, ct);
        if (studentship is null || studentship.ProjectId != from!.ProjectId)
            throw new NotFoundException();
        var team = await TeamAsync(candidatureId, studentship.PartyId, ct);
        var offer = await OfferAsync(studentship, ct);
        return team.Count == 0 ? offer : offer with { Supervisors = team };
    }

    private Task<Studentship?> LoadAsync(int id, CancellationToken ct) =>
        db.Studentships.Include(s => s.Party.Institution).Include(s => s.Project.Programme.Parties).ThenInclude(p => p.Institution)
            .Include(s => s.Project.Studentships).ThenInclude(s => s.Investigator).AsSplitQuery().SingleOrDefaultAsync(s => s.Id == id, ct);

    private async Task<RegistrationOffer> OfferAsync(Studentship studentship, CancellationToken ct)
    {
        // Students of the same unit registered somewhere before: most likely this one does there too.
        var before = await db.Candidatures.AsNoTracking().Where(c => c.UnitId == studentship.UnitId && c.UnitId != null && c.HomeInstitutionId != null).OrderByDescending(c => c.StartOn)
            .Select(c => new { c.HomeInstitutionId, c.DoctoralSchoolId }).FirstOrDefaultAsync(ct);
        var universities = await places.HomeInstitutions(studentship.Party).AsNoTracking().OrderBy(i => i.NameEn).ToListAsync(ct);
        return new RegistrationOffer
        {
            ProjectId = studentship.ProjectId,
            ProjectCode = studentship.Project.Code,
            ProjectTitle = studentship.Project.Title,
            Party = studentship.Party,
            Sides = [.. studentship.Project.Programme.Parties.OrderBy(p => p.Id != studentship.PartyId).ThenBy(p => p.Id)],
            Universities = universities,
            Awarding = await db.Institutions.AsNoTracking().Where(i => i.AwardsDegrees).OrderBy(i => i.NameEn).ToListAsync(ct),
            Units = await places.Units(studentship.Party).AsNoTracking().OrderBy(u => u.Name).ToListAsync(ct),
            Schools = await places.Schools(studentship.Party).AsNoTracking().OrderBy(u => u.Code).ToListAsync(ct),
            UnitId = studentship.UnitId,
            HomeInstitutionId = before?.HomeInstitutionId ?? (universities.Count == 1 ? universities[0].Id : null),
            DoctoralSchoolId = before?.DoctoralSchoolId,
            AgreementFrom = await db.Agreements.AsNoTracking().Where(Agreement.Signed).Where(a => a.ProjectId == studentship.ProjectId).MinAsync(a => a.StartsOn, ct),
            Supervisors = await SupervisorsAsync(studentship, ct),
        };
    }

    private async Task<IReadOnlyList<SupervisorRow>> SupervisorsAsync(Studentship studentship, CancellationToken ct)
    {
        var saidHdr = await db.Proposals.AsNoTracking().Where(p => p.ProjectId == studentship.ProjectId)
            .AnyAsync(p => p.Fields.Any(f => f.Part == ProposalPart.Hdr && f.Value == ProposalParts.HoldsHdr), ct);
        var named = studentship.Project.Studentships.Where(s => s.Investigator is not null).OrderBy(s => s.PartyId != studentship.PartyId).ToList();
        return [.. named.Select(s => s.PartyId == studentship.PartyId
            ? new SupervisorRow(s.Investigator!.Email, SupervisorKind.Lead, s.PartyId, named.Count > 1 ? LeadShare : 100, saidHdr && studentship.Party.Institution.Country == "FR")
            : new SupervisorRow(s.Investigator!.Email, SupervisorKind.PartnerSupervisor, s.PartyId, (100 - LeadShare) / (named.Count - 1), false))];
    }

    /// <summary>Who supervises now, as the new side sees them: its own partner becomes the lead, the lead a partner.</summary>
    private async Task<IReadOnlyList<SupervisorRow>> TeamAsync(int candidatureId, int partyId, CancellationToken ct)
    {
        var present = await db.SupervisorAssignments.AsNoTracking().Where(s => s.CandidatureId == candidatureId && s.To == null).OrderBy(s => s.PartyId != partyId).ThenBy(s => s.Id)
            .Select(s => new { s.Person.Email, s.Kind, s.PartyId, s.SharePercent, s.HoldsHdr }).ToListAsync(ct);
        var lead = present.Find(s => s.PartyId == partyId && s.Kind == SupervisorKind.PartnerSupervisor);
        var unsaid = present.Count == 2 && present.TrueForAll(s => s.SharePercent is null);
        return [.. present.Select(s =>
        {
            var kind = s == lead ? SupervisorKind.Lead
                : s.PartyId == partyId && s.Kind == SupervisorKind.PartnerSupervisor ? SupervisorKind.CoSupervisor
                : s.PartyId != partyId && s.Kind == SupervisorKind.Lead ? SupervisorKind.PartnerSupervisor : s.Kind;
            return new SupervisorRow(s.Email, kind, s.PartyId, unsaid ? kind == SupervisorKind.Lead ? LeadShare : 100 - LeadShare : s.SharePercent, s.HoldsHdr == true);
        })];
    }
}
