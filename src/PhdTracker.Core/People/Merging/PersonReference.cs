using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.People.Merging;

/// <summary>What moves when two records of a person become one, as the preview counts it.</summary>
public enum MergedKind { Role, Supervision, Candidature, Project, Proposal, Task, Meeting, Group, Committee, Delegation, Request, Paper, Import, Filter, Mail }

/// <summary>A foreign key that names a person, and what a merge does with it.</summary>
/// <param name="Row">The row that holds it.</param>
/// <param name="Field">Name of the key.</param>
/// <param name="Kind">What moves with it; null where it stays with the record that is closed, as it tells what was done under that name.</param>
public abstract record PersonReference(Type Row, string Field, MergedKind? Kind)
{
    /// <summary>One number for each row that would move: that of its <see cref="Kind"/>.</summary>
    internal abstract IQueryable<int> Marks(PhdTrackerDb db, int personId);

    /// <summary>Lets the rows name the kept record.</summary>
    internal abstract Task MoveAsync(PhdTrackerDb db, int fromId, int toId, CancellationToken ct);

    /// <summary>It stays.</summary>
    internal static PersonReference Stays<T>(string field) where T : class => new Reference<T>(field, null);

    /// <summary>It moves.</summary>
    /// <param name="only">Those of the rows that do; null for all.</param>
    /// <param name="place">What a person has once only: where the kept record has it already, the other row is of no use any more. Null where one may have many.</param>
    /// <param name="drops">Whether such a row goes; else it stays with the closed record.</param>
    internal static PersonReference Moves<T>(MergedKind kind, string field, Expression<Func<T, bool>>? only = null, Func<T, object>? place = null, bool drops = true) where T : class =>
        new Reference<T>(field, kind) { Only = only, Place = place, Drops = drops };

    private sealed record Reference<T>(string Field, MergedKind? Kind) : PersonReference(typeof(T), Field, Kind) where T : class
    {
        public Expression<Func<T, bool>>? Only { get; init; }
        public Func<T, object>? Place { get; init; }
        public bool Drops { get; init; }

        internal override IQueryable<int> Marks(PhdTrackerDb db, int personId)
        {
            var mark = (int)Kind!.Value;
            return Naming(db, personId).Select(r => mark);
        }

        internal override async Task MoveAsync(PhdTrackerDb db, int fromId, int toId, CancellationToken ct)
        {
            var rows = await Naming(db, fromId).ToListAsync(ct);
            var taken = Place is null || rows.Count == 0 ? [] : (await Naming(db, toId).ToListAsync(ct)).Select(Place).ToHashSet();
            foreach (var row in rows)
            {
                if (Place is null || taken.Add(Place(row)))
                    db.Entry(row).Property(Field).CurrentValue = toId;
                else if (Drops)
                    db.Remove(row);
            }
        }

        private IQueryable<T> Naming(PhdTrackerDb db, int personId)
        {
            var row = Expression.Parameter(typeof(T));
            var names = Expression.Equal(Expression.Convert(Expression.Property(row, Field), typeof(int?)), Expression.Constant(personId, typeof(int?)));
            var rows = db.Set<T>().Where(Expression.Lambda<Func<T, bool>>(names, row));
            return Only is null ? rows : rows.Where(Only);
        }
    }
}
