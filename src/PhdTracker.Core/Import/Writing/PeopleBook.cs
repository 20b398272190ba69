using PhdTracker.Core.Calls;
using PhdTracker.Core.Import.Cells;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Running;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import.Writing;

/// <summary>
/// Finds the people whom rows name. An address is one person's; without an address a name is one person's within a project only,
/// since two people may share a name.
/// </summary>
internal sealed class PeopleBook
{
    private readonly Dictionary<string, Person> _byAddress;
    private readonly List<Person> _namesakes;
    private readonly List<PersonMatch> _answers;
    private readonly ImportNames _names;
    private readonly Dictionary<string, SortedSet<string>> _supervisedBy = new(StringComparer.Ordinal);

    /// <param name="merged">Records that had an address and were merged into others, whom it means now.</param>
    public PeopleBook(List<Person> people, List<Person> merged, List<Person> namesakes, List<PersonMatch> answers, ImportNames names)
    {
        _byAddress = people.ToDictionary(person => person.Email!, StringComparer.Ordinal);
        foreach (var record in merged)
            _byAddress.TryAdd(record.FormerEmail!.ToLowerInvariant(), record.MergedInto!);
        (_namesakes, _answers, _names) = (namesakes, answers, names);
    }

    /// <summary>Notes that someone supervises on a project.</summary>
    public void Supervises(string address, string projectCode)
    {
        if (!_supervisedBy.TryGetValue(address, out var codes))
            _supervisedBy[address] = codes = new SortedSet<string>(StringComparer.Ordinal);
        codes.Add(projectCode);
    }

    /// <summary>The first project on which the owner of an address supervises; null if there is none.</summary>
    public string? ProjectSupervisedBy(string address) =>
        new[] { _supervisedBy.GetValueOrDefault(address)?.Min, _names.ProjectSupervisedBy(address) }.OfType<string>().Min(StringComparer.Ordinal);

    public Person? Find(string? address) => address is null ? null : _byAddress.GetValueOrDefault(address);

    /// <summary>
    /// Who was known before by a name, at the institution of a side or at none, if somebody said that they are meant. Whoever may be meant
    /// and was not asked about is asked about, and is somebody else until then.
    /// </summary>
    public Person? Confirmed(RowOutcome outcome, SheetColumn column, WrittenName name, string? address, ProgrammeParty party)
    {
        Person? meant = null;
        foreach (var person in _namesakes.Where(person => KeyOf(person) == name.Key && (person.InstitutionId is null || person.InstitutionId == party.InstitutionId)))
        {
            var answer = _answers.FirstOrDefault(match => match.NameKey == name.Key && match.Address == (address ?? "") && match.PersonId == person.Id)?.IsSame;
            _names.Ask(new NameDoubt(name.Key, name.Full, address ?? "", person.Id, outcome.Place(column), answer));
            if (answer is null)
                outcome.Tell(column, "Import.Problem.SameName", person.DisplayName);
            meant ??= answer == true ? person : null;
        }
        return meant;
    }

    /// <summary>Whether an address that belongs to a person may belong to someone of this name.</summary>
    public static bool CanBe(Person person, WrittenName name) =>
        NameDistance.IsNear(KeyOf(person), name.Key) || Fold.Letters(person.FamilyName) == Fold.Letters(name.Family);

    /// <summary>What two spellings of a person's name have in common.</summary>
    public static string KeyOf(Person person) => WrittenName.KeyOf($"{person.GivenName} {person.FamilyName}");

    /// <param name="language">Language of the side that names the person first.</param>
    public Person Add(WrittenName name, string? address, string language)
    {
        var person = new Person(name.Given, name.Family, address, language, name.Title.Length == 0 ? null : name.Title);
        if (address is not null)
            _byAddress[address] = person;
        return person;
    }

    /// <summary>Gives a person who was known by name only the address, and the name as their own office writes it.</summary>
    public void Adopt(Person person, WrittenName name, string address)
    {
        person.Rename(name.Given, name.Family, name.Title);
        person.SetEmail(address);
        _byAddress[address] = person;
    }

    /// <summary>Changes a person's address; false if somebody else has it.</summary>
    public bool Readdress(Person person, string address)
    {
        if (!_byAddress.TryAdd(address, person))
            return false;
        person.SetEmail(address);
        return true;
    }
}
