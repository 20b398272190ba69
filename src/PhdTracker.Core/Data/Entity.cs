namespace PhdTracker.Core.Data;

/// <summary>A row with an identity, changed by one person at a time: <see cref="Version"/> counts its changes and refuses a change made on an older one.</summary>
public abstract class Entity
{
    public int Id { get; private set; }

    /// <summary>How many times the row was saved since it was created; the concurrency token.</summary>
    public int Version { get; internal set; }
}

/// <summary>Marks what the audit trail shows before and after an act.</summary>
public interface IAudited
{
    /// <summary>The case that the row belongs to; null where it belongs to none alone. Asked after the row was saved.</summary>
    string? Case => null;

    /// <summary>Whether a value is somebody's own: the trail tells that it changed, and keeps neither what it was nor what it became.</summary>
    bool IsPrivate(string field) => false;
}
