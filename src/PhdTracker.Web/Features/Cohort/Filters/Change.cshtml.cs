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

/// <summary>Names one of one's own filters anew, and shares it or no longer.</summary>
public sealed class ChangeModel(PhdTrackerDb db, CurrentPerson current, ChangeSavedFilterHandler change, Texts texts) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public bool IsShared { get; set; }

    public string Saved { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken ct)
    {
        var filter = await FindAsync(ct);
        (Version, Name, IsShared) = (filter.Version, filter.Name, filter.IsShared);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await change.HandleAsync(new ChangeSavedFilter(Id, Version, Name ?? "", IsShared), await current.PersonAsync(ct), ct);
        this.Done(texts["SavedFilters.Saved", Name!.Trim()]);
        return LocalRedirect("/cohort/filters");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var filter = await FindAsync(cancellation);
        ModelState.SetModelValue(nameof(Version), filter.Version, null);
        Version = filter.Version;
    }

    private async Task<SavedFilter> FindAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewCohort))
            throw new NotFoundException();
        var filter = await db.SavedFilters.AsNoTracking().SingleOrDefaultAsync(f => f.Id == Id && f.OwnerId == access.PersonId, ct) ?? throw new NotFoundException();
        Saved = filter.Name;
        return filter;
    }
}
