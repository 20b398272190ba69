using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Cohort.Quality;

/// <summary>One of two projects that may be the same.</summary>
public sealed record PossibleProject(int Id, string Code, string Title);

/// <summary>Two projects that may be the same, and what they have in common.</summary>
public sealed record DoubleProjectRow(PossibleProject First, PossibleProject Second, bool SameTitle, bool SameStudent);

/// <summary>
/// Finds projects that may be kept twice: of one title, however accented, in one programme, or with a student in common who was not transferred.
/// A code is one project's already. Those that somebody said to be two are left out.
/// </summary>
public static class DoubleProjects
{
    private const int Title = 1, Student = 2;

    /// <summary>How many pairs there are among these projects.</summary>
    public static Task<int> CountAsync(PhdTrackerDb db, IQueryable<Project> projects, CancellationToken ct) => Pairs(db, projects).CountAsync(ct);

    /// <summary>One page, by code.</summary>
    public static async Task<List<DoubleProjectRow>> ReadAsync(PhdTrackerDb db, IQueryable<Project> projects, int skip, int take, CancellationToken ct)
    {
        var rows = await Pairs(db, projects).Join(db.Projects, p => p.FirstId, x => x.Id, (p, x) => new { p.SecondId, p.Mask, First = x }).Join(db.Projects, p => p.SecondId, x => x.Id, (p, x) => new { p.First, Second = x, p.Mask })
            .OrderBy(p => p.First.Code).ThenBy(p => p.Second.Code).Skip(skip).Take(take)
            .Select(p => new { First = new PossibleProject(p.First.Id, p.First.Code, p.First.Title), Second = new PossibleProject(p.Second.Id, p.Second.Code, p.Second.Title), p.Mask }).ToListAsync(ct);
        return rows.ConvertAll(r => new DoubleProjectRow(r.First, r.Second, (r.Mask & Title) != 0, (r.Mask & Student) != 0));
    }

    /// <summary>Those that may be the same as one project, by code.</summary>
    /// <param name="projects">Those that the reader may see.</param>
    /// <param name="page">That project, as its page shows it.</param>
    public static Task<List<PossibleProject>> LikeAsync(PhdTrackerDb db, IQueryable<Project> projects, ProjectPage page, int take, CancellationToken ct)
    {
        var (id, programme, title) = (page.Id, page.ProgrammeId, Person.Plain(page.Title));
        var students = page.Places.SelectMany(p => p.Students).Where(s => s.State != CandidatureState.Transferred).Select(s => s.Student.Id).Distinct().ToList();
        var alike = db.Projects.Where(p => p.ProgrammeId == programme && p.FoldedTitle == title && title != "").Select(p => p.Id)
            .Union(db.Candidatures.Where(c => students.Contains(c.StudentId) && c.State != CandidatureState.Transferred).Select(c => c.Studentship.ProjectId));
        return projects.AsNoTracking().Where(p => p.Id != id && alike.Contains(p.Id))
            .Where(p => !db.ProjectsApart.Any(x => (x.OneId == id && x.OtherId == p.Id) || (x.OneId == p.Id && x.OtherId == id)))
            .OrderBy(p => p.Code).Take(take).Select(p => new PossibleProject(p.Id, p.Code, p.Title)).ToListAsync(ct);
    }

    private static IQueryable<ProjectPair> Pairs(PhdTrackerDb db, IQueryable<Project> projects)
    {
        var titled = projects.Where(p => p.FoldedTitle != "").Select(p => new { p.Id, p.ProgrammeId, p.FoldedTitle });
        var students = db.Candidatures.Where(c => c.State != CandidatureState.Transferred && projects.Any(p => p.Id == c.Studentship.ProjectId)).Select(c => new { c.StudentId, c.Studentship.ProjectId });
        // A union holds each pair once for each reason, also where both students are the same.
        return titled.Join(titled, a => new { a.ProgrammeId, a.FoldedTitle }, b => new { b.ProgrammeId, b.FoldedTitle }, (a, b) => new ProjectPair { FirstId = a.Id, SecondId = b.Id, Mask = Title }).Where(p => p.FirstId < p.SecondId)
            .Union(students.Join(students, a => a.StudentId, b => b.StudentId, (a, b) => new ProjectPair { FirstId = a.ProjectId, SecondId = b.ProjectId, Mask = Student }).Where(p => p.FirstId < p.SecondId))
            .Where(p => !db.ProjectsApart.Any(x => x.OneId == p.FirstId && x.OtherId == p.SecondId))
            .GroupBy(p => new { p.FirstId, p.SecondId }).Select(g => new ProjectPair { FirstId = g.Key.FirstId, SecondId = g.Key.SecondId, Mask = g.Sum(p => p.Mask) });
    }

    private sealed record ProjectPair
    {
        public required int FirstId { get; init; }
        public required int SecondId { get; init; }

        /// <summary>Sum of the reasons.</summary>
        public required int Mask { get; init; }
    }
}
