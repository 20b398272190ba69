using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Merging;

/// <summary>A foreign key that names a record of which two may become one, and what a merge does with it.</summary>
/// <typeparam name="TKind">The kinds in which the preview counts what moves.</typeparam>
/// <param name="Row">The row that holds it.</param>
/// <param name="Field">Name of the key.</param>
/// <param name="Kind">What moves with it; null where it stays with the record that is closed, as it tells what was done under that name.</param>
public abstract record MergeReference<TKind>(Type Row, string Field, TKind? Kind) where TKind : struct, Enum
{
    /// <summary>One number for each row that would move: that of its <see cref="Kind"/>.</summary>
    internal abstract IQueryable<int> Marks(PhdTrackerDb db, int recordId);

    /// <summary>Lets the rows name the kept record.</summary>
    internal abstract Task MoveAsync(PhdTrackerDb db, int fromId, int toId, CancellationToken ct);

    /// <summary>It stays.</summary>
    internal static MergeReference<TKind> Stays<T>(string field) where T : class => new Reference<T>(field, null);

    /// <summary>It moves.</summary>
    /// <param name="only">Those of the rows that do; null for all.</param>
    /// <param name="place">What a record has once only: where the kept one has it already, the other row is of no use any more. Null where one may have many.</param>
    /// <param name="drops">Whether such a row goes; else it stays with the closed record.</param>
    internal static MergeReference<TKind> Moves<T>(TKind kind, string field, Expression<Func<T, bool>>? only = null, Func<T, object>? place = null, bool drops = true) where T : class =>
        new Reference<T>(field, kind) { Only = only, Place = place, Drops = drops };

    private sealed record Reference<T>(string Field, TKind? Kind) : MergeReference<TKind>(typeof(T), Field, Kind) where T : class
    {
        public Expression<Func<T, bool>>? Only { get; init; }
        public Func<T, object>? Place { get; init; }
        public bool Drops { get; init; }

        internal override IQueryable<int> Marks(PhdTrackerDb db, int recordId)
        {
            var mark = Convert.ToInt32(Kind!.Value, CultureInfo.InvariantCulture);
            return Naming(db, recordId).Select(r => mark);
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

        private IQueryable<T> Naming(PhdTrackerDb db, int recordId)
        {
            var row = Expression.Parameter(typeof(T));
            var names = Expression.Equal(Expression.Convert(Expression.Property(row, Field), typeof(int?)), Expression.Constant(recordId, typeof(int?)));
            var rows = db.Set<T>().Where(Expression.Lambda<Func<T, bool>>(names, row));
            return Only is null ? rows : rows.Where(Only);
        }
    }
}
