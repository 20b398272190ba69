using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Web.Security;
using PhdTracker.Workflows;

namespace PhdTracker.Web.Features.Processes;

/// <summary>Lets a route go on without waiting for a step.</summary>
public sealed class SkipModel(ProcessReader reader, CurrentPerson current, Texts texts) : ProcessActModel(reader, current, texts)
{
    [BindProperty(SupportsGet = true)]
    public int Bookmark { get; set; }

    [BindProperty]
    public string? Outcome { get; set; }

    /// <summary>Where it waits; null once it waits there no more.</summary>
    public Bookmark? Wait => View.Instance.Bookmarks.FirstOrDefault(b => b.Id == Bookmark);
    public IReadOnlyList<string> Outcomes => Wait is { } wait ? View.SkipOutcomes(wait) : [];

    protected override bool IsPossible => Outcomes.Count > 0;

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] SkipStepHandler skip, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await skip.HandleAsync(new SkipStep(id, Version, Bookmark, Outcome ?? "", Reason ?? ""), await PersonAsync(ct), ct);
        return Done(Texts["Processes.SkipDone"]);
    }
}
