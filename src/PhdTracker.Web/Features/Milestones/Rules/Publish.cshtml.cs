using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.Milestones.Rules.Words;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Rules;

/// <summary>Lets candidatures begin on a version, after reading what changes by it and for whom.</summary>
public sealed class PublishModel(CurrentPerson me, PhdTrackerDb db, RuleSetVersions versions, Texts texts) : RuleSetVersionModel(me, db, versions)
{
    private readonly CurrentPerson _me = me;

    [BindProperty]
    public string? Note { get; set; }

    public override (string Label, string Value)? Typed => string.IsNullOrWhiteSpace(Note) ? null : (texts["RuleSets.Note"], Note);

    /// <summary>The version on which candidatures begin today; null where there is none.</summary>
    public RuleSetVersion? Current => Summary.Versions.FirstOrDefault(v => v.Begins);
    public RuleSetDifference? Difference { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        return Shown.State == RuleSetState.Published ? LocalRedirect(Address) : Page();
    }

    public async Task<IActionResult> OnPostAsync([FromServices] PublishRuleSetHandler publish, CancellationToken ct)
    {
        await publish.HandleAsync(new PublishRuleSet(Code, Number, Seen, Note ?? ""), await _me.PersonAsync(ct), ct);
        this.Done(texts["RuleSets.Published", Number]);
        return LocalRedirect(Address);
    }

    protected override async Task ShowAsync(CancellationToken ct)
    {
        await LoadAsync(Permission.PublishRoutes, ct);
        Difference = Current is { } current ? RuleSetDifference.Between(current.Set, Set, Places, texts) : null;
    }
}
