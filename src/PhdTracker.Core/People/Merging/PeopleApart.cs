using PhdTracker.Core.Merging;

namespace PhdTracker.Core.People.Merging;

/// <summary>Somebody said that two people of one name are two.</summary>
public sealed class PeopleApart : KeptApart<Person>
{
    private PeopleApart() { }

    /// <summary>In whichever order they are named.</summary>
    public PeopleApart(Person one, Person other, Person by, DateTime at) : base(one.Id < other.Id ? one : other, one.Id < other.Id ? other : one, by, at) { }
}

internal sealed class PeopleApartMapping() : KeptApartMapping<PeopleApart, Person>("PeopleApart");
