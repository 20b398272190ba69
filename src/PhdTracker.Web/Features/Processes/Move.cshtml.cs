using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Processes;

/// <summary>Moves processes to the newest version of their route: shows what would change for each, then does it.</summary>
public sealed class MoveModel(ProcessMoves moves, CurrentPerson current, Texts texts) : PageModel, IShowAgain
{
    /// <summary>Id of the route.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Route { get; set; }

    /// <summary>The version that they run on.</summary>
    [BindProperty(SupportsGet = true, Name = "version")]
    public int FromVersion { get; set; }

    /// <summary>Only this one; null for all of the version.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Process { get; set; }

    /// <summary>The version that the preview was made for.</summary>
    [BindProperty]
    public int To { get; set; }

    /// <summary>Those to move, each with the version of the process that the preview was made for: <c>12:5</c>.</summary>
    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public ProcessMovesView View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Chosen = [.. View.Possible.Select(Key)];
    }

    public async Task<IActionResult> OnPostAsync([FromServices] MoveProcessesHandler move, CancellationToken ct)
    {
        await LoadAsync(ct);
        var seen = Chosen.Select(Read).OfType<(int, int)>().Distinct().ToList();
        var done = await move.HandleAsync(new MoveProcesses(View.DefinitionId, To, seen, Reason ?? ""), await current.PersonAsync(ct), ct);
        this.Done(texts.Count("Processes.MoveDone", done.Moved) + (done.Left == 0 ? "" : " " + texts.Count("Processes.MoveLeft", done.Left)));
        return Redirect(Process is { } one ? FormattableString.Invariant($"/processes/{one}") : $"/processes?route={Uri.EscapeDataString(View.DefinitionId)}");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        // Only what can still be moved stays chosen, on the version that is shown now.
        var ids = Chosen.Select(Read).OfType<(int Id, int)>().Select(c => c.Id).ToHashSet();
        ModelState.Remove(nameof(Chosen));
        Chosen = [.. View.Possible.Where(m => ids.Contains(m.Id)).Select(Key)];
    }

    /// <summary>How the form names a process with the version that was looked at.</summary>
    public static string Key(ProcessMove move) => FormattableString.Invariant($"{move.Id}:{move.Version}");

    private static (int Id, int Version)? Read(string key) =>
        key.Split(':') is [var id, var version] && int.TryParse(id, out var process) && int.TryParse(version, out var seen) ? (process, seen) : null;

    private async Task LoadAsync(CancellationToken ct)
    {
        View = await moves.ReadAsync(Route ?? "", FromVersion, Process, await current.AccessAsync(ct), ct);
        if (!HttpMethods.IsPost(Request.Method))
            To = View.ToVersion;
    }
}
