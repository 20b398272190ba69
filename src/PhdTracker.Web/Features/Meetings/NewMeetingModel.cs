using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Meetings;

/// <summary>A meeting that is not known yet: first of which project, where the reader has several.</summary>
public abstract class NewMeetingModel(CurrentPerson current, PhdTrackerDb db, MeetingBook book, Texts texts, TimeProvider clock) : MeetingFormModel(texts, clock)
{
    [BindProperty(SupportsGet = true, Name = "project")]
    public int? ProjectId { get; set; }

    /// <summary>About whom it is at first.</summary>
    [BindProperty(SupportsGet = true, Name = "candidature")]
    public int? CandidatureId { get; set; }

    public MeetingProject? Project { get; private set; }

    /// <summary>Projects to choose from, until one is chosen.</summary>
    public IReadOnlyList<SelectListItem> Projects { get; private set; } = [];
    public override string Back => CandidatureId is { } candidature ? $"/candidatures/{Text(candidature)}" : ProjectId is { } project ? $"/projects/{Text(project)}" : "/meetings";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (ProjectId is null)
            return await ChooseAsync(ct);
        await ShowAgainAsync(ct);
        var student = Project!.Students.FirstOrDefault(s => s.CandidatureId == CandidatureId);
        (Kind, Minutes, Zone, About) = (nameof(MeetingKind.Supervision), "60", Project.Zones.Count > 0 ? Project.Zones[0] : null, student is null ? "" : Text(student.CandidatureId));
        People = [.. (student?.PersonIds ?? [.. Project.People.Select(p => p.Id)]).Select(Text)];
        return Page();
    }

    public override async Task ShowAgainAsync(CancellationToken cancellation)
    {
        Project = await book.ProjectAsync(ProjectId ?? throw new NotFoundException(), await current.AccessAsync(cancellation), cancellation);
        Choices = Project.People;
        OfferZones(Project.Zones);
        AboutItems = [new(Texts["Meetings.WholeProject"], ""), .. Project.Students.Select(s => new SelectListItem(s.Name, Text(s.CandidatureId)))];
    }

    private async Task<IActionResult> ChooseAsync(CancellationToken ct)
    {
        var projects = await MeetingBook.Holdable(db, await current.AccessAsync(ct)).AsNoTracking().OrderByDescending(p => p.Code).Take(500).Select(p => new { p.Id, p.Code, p.Title }).ToListAsync(ct);
        Projects = [.. projects.Select(p => new SelectListItem($"{p.Code} · {p.Title}", Text(p.Id)))];
        return Projects.Count switch
        {
            0 => throw new NotFoundException(),
            1 => LocalRedirect($"{Request.Path}?project={Projects[0].Value}"),
            _ => Page(),
        };
    }
}
