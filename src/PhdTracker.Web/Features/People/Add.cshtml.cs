using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.People;

/// <summary>Adds a person to a side.</summary>
public sealed class AddModel(CurrentPerson me, PhdTrackerDb db, PeopleReach reach, PersonPlaces places, AddPersonHandler add, Texts texts)
    : PersonFormModel(me, db, reach, places, texts)
{
    private readonly CurrentPerson _me = me;
    private readonly Texts _texts = texts;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await EnsureAllowedAsync(ct);
        Language = _texts.Language;
        await ShowAgainAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await EnsureAllowedAsync(ct);
        (string, string)[] missing = string.IsNullOrWhiteSpace(InstitutionId) && string.IsNullOrWhiteSpace(UnitId) ? [(nameof(InstitutionId), _texts["Error.InstitutionMissing"])] : [];
        if (!IsComplete(missing))
        {
            await ShowAgainAsync(ct);
            return Page();
        }
        var person = await add.HandleAsync(new AddPerson(Typed), await _me.PersonAsync(ct), ct);
        this.Done(_texts["Person.Added", person.DisplayName]);
        return LocalRedirect($"/people/{PersonChoices.Text(person.Id)}");
    }

    private async Task EnsureAllowedAsync(CancellationToken ct)
    {
        if (!(await _me.AccessAsync(ct)).MayAnywhere(Permission.ManagePeople))
            throw new DomainRuleException("NotAllowed");
    }
}
