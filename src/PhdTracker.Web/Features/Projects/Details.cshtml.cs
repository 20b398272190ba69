using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort.Quality;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Web.Features.Candidatures;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Projects;

/// <summary>One project: what it is, and both students side by side.</summary>
public sealed class DetailsModel(PhdTrackerDb db, CurrentPerson current, Pathways pathways, Texts texts, TimeProvider clock) : PageModel
{
    private const int AlikeShown = 5;

    /// <summary>Names of the United Nations' goals, by number from 1.</summary>
    private static readonly string[] GoalKeys =
    [
        "Goal.1", "Goal.2", "Goal.3", "Goal.4", "Goal.5", "Goal.6", "Goal.7", "Goal.8", "Goal.9",
        "Goal.10", "Goal.11", "Goal.12", "Goal.13", "Goal.14", "Goal.15", "Goal.16", "Goal.17",
    ];

    private Access _access = null!;

    public ProjectPage Project { get; private set; } = null!;
    public DateOnly Today { get; private set; }
    public bool MayAudit { get; private set; }

    /// <summary>Of the student of each side, as far as the reader may see it, over the same years.</summary>
    public IReadOnlyList<(Pathway Pathway, Timeline Timeline)> Pathways { get; private set; } = [];

    /// <summary>Whether the reader's office can end the project early.</summary>
    public bool MayEnd { get; private set; }

    /// <summary>Projects that may be the same, for those who can merge them.</summary>
    public IReadOnlyList<PossibleProject> Alike { get; private set; } = [];

    /// <summary>What was merged into another record is found there: addresses that were kept go on working.</summary>
    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Today = clock.Today();
        var mine = access.Filter(db.Projects, Permission.ViewProject);
        if (await ProjectPage.ReadAsync(mine, id, access.Filter(db.Candidatures, Permission.ViewCandidature), Today, ct) is not { } page)
            return await mine.Where(p => p.Doubles.Any(d => d.Id == id)).Select(p => (int?)p.Id).SingleOrDefaultAsync(ct) is { } kept ? RedirectToPage(new { id = kept }) : throw new NotFoundException();
        (Project, _access) = (page, access);
        var shown = new List<Pathway>();
        // One a side: two.
        foreach (var student in Project.Places.Select(p => p.Students.FirstOrDefault()).OfType<ProjectStudent>().Where(s => s.IsPlanVisible))
            shown.Add(await pathways.ReadAsync(student.CandidatureId, access, ct));
        Pathways = [.. shown.Zip(Timeline.Together(shown, texts, Today))];
        MayAudit = access.MayAnywhere(Permission.ViewAudit);
        var managed = access.Filter(db.Projects, Permission.ManageProjects);
        var manages = await managed.AnyAsync(p => p.Id == id, ct);
        MayEnd = manages && !Core.Projects.Project.IsOver(Project.State);
        if (manages)
            Alike = await DoubleProjects.LikeAsync(db, managed, Project, AlikeShown, ct);
        return Page();
    }

    /// <summary>Whether the reader registers students in this place, and it is vacant.</summary>
    public bool MayRegister(ProjectPlace place) => place.IsVacant && !Core.Projects.Project.IsOver(Project.State)
        && _access.May(Permission.ManageCandidatures, new CaseScope(Project.ProgrammeId, place.PartyId, Project.Id));

    /// <summary>A goal by number and name.</summary>
    public static string Goal(int number, Texts texts) => texts["Projects.Goal", number, texts[GoalKeys[number - 1]]];
}
