using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.People;

/// <summary>Adds somebody to the people of a side. They get an account when they are invited.</summary>
public sealed record AddPerson(PersonDetails Details);

public sealed class AddPersonHandler(PhdTrackerDb db, AccessReader access, PersonPlaces places)
{
    /// <returns>The new person.</returns>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>EmailTaken</c>, <c>InstitutionMissing</c>, or a detail is wrong.</exception>
    public async Task<Person> HandleAsync(AddPerson command, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        if (!mine.MayAnywhere(Permission.ManagePeople))
            throw new DomainRuleException("NotAllowed");
        var details = command.Details;
        details.Check();
        await places.EnsureFreeAsync(details.Email, null, mine, ct);
        var (institution, unit) = await places.FindAsync(details, mine, ct);
        if (institution is null)
            throw new DomainRuleException("InstitutionMissing") { Field = "InstitutionId" };
        var person = new Person(details.GivenName!, details.FamilyName!, string.IsNullOrWhiteSpace(details.Email) ? null : details.Email, details.Language!);
        person.Retitle(details.Title);
        person.BelongTo(institution, unit);
        db.Users.Add(person);
        db.Record(() => CaseKey.Person(person.Id), () => new Act(nameof(AddPerson), by.Id, SubjectKind: nameof(Person), SubjectId: person.Id));
        await db.SaveChangesAsync(ct);
        return person;
    }
}
