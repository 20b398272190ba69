using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Rules;

/// <summary>One version of a rule set: for whom it is, every rule in words, its file, and the other versions.</summary>
public sealed class DetailsModel(CurrentPerson me, PhdTrackerDb db, RuleSetVersions versions, Texts texts) : RuleSetVersionModel(me, db, versions)
{
    private readonly CurrentPerson _me = me;
    private readonly PhdTrackerDb _db = db;
    private readonly RuleSetVersions _versions = versions;

    public bool MayDraft { get; private set; }
    public bool MayPublish { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    /// <summary>The file, as it was written.</summary>
    public async Task<IActionResult> OnGetFileAsync(CancellationToken ct)
    {
        await LoadAsync(Permission.ViewRoutes, ct);
        var json = await _db.RuleSets.Where(s => s.Code == Code && s.Number == Number).Select(s => s.Json).SingleAsync(ct);
        return File(Encoding.UTF8.GetBytes(json), "application/json", FormattableString.Invariant($"{Code}-v{Number}.json"));
    }

    public async Task<IActionResult> OnPostDiscardAsync([FromServices] DiscardRuleSetHandler discard, CancellationToken ct)
    {
        await discard.HandleAsync(new DiscardRuleSet(Code, Number, Seen), await _me.PersonAsync(ct), ct);
        this.Done(texts["RuleSets.Discarded", Number]);
        return LocalRedirect(await _versions.OfAsync(Code, ct) is null ? "/milestones/rules" : $"/milestones/rules/{Code}");
    }

    protected override async Task ShowAsync(CancellationToken ct)
    {
        await LoadAsync(Permission.ViewRoutes, ct);
        var access = await _me.AccessAsync(ct);
        (MayDraft, MayPublish) = (access.MayAnywhere(Permission.DraftRoutes), access.MayAnywhere(Permission.PublishRoutes));
    }
}
