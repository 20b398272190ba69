using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.People;

/// <summary>The form of a person's details, for adding and correcting.</summary>
public abstract class PersonFormModel(CurrentPerson me, PhdTrackerDb db, PeopleReach reach, PersonPlaces places, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? InstitutionId { get; set; }

    [BindProperty]
    public string? UnitId { get; set; }

    public PersonChoices Choices { get; private set; } = new([], [], []);

    /// <summary>The visible person who has the typed address already.</summary>
    public (int Id, string Name)? Namesake { get; private set; }

    protected PersonDetails Typed => new(Title, GivenName, FamilyName, Email, Language, PersonChoices.Number(InstitutionId), PersonChoices.Number(UnitId));

    public virtual async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var access = await me.AccessAsync(cancellation);
        Choices = await PersonChoices.LoadAsync(places, db, access, texts, cancellation);
        if (ModelState.IsValid || string.IsNullOrWhiteSpace(Email))
            return;
        var address = Email.Trim().ToUpperInvariant();
        var namesake = await (await reach.VisibleAsync(access, cancellation)).AsNoTracking().SingleOrDefaultAsync(p => p.NormalizedEmail == address && !p.EmailIsPrivate, cancellation);
        Namesake = namesake is null ? null : (namesake.Id, namesake.DisplayName);
    }

    /// <summary>Lists everything that is wrong with what was typed.</summary>
    protected bool IsComplete(params (string Field, string Text)[] more)
    {
        foreach (var problem in Typed.Problems())
            ModelState.AddModelError(problem.Field!, problem.In(texts));
        foreach (var (field, text) in more)
            ModelState.AddModelError(field, text);
        return ModelState.IsValid;
    }
}
