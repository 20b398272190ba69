using System.Numerics;

namespace PhdTracker.Workflows;

/// <summary>A set of activities or connections, by index.</summary>
internal readonly struct NodeSet(int capacity)
{
    private readonly ulong[] _words = new ulong[(capacity + 63) / 64];

    public bool Contains(int index) => _words is not null && (_words[index >> 6] & (1UL << (index & 63))) != 0;

    public bool Add(int index)
    {
        var added = !Contains(index);
        _words[index >> 6] |= 1UL << (index & 63);
        return added;
    }

    public void Remove(int index) => _words[index >> 6] &= ~(1UL << (index & 63));

    public bool Overlaps(NodeSet other)
    {
        for (var word = 0; word < _words.Length; word++)
        {
            if ((_words[word] & other._words[word]) != 0)
                return true;
        }

        return false;
    }

    public IEnumerable<int> Items()
    {
        for (var word = 0; word < _words.Length; word++)
        {
            for (var rest = _words[word]; rest != 0; rest &= rest - 1)
                yield return (word << 6) + BitOperations.TrailingZeroCount(rest);
        }
    }
}
