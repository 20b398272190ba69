using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Administration;

/// <summary>Every mail and its fate; those that were given up can be tried again. What a mail says is its reader's only, so it is not shown.</summary>
public sealed class MailModel(CurrentPerson current, PhdTrackerDb db, TimeProvider clock, Texts texts, RetryNotificationHandler retry) : ListPageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public NotificationState? State { get; set; }

    public Pager Pager { get; private set; } = null!;
    public IReadOnlyList<MailRow> Mails { get; private set; } = [];
    public IReadOnlyDictionary<NotificationState, int> Counts { get; private set; } = new Dictionary<NotificationState, int>();

    public async Task OnGetAsync([FromQuery(Name = "page")] int? number, CancellationToken ct)
    {
        await AuthoriseAsync(ct);
        Counts = await db.Notifications.GroupBy(n => n.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var total = State is { } s ? Counts.GetValueOrDefault(s) : Counts.Values.Sum();
        Pager = new Pager(Math.Clamp(number ?? 1, 1, Math.Max(1, (total + PageSize - 1) / PageSize)), PageSize, total);
        Mails = await ReadAsync(Pager.Skip, PageSize, ct);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await AuthoriseAsync(ct);
        var rows = await ReadAsync(0, ListSheet.MostLines, ct);
        var sheet = new ListSheet(texts, texts["Mails.To"], texts["Mails.About"], texts["Export.WrittenUtc"], texts["Mails.Fate"], texts["Export.SentUtc"], texts["Export.Attempts"], texts["Export.Failure"]);
        foreach (var mail in rows)
            sheet.AddLine(mail.Recipient, texts["MailKind." + mail.Kind], mail.CreatedAt, texts.Enum(mail.State), mail.SentAt, mail.Attempts, mail.LastError);
        sheet.AddEnd(rows.Count < ListSheet.MostLines ? rows.Count : await Shown().CountAsync(ct));
        return (texts["Export.Mails"], clock.Today(), sheet);
    }

    private IQueryable<Notification> Shown() => State is { } state ? db.Notifications.AsNoTracking().Where(n => n.State == state) : db.Notifications.AsNoTracking();

    private Task<List<MailRow>> ReadAsync(int skip, int take, CancellationToken ct) => Shown().OrderByDescending(n => n.Id).Skip(skip).Take(take)
        .Select(n => new MailRow(n.Id, n.Recipient == null ? n.AddressName ?? "" : n.Recipient.GivenName + " " + n.Recipient.FamilyName, n.Kind, n.State, n.CreatedAt, n.SentAt, n.Attempts, n.NextAttemptAt, n.LastError))
        .ToListAsync(ct);

    private async Task AuthoriseAsync(CancellationToken ct)
    {
        if (!(await current.AccessAsync(ct)).MayAnywhere(Permission.ManageSystem))
            throw new NotFoundException();
    }

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        await retry.HandleAsync(new RetryNotification(id), await current.PersonAsync(ct), ct);
        this.Done(texts["Mails.QueuedAgain"]);
        return RedirectToPage(new { State });
    }

    public sealed record MailRow(int Id, string Recipient, string Kind, NotificationState State, DateTime CreatedAt, DateTime? SentAt, int Attempts, DateTime NextAttemptAt, string? LastError);
}
