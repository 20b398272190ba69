using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Processes;

/// <summary>A page on which an administrator repairs a running process, saying why.</summary>
public abstract class ProcessActModel(ProcessReader reader, CurrentPerson current, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The version of the process that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public ProcessView View { get; private set; } = null!;

    /// <summary>What people call the case.</summary>
    public string Case => ProcessesView.Case(View.About, View.Route, texts);
    protected Texts Texts => texts;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        Version = View.Version;
        if (!IsPossible)
            return Redirect(Path);
        await PrepareAsync(ct);
        return Page();
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(View.Id, cancellation);
        // What was typed stays; the act is given again on the process as it is shown now.
        ModelState.Remove(nameof(Version));
        Version = View.Version;
        await PrepareAsync(cancellation);
    }

    /// <summary>Whether there is anything to do as the process stands.</summary>
    protected abstract bool IsPossible { get; }
    private string Path => FormattableString.Invariant($"/processes/{View.Id}");

    /// <summary>Loads what the form offers.</summary>
    protected virtual Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    protected async Task LoadAsync(int id, CancellationToken ct) => View = await reader.ReadAsync(id, await current.AccessAsync(ct), Permission.ManageProcesses, ct);

    protected Task<Person> PersonAsync(CancellationToken ct) => current.PersonAsync(ct);

    /// <summary>Says what was done on the page of the process.</summary>
    protected IActionResult Done(string sentence)
    {
        Notice.Done(this, sentence);
        return Redirect(Path);
    }

    /// <summary>A choice that was not made.</summary>
    /// <exception cref="DomainRuleException">With this code.</exception>
    protected static int Chosen(int? choice, string code, string field) => choice ?? throw new DomainRuleException(code) { Field = field };
}
