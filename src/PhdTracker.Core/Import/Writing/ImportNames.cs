using PhdTracker.Core.Calls;
using PhdTracker.Core.Import.Running;

namespace PhdTracker.Core.Import.Writing;

/// <summary>What all batches of one import share about people and sides.</summary>
internal sealed class ImportNames
{
    private readonly Dictionary<string, SortedSet<string>> _supervisedBy = new(StringComparer.Ordinal);
    private readonly Func<ProgrammeParty, bool>? _mayWrite;

    /// <summary>How many saves it took so far.</summary>
    public int Saves { get; set; }

    /// <summary>The rows that this import has added so far.</summary>
    public HashSet<(string Kind, int Id)> Added { get; } = [];

    /// <param name="supervises">Who supervises on which project, as the sheets say.</param>
    /// <param name="lastKnown">The newest person from before the import: whom it adds itself it does not ask about.</param>
    /// <param name="mayWrite">Whether the rows of a side are taken; null for all.</param>
    public ImportNames(IEnumerable<(string Address, string Code)> supervises, int lastKnown, Func<ProgrammeParty, bool>? mayWrite)
    {
        (LastKnown, _mayWrite) = (lastKnown, mayWrite);
        foreach (var (address, code) in supervises)
        {
            if (!_supervisedBy.TryGetValue(address, out var codes))
                _supervisedBy[address] = codes = new SortedSet<string>(StringComparer.Ordinal);
            codes.Add(code);
        }
    }

    public int LastKnown { get; }
    public HashSet<int> PartyIds { get; } = [];
    public List<NameDoubt> Doubts { get; } = [];

    /// <summary>The first project on which the sheets name the owner of an address as supervisor; null if there is none.</summary>
    public string? ProjectSupervisedBy(string address) => _supervisedBy.GetValueOrDefault(address)?.Min;

    /// <summary>Notes that a row is about a side.</summary>
    /// <returns>Whether its rows are taken.</returns>
    public bool Concerns(ProgrammeParty party)
    {
        PartyIds.Add(party.Id);
        return _mayWrite?.Invoke(party) ?? true;
    }

    public void Ask(NameDoubt doubt)
    {
        if (!Doubts.Any(each => each.NameKey == doubt.NameKey && each.Address == doubt.Address && each.PersonId == doubt.PersonId))
            Doubts.Add(doubt);
    }
}
