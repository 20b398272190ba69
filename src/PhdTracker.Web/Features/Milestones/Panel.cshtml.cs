using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Features.Committees;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>Where the office names who assesses what was handed in.</summary>
public sealed class PanelModel(CommitteeDesk desk, PhdTrackerDb db, Texts texts) : CommitteeActModel(desk, db, texts)
{
    [BindProperty]
    public List<string?> Members { get; set; } = [];

    protected override string Action => NamePanelHandler.Action;

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] NamePanelHandler name, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return await TooLateAsync(ct);
        await name.HandleAsync(new NamePanel(id, Members), await Desk.PersonAsync(ct), ct);
        return Done(Texts["Committees.PanelDone"]);
    }

    protected override async Task BeginAsync(CancellationToken ct)
    {
        Members = await CommitteeBook.Current(Db, Asked.Case.CandidatureId, CommitteeKind.Assessment).Select(m => m.Person.EmailIsPrivate ? null : m.Person.Email).ToListAsync(ct);
        await PrepareAsync(ct);
    }

    protected override Task PrepareAsync(CancellationToken ct)
    {
        Members = CommitteeForm.Padded(Members);
        return Task.CompletedTask;
    }
}
