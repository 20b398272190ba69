using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Tasks;

/// <summary>One question about a case other than a milestone: the case, its route and history, and the answer.</summary>
public sealed class AnswerModel(PhdTrackerDb db, CurrentPerson current, AskedTasks tasks, SubjectCases cases, ChangeRequestViews requests, DecideTaskHandler decide, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    [BindProperty]
    public DecisionKind? Decision { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public AskedTask Asked { get; private set; } = null!;
    public ClosedTask? Closed { get; private set; }

    /// <summary>Whether the reader may read the case: while it asks them, or by a role.</summary>
    public bool MayRead { get; private set; }

    /// <summary>How the reader stands to a question that is open, but not for them to answer now.</summary>
    public OwnModel? Own { get; private set; }

    /// <summary>Who delegated it to the reader.</summary>
    public string? OnBehalfOf { get; private set; }
    public SubjectDesk Desk { get; private set; } = null!;
    public IReadOnlyList<RouteStep> Route { get; private set; } = [];
    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];
    public int ReaderId => current.Id!.Value;
    public DateOnly Today => clock.TodayIn(Asked.Zone);

    /// <summary>The answers that the question takes.</summary>
    public IReadOnlyList<DecisionKind> Answers => ProcessTask.Answers(Asked.Kind, Asked.Choices);

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        if (Asked.Action is { } action)
            return Redirect($"{Asked.About.Path}/{action}");
        Version = Asked.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        if (Decision is not { } kind || !Enum.IsDefined(kind))
        {
            ModelState.Remove(nameof(Decision));
            Decision = null;
            await LoadAsync(id, ct);
            ModelState.AddModelError(nameof(Decision), texts[Asked.Kind == TaskKind.Opinion ? "Tasks.ChooseOpinion" : "Tasks.ChooseDecision"]);
            return Page();
        }
        // Whoever answers may be none of the case afterwards.
        var asked = await tasks.OfAsync(id, ReaderId, ct);
        var names = asked is not null && await ReadsNamesAsync(asked, ct);
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
        var about = (asked ?? throw new NotFoundException()).About;
        var desk = await cases.SentenceAsync(about.Kind, about.Id!.Value, texts, ReaderId, ct, names);
        this.Done($"{texts["Tasks.Done", texts.Enum(kind)]} {desk}".TrimEnd());
        return Redirect("/tasks");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        db.StartOver();
        await LoadAsync(int.Parse(RouteData.Values["id"]!.ToString()!, CultureInfo.InvariantCulture), cancellation);
        ModelState.SetModelValue(nameof(Version), Asked.Version, null);
        Version = Asked.Version;
    }

    /// <summary>What follows if the answer lets the case go on: the title of the next question, or null if none comes.</summary>
    public string? NextStep()
    {
        var here = Route.FirstOrDefault(s => s.ActivityId == Asked.ActivityId)?.Level;
        return Route.FirstOrDefault(s => s.ActivityId is not null && s.Level > here)?.Title;
    }

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        Asked = await tasks.OfAsync(id, ReaderId, ct) ?? throw new NotFoundException();
        var (kind, subject) = (Asked.About.Kind, Asked.About.Id!.Value);
        // Those who are asked read all of the case; but of a request about a student of another side no names and comments, and what sides decide only if they decide for one.
        var names = await ReadsNamesAsync(Asked, ct);
        var reading = new CaseReading(Comments: names, SideDecisions: kind != SubjectKind.Proposal || Asked.Choices == TaskChoices.Side, Names: names);
        Closed = await ClosedTask.OfAsync(db.Tasks, id, ct);
        Desk = await cases.DeskAsync(kind, subject, texts, ReaderId, ct, names);
        var seat = await OwnSeat.OfAsync(db.Tasks, id, ReaderId, ct);
        (OnBehalfOf, Own) = (seat?.OnBehalfOf, Closed is null ? OwnModel.Of(id, seat, Asked.Zone, Desk.Tasks) : null);
        MayRead = (Closed is null && seat is { State: not SeatState.Released }) || await ReadableCases.MayReadAsync(db, await current.AccessAsync(ct), kind, subject, ct);
        if (!MayRead)
            return;
        Route = await cases.RouteAsync(kind, subject, texts, reading, ct);
        History = await cases.HistoryAsync(kind, subject, texts, reading, ct);
    }

    private async Task<bool> ReadsNamesAsync(AskedTask asked, CancellationToken ct) =>
        asked.About.Kind != SubjectKind.ChangeRequest || await requests.ReadsNamesAsync(asked.About.Id!.Value, asked.Desk.CandidatureId!.Value, await current.AccessAsync(ct), ct);
}
