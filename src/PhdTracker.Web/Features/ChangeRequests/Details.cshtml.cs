using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.ChangeRequests;

/// <summary>One request: what is asked, where it lies and what happened.</summary>
public sealed class DetailsModel(CurrentPerson current, ChangeRequestViews views, SubjectCases cases, Texts texts) : PageModel
{
    public ChangeRequestView Asked { get; private set; } = null!;
    public SubjectDesk Desk { get; private set; } = null!;
    public WholeRoute Route { get; private set; } = WholeRoute.None;
    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];

    /// <summary>What the reader is asked; null if nothing is.</summary>
    public DeskTask? Mine { get; private set; }
    public bool MayEdit { get; private set; }
    public bool MayWithdraw { get; private set; }

    public async Task OnGetAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Asked = await views.ReadAsync(id, access, ct);
        var reading = new CaseReading(Comments: Asked.IsHome, Names: Asked.IsHome);
        Desk = await cases.DeskAsync(SubjectKind.ChangeRequest, id, texts, current.Id, ct, reading.Names);
        Route = await cases.WholeAsync(SubjectKind.ChangeRequest, id, texts, reading, ct);
        History = await cases.HistoryAsync(SubjectKind.ChangeRequest, id, texts, reading, ct);
        Mine = Desk.Mine(current.Id);
        var mayAsk = access.May(Permission.RequestChanges, Asked.Scope);
        (MayEdit, MayWithdraw) = (mayAsk && Asked.IsEditable, mayAsk && Asked.IsOpen);
    }
}
