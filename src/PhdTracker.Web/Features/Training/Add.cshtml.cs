using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Training;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Training;

/// <summary>Records training.</summary>
public sealed class AddModel(CurrentPerson current, Pathways pathways, Texts texts, TimeProvider clock) : TrainingFormModel(current, pathways, texts, clock)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        return Pathway.IsClosed ? LocalRedirect(TrainingPaths.Of(Id)) : Page();
    }

    public Task<IActionResult> OnPostAsync([FromServices] RecordTrainingHandler record, CancellationToken ct) => SaveAsync(record, null, 0, ct);
}
