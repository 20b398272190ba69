using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Processes;

/// <summary>Calls a process off.</summary>
public sealed class CancelModel(ProcessReader reader, CurrentPerson current, Texts texts) : ProcessActModel(reader, current, texts)
{
    protected override bool IsPossible => View.MayBeCancelled;

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] CancelProcessHandler cancel, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await cancel.HandleAsync(new CancelProcess(id, Version, Reason ?? ""), await PersonAsync(ct), ct);
        return Done(Texts["Processes.CancelDone"]);
    }
}
