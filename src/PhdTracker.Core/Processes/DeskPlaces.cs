using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Processes;

/// <summary>The case whose people a route asks: a candidature, a proposal, or a project as a whole.</summary>
public readonly record struct DeskCase(int? CandidatureId, int? ProposalId = null, int? ProjectId = null)
{
    /// <summary>The process in which people are asked instead of others; null where nobody is.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The task of that process; null for a step that has no task yet.</summary>
    public int? TaskId { get; init; }

    /// <summary>The case alone, whatever asks its people.</summary>
    internal DeskCase Alone => this with { ProcessId = null, TaskId = null };

    public static DeskCase Candidature(int id) => new(id);

    /// <summary>The case of a task.</summary>
    public static DeskCase Of(ProcessTask task) => Of(task.Process) with { TaskId = task.Process.HasReplacements ? task.Id : null };

    /// <summary>The case of a process; its subject must be loaded where that is an agreement or new.</summary>
    public static DeskCase Of(Process process) => About(process) with { ProcessId = process.HasReplacements ? process.Id : null };

    private static DeskCase About(Process process) => process switch
    {
        { Candidature.Id: > 0 } => new(process.Candidature.Id),
        { CandidatureId: not null } => new(process.CandidatureId),
        { Proposal.Id: > 0 } => new(null, process.Proposal.Id),
        { ProposalId: not null } => new(null, process.ProposalId),
        { Agreement: { } agreement } => new(null, null, agreement.ProjectId),
        _ => throw new InvalidOperationException("The process is about nobody's case."),
    };
}

/// <summary>One side of a case: where it lies and who is named for it.</summary>
internal sealed record DeskPlace(int PartyId, string Country, int? UnitId, int? DoctoralSchoolId, int? CandidatureId, int? StudentId, int? InvestigatorId);

/// <summary>Where cases lie, read in at most three queries however many they are.</summary>
internal sealed class DeskPlaces
{
    private readonly Dictionary<DeskCase, (DeskPlace Home, IReadOnlyList<DeskPlace> Partners)> _places = [];

    public IEnumerable<DeskPlace> All => _places.Values.SelectMany(p => p.Partners.Prepend(p.Home)).Distinct();

    public (DeskPlace Home, IReadOnlyList<DeskPlace> Partners) Of(DeskCase about) => _places[about.Alone];

    public static async Task<DeskPlaces> ReadAsync(PhdTrackerDb db, IReadOnlyCollection<DeskCase> cases, CancellationToken ct)
    {
        var places = new DeskPlaces();
        await places.AddCandidaturesAsync(db, [.. cases.Select(c => c.CandidatureId).OfType<int>()], ct);
        await places.AddProposalsAsync(db, [.. cases.Select(c => c.ProposalId).OfType<int>()], ct);
        await places.AddProjectsAsync(db, [.. cases.Select(c => c.ProjectId).OfType<int>()], ct);
        return places;
    }

    private async Task AddCandidaturesAsync(PhdTrackerDb db, List<int> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return;
        // From the students to their projects: asked the other way round, SQLite goes through all places there are.
        var projects = db.Candidatures.Where(c => ids.Contains(c.Id)).Select(c => c.Studentship.ProjectId);
        var rows = await db.Studentships.Where(s => projects.Contains(s.ProjectId)).OrderBy(s => s.Id).Select(s => new
        {
            s.ProjectId,
            s.PartyId,
            s.Party.Institution.Country,
            s.UnitId,
            s.InvestigatorId,
            Candidatures = s.Candidatures.Select(c => new { c.Id, c.StudentId, c.UnitId, c.DoctoralSchoolId }).ToList(),
        }).ToListAsync(ct);
        var all = rows.SelectMany(r => r.Candidatures.Count == 0
            // Nobody is in the place: its investigator and offices can be asked all the same.
            ? [(r.ProjectId, Place: new DeskPlace(r.PartyId, r.Country, r.UnitId, null, null, null, r.InvestigatorId))]
            : r.Candidatures.Select(c => (r.ProjectId, Place: new DeskPlace(r.PartyId, r.Country, c.UnitId, c.DoctoralSchoolId, c.Id, c.StudentId, r.InvestigatorId)))).ToList();
        foreach (var (project, place) in all.Where(r => r.Place.CandidatureId is { } id && ids.Contains(id)))
            _places[DeskCase.Candidature(place.CandidatureId!.Value)] = (place, [.. all.Where(r => r.ProjectId == project && r.Place.PartyId != place.PartyId).Select(r => r.Place)]);
    }

    private async Task AddProposalsAsync(PhdTrackerDb db, List<int> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return;
        var rows = await db.ProposalSides.Where(s => ids.Contains(s.ProposalId)).OrderBy(s => s.Id).Select(s => new
        {
            s.ProposalId,
            IsHome = s.PartyId == s.Proposal.LeadPartyId,
            Place = new DeskPlace(s.PartyId, s.Party.Institution.Country, s.UnitId, null, null, null, s.InvestigatorId),
        }).ToListAsync(ct);
        foreach (var proposal in rows.GroupBy(r => r.ProposalId))
            _places[new DeskCase(null, proposal.Key)] = (proposal.First(r => r.IsHome).Place, [.. proposal.Where(r => !r.IsHome).Select(r => r.Place)]);
    }

    private async Task AddProjectsAsync(PhdTrackerDb db, List<int> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return;
        var rows = await db.Studentships.Where(s => ids.Contains(s.ProjectId)).OrderBy(s => s.PartyId).Select(s => new
        {
            s.ProjectId,
            IsHome = s.PartyId == s.Project.LeadPartyId,
            s.PartyId,
            s.Party.Institution.Country,
            s.UnitId,
            s.InvestigatorId,
            Students = s.Candidatures.OrderByDescending(c => c.StartOn).ThenByDescending(c => c.Id).Select(c => new { c.Id, c.UnitId, c.DoctoralSchoolId }).ToList(),
        }).ToListAsync(ct);
        foreach (var project in rows.GroupBy(r => r.ProjectId))
        {
            // A project from before proposals were kept here names no leading side: its first one counts as home.
            var home = project.FirstOrDefault(r => r.IsHome) ?? project.First();
            var all = project.Select(r => (IsHome: r == home, Row: r, Latest: r.Students.FirstOrDefault()))
                .Select(r => (r.IsHome, Place: new DeskPlace(r.Row.PartyId, r.Row.Country, r.Row.UnitId ?? r.Latest?.UnitId, r.Latest?.DoctoralSchoolId, r.Latest?.Id, null, r.Row.InvestigatorId))).ToList();
            _places[new DeskCase(null, null, project.Key)] = (all.First(r => r.IsHome).Place, [.. all.Where(r => !r.IsHome).Select(r => r.Place)]);
        }
    }
}
