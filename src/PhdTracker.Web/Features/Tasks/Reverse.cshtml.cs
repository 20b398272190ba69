using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Tasks;

/// <summary>Takes back a decision, after showing what has followed from it.</summary>
public sealed class ReverseModel(PhdTrackerDb db, CurrentPerson current, ReverseDecisionHandler reverse, Texts texts) : PageModel, IShowAgain
{
    private const int MostFollowed = 50;

    [BindProperty]
    public string? Reason { get; set; }

    public ProcessTask Asked { get; private set; } = null!;
    public string CaseTitle { get; private set; } = "";
    public string CasePath { get; private set; } = "";
    public IReadOnlyList<Event> Followed { get; private set; } = [];
    public string Zone => Asked.Party?.Institution.TimeZone ?? "Etc/UTC";

    public Task OnGetAsync(int id, CancellationToken ct) => LoadAsync(id, ct);

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await reverse.HandleAsync(new ReverseDecision(id, Reason ?? ""), await current.PersonAsync(ct), ct);
        this.Done(texts["Reverse.Done"]);
        return Redirect(CasePath);
    }

    public Task ShowAgainAsync(CancellationToken cancellation)
    {
        db.StartOver();
        return LoadAsync(int.Parse(RouteData.Values["id"]!.ToString()!, CultureInfo.InvariantCulture), cancellation);
    }

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        Asked = await reverse.LoadAsync(id, await current.PersonAsync(ct), ct);
        var subject = Asked.Process.Subject!;
        (CaseTitle, CasePath) = (subject.TitleIn(texts), subject.Path());
        var (key, at, own) = (subject.CaseKey, Asked.ClosedAt!.Value, Asked.Id);
        Followed = await db.AuditEntries.AsNoTracking().Where(e => e.CaseKey == key && e.At >= at && !(e.SubjectKind == "Task" && e.SubjectId == own))
            .OrderBy(e => e.At).ThenBy(e => e.Id).Take(MostFollowed)
            .Select(e => new Event(e.At, e.ActName, e.By == null ? null : (e.By.Title == null ? "" : e.By.Title + " ") + e.By.GivenName + " " + e.By.FamilyName)).ToListAsync(ct);
    }

    /// <summary>Something that happened to the case since.</summary>
    public sealed record Event(DateTime At, string ActName, string? Who);
}
