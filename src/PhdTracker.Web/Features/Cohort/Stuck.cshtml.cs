using System.Globalization;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>Where it is stuck: open tasks by step and by holder, how long answers take, and the ten that have lain longest.</summary>
public sealed class StuckModel(PhdTrackerDb db, CurrentPerson current, Idleness idleness, TimeProvider clock, Texts texts) : CohortPageModel(db, current, clock)
{
    private const int OldestShown = 10;

    /// <summary>Steps whose times stand in the open; the quicker ones unfold.</summary>
    public const int TimesShown = 10;

    public IReadOnlyList<StuckStep> Steps { get; private set; } = [];
    public IReadOnlyList<StuckHolder> Holders { get; private set; } = [];
    public IReadOnlyList<StepTime> Times { get; private set; } = [];
    public IReadOnlyList<OpenTask> Oldest { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        var (tasks, named) = (OpenTasks.InSight(Db, Access, View.Filter, Today), ReadableCases.Named(Db, Access));
        var open = tasks.Open(new OpenTaskFilter(), Today);
        Holders = await StuckReader.HoldersAsync(open.Where(t => named.Any(n => n.Id == t.Id)), ct);
        Oldest = await OpenTasks.ReadAsync(open, named, Db.TaskNudges, 0, OldestShown, ct);
    }

    /// <summary>Steps with their open tasks and times.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        var sheet = new ListSheet(texts);
        sheet.AddLine(texts["Stuck.Route"], texts["Stuck.Step"], texts["Cohort.Filter.Side"], texts["Stuck.Open"], texts["Stuck.Fresh"], texts["Stuck.Waiting"], texts["Stuck.Old"], texts["Stuck.OldestDays"], texts["Stuck.Answers"], texts["Stuck.Median"], texts["Stuck.Longest"]);
        var (open, times) = (Steps.ToDictionary(s => s.Step), Times.ToDictionary(t => t.Step));
        foreach (var step in open.Keys.Union(times.Keys))
        {
            var (now, time) = (open.GetValueOrDefault(step), times.GetValueOrDefault(step));
            sheet.AddLine(RouteNames.ById(texts, step.Route), texts.Of(step.TitleEn, step.TitleFr), step.Side, now?.Count, now?.Fresh, now?.Waiting, now?.Old, now?.OldestDays, time?.Answers, time?.Median, time?.Longest);
        }
        return (texts["Stuck.File"], Today, sheet);
    }

    /// <summary>What the tables say, in sentences.</summary>
    public IReadOnlyList<string> Sentences()
    {
        var sentences = new List<string> { texts.Count("Stuck.Words.Open", Steps.Sum(s => s.Count), Steps.Sum(s => s.Old)) };
        if (Steps.MaxBy(s => s.Count) is { } most)
            sentences.Add(texts.Count("Stuck.Words.Most", most.Count, texts.Of(most.Step.TitleEn, most.Step.TitleFr), RouteNames.ById(texts, most.Step.Route)));
        if (Times.Count > 0)
            sentences.Add(texts["Stuck.Words.Slowest", texts.Of(Times[0].Step.TitleEn, Times[0].Step.TitleFr), Days(Times[0].Median)]);
        return sentences;
    }

    /// <summary>Whether it has lain for more than ten working days.</summary>
    public bool IsIdle(OpenTask task) => idleness.Is(task, Today);

    /// <summary>A number of days, with a half where it has one.</summary>
    public string Days(double days) => texts.Count("Cohort.Task.Days", (long)Math.Ceiling(days)).Replace(Math.Ceiling(days).ToString(CultureInfo.InvariantCulture), days.ToString("0.#", texts.Culture), StringComparison.Ordinal);

    /// <summary>The list of the open tasks of a step.</summary>
    public string ListOf(StepAsked step) => View.Link("/tasks/all", ("route", step.Route), ("step", step.Id), ("asked", step.Side ?? OpenTasks.NoSide));

    /// <summary>The list of the answers to a step.</summary>
    public string AnswersTo(StepAsked step) => View.Link("/cohort/answers", ("route", step.Route), ("step", step.Id), ("asked", step.Side ?? OpenTasks.NoSide));

    private async Task ReadAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        var tasks = OpenTasks.InSight(Db, Access, View.Filter, Today);
        Steps = await StuckReader.StepsAsync(tasks.Open(new OpenTaskFilter(), Today), Today, ct);
        Times = await StuckReader.TimesAsync(tasks, Today, ct);
    }
}
