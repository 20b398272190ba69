using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort.Filters;

/// <summary>Keeps the filter of the address under a name.</summary>
public sealed class SaveModel(PhdTrackerDb db, CurrentPerson current, SaveFilterHandler save, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public bool IsShared { get; set; }

    public CohortView View { get; private set; } = null!;

    /// <summary>What the filter asks for.</summary>
    public IReadOnlyList<string> Words { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        return View.IsNarrowed ? Page() : LocalRedirect("/cohort/filters");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var query = CohortView.Address(CohortView.FilterOf(Request.Query));
        var filter = await save.HandleAsync(new SaveFilter(Name ?? "", query, IsShared), await current.PersonAsync(ct), ct);
        this.Done(texts["SavedFilters.Saved", filter.Name]);
        return LocalRedirect("/cohort?" + query);
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var access = await current.AccessAsync(cancellation);
        if (!access.MayAnywhere(Permission.ViewCohort))
            throw new DomainRuleException("NotAllowed");
        View = await CohortView.ReadAsync(Request.Query, db, access, cancellation);
        Words = FilterFields.Words(View, texts);
    }
}
