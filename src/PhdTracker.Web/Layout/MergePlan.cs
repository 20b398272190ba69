namespace PhdTracker.Web.Layout;

/// <summary>What merging two records does, what stands in its way, and the two answers to whether they are one.</summary>
/// <param name="Obstacles">Sentences; without one, the records can be merged.</param>
/// <param name="Moves">How much moves, of each kind, in words.</param>
/// <param name="Nothing">Said where nothing moves.</param>
/// <param name="Stays">What becomes of the record that is closed.</param>
/// <param name="Confirm">Asked before the merge.</param>
/// <param name="Apart">The other answer.</param>
/// <param name="Versions">Fields that say which versions of both the page shows.</param>
public sealed record MergePlan(
    IReadOnlyList<string> Obstacles, IReadOnlyList<string> Moves, string Nothing, string Stays, string Confirm, string Apart, IReadOnlyList<(string Field, string? Value)> Versions);
