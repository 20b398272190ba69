using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.People;

/// <summary>Corrects what is kept about a person.</summary>
/// <param name="Stamp">The version that was seen: <see cref="Microsoft.AspNetCore.Identity.IdentityUser{TKey}.ConcurrencyStamp"/>.</param>
public sealed record EditPerson(int PersonId, string? Stamp, PersonDetails Details);

public sealed class EditPersonHandler(PhdTrackerDb db, AccessReader access, PeopleReach reach, PersonPlaces places)
{
    /// <exception cref="NotFoundException">There is no such person, or not for this one.</exception>
    /// <exception cref="StaleVersionException">Somebody changed it since.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>EmailTaken</c>, or a detail is wrong.</exception>
    public async Task HandleAsync(EditPerson command, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var person = await (await reach.VisibleAsync(mine, ct)).SingleOrDefaultAsync(p => p.Id == command.PersonId, ct) ?? throw new NotFoundException();
        if (!await reach.MayManageAsync(mine, person.Id, ct))
            throw new DomainRuleException("NotAllowed");
        if (person.ConcurrencyStamp != command.Stamp)
            throw new StaleVersionException();
        var details = command.Details;
        details.Check();
        await places.EnsureFreeAsync(details.Email, person.Id, mine, ct);
        var (institution, unit) = await places.FindAsync(details, mine, ct);

        person.Rename(details.GivenName!, details.FamilyName!);
        person.Retitle(details.Title);
        person.MoveTo(institution, unit);
        person.Prefer(details.Language!, person.Theme);
        var email = string.IsNullOrWhiteSpace(details.Email) ? null : details.Email.Trim().ToLowerInvariant();
        // A private address is not shown in the form, so that a blank leaves it.
        if (email != person.Email && !(email is null && person.EmailIsPrivate))
        {
            person.SetEmail(email);
            // Links that were sent to the old address stop working.
            person.EndSessions();
        }
        person.Touch();
        db.Record(CaseKey.Person(person.Id), new Act(nameof(EditPerson), by.Id, SubjectKind: nameof(Person), SubjectId: person.Id));
        await db.SaveChangesAsync(ct);
    }
}
