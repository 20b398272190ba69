using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Tasks;

/// <summary>One question on one page: what was handed in, what happened before, and the answer.</summary>
public sealed class DecideModel(
    PhdTrackerDb db, CurrentPerson current, Desks holders, TaskCases tasks, AskedTasks others, CaseDesks desks, CaseRoutes routes, CaseHistories histories, DecideTaskHandler decide, Texts texts, TimeProvider clock)
    : PageModel, IShowAgain
{
    [BindProperty]
    public DecisionKind? Decision { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public TaskCase Case { get; private set; } = null!;
    public ClosedTask? Closed { get; private set; }

    /// <summary>How the reader stands to a question that is open, but not for them to answer now.</summary>
    public OwnModel? Own { get; private set; }

    /// <summary>Who delegated it to the reader.</summary>
    public string? OnBehalfOf { get; private set; }
    public CaseDesk Desk { get; private set; } = null!;
    public IReadOnlyList<RouteStep> Route { get; private set; } = [];
    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];
    public IReadOnlyList<SentVersion> Versions { get; private set; } = [];
    public int ReaderId => current.Id!.Value;

    /// <summary>The version that the question is about, and those before it.</summary>
    public SentVersion? Asked => Versions.FirstOrDefault(v => v.Id == Case.SubmissionId) ?? Versions.FirstOrDefault();
    public IEnumerable<SentVersion> Earlier => Versions.Where(v => v.Number < Asked?.Number);

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        if (await tasks.OfAsync(id, ReaderId, ct) is not { } milestone)
        {
            var other = await others.OfAsync(id, ReaderId, ct) ?? throw new NotFoundException();
            return Redirect(other.Action is { } action ? $"{other.About.Path}/{action}" : FormattableString.Invariant($"/tasks/{id}/answer"));
        }
        Case = milestone;
        if (!await ShowAsync(ct))
            return Redirect(FormattableString.Invariant($"/milestones/{Case.MilestoneId}"));
        if (Case.Action is { } own)
            return Redirect(FormattableString.Invariant($"/milestones/{Case.MilestoneId}/{own}"));
        if (Case.Kind == TaskKind.Submission)
            return Redirect(FormattableString.Invariant($"/milestones/{Case.MilestoneId}/submit"));
        Version = Case.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        if (Decision is not { } kind || !Enum.IsDefined(kind))
        {
            ModelState.Remove(nameof(Decision));
            Decision = null;
            if (!await LoadAsync(id, ct))
                throw new NotFoundException();
            ModelState.AddModelError(nameof(Decision), Case.Kind == TaskKind.Opinion ? texts["Tasks.ChooseOpinion"] : texts["Tasks.ChooseDecision"]);
            return Page();
        }
        if (!await db.Tasks.AnyAsync(t => t.Id == id && t.Process.MilestoneId != null, ct))
            throw new NotFoundException();
        try
        {
            await decide.HandleAsync(new DecideTask(id, Version, kind, Comment ?? ""), await current.PersonAsync(ct), ct);
        }
        catch (DomainRuleException gone) when (gone.Code == "NoLongerAsked")
        {
            // The page is none of theirs any more: they are told where they can be.
            this.Done(gone.In(texts));
            return Redirect("/tasks");
        }
        var milestoneId = await db.Tasks.Where(t => t.Id == id).Select(t => t.Process.MilestoneId!.Value).SingleAsync(ct);
        var desk = await desks.OfAsync(milestoneId, ct);
        this.Done(texts["Tasks.Done", texts.Enum(kind)] + (desk is null ? "" : " " + DeskWords.Sentence(texts, desk, ReaderId, clock.Today())));
        return Redirect("/tasks");
    }

    public async Task ShowAgainAsync(CancellationToken ct)
    {
        db.StartOver();
        if (!await LoadAsync(int.Parse(RouteData.Values["id"]!.ToString()!, System.Globalization.CultureInfo.InvariantCulture), ct))
            throw new NotFoundException();
        ModelState.SetModelValue(nameof(Version), Case.Version, null);
        Version = Case.Version;
    }

    /// <summary>What follows if the answer lets the case go on: the title of the next question, or null if none comes.</summary>
    public string? NextStep()
    {
        var here = Route.FirstOrDefault(s => s.ActivityId == Case.ActivityId)?.Level;
        return Route.FirstOrDefault(s => s.ActivityId is not null && s.Level > here)?.Title;
    }

    /// <summary>The day on which a retake would be due if it were rejected today.</summary>
    public DateOnly? RetakeDueOn => Case.RetakeMonths is { } months ? clock.TodayIn(Case.HomeZone).AddMonths(months) : null;

    public DateOnly TodayIn(string zone) => clock.TodayIn(zone);

    /// <summary>Loads the case for somebody who is asked, with false for a reader who may only look at it on the milestone's page.</summary>
    /// <exception cref="NotFoundException">There is no such task, or not for this person.</exception>
    private async Task<bool> LoadAsync(int id, CancellationToken ct)
    {
        Case = await tasks.OfAsync(id, ReaderId, ct) ?? throw new NotFoundException();
        return await ShowAsync(ct);
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        var asked = Case.AsksMe && (await holders.SeatsAsync(new SeatRequest(Case.Desk, SubjectKind.Milestone, Case.Kind, Case.AskedOf), clock.Today(), ct)).Any(s => s.Person.Id == ReaderId);
        if (!asked)
        {
            var readable = (await current.AccessAsync(ct)).Filter(db.Candidatures, Permission.ViewCandidature);
            return await readable.AnyAsync(c => c.Id == Case.CandidatureId, ct) ? false : throw new NotFoundException();
        }
        Closed = Case.State == TaskState.Open ? null : await ClosedTask.OfAsync(db.Tasks, Case.Id, ct);
        Desk = (await desks.OfAsync(Case.MilestoneId, ct))!;
        var seat = Case.Seat is { State: SeatState.Answered } ? await OwnSeat.OfAsync(db.Tasks, Case.Id, ReaderId, ct) : Case.Seat;
        (OnBehalfOf, Own) = (seat?.OnBehalfOf, Closed is null ? OwnModel.Of(Case.Id, seat, Case.Zone, Desk.Tasks) : null);
        Route = await routes.OfAsync(Case.MilestoneId, texts, ct, Desk.Tasks);
        History = await histories.OfAsync(Case.MilestoneId, texts, withComments: true, ct);
        Versions = await tasks.VersionsAsync(Case.MilestoneId, ct);
        return true;
    }
}
