using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Processes;

/// <summary>Asks somebody else to answer one task.</summary>
public sealed class ReassignModel(ProcessReader reader, AskablePeople people, CurrentPerson current, Texts texts) : ProcessActModel(reader, current, texts)
{
    [BindProperty(SupportsGet = true)]
    public int Task { get; set; }

    [BindProperty]
    public int? PersonId { get; set; }

    [BindProperty]
    public int? InsteadOfId { get; set; }

    /// <summary>The task; closed, if somebody was faster.</summary>
    public ProcessTask Asked => View.Process.Tasks.SingleOrDefault(t => t.Id == Task) ?? throw new NotFoundException();
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Holders { get; private set; } = [];

    protected override bool IsPossible => Asked.State == TaskState.Open && ReassignTaskHandler.MayMove(Asked);

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] ReassignTaskHandler reassign, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        var person = await reassign.HandleAsync(
            new ReassignTask(id, Version, Asked.Id, InsteadOfId, Chosen(PersonId, "PersonNotAskable", nameof(PersonId)), Reason ?? ""), await PersonAsync(ct), ct);
        return Done(Texts["Processes.ReassignDone", person.DisplayName]);
    }

    protected override async Task PrepareAsync(CancellationToken ct)
    {
        var asked = Asked.Asked.Select(p => p.Id).ToList();
        People = [.. (await people.OfAsync(View.Process, ct)).Where(p => !asked.Contains(p.Person.Id) && ReassignTaskHandler.Fits(p, Asked)).Select(p => Item(p.Person))];
        Holders = Asked.Asked.Count() < 2 ? [] : [.. Asked.Asked.Select(Item)];
    }

    private static SelectListItem Item(Core.People.Person person) => new(person.DisplayName, ProcessesView.Plain(person.Id));
}
