using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Tasks;

/// <summary>Takes back a decision, after showing what has followed from it.</summary>
public sealed class ReverseModel(PhdTrackerDb db, CurrentPerson current, ReverseDecisionHandler reverse, Texts texts) : TakeBackModel(db, texts)
{
    private const int MostFollowed = 50;

    public IReadOnlyList<Event> Followed { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await reverse.HandleAsync(new ReverseDecision(id, Reason ?? ""), await current.PersonAsync(ct), ct);
        this.Done(Texts["Reverse.Done"]);
        return Redirect(CasePath);
    }

    protected override async Task LoadAsync(int id, CancellationToken ct)
    {
        Show(await reverse.LoadAsync(id, await current.PersonAsync(ct), ct));
        var (key, at, own) = (Asked.Process.Subject!.CaseKey, Asked.ClosedAt!.Value, Asked.Id);
        Followed = await Db.AuditEntries.AsNoTracking().Where(e => e.CaseKey == key && e.At >= at && !(e.SubjectKind == "Task" && e.SubjectId == own))
            .OrderBy(e => e.At).ThenBy(e => e.Id).Take(MostFollowed)
            .Select(e => new Event(e.At, e.ActName, e.By == null ? null : (e.By.Title == null ? "" : e.By.Title + " ") + e.By.GivenName + " " + e.By.FamilyName)).ToListAsync(ct);
    }

    /// <summary>Something that happened to the case since.</summary>
    public sealed record Event(DateTime At, string ActName, string? Who);
}
