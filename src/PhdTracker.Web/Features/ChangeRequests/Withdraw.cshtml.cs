using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.ChangeRequests;

/// <summary>Where whoever may ask takes a request back before it is decided, or throws a draft away.</summary>
public sealed class WithdrawModel(CurrentPerson current, ChangeRequestViews views, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public int Version { get; set; }

    public ChangeRequestView Asked { get; private set; } = null!;
    public bool IsDraft => Asked.State == ChangeRequestState.Draft;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        Version = Asked.Version;
        return Asked.IsOpen ? Page() : Redirect(ChangeRequestWords.Path(id));
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] WithdrawChangeRequestHandler withdraw, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await withdraw.HandleAsync(new WithdrawChangeRequest(id, Version), await current.PersonAsync(ct), ct);
        this.Done(texts[IsDraft ? "ChangeRequests.DiscardDone" : "ChangeRequests.WithdrawDone"]);
        return Redirect(IsDraft ? ChangeRequestWords.ListPath(Asked.CandidatureId) : ChangeRequestWords.Path(id));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Asked.Id, cancellation);
        ModelState.Remove(nameof(Version));
        Version = Asked.Version;
    }

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Asked = await views.ReadAsync(id, access, ct);
        if (!access.May(Permission.RequestChanges, Asked.Scope))
            throw new NotFoundException();
    }
}
