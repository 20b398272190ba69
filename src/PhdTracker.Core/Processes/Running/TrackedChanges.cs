using System.Collections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Processes.Running;

/// <summary>Remembers what a context tracks, so that what a failing activity did can be undone while what led to it stands.</summary>
internal sealed class TrackedChanges
{
    private readonly PhdTrackerDb _db;
    private readonly int _onceSaved;
    private readonly Dictionary<object, (EntityState State, PropertyValues Values)> _before = new(ReferenceEqualityComparer.Instance);

    private TrackedChanges(PhdTrackerDb db)
    {
        _db = db;
        _onceSaved = db.OnceSavedCount;
        foreach (var entry in db.ChangeTracker.Entries())
            _before[entry.Entity] = (entry.State, entry.CurrentValues.Clone());
    }

    public static TrackedChanges Remember(PhdTrackerDb db) => new(db);

    public void Undo()
    {
        _db.ForgetOnceSaved(_onceSaved);
        var entries = _db.ChangeTracker.Entries().ToList();
        var added = entries.Where(e => e.State == EntityState.Added && !_before.ContainsKey(e.Entity)).ToList();
        foreach (var collection in entries.Except(added).SelectMany(e => e.Collections).Select(c => c.CurrentValue).OfType<IList>())
        {
            foreach (var entry in added)
                collection.Remove(entry.Entity);
        }

        foreach (var entry in added)
            entry.State = EntityState.Detached;
        foreach (var entry in entries.Except(added))
            Restore(entry);
    }

    private void Restore(EntityEntry entry)
    {
        if (_before.TryGetValue(entry.Entity, out var before))
        {
            entry.CurrentValues.SetValues(before.Values);
            entry.State = before.State;
        }
        else if (entry.State is EntityState.Modified or EntityState.Deleted)
        {
            entry.CurrentValues.SetValues(entry.OriginalValues);
            entry.State = EntityState.Unchanged;
        }
    }
}
