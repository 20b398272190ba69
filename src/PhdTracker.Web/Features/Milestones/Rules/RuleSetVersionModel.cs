using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.Milestones.Rules.Words;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Rules;

/// <summary>A page about one version of a rule set.</summary>
public abstract class RuleSetVersionModel(CurrentPerson me, PhdTrackerDb db, RuleSetVersions versions) : ListPageModel, IShowAgain
{
    [FromRoute(Name = "code")]
    public string Code { get; set; } = "";

    [FromRoute(Name = "number")]
    public int Number { get; set; }

    /// <summary>The hash of the content that this page was loaded with.</summary>
    [BindProperty]
    public string Seen { get; set; } = "";

    public RuleSetSummary Summary { get; private set; } = null!;
    public RuleSetVersion Shown { get; private set; } = null!;
    public RuleSetPlaces Places { get; private set; } = null!;
    public RuleSet Set => Shown.Set;

    /// <summary>Whether the version was a draft that somebody has discarded since the page was opened.</summary>
    public bool IsGone { get; private set; }

    /// <summary>What was typed into the form, with its label, to be shown where the form has nothing to be about any more.</summary>
    public virtual (string Label, string Value)? Typed => null;

    public string Address => AddressOf(Code, Number);

    /// <summary>The address of a version.</summary>
    public static string AddressOf(string code, int number) => FormattableString.Invariant($"/milestones/rules/{code}/{number}");

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        IsGone = !await db.RuleSets.AnyAsync(s => s.Code == Code && s.Number == Number, cancellation);
        if (IsGone)
            return;
        await ShowAsync(cancellation);
        // Sent again, the form is about the version that is shown now.
        ModelState.Remove(nameof(Seen));
    }

    /// <summary>A page that shows no list has none to take along.</summary>
    protected override Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct) => throw new NotFoundException();

    /// <summary>Loads what the page shows.</summary>
    protected abstract Task ShowAsync(CancellationToken ct);

    /// <exception cref="NotFoundException">There is no such version, or not for this person.</exception>
    protected async Task LoadAsync(Permission permission, CancellationToken ct)
    {
        if (!(await me.AccessAsync(ct)).MayAnywhere(permission))
            throw new NotFoundException();
        Summary = await versions.OfAsync(Code, ct) ?? throw new NotFoundException();
        if (!RouteData.Values.ContainsKey("number"))
            Number = Summary.Shown.Number;
        Shown = Summary.Versions.FirstOrDefault(v => v.Number == Number) ?? throw new NotFoundException();
        Places = await versions.PlacesAsync(Summary.Versions.Select(v => v.Set), ct);
        Seen = Shown.Hash;
    }
}
