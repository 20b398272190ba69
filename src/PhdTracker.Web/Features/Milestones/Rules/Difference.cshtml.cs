using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.Milestones.Rules.Words;
using PhdTracker.Core.People;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Rules;

/// <summary>What is different between two versions of a rule set, rule by rule.</summary>
public sealed class DifferenceModel(CurrentPerson me, RuleSetVersions versions, Texts texts) : PageModel
{
    [FromRoute(Name = "code")]
    public string Code { get; set; } = "";

    public RuleSetVersion Before { get; private set; } = null!;
    public RuleSetVersion After { get; private set; } = null!;
    public RuleSetDifference Difference { get; private set; } = null!;

    public async Task OnGetAsync(int from, int to, CancellationToken ct)
    {
        if (!(await me.AccessAsync(ct)).MayAnywhere(Permission.ViewRoutes) || await versions.OfAsync(Code, ct) is not { } summary)
            throw new NotFoundException();
        Before = summary.Versions.FirstOrDefault(v => v.Number == from) ?? throw new NotFoundException();
        After = summary.Versions.FirstOrDefault(v => v.Number == to) ?? throw new NotFoundException();
        Difference = RuleSetDifference.Between(Before.Set, After.Set, await versions.PlacesAsync([Before.Set, After.Set], ct), texts);
    }
}
