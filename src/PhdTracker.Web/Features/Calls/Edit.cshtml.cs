using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Calls;

/// <summary>Changes a call that is not open yet; of an open one, puts the closing off.</summary>
public sealed class EditModel(CurrentPerson me, PhdTrackerDb db, Texts texts, TimeProvider clock) : CallFormModel(me, db, texts, clock)
{
    private readonly CurrentPerson _me = me;
    private readonly PhdTrackerDb _db = db;
    private readonly Texts _texts = texts;

    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>The version of the call that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>Why the closing is put off.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public string Name { get; private set; } = "";
    public bool IsOpen { get; private set; }
    public Moment ClosesNow { get; private set; } = null!;

    /// <summary>What was saved by somebody else since the page was opened.</summary>
    public Call? Theirs { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var call = await LoadAsync(ct);
        if (call.StateAt(Now) is CallState.Closed or CallState.Before)
            return LocalRedirect($"/calls/{Text(Id)}");
        Version = call.Version;
        await ShowAgainAsync(ct);
        Show(call);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromServices] EditCallHandler edit, [FromServices] ExtendCallHandler extend, CancellationToken ct)
    {
        var call = await LoadAsync(ct);
        var by = await _me.PersonAsync(ct);
        if (call.IsOpenAt(Now))
        {
            if (Closes is not { } closes)
            {
                ModelState.AddModelError(nameof(ClosesOn), _texts["Error.CallTimeMissing"]);
                await ShowAgainAsync(ct);
                return Page();
            }
            var extended = await extend.HandleAsync(new ExtendCall(Id, Version, closes, Reason ?? ""), by, ct);
            this.Done(_texts["Calls.Extended", call.NameIn(_texts), _texts.Moment(new Moment(extended.ClosesAt!.Value, extended.Zones))]);
            return LocalRedirect($"/calls/{Text(Id)}");
        }
        await ShowAgainAsync(ct);
        if (!IsComplete())
            return Page();
        await edit.HandleAsync(new EditCall(Id, Version, Typed), by, ct);
        this.Done(_texts["Calls.Saved", call.NameIn(_texts)]);
        return LocalRedirect($"/calls/{Text(Id)}");
    }

    public override async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var now = await LoadAsync(cancellation);
        (Name, IsOpen) = (now.NameIn(_texts), now.IsOpenAt(Now));
        await base.ShowAgainAsync(cancellation);
        if (now.ClosesAt is { } closes)
            ClosesNow = new Moment(closes, now.Zones);
        if (Version == now.Version || ModelState.IsValid)
            return;
        // Sent again, the form is about the version that is shown now.
        (Theirs, Version) = (now, now.Version);
        ModelState.Remove(nameof(Version));
    }

    protected override async Task<int> ProgrammeAsync(CancellationToken ct) => (await LoadAsync(ct)).ProgrammeId;

    private async Task<Call> LoadAsync(CancellationToken ct)
    {
        var call = await CallPeople.WithSides(_db.Calls.AsNoTracking()).SingleOrDefaultAsync(c => c.Id == Id, ct) ?? throw new NotFoundException();
        if ((await _me.AccessAsync(ct)).May(Permission.ManageCalls, new CaseScope(call.ProgrammeId)))
            return call;
        throw call.StateAt(Now) == CallState.Draft ? new NotFoundException() : new DomainRuleException("NotAllowed");
    }
}
