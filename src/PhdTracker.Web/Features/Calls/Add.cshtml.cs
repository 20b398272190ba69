using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Calls;

/// <summary>Drafts a call of a programme.</summary>
public sealed class AddModel(CurrentPerson me, PhdTrackerDb db, AddCallHandler add, Texts texts, TimeProvider clock) : CallFormModel(me, db, texts, clock)
{
    private readonly CurrentPerson _me = me;
    private readonly PhdTrackerDb _db = db;
    private readonly Texts _texts = texts;

    [BindProperty]
    public string? ProgrammeId { get; set; }

    public IReadOnlyList<SelectListItem> Programmes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        Leads = [.. Parties.Select(p => Text(p.Id))];
        Zone = (await OwnPartyAsync(ct))?.Institution.TimeZone;
        (OpenToOutsiders, OpensTime, ClosesTime, Year) = (true, "09:00", "17:00", Text(Now.Year + 1));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        if (!IsComplete())
            return Page();
        var call = await add.HandleAsync(new AddCall(await ProgrammeAsync(ct), Typed), await _me.PersonAsync(ct), ct);
        this.Done(_texts["Calls.Added", call.NameIn(_texts)]);
        return LocalRedirect($"/calls/{Text(call.Id)}");
    }

    public override async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var access = await _me.AccessAsync(cancellation);
        var all = await _db.Programmes.AsNoTracking().OrderBy(p => p.Id).Select(p => new { p.Id, p.NameEn, p.NameFr }).ToListAsync(cancellation);
        var mine = all.Where(p => access.May(Permission.ManageCalls, new CaseScope(p.Id))).ToList();
        if (mine.Count == 0)
            throw new DomainRuleException("NotAllowed");
        ProgrammeId = mine.Select(p => Text(p.Id)).FirstOrDefault(id => id == ProgrammeId) ?? Text(mine[0].Id);
        Programmes = [.. mine.Select(p => new SelectListItem(_texts.Of(p.NameEn, p.NameFr), Text(p.Id)))];
        await base.ShowAgainAsync(cancellation);
    }

    protected override Task<int> ProgrammeAsync(CancellationToken ct) => Task.FromResult(int.Parse(ProgrammeId!, System.Globalization.CultureInfo.InvariantCulture));
}
