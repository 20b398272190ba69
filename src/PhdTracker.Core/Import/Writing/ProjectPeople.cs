using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Import.Cells;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Import.Writing;

/// <summary>
/// Who is meant by the names in the rows of one project. The sheet of one side names the other side's supervisor without an address;
/// the other sheet gives it, before or after: both are one person.
/// </summary>
internal sealed class ProjectPeople(PeopleBook people, ProjectRows rows, Project? project)
{
    private readonly Dictionary<RowOutcome, Person?> _leads = [];

    /// <summary>People who turned out to be someone else who is known already, and who that is.</summary>
    public Dictionary<Person, Person> Doubles { get; } = [];

    private IEnumerable<Candidature> Candidatures => project?.Studentships.SelectMany(place => place.Candidatures) ?? [];

    /// <summary>Finds the supervisors of all rows on their own side first: partners are looked for among them.</summary>
    public void FindLeads()
    {
        foreach (var outcome in rows.Standing)
            _leads[outcome] = Lead(outcome);
    }

    /// <summary>The row's supervisor on its own side; null if it names none.</summary>
    public Person? LeadOf(RowOutcome outcome) => _leads[outcome];

    /// <summary>The row's supervisor on the other side; null if it names none.</summary>
    public Person? PartnerOf(RowOutcome outcome, ProgrammeParty other)
    {
        if (outcome.Row.Partner is not { } name)
            return null;
        if (Owner(outcome, name, outcome.Row.PartnerEmail, SheetColumn.PartnerSupervisorEmail) is { } owner)
            return owner;
        var leads = LeadsOf(other).Distinct().ToList();
        if (leads.FirstOrDefault(lead => PeopleBook.KeyOf(lead) == name.Key) is { } exact)
            return exact;
        if (leads.Where(lead => NameDistance.IsNear(PeopleBook.KeyOf(lead), name.Key)).ToList() is [var near])
        {
            outcome.Tell(SheetColumn.PartnerSupervisor, "Import.Problem.PartnerTakenToBe", near.DisplayName);
            return near;
        }
        return KnownByName(name) ?? New(outcome, SheetColumn.PartnerSupervisor, name, outcome.Row.PartnerEmail, other);
    }

    /// <summary>The student of a row that begins a candidature.</summary>
    public Person NewStudent(RowOutcome outcome, ProgrammeParty party)
    {
        var (row, name) = (outcome.Row, outcome.Row.Student!);
        return Owner(outcome, name, row.StudentEmail, SheetColumn.StudentEmail) ?? New(outcome, SheetColumn.StudentName, name, row.StudentEmail, party);
    }

    /// <summary>Compares the address of a student who is known with the row's.</summary>
    public void Readdress(RowOutcome outcome, Person student)
    {
        // The address of a record that was merged into the student's is the student's.
        if (outcome.Row.StudentEmail is not { } address || student.Email == address || people.Find(address) == student)
            return;
        if (people.Find(address) is { } owner)
            TellOwner(outcome, SheetColumn.StudentEmail, owner);
        else if (student.EmailIsPrivate)
            outcome.Tell(SheetColumn.StudentEmail, "Import.Problem.AddressIsPrivate");
        else if (student.Email is not null)
            outcome.Tell(SheetColumn.StudentEmail, "Import.Problem.AddressIsAnother", student.Email);
        else
            outcome.When(true, () => people.Readdress(student, address));
    }

    /// <summary>Tells it where the student's address is a supervisor's as well.</summary>
    public void TellIfSupervisor(RowOutcome outcome)
    {
        if (outcome.Row.StudentEmail is { } address && people.ProjectSupervisedBy(address) is { } code)
            outcome.Tell(SheetColumn.StudentEmail, "Import.Problem.StudentSupervises", code);
    }

    private Person? Lead(RowOutcome outcome)
    {
        var row = outcome.Row;
        if (row.Supervisor is not { } name)
            return null;
        var party = rows.PartyOf(outcome);
        var byNameOnly = Supervising().FirstOrDefault(person => person.Email is null && NameDistance.IsNear(PeopleBook.KeyOf(person), name.Key));
        if (Owner(outcome, name, row.SupervisorEmail, SheetColumn.SupervisorEmail) is { } owner)
        {
            if (byNameOnly is not null && byNameOnly != owner)
                outcome.When(true, () => Doubles[byNameOnly] = owner);
            return owner;
        }
        var address = Unowned(row.SupervisorEmail);
        if (byNameOnly is null || address is null)
            return (address is null ? KnownByName(name) : null) ?? New(outcome, SheetColumn.Supervisor, name, row.SupervisorEmail, party);
        outcome.When(true, () => people.Adopt(byNameOnly, name, address));
        return byNameOnly;
    }

    /// <summary>Somebody who is not known by address or on the project: who was said to be meant by the name, or else somebody new.</summary>
    private Person New(RowOutcome outcome, SheetColumn column, WrittenName name, string? address, ProgrammeParty party)
    {
        var unowned = Unowned(address);
        if (people.Confirmed(outcome, column, name, unowned, party) is not { } known)
            return people.Add(name, unowned, LanguageOf(party));
        outcome.When(known.Email is null && unowned is not null, () => people.Adopt(known, name, unowned!));
        return known;
    }

    /// <summary>Who has an address; null if nobody, or somebody of quite another name, which is told.</summary>
    private Person? Owner(RowOutcome outcome, WrittenName name, string? address, SheetColumn column)
    {
        if (people.Find(address) is not { } owner)
            return null;
        if (PeopleBook.CanBe(owner, name))
            return owner;
        TellOwner(outcome, column, owner);
        return null;
    }

    /// <summary>Whose private address it is, nobody is told.</summary>
    private static void TellOwner(RowOutcome outcome, SheetColumn column, Person owner)
    {
        if (owner.EmailIsPrivate)
            outcome.Tell(column, "Import.Problem.AddressTaken");
        else
            outcome.Tell(column, "Import.Problem.AddressOfSomebodyElse", owner.DisplayName);
    }

    private string? Unowned(string? address) => people.Find(address) is null ? address : null;

    private IEnumerable<Person> LeadsOf(ProgrammeParty party) =>
        _leads.Where(lead => rows.PartyOf(lead.Key) == party).Select(lead => lead.Value).OfType<Person>()
            .Concat(Candidatures.Where(candidature => candidature.Studentship.Party == party)
                .SelectMany(candidature => candidature.Supervisors.Where(each => each.Kind == SupervisorKind.Lead && each.To is null).Select(each => each.Person)));

    private IEnumerable<Person> Supervising() =>
        Candidatures.SelectMany(candidature => candidature.Supervisors).Where(each => each.To is null).Select(each => each.Person);

    private Person? KnownByName(WrittenName name) => Supervising().FirstOrDefault(person => PeopleBook.KeyOf(person) == name.Key);

    private static string LanguageOf(ProgrammeParty party) => party.Institution.Language[..2];
}
