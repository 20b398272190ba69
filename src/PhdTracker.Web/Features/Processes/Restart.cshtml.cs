using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Processes;

/// <summary>Begins a process anew.</summary>
public sealed class RestartModel(ProcessReader reader, CurrentPerson current, Texts texts) : ProcessActModel(reader, current, texts)
{
    protected override bool IsPossible => View.MayBeRestarted;

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] RestartProcessHandler restart, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await restart.HandleAsync(new RestartProcess(id, Version, Reason ?? ""), await PersonAsync(ct), ct);
        return Done(Texts["Processes.RestartDone"]);
    }
}
