using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Processes;

/// <summary>Has somebody asked instead of somebody else, in this process only.</summary>
public sealed class ReplaceModel(ProcessReader reader, AskablePeople people, CurrentPerson current, Texts texts) : ProcessActModel(reader, current, texts)
{
    [BindProperty]
    public int? InsteadOfId { get; set; }

    [BindProperty]
    public int? PersonId { get; set; }

    public IReadOnlyList<SelectListItem> Asked { get; private set; } = [];
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    protected override bool IsPossible => View.IsRunning;

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] ReplacePersonHandler replace, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        var command = new ReplacePerson(
            id, Version, Chosen(InsteadOfId, "NotAskedInRoute", nameof(InsteadOfId)), Chosen(PersonId, "PersonNotAskable", nameof(PersonId)), Reason ?? "");
        var person = await replace.HandleAsync(command, await PersonAsync(ct), ct);
        return Done(Texts["Processes.ReplaceDone", person.DisplayName]);
    }

    protected override async Task PrepareAsync(CancellationToken ct)
    {
        Asked = [.. (await people.AskedAsync(View.Process, ct)).Select(a => a.Person).Distinct().OrderBy(p => p.FamilyName, StringComparer.Ordinal).ThenBy(p => p.Id).Select(Item)];
        People = [.. (await people.OfAsync(View.Process, ct)).Select(p => new SelectListItem(p.In(Texts), ProcessesView.Plain(p.Person.Id)))];
    }

    private static SelectListItem Item(Core.People.Person person) => new(person.DisplayName, ProcessesView.Plain(person.Id));
}
