using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Tasks;

/// <summary>A page that takes back what was answered to a task, with a reason.</summary>
public abstract class TakeBackModel(PhdTrackerDb db, Texts texts) : PageModel, IShowAgain
{
    protected PhdTrackerDb Db { get; } = db;
    protected Texts Texts { get; } = texts;

    [BindProperty]
    public string? Reason { get; set; }

    public ProcessTask Asked { get; private set; } = null!;
    public string CaseTitle { get; private set; } = "";
    public string CasePath { get; private set; } = "";
    public string Zone => Asked.Party?.Institution.TimeZone ?? "Etc/UTC";

    public Task OnGetAsync(int id, CancellationToken ct) => LoadAsync(id, ct);

    public Task ShowAgainAsync(CancellationToken cancellation)
    {
        Db.StartOver();
        return LoadAsync(int.Parse(RouteData.Values["id"]!.ToString()!, CultureInfo.InvariantCulture), cancellation);
    }

    /// <summary>Loads the task for somebody who may take it back, and what the page tells about it.</summary>
    protected abstract Task LoadAsync(int id, CancellationToken ct);

    protected void Show(ProcessTask task)
    {
        var subject = task.Process.Subject!;
        (Asked, CaseTitle, CasePath) = (task, subject.TitleIn(Texts), subject.Path());
    }
}
