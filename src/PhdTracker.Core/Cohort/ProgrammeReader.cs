using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.Cohort;

/// <summary>A group of projects and how many there are.</summary>
/// <param name="Id">Of the theme or structure, or number of the goal; null for a city.</param>
public sealed record ProjectCount(int? Id, string NameEn, string NameFr, int Projects, StructureType? Type = null, string? Side = null);

/// <summary>A call: what came in, what was awarded, and which projects there are.</summary>
/// <param name="Applications">Proposals that were sent.</param>
/// <param name="Awards">Proposals that were accepted.</param>
public sealed record CallCount(int Id, int Number, int Year, string ThemeEn, string ThemeFr, int Applications, int Awards, int Projects);

/// <summary>A programme as its yearly meeting looks at it.</summary>
public sealed record ProgrammeReport
{
    public required int Projects { get; init; }
    public required IReadOnlyList<ProjectCount> Themes { get; init; }
    public required IReadOnlyList<ProjectCount> Structures { get; init; }
    public required IReadOnlyList<ProjectCount> Goals { get; init; }

    /// <summary>Cities in which students work, with their side.</summary>
    public required IReadOnlyList<ProjectCount> Cities { get; init; }
    public required IReadOnlyList<StudentCount> Students { get; init; }
    public required IReadOnlyList<CallCount> Calls { get; init; }
}

/// <summary>Reads the programme view; six commands, of which each counts in the database.</summary>
public static class ProgrammeReader
{
    private const int Goals = 17;

    public static async Task<ProgrammeReport> ReadAsync(PhdTrackerDb db, Access access, CohortFilter filter, DateOnly today, CancellationToken ct)
    {
        var projects = filter.Apply(access.Filter(db.Candidatures, Permission.ViewCandidature), access.Filter(db.Projects.AsNoTracking(), Permission.ViewProject), today);
        var candidatures = filter.Apply(access.Filter(db.Candidatures, Permission.ViewCandidature), today);
        return new ProgrammeReport
        {
            Projects = await projects.CountAsync(ct),
            Themes = Sorted(await projects.SelectMany(p => p.Themes).GroupBy(t => new { t.Id, t.NameEn, t.NameFr }).Select(g => new ProjectCount(g.Key.Id, g.Key.NameEn, g.Key.NameFr, g.Count(), null, null)).ToListAsync(ct)),
            Structures = Sorted(await projects.Where(p => p.StructureId != null).GroupBy(p => new { Id = p.StructureId!.Value, p.Structure!.Name, p.Structure.Type })
                .Select(g => new ProjectCount(g.Key.Id, g.Key.Name, g.Key.Name, g.Count(), g.Key.Type, null)).ToListAsync(ct)),
            Goals = await GoalsAsync(projects, ct),
            Cities = Sorted(await CitiesAsync(candidatures, projects, ct)),
            Students = await CohortReader.StudentsAsync(candidatures, ct),
            Calls = await CallsAsync(db, access, filter, projects, ct),
        };
    }

    // SQLite cannot join a row with the list that is kept in it, but can ask whether that holds a number.
    private static async Task<IReadOnlyList<ProjectCount>> GoalsAsync(IQueryable<Project> projects, CancellationToken ct)
    {
        var goals = await Enumerable.Range(1, Goals).Select(goal => projects.Where(p => p.Goals.Contains(goal)).Select(p => goal)).Aggregate((one, other) => one.Concat(other))
            .GroupBy(goal => goal).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return [.. goals.OrderBy(g => g.Key).Select(g => new ProjectCount(g.Key, "", "", g.Count))];
    }

    private static async Task<List<ProjectCount>> CitiesAsync(IQueryable<Candidature> candidatures, IQueryable<Project> projects, CancellationToken ct)
    {
        var cities = await candidatures.Where(c => c.Unit!.City != null && projects.Any(p => p.Id == c.Studentship.ProjectId))
            .Select(c => new { c.Studentship.ProjectId, c.Studentship.Party.Side, c.Unit!.City }).Distinct()
            .GroupBy(x => new { x.City, x.Side }).Select(g => new { g.Key.City, g.Key.Side, Count = g.Count() }).ToListAsync(ct);
        return [.. cities.Select(c => new ProjectCount(null, c.City!, c.City!, c.Count, null, c.Side))];
    }

    private static async Task<IReadOnlyList<CallCount>> CallsAsync(PhdTrackerDb db, Access access, CohortFilter filter, IQueryable<Project> projects, CancellationToken ct)
    {
        var proposals = access.Filter(db.Proposals.AsNoTracking(), Permission.ViewProposals).Where(p => p.State != ProposalState.Draft);
        var calls = await db.Calls.AsNoTracking().Where(c => filter.CallId == null || c.Id == filter.CallId).Where(c => filter.ProgrammeId == null || c.ProgrammeId == filter.ProgrammeId).Select(c => new
        {
            c.Id,
            c.Number,
            c.Year,
            c.ThemeEn,
            c.ThemeFr,
            Applications = proposals.Count(p => p.CallId == c.Id),
            Awards = proposals.Count(p => p.CallId == c.Id && p.State == ProposalState.Accepted),
            Projects = projects.Count(p => p.CallId == c.Id),
        }).Where(c => c.Applications > 0 || c.Projects > 0).ToListAsync(ct);
        return [.. calls.OrderBy(c => c.Year).ThenBy(c => c.Number).ThenBy(c => c.Id).Select(c => new CallCount(c.Id, c.Number, c.Year, c.ThemeEn, c.ThemeFr, c.Applications, c.Awards, c.Projects))];
    }

    private static IReadOnlyList<ProjectCount> Sorted(IEnumerable<ProjectCount> counts) => [.. counts.OrderByDescending(c => c.Projects).ThenBy(c => c.NameEn, StringComparer.InvariantCulture)];
}
