using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Meetings;

/// <summary>One's meetings: coming, past, and what is still to be done after them. Offices see those of their programme's projects.</summary>
public sealed class IndexModel(CurrentPerson current, PhdTrackerDb db, MeetingReader meetings, Texts texts, TimeProvider clock) : ListPageModel
{
    public MeetingFilter Filter { get; private set; } = new();
    public IReadOnlyList<MeetingRow> Rows { get; private set; } = [];
    public IReadOnlyList<ActionRow> Actions { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Projects { get; private set; } = [];

    /// <summary>Of whom the list is, where it is not the reader's or a project's.</summary>
    public string? Student { get; private set; }
    public DateTime Now => clock.UtcNow();
    public DateOnly Today => clock.Today();
    public bool MayPlan { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Filter = FilterOf(access);
        var projects = await access.Filter(db.Projects, Permission.ViewMeetings).AsNoTracking().OrderByDescending(p => p.Code).Take(500).Select(p => new { p.Id, p.Code, p.Title }).ToListAsync(ct);
        Projects = [new(texts["Meetings.AllProjects"], ""), .. projects.Select(p => new SelectListItem($"{p.Code} · {p.Title}", MeetingFormModel.Text(p.Id), p.Id == Filter.ProjectId))];
        if (Filter.CandidatureId is { } candidature)
            Student = await access.Filter(db.Candidatures, Permission.ViewMeetings).Where(c => c.Id == candidature).Select(c => c.Student.GivenName + " " + c.Student.FamilyName).SingleOrDefaultAsync(ct);
        MayPlan = await MeetingBook.Holdable(db, access).AnyAsync(p => Filter.ProjectId == null || p.Id == Filter.ProjectId, ct);
        if (Filter.Shown == MeetingsShown.Actions)
            Actions = await PageOfAsync(meetings.ActionsOf(Filter, access), ct);
        else
            Rows = await PageOfAsync(meetings.Of(Filter, access), ct);
    }

    /// <summary>Hours on the clock of where the meeting is.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Filter = FilterOf(access);
        return Filter.Shown == MeetingsShown.Actions
            ? (texts["Export.Actions"], Today, ActionSheet(await meetings.ActionsOf(Filter, access).ToListAsync(ct)))
            : (texts["Export.Meetings"], Today, MeetingSheet(await meetings.Of(Filter, access).ToListAsync(ct)));
    }

    private ListSheet MeetingSheet(IEnumerable<MeetingRow> rows)
    {
        var sheet = new ListSheet(texts, texts["Export.Meeting"], texts["Cohort.Column.Project"], texts["Cohort.Column.Student"], texts["Export.Begins"], texts["Export.Ends"], texts["Export.Clock"],
            texts["Meetings.Form.Place"], texts["Meetings.Joint"], texts["Milestones.List.Column.State"], texts["Export.OpenActions"]);
        foreach (var row in rows)
        {
            sheet.AddLine(row.TitleIn(texts), row.ProjectCode, row.Student, Dates.Local(row.StartsAt, row.Zone), Dates.Local(row.EndsAt, row.Zone), texts.ZoneCity(row.Zone), row.Place,
                texts[row.IsJoint ? "Audit.Yes" : "Audit.No"], row.IsToBeRecorded(Now) ? texts["Meetings.ToBeRecorded"] : texts.Enum(row.State), row.OpenActions);
        }
        return sheet;
    }

    private ListSheet ActionSheet(IEnumerable<ActionRow> rows)
    {
        var sheet = new ListSheet(texts, texts["Meetings.ActionWhat"], texts["Meetings.ActionWho"], texts["Meetings.ActionDue"], texts["Export.Meeting"], texts["Export.On"], texts["Cohort.Column.Project"]);
        foreach (var row in rows)
            sheet.AddLine(row.What, row.Person, row.DueOn, row.MeetingIn(texts), Dates.DayIn(row.StartsAt, row.Zone), row.ProjectCode);
        return sheet;
    }

    /// <summary>Whoever takes part in meetings sees their own first; an office those of all its projects.</summary>
    private MeetingFilter FilterOf(Access access)
    {
        var query = Request.Query;
        var (project, candidature) = (CohortView.Number(query, "project"), CohortView.Number(query, "candidature"));
        var mine = query["whose"].ToString() switch { "mine" => true, "all" => false, _ => project is null && candidature is null && !access.MayAnywhere(Permission.ViewCohort) };
        return new MeetingFilter(CohortView.Value<MeetingsShown>(query["show"].ToString()) ?? MeetingsShown.Coming, mine, project, candidature, query["joint"] == "yes");
    }

    private async Task<List<T>> PageOfAsync<T>(IQueryable<T> rows, CancellationToken ct)
    {
        Pager = CohortView.Pager(Request.Query, await rows.CountAsync(ct));
        return await rows.Skip(Pager.Skip).Take(Pager.PageSize).ToListAsync(ct);
    }
}
