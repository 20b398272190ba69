using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort.Filters;

/// <summary>Filters that were saved: one's own, and those that others share.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, Texts texts) : PageModel
{
    public IReadOnlyList<SavedRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewCohort))
            throw new DomainRuleException("NotAllowed");
        var found = db.SavedFilters.AsNoTracking().Where(SavedFilter.FoundBy(access.PersonId));
        Pager = CohortView.Pager(Request.Query, await found.CountAsync(ct));
        var rows = await found.OrderBy(f => f.OwnerId != access.PersonId).ThenBy(f => f.Name).ThenBy(f => f.Id).Skip(Pager.Skip).Take(Pager.PageSize)
            .Select(f => new { f.Id, f.Name, f.Query, f.IsShared, f.OwnerId, f.Owner.Title, f.Owner.GivenName, f.Owner.FamilyName }).ToListAsync(ct);
        var choices = await CohortChoices.ReadAsync(db, access, ct);
        Rows = [.. rows.Select(f => new SavedRow(
            f.Id, f.Name, f.Query, f.IsShared, f.OwnerId == access.PersonId, new PersonName(f.OwnerId, f.Title, f.GivenName, f.FamilyName).Display,
            string.Join(" · ", FilterFields.Words(new CohortView(CohortView.FilterOf(f.Query), choices), texts))))];
    }

    public async Task<IActionResult> OnPostDeleteAsync(int id, [FromServices] DeleteSavedFilterHandler delete, CancellationToken ct)
    {
        var name = await delete.HandleAsync(new DeleteSavedFilter(id), await current.PersonAsync(ct), ct);
        this.Done(texts["SavedFilters.Deleted", name]);
        return LocalRedirect("/cohort/filters");
    }

    /// <param name="Words">What it asks for, as far as the reader may know.</param>
    public sealed record SavedRow(int Id, string Name, string Query, bool IsShared, bool IsOwn, string Owner, string Words);
}
