using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.ChangeRequests;

/// <summary>Where the student, or the home office on their behalf, asks for a change.</summary>
public sealed class NewModel(CurrentPerson current, Pathways pathways, ChangeRequestChoices choices, SubjectCases cases, Texts texts) : ChangeRequestFormModel(current, pathways, choices, cases, texts)
{
    public async Task<IActionResult> OnGetAsync(int id, string kind, CancellationToken ct)
    {
        await LoadAsync(id, KindOf(kind), null, ct);
        return Pathway.IsClosed ? Redirect(ChangeRequestWords.ListPath(id)) : Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, string kind, [FromServices] SubmitChangeRequestHandler submit, CancellationToken ct)
    {
        await LoadAsync(id, KindOf(kind), null, ct);
        return await SendAsync(submit, ct);
    }

    public async Task<IActionResult> OnPostSaveAsync(int id, string kind, [FromServices] SaveChangeRequestHandler save, CancellationToken ct)
    {
        await LoadAsync(id, KindOf(kind), null, ct);
        return await KeepAsync(save, ct);
    }

    private static ChangeRequestKind KindOf(string kind) =>
        Enum.GetValues<ChangeRequestKind>().Where(k => string.Equals(k.ToString(), kind, StringComparison.OrdinalIgnoreCase)).Select(k => (ChangeRequestKind?)k).FirstOrDefault() ?? throw new NotFoundException();
}
