using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Processes;

/// <summary>Takes a case back to an earlier question.</summary>
public sealed class BackModel(ProcessReader reader, CurrentPerson current, Texts texts) : ProcessActModel(reader, current, texts)
{
    [BindProperty]
    public string? ActivityId { get; set; }

    public IReadOnlyList<ProcessTask> Questions => View.Questions;

    protected override bool IsPossible => Questions.Count > 0;

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] MoveBackHandler move, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        var question = await move.HandleAsync(new MoveBack(id, Version, ActivityId ?? "", Reason ?? ""), await PersonAsync(ct), ct);
        return Done(Texts["Processes.BackDone", Texts.Of(question.TitleEn, question.TitleFr)]);
    }
}
