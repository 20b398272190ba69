using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.People.Merging;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.People;

/// <summary>Two records that may be of one person, side by side: what would move if they were merged, and what stands in the way.</summary>
public sealed class MergeModel(CurrentPerson me, MergePairs pairs, PersonRoles roles, MergePeopleHandler merge, KeepPeopleApartHandler apart, Texts texts) : PageModel, IShowAgain
{
    /// <summary>The record that is kept.</summary>
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>The record that is closed.</summary>
    [BindProperty(SupportsGet = true)]
    public int With { get; set; }

    [BindProperty]
    public string? KeptStamp { get; set; }

    [BindProperty]
    public string? ClosedStamp { get; set; }

    public MergePreview Preview { get; private set; } = null!;

    /// <summary>Both records with their roles, the kept one first.</summary>
    public IReadOnlyList<MergeSide> Sides { get; private set; } = [];

    /// <summary>What the merge does, in words.</summary>
    public MergePlan Plan => new(
        [.. Preview.Obstacles.Select(o => o.In(texts))], [.. Preview.Moves.Select(m => Words(m.Kind, m.Count))], texts["Merge.MovesNothing", Preview.Closed.DisplayName],
        texts["Merge.Stays", Preview.Closed.DisplayName, Preview.Kept.DisplayName], texts["Merge.Confirm", Preview.Closed.DisplayName, Preview.Kept.DisplayName], texts["Merge.Apart"],
        [(nameof(KeptStamp), KeptStamp), (nameof(ClosedStamp), ClosedStamp)]);

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await merge.HandleAsync(new MergePeople(Id, KeptStamp, With, ClosedStamp), await me.PersonAsync(ct), ct);
        this.Done(texts["Merge.Done"]);
        return LocalRedirect($"/people/{PersonChoices.Text(Id)}");
    }

    public async Task<IActionResult> OnPostApartAsync(CancellationToken ct)
    {
        await apart.HandleAsync(new KeepPeopleApart(Id, With), await me.PersonAsync(ct), ct);
        this.Done(texts["Merge.Apart.Done"]);
        return LocalRedirect($"/people/{PersonChoices.Text(Id)}");
    }

    /// <summary>How much of a kind moves, in words.</summary>
    private string Words(MergedKind kind, int count) => texts.Count(
        kind switch
        {
            MergedKind.Role => "Merge.Moves.Role",
            MergedKind.Supervision => "Merge.Moves.Supervision",
            MergedKind.Candidature => "Merge.Moves.Candidature",
            MergedKind.Project => "Merge.Moves.Project",
            MergedKind.Proposal => "Merge.Moves.Proposal",
            MergedKind.Task => "Merge.Moves.Task",
            MergedKind.Meeting => "Merge.Moves.Meeting",
            MergedKind.Group => "Merge.Moves.Group",
            MergedKind.Committee => "Merge.Moves.Committee",
            MergedKind.Delegation => "Merge.Moves.Delegation",
            MergedKind.Request => "Merge.Moves.Request",
            MergedKind.Paper => "Merge.Moves.Paper",
            MergedKind.Import => "Merge.Moves.Import",
            MergedKind.Filter => "Merge.Moves.Filter",
            _ => "Merge.Moves.Mail",
        },
        count);

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        Preview = await pairs.PreviewAsync(Id, With, await me.PersonAsync(cancellation), cancellation);
        var access = await me.AccessAsync(cancellation);
        Sides = [await SideAsync(Preview.Kept, true, access, cancellation), await SideAsync(Preview.Closed, false, access, cancellation)];
        // Sent again, the form is about what is shown now.
        (KeptStamp, ClosedStamp) = (Preview.Kept.ConcurrencyStamp, Preview.Closed.ConcurrencyStamp);
        ModelState.Remove(nameof(KeptStamp));
        ModelState.Remove(nameof(ClosedStamp));
    }

    private async Task<MergeSide> SideAsync(Person person, bool isKept, Access access, CancellationToken ct) => new(
        person, isKept, await roles.OfAsync(person.Id, access, texts, ct), person.IsClosed ? AccountState.Closed : person.PasswordHash is null ? AccountState.None : AccountState.Open);
}

/// <summary>One of the two records.</summary>
public sealed record MergeSide(Person Person, bool IsKept, IReadOnlyList<HeldRole> Roles, AccountState Account);
