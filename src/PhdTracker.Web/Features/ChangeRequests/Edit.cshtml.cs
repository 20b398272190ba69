using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.ChangeRequests;

/// <summary>Where a draft is finished, or a returned request changed and sent again.</summary>
public sealed class EditModel(CurrentPerson current, Pathways pathways, ChangeRequestChoices choices, ChangeRequestViews views, SubjectCases cases, Texts texts)
    : ChangeRequestFormModel(current, pathways, choices, cases, texts)
{
    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        if (!Known!.IsEditable || Pathway.IsClosed)
            return Redirect(ChangeRequestWords.Path(id));
        Fill(Known);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] SubmitChangeRequestHandler submit, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        return await SendAsync(submit, ct);
    }

    public async Task<IActionResult> OnPostSaveAsync(int id, [FromServices] SaveChangeRequestHandler save, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        return await KeepAsync(save, ct);
    }

    protected override async Task<int> ReloadAsync(CancellationToken ct) => (await views.ReadAsync(Known!.Id, await Reader.AccessAsync(ct), ct)).Version;

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        var request = await views.ReadAsync(id, await Reader.AccessAsync(ct), ct);
        await LoadAsync(request.CandidatureId, request.Kind, request, ct);
    }
}
