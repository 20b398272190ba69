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

    /// <summary>What the list of places begins with: those of everybody, where one person can take them.</summary>
    public SelectListItem NobodyNamed => new(Texts[ReassignTaskHandler.CountsPlaces(Asked) ? "Processes.Choose" : "Processes.InsteadOfAll"], "");

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
        var places = ReassignTaskHandler.Places(Asked);
        var sides = places.Count == 0 ? [ReassignTaskHandler.SideOf(Asked, null)] : places.Select(a => ReassignTaskHandler.SideOf(Asked, a)).ToList();
        People = [.. (await people.OfAsync(View.Process, ct)).Where(p => !ReassignTaskHandler.IsSeated(Asked, p.Person.Id) && sides.Exists(s => ReassignTaskHandler.Fits(p, s))).Select(p => new SelectListItem(p.In(Texts), ProcessesView.Plain(p.Person.Id)))];
        Holders = places.Count < 2 ? [] : [.. places.Select(a => Item(a.Person))];
    }

    private static SelectListItem Item(Core.People.Person person) => new(person.DisplayName, ProcessesView.Plain(person.Id));
}
