using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>The rule sets that a student follows; where a newer version covers the student, every date before and after, and the way to it.</summary>
public sealed class RulesModel(CurrentPerson current, PhdTrackerDb db, Pathways pathways, RuleSetMoves moves, Texts texts) : PageModel, IShowAgain
{
    /// <summary>Of which set the newer version is looked at, where there are several.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty]
    public int From { get; set; }

    [BindProperty]
    public int To { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public ManagedCandidature Case { get; private set; } = null!;
    public IReadOnlyList<RuleSet> Sets { get; private set; } = [];
    public IReadOnlyList<RuleSetMove> Moves { get; private set; } = [];

    /// <summary>The move that is looked at; null where the student follows the newest versions.</summary>
    public RuleSetMove? Shown => Moves.FirstOrDefault(m => m.To.Code == Code) ?? Moves.FirstOrDefault();

    /// <summary>Whether the reader may open the rule sets.</summary>
    public bool MayReadRules { get; private set; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        return Case.Pathway.IsClosed ? Redirect($"/candidatures/{id}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] MoveToRuleSetHandler move, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await move.HandleAsync(new MoveToRuleSet(id, Code ?? "", From, To, Reason ?? ""), await current.PersonAsync(ct), ct);
        this.Done(texts["RuleMoves.Done", Case.Pathway.Student, To]);
        return Redirect($"/candidatures/{id}");
    }

    public Task ShowAgainAsync(CancellationToken cancellation)
    {
        // Sent again, the form is about the versions that are shown now.
        ModelState.Remove(nameof(Code));
        ModelState.Remove(nameof(From));
        ModelState.Remove(nameof(To));
        return LoadAsync(Case.Pathway.Id, cancellation);
    }

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Case = await ManagedCandidature.ReadAsync(db, pathways, id, access, ct);
        MayReadRules = access.MayAnywhere(Permission.ViewRoutes);
        (Sets, Moves) = await moves.OfAsync(id, access, ct);
    }
}
