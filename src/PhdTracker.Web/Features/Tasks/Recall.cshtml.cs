using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Tasks;

/// <summary>Takes back one's own answer while nobody has acted on it; says why where that is not possible.</summary>
public sealed class RecallModel(PhdTrackerDb db, CurrentPerson current, RecallDecisionHandler recall, ReverseDecisionHandler reverse, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Reason { get; set; }

    public ProcessTask Asked { get; private set; } = null!;
    public Decision Own { get; private set; } = null!;
    public string CaseTitle { get; private set; } = "";
    public string CasePath { get; private set; } = "";

    /// <summary>Why it cannot be recalled; null if it can.</summary>
    public string? WhyNot { get; private set; }

    /// <summary>Whether the reader can reverse it instead.</summary>
    public bool MayReverse { get; private set; }
    public string Zone => Asked.Party?.Institution.TimeZone ?? "Etc/UTC";

    public Task OnGetAsync(int id, CancellationToken ct) => LoadAsync(id, ct);

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await recall.HandleAsync(new RecallDecision(id, Reason ?? ""), await current.PersonAsync(ct), ct);
        this.Done(texts["Recall.Done"]);
        return Redirect(CasePath);
    }

    public Task ShowAgainAsync(CancellationToken cancellation)
    {
        db.StartOver();
        return LoadAsync(int.Parse(RouteData.Values["id"]!.ToString()!, CultureInfo.InvariantCulture), cancellation);
    }

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        var me = await current.PersonAsync(ct);
        (Asked, Own) = await recall.LoadAsync(id, me, ct);
        var subject = Asked.Process.Subject!;
        (CaseTitle, CasePath) = (subject.TitleIn(texts), subject.Path());
        try
        {
            await recall.EnsurePossibleAsync(Asked, ct);
        }
        catch (DomainRuleException refused)
        {
            WhyNot = refused.In(texts);
            MayReverse = refused.Code == "RecallActedOn" && Asked is { State: TaskState.Done, Kind: TaskKind.Decision }
                && (Own.ById == me.Id || await reverse.MayAsync(await current.AccessAsync(ct), Asked.Process, ct));
        }
    }
}
