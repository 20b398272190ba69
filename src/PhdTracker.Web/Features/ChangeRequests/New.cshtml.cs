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
    /// <param name="tried">What was tried before asking, in the address.</param>
    public async Task<IActionResult> OnGetAsync(int id, string kind, [FromQuery] TriedFields tried, CancellationToken ct)
    {
        await LoadAsync(id, KindOf(kind), null, ct);
        // What was not understood there is left to be typed.
        ModelState.Clear();
        (From, To, Percent, MilestoneId, Days, PastCap) = (tried.From, tried.To, tried.Percent, tried.MilestoneId, tried.Days, tried.PastCap && MayPassCap);
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

/// <summary>What moves dates, as a change was tried with it.</summary>
public sealed record TriedFields(DateOnly? From, DateOnly? To, string? Percent, int? MilestoneId, int? Days, bool PastCap);
