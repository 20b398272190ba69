namespace PhdTracker.Core.Feeds;

/// <summary>One event of a calendar: of whole days, unless it has an hour.</summary>
/// <param name="Key">Names what it is about, always the same: <c>milestone-812</c>.</param>
/// <param name="Sequence">Rises whenever the event changes, so that a calendar program takes the newer one.</param>
/// <param name="To">Last day, included.</param>
/// <param name="Path">Of the page about it.</param>
public sealed record CalendarEvent(string Key, int Sequence, DateOnly From, DateOnly To, string Title, string Description, string Path)
{
    public string Place { get; init; } = "";

    /// <summary>From when to when, in UTC; null where it takes whole days.</summary>
    public (DateTime From, DateTime To)? Hours { get; init; }

    /// <summary>Takes place no more.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Takes the person's time, unlike a deadline.</summary>
    public bool IsBusy { get; init; }
}
