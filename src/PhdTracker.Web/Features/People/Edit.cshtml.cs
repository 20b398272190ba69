using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.People;

/// <summary>Corrects a person's details. When somebody else was faster, the page shows theirs beside what was typed.</summary>
public sealed class EditModel(CurrentPerson me, PhdTrackerDb db, PeopleReach reach, PersonPlaces places, EditPersonHandler edit, Texts texts)
    : PersonFormModel(me, db, reach, places, texts)
{
    private readonly CurrentPerson _me = me;
    private readonly PeopleReach _reach = reach;
    private readonly Texts _texts = texts;

    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public string? Stamp { get; set; }

    public string Name { get; private set; } = "";

    /// <summary>What was saved by somebody else since the page was opened.</summary>
    public Person? Theirs { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var person = await LoadAsync(ct);
        (Title, GivenName, FamilyName, Email, Language, Stamp) = (person.Title, person.GivenName, person.FamilyName, person.EmailIsPrivate ? null : person.Email, person.Language, person.ConcurrencyStamp);
        (InstitutionId, UnitId) = (PersonChoices.Text(person.InstitutionId), PersonChoices.Text(person.UnitId));
        await ShowAgainAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (!IsComplete())
        {
            await ShowAgainAsync(ct);
            return Page();
        }
        await edit.HandleAsync(new EditPerson(Id, Stamp, Typed), await _me.PersonAsync(ct), ct);
        this.Done(_texts["Person.Saved"]);
        return LocalRedirect($"/people/{PersonChoices.Text(Id)}");
    }

    public override async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await base.ShowAgainAsync(cancellation);
        var now = await LoadAsync(cancellation);
        Name = now.DisplayName;
        if (Stamp == now.ConcurrencyStamp)
            return;
        // Sent again, the form is about the version that is shown now.
        Theirs = now;
        Stamp = now.ConcurrencyStamp;
        ModelState.Remove(nameof(Stamp));
    }

    private async Task<Person> LoadAsync(CancellationToken ct)
    {
        var access = await _me.AccessAsync(ct);
        var person = await (await _reach.VisibleAsync(access, ct)).AsNoTracking().Include(p => p.Institution).Include(p => p.Unit)
            .SingleOrDefaultAsync(p => p.Id == Id, ct) ?? throw new NotFoundException();
        return await _reach.MayManageAsync(access, Id, ct) ? person : throw new DomainRuleException("NotAllowed");
    }
}
