using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>The answers of the last 365 days behind the medians of <see cref="StuckModel"/>, the slowest first; those of one step where the address names it.</summary>
public sealed class AnswersModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : CohortPageModel(db, current, clock)
{
    public string? Route { get; private set; }
    public string? Step { get; private set; }

    /// <summary>The side that was asked.</summary>
    public string? Asked { get; private set; }
    public IReadOnlyList<AnsweredTask> Answers { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var answered = await FindAsync(ct);
        Pager = CohortView.Pager(Request.Query, await answered.CountAsync(ct));
        Answers = await StuckReader.AnswersAsync(answered, Pager.Skip, Pager.PageSize, ct);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var answered = await FindAsync(ct);
        var sheet = new ListSheet(texts, texts["Cohort.Tasks.Column.Task"], texts["Stuck.Route"], texts["Stuck.Step"], texts["Answers.Side"], texts["Cohort.Column.Student"], texts["Cohort.Filter.Side"], texts["Cohort.Column.Project"],
            texts["Export.AskedOn"], texts["Answers.On"], texts["Export.Days"]);
        foreach (var answer in await StuckReader.AnswersAsync(answered, 0, int.MaxValue, ct))
        {
            sheet.AddLine(answer.About.In(texts), RouteNames.ById(texts, answer.Route), texts.Of(answer.TitleEn, answer.TitleFr), answer.Side, answer.About.Student?.Display, answer.About.Side, answer.About.ProjectCode,
                DateOnly.FromDateTime(answer.OpenedAt), DateOnly.FromDateTime(answer.ClosedAt), answer.Days);
        }
        return (texts["Answers.File"], Today, sheet);
    }

    private async Task<IQueryable<ProcessTask>> FindAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        (Route, Step, Asked) = (CohortView.Text(Request.Query, "route"), CohortView.Text(Request.Query, "step"), CohortView.Text(Request.Query, "asked"));
        return OpenTasks.InSight(Db, Access, View.Filter, Today).Answered(Today).Of(Route, Step, Asked);
    }
}
