using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Rules;

/// <summary>Retires a version, so that no candidature begins on it any more.</summary>
public sealed class RetireModel(CurrentPerson me, PhdTrackerDb db, RuleSetVersions versions, Texts texts) : RuleSetVersionModel(me, db, versions)
{
    private readonly CurrentPerson _me = me;

    [BindProperty]
    public string? Note { get; set; }

    public override (string Label, string Value)? Typed => string.IsNullOrWhiteSpace(Note) ? null : (texts["RuleSets.Note"], Note);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        return Shown.State == RuleSetState.Published ? Page() : LocalRedirect(Address);
    }

    public async Task<IActionResult> OnPostAsync([FromServices] RetireRuleSetHandler retire, CancellationToken ct)
    {
        await retire.HandleAsync(new RetireRuleSet(Code, Number, Seen, Note ?? ""), await _me.PersonAsync(ct), ct);
        this.Done(texts["RuleSets.RetiredDone", Number]);
        return LocalRedirect(Address);
    }

    protected override Task ShowAsync(CancellationToken ct) => LoadAsync(Permission.PublishRoutes, ct);
}
