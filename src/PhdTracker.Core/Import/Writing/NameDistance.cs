namespace PhdTracker.Core.Import.Writing;

/// <summary>How far two names are from each other.</summary>
internal static class NameDistance
{
    private const int Farthest = 2;
    private const int Shortest = 6;

    /// <summary>Whether two keys of names differ by no more than two letters, as damaged or mistyped names do.</summary>
    public static bool IsNear(string one, string other)
    {
        if (Math.Min(one.Length, other.Length) < Shortest || Math.Abs(one.Length - other.Length) > Farthest)
            return one == other;
        var previous = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var current = new int[other.Length + 1];
            current[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = previous[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[^1] <= Farthest;
    }
}
