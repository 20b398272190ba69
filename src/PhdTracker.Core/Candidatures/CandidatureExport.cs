using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Candidatures;

/// <summary>A student in a list to take along, with what an office's sheet holds, so that the list can be imported again.</summary>
public sealed record CandidatureExport
{
    public required string ProjectCode { get; init; }
    public required string Title { get; init; }
    public required string Side { get; init; }
    public string? StudentNumber { get; init; }
    public required string FamilyName { get; init; }
    public required string GivenName { get; init; }
    public string? Email { get; init; }
    public string? Institution { get; init; }
    public UnitKind? UnitKind { get; init; }
    public string? UnitCode { get; init; }
    public string? UnitName { get; init; }
    public string? SchoolCode { get; init; }
    public string? SchoolName { get; init; }
    public required List<ExportedSupervisor> Supervisors { get; init; }
    public required DateOnly StartOn { get; init; }
    public required decimal Fte { get; init; }
    public required CandidatureState State { get; init; }
    public required List<ExportedMilestone> Milestones { get; init; }
    public required List<ExportedPeriod> Interruptions { get; init; }
    public required List<int> Goals { get; init; }
    public string? MobilityNote { get; init; }
    public DateOnly? ContractEndsOn { get; init; }
    public int? TrainingHours { get; init; }
    public DateOnly? DefenceOn { get; init; }

    /// <summary>Who supervises now in a role; null if nobody does.</summary>
    public ExportedSupervisor? Supervisor(SupervisorKind kind) => Supervisors.Find(s => s.Kind == kind);

    /// <summary>The day on which a milestone was passed; null if it was not, or nobody knows the day.</summary>
    public DateOnly? DoneOn(string rule) => Milestones.Find(m => m.Rule == rule)?.DoneOn;

    public static Task<List<CandidatureExport>> ReadAsync(IQueryable<Candidature> candidatures, CancellationToken ct) =>
        candidatures.AsNoTracking().OrderBy(c => c.Studentship.Project.Code).ThenBy(c => c.Studentship.PartyId).ThenBy(c => c.Id).Select(c => new CandidatureExport
        {
            ProjectCode = c.Studentship.Project.Code,
            Title = c.Studentship.Project.Title,
            Side = c.Studentship.Party.Side,
            StudentNumber = c.StudentNumber,
            FamilyName = c.Student.FamilyName,
            GivenName = c.Student.GivenName,
            Email = c.Student.EmailIsPrivate ? null : c.Student.Email,
            Institution = c.HomeInstitution!.NameEn,
            UnitKind = c.Unit == null ? null : c.Unit.Kind,
            UnitCode = c.Unit!.Code,
            UnitName = c.Unit!.Name,
            SchoolCode = c.DoctoralSchool!.Code,
            SchoolName = c.DoctoralSchool!.Name,
            Supervisors = c.Supervisors.Where(s => s.To == null).OrderBy(s => s.Id)
                .Select(s => new ExportedSupervisor(s.Kind, s.Person.Title, s.Person.GivenName, s.Person.FamilyName, s.Person.EmailIsPrivate ? null : s.Person.Email, s.HoldsHdr)).ToList(),
            StartOn = c.StartOn,
            Fte = c.Fte,
            State = c.State,
            Milestones = c.Milestones.Where(m => (m.RuleCode == "esa" || m.RuleCode == "lsr" || m.RuleCode == "csi") && (m.State == MilestoneState.Passed || m.State == MilestoneState.PassedWithConditions))
                .OrderBy(m => m.Occurrence).Select(m => new ExportedMilestone(m.RuleCode, m.Occurrence, m.State == MilestoneState.PassedWithConditions, m.DoneOn)).ToList(),
            Interruptions = c.StatusPeriods.Where(p => p.Kind == StatusKind.Interrupted && p.To != null).OrderBy(p => p.From).Select(p => new ExportedPeriod(p.From, p.To!.Value)).ToList(),
            Goals = c.Studentship.Project.Goals,
            MobilityNote = c.MobilityNote,
            ContractEndsOn = c.ContractEndsOn,
            TrainingHours = c.TrainingHours,
            DefenceOn = c.DefenceOn,
        }).AsSplitQuery().ToListAsync(ct);
}

/// <summary>Somebody who supervises.</summary>
public sealed record ExportedSupervisor(SupervisorKind Kind, string? Title, string GivenName, string FamilyName, string? Email, bool? HoldsHdr);

/// <summary>A milestone that was passed.</summary>
public sealed record ExportedMilestone(string Rule, int Occurrence, bool WithConditions, DateOnly? DoneOn);

/// <summary>An interruption, both days included; never why.</summary>
public sealed record ExportedPeriod(DateOnly From, DateOnly To);
