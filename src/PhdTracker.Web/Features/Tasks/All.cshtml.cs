using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Tasks;

/// <summary>Every open task of the programme, the oldest first: whose desk it is on, and what lies on none.</summary>
public sealed class AllModel(PhdTrackerDb db, CurrentPerson current, Idleness idleness, TimeProvider clock, Texts texts) : ListPageModel
{
    public CohortView View { get; private set; } = null!;
    public OpenTaskFilter Filter { get; private set; } = new();

    public IReadOnlyList<OpenTask> Tasks { get; private set; } = [];
    public IReadOnlyList<PersonName> Holders { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    /// <summary>Whether the reader reminds people of their tasks.</summary>
    public bool MayNudge { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (tasks, inSight, named) = await FindAsync(ct);
        Pager = CohortView.Pager(Request.Query, await tasks.CountAsync(ct));
        Tasks = await OpenTasks.ReadAsync(tasks, named, db.TaskNudges, Pager.Skip, Pager.PageSize, ct);
        Holders = await OpenTasks.HoldersAsync(inSight.Open(new OpenTaskFilter(), Today).Where(t => named.Any(n => n.Id == t.Id)), ct);
    }

    /// <summary>Whether it has lain for more than ten working days.</summary>
    public bool IsIdle(OpenTask task) => idleness.Is(task, Today);

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var (tasks, _, named) = await FindAsync(ct);
        var sheet = new ListSheet(texts, texts["Cohort.Tasks.Column.Task"], texts["Export.Step"], texts["Cohort.Column.Student"], texts["Cohort.Filter.Side"], texts["Cohort.Column.Project"],
            texts["Cohort.Tasks.Column.Desk"], texts["Export.AskedOn"], texts["Export.Days"], texts["Milestones.List.Column.Due"]);
        foreach (var task in await OpenTasks.ReadAsync(tasks, named, db.TaskNudges, 0, int.MaxValue, ct))
        {
            sheet.AddLine(task.About.In(texts), texts.Of(task.TitleEn, task.TitleFr), task.About.Student?.Display, task.About.Side, task.About.ProjectCode,
                task.Holders.Count > 0 ? task.Who(texts) : null, DateOnly.FromDateTime(task.OpenedAt), task.DaysOn(Today), task.DueOn);
        }
        return (texts["Export.Tasks"], Today, sheet);
    }

    /// <summary>The tasks asked for, those that the reader could ask for, and those whose people the reader may read.</summary>
    private async Task<(IQueryable<ProcessTask> Tasks, IQueryable<ProcessTask> InSight, IQueryable<ProcessTask> Named)> FindAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewCohort))
            throw new DomainRuleException("NotAllowed");
        (Today, MayNudge) = (clock.Today(), access.MayAnywhere(Permission.Nudge));
        var query = Request.Query;
        var show = CohortView.Text(query, "show");
        View = await CohortView.ReadAsync(query, db, access, ct);
        Filter = new OpenTaskFilter(CohortView.Number(query, "holder"), show == "idle" ? idleness : null, show == "nobody", CohortView.Text(query, "route"), CohortView.Text(query, "step"), CohortView.Text(query, "asked"));
        var inSight = OpenTasks.InSight(db, access, View.Filter, Today);
        var named = ReadableCases.Named(db, access);
        var tasks = inSight.Open(Filter, Today);
        if (Filter.Holder is not null)
            tasks = tasks.Where(t => named.Any(n => n.Id == t.Id));
        return (tasks, inSight, named);
    }
}
