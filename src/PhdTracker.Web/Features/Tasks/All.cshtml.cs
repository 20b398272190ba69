using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Tasks;

/// <summary>Every open task of the programme, the oldest first: whose desk it is on, and what lies on none.</summary>
public sealed class AllModel(PhdTrackerDb db, CurrentPerson current, Idleness idleness, TimeProvider clock) : PageModel
{
    public CohortView View { get; private set; } = null!;
    public OpenTaskFilter Filter { get; private set; } = new();

    public IReadOnlyList<OpenTask> Tasks { get; private set; } = [];
    public IReadOnlyList<PersonName> Holders { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewCohort))
            throw new DomainRuleException("NotAllowed");
        Today = clock.Today();
        var show = CohortView.Text(Request.Query, "show");
        View = new CohortView(CohortView.FilterOf(Request.Query), await CohortChoices.ReadAsync(db, access, ct));
        Filter = new OpenTaskFilter(CohortView.Number(Request.Query, "holder"), show == "idle" ? idleness : null, show == "nobody");
        var candidatures = View.Filter.Apply(access.Filter(db.Candidatures, Permission.ViewCandidature));
        // Proposals and agreements belong to no one student: they are shown unless the list is narrowed to some students.
        var whole = View.Filter == new CohortFilter();
        var proposals = access.Filter(db.Proposals, Permission.ViewProposals).Where(_ => whole);
        var projects = access.Filter(db.Projects, Permission.ViewAgreements).Where(_ => whole);
        var tasks = OpenTasks.Of(db, candidatures, proposals, projects, Filter, Today);
        var named = ReadableCases.Named(db, access);
        if (Filter.Holder is not null)
            tasks = tasks.Where(t => named.Any(n => n.Id == t.Id));
        Pager = CohortView.Pager(Request.Query, await tasks.CountAsync(ct));
        Tasks = await OpenTasks.ReadAsync(tasks, named, Pager.First - (Pager.Total == 0 ? 0 : 1), Pager.PageSize, ct);
        Holders = await OpenTasks.HoldersAsync(OpenTasks.Of(db, candidatures, proposals, projects, new OpenTaskFilter(), Today).Where(t => named.Any(n => n.Id == t.Id)), ct);
    }

    /// <summary>Whether it has lain for more than ten working days.</summary>
    public bool IsIdle(OpenTask task) => idleness.Is(task, Today);
}
