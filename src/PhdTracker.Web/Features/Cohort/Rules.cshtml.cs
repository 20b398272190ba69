using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>By which rules students count as at risk, and how much a supervisor may carry.</summary>
public sealed class RulesModel(PhdTrackerDb db, CurrentPerson current, SetCohortRulesHandler set, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public int? OverdueDays { get; set; }

    [BindProperty]
    public bool WatchesFunding { get; set; }

    [BindProperty]
    public int? AgreementDays { get; set; }

    [BindProperty]
    public int? Returns { get; set; }

    [BindProperty]
    public int? MeetingDays { get; set; }

    [BindProperty]
    public int? MostStudents { get; set; }

    [BindProperty]
    public int? MostLoad { get; set; }

    [BindProperty]
    public int? UnknownShare { get; set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var rules = await LoadAsync(ct);
        (Version, OverdueDays, WatchesFunding, AgreementDays, Returns) = (VersionOf(rules), rules.OverdueDays, rules.WatchesFunding, rules.AgreementDays, rules.Returns);
        (MeetingDays, MostStudents, MostLoad, UnknownShare) = (rules.MeetingDays, rules.MostStudents, rules.MostLoad, rules.UnknownShare);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await EnsureAllowedAsync(ct);
        if (!ModelState.IsValid)
            return Page();
        await set.HandleAsync(new SetCohortRules(Version, new CohortRuleValues(OverdueDays, WatchesFunding, AgreementDays, Returns, MeetingDays, MostStudents, MostLoad, UnknownShare)), await current.PersonAsync(ct), ct);
        this.Done(texts["CohortRules.Saved"]);
        return LocalRedirect("/cohort/rules");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var rules = await LoadAsync(cancellation);
        Version = VersionOf(rules);
        ModelState.SetModelValue(nameof(Version), Version, null);
    }

    /// <summary>-1 where nobody has set any.</summary>
    private static int VersionOf(CohortRules rules) => rules.Id == 0 ? -1 : rules.Version;

    private async Task<CohortRules> LoadAsync(CancellationToken ct)
    {
        await EnsureAllowedAsync(ct);
        return await CohortRules.ReadAsync(db, ct);
    }

    private async Task EnsureAllowedAsync(CancellationToken ct)
    {
        if (!(await current.AccessAsync(ct)).MayAnywhere(Permission.SetCohortRules))
            throw new DomainRuleException("NotAllowed");
    }
}
