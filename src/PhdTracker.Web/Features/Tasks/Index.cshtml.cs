using Microsoft.AspNetCore.Mvc;
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

/// <summary>What waits for me, the oldest first.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : ListPageModel
{
    private const int PageSize = 25;

    public IReadOnlyList<QueuedTask> Tasks { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public bool HasStudents { get; private set; }
    public bool SeesAll { get; private set; }

    public async Task OnGetAsync([FromQuery(Name = "page")] int pageNumber, CancellationToken ct)
    {
        var me = (await current.PersonAsync(ct)).Id;
        var access = await current.AccessAsync(ct);
        var queue = DeskQueue.Of(db, me);
        var total = await queue.CountAsync(ct);
        Pager = new Pager(Math.Clamp(pageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize)), PageSize, total);
        Tasks = await DeskQueue.ReadAsync(queue, me, Pager.Skip, PageSize, ct);
        HasStudents = access.Grants.Any(g => g.Role != Role.Student) && access.MayAnywhere(Permission.ViewCandidature);
        SeesAll = access.MayAnywhere(Permission.ViewCohort);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var me = (await current.PersonAsync(ct)).Id;
        var sheet = new ListSheet(texts, texts["Cohort.Tasks.Column.Task"], texts["Export.Step"], texts["Cohort.Column.Student"], texts["Cohort.Filter.Side"], texts["Cohort.Column.Project"],
            texts["Export.OnBehalfOf"], texts["Export.AskedOn"], texts["Milestones.List.Column.Due"]);
        foreach (var task in await DeskQueue.ReadAsync(DeskQueue.Of(db, me), me, 0, int.MaxValue, ct))
        {
            sheet.AddLine(task.About.In(texts), texts.Of(task.TitleEn, task.TitleFr), task.About.Student?.Display, task.About.Side, task.About.ProjectCode,
                task.OnBehalfOf?.Display, Dates.DayIn(task.OpenedAt, task.Zone), task.AnswerBy);
        }
        return (texts["Export.MyTasks"], clock.Today(), sheet);
    }

    /// <summary>Where the task is answered: a new version is handed in on the milestone's own page, and what is done elsewhere has its page with the case.</summary>
    public static string Link(QueuedTask task) =>
        task.Action is { } action ? $"{task.About.Path}/{action}"
        : task.Kind == TaskKind.Submission ? $"{task.About.Path}/submit"
        : FormattableString.Invariant($"/tasks/{task.Id}");

    public DateOnly TodayFor(QueuedTask task) => clock.TodayIn(task.Zone);
}
