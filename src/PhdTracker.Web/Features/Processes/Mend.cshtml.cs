using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Processes;

/// <summary>Lets a failed step run again, or the case go on without it.</summary>
public sealed class MendModel(ProcessReader reader, CurrentPerson current, Texts texts) : ProcessActModel(reader, current, texts)
{
    private readonly ProcessReader _reader = reader;
    private ProcessIncident? _failed;

    public enum Way { Again, Skip }

    [BindProperty(SupportsGet = true)]
    public int Incident { get; set; }

    [BindProperty]
    public Way How { get; set; }

    /// <summary>What failed.</summary>
    public ProcessIncident Failed => _failed ?? throw new NotFoundException();
    public bool MaySkip => View.MaySkip(Failed);

    protected override bool IsPossible => true;

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] MendIncidentHandler mend, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await PrepareAsync(ct);
        var again = await mend.HandleAsync(new MendIncident(Failed.Id, How == Way.Skip ? "Done" : null, Reason), await PersonAsync(ct), ct);
        return Done(Texts[again ? "Processes.MendFailed" : "Processes.MendDone"]);
    }

    protected override async Task PrepareAsync(CancellationToken ct) =>
        _failed = (await _reader.IncidentsAsync(View.Id, ct)).SingleOrDefault(i => i.Id == Incident) ?? throw new NotFoundException();
}
