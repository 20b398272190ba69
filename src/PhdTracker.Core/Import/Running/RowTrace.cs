using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Import.Running;

/// <summary>How to take back one row of the database that an import wrote.</summary>
/// <param name="Way">A: added, M: modified, D: deleted.</param>
internal sealed record UndoStep(string Kind, int Id, char Way, Dictionary<string, JsonElement>? Before = null, Dictionary<string, JsonElement>? After = null);

/// <summary>What one save of an import does, seen just before it: told to people, and kept so that it can be undone.</summary>
internal sealed class RowTrace
{
    private static readonly string[] Kinds =
        [nameof(Project), nameof(Candidature), nameof(Person), nameof(Institution), nameof(Unit), nameof(SupervisorAssignment), nameof(StatusPeriod), nameof(Milestone)];

    private static readonly HashSet<string> Technical = ["Id", "Version", "ConcurrencyStamp"];
    private readonly List<(EntityEntry Entry, EntityState State, Dictionary<string, JsonElement> Before)> _rows = [];
    private readonly IReadOnlySet<(string Kind, int Id)> _added;

    private RowTrace(IReadOnlySet<(string Kind, int Id)> added) => _added = added;

    /// <summary>Values before and after of what is not new, by row.</summary>
    public Dictionary<string, Dictionary<string, JsonElement>> Before { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc cref="Before"/>
    public Dictionary<string, Dictionary<string, JsonElement>> After { get; } = new(StringComparer.Ordinal);

    /// <summary>What the rows of <see cref="Before"/> are called, where the line itself does not say it.</summary>
    public Dictionary<string, BothLanguages> Names { get; } = new(StringComparer.Ordinal);
    public List<LineNews> News { get; } = [];

    /// <summary>Saves what was done for a row, and keeps with the row what that was.</summary>
    public static async Task SaveAsync(PhdTrackerDb db, RowOutcome outcome, ImportNames names, CancellationToken ct)
    {
        db.ChangeTracker.DetectChanges();
        var trace = Of(db, names.Added);
        await db.SaveChangesAsync(ct);
        names.Added.UnionWith(trace.Added());
        outcome.Keep(trace, ++names.Saves);
    }

    /// <param name="added">Rows that the same import added before: they are new to whoever reads the preview, whatever it writes into them next.</param>
    private static RowTrace Of(PhdTrackerDb db, IReadOnlySet<(string Kind, int Id)> added)
    {
        var trace = new RowTrace(added);
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            if (entry.Entity is AuditEntry or AuditHead || entry.Metadata.ClrType.Namespace?.StartsWith("PhdTracker", StringComparison.Ordinal) != true)
                continue;
            trace.Take(db, entry);
        }
        return trace;
    }

    /// <summary>What is new, in an order that people follow and that two runs have in common.</summary>
    public static IEnumerable<LineNews> InOrder(IEnumerable<LineNews> news) => news.OrderBy(n => Array.IndexOf(Kinds, n.Kind)).ThenBy(n => n.Name, StringComparer.Ordinal);

    /// <summary>The steps back, once the rows have their ids; in the order in which they were written.</summary>
    public IEnumerable<UndoStep> Steps() => _rows.Select(row => new UndoStep(
        row.Entry.Metadata.ClrType.Name,
        (int)row.Entry.Property("Id").CurrentValue!,
        row.State == EntityState.Added ? 'A' : row.State == EntityState.Modified ? 'M' : 'D',
        row.State == EntityState.Added ? null : row.Before,
        row.State == EntityState.Modified ? row.Before.Keys.ToDictionary(name => name, name => Element(row.Entry.Property(name), row.Entry.Property(name).CurrentValue)) : null));

    /// <summary>What was added, once the rows have their ids.</summary>
    public IEnumerable<(string Kind, int Id)> Added() => _rows.Where(row => row.State == EntityState.Added).Select(row => (row.Entry.Metadata.ClrType.Name, (int)row.Entry.Property("Id").CurrentValue!));

    private void Take(PhdTrackerDb db, EntityEntry entry)
    {
        if (entry.State == EntityState.Added)
        {
            Announce(db, entry);
            if (!BelongsToNew(db, entry.Entity))
                _rows.Add((entry, entry.State, []));
            return;
        }
        var values = entry.Properties.Where(p => !Technical.Contains(p.Metadata.Name) && (entry.State == EntityState.Deleted || p.IsModified)).ToList();
        if (values.Count == 0)
            return;
        _rows.Add((entry, entry.State, values.ToDictionary(p => p.Metadata.Name, p => Element(p, p.OriginalValue))));
        if (_added.Contains((entry.Metadata.ClrType.Name, (int)entry.Property("Id").CurrentValue!)))
            return;
        // How the app works with a row is no news to anyone.
        var told = values.Where(p => !AuditedSave.IsHidden(p.Metadata.Name)).ToList();
        if (told.Count > 0)
            Tell(db, entry, told);
    }

    private void Tell(PhdTrackerDb db, EntityEntry entry, List<PropertyEntry> values)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{entry.Metadata.ClrType.Name}:{entry.Property("Id").CurrentValue}");
        Before[name] = values.ToDictionary(NameOf, p => Told(db, p, p.OriginalValue, before: true));
        if (entry.State == EntityState.Modified)
            After[name] = values.ToDictionary(NameOf, p => Told(db, p, p.CurrentValue, before: false));
        if (entry.Entity is Milestone milestone)
            Names[name] = new BothLanguages(milestone.TitleEn, milestone.TitleFr);
        else if (entry.Entity is not (Candidature or Project) && NameOf(entry.Entity) is { } called)
            Names[name] = new BothLanguages(called, called);
    }

    private void Announce(PhdTrackerDb db, EntityEntry entry)
    {
        if (entry.Entity is Milestone or Studentship)
        {
            if (entry.Entity is Milestone && News.FindIndex(n => n.Kind == nameof(Milestone)) is var known and >= 0)
                News[known] = News[known] with { Count = News[known].Count + 1 };
            else if (entry.Entity is Milestone)
                News.Add(new LineNews(nameof(Milestone), null));
        }
        else
        {
            News.Add(new LineNews(entry.Metadata.ClrType.Name, NameOf(entry.Entity)));
        }
    }

    private static string? NameOf(object? entity) => entity switch
    {
        Person person => person.DisplayName,
        Candidature candidature => candidature.Student.DisplayName,
        Project project => project.Code,
        SupervisorAssignment assignment => assignment.Person.DisplayName,
        Unit unit => unit.Name == unit.Code ? unit.Name : $"{unit.Code} {unit.Name}".Trim(),
        Institution institution => institution.ShortName,
        _ => null,
    };

    /// <summary>What goes and comes with a new row needs no step of its own.</summary>
    private static bool BelongsToNew(PhdTrackerDb db, object entity) => entity switch
    {
        Milestone milestone => db.Entry(milestone.Candidature).State == EntityState.Added,
        StatusPeriod period => db.Entry(period.Candidature).State == EntityState.Added,
        SupervisorAssignment assignment => db.Entry(assignment.Candidature).State == EntityState.Added,
        Studentship place => db.Entry(place.Project).State == EntityState.Added,
        _ => false,
    };

    private static string NameOf(PropertyEntry property) =>
        property.Metadata.IsForeignKey() && property.Metadata.Name.EndsWith("Id", StringComparison.Ordinal) ? property.Metadata.Name[..^2] : property.Metadata.Name;

    /// <summary>A value for people: of a reference, the name of what it leads to.</summary>
    private static JsonElement Told(PhdTrackerDb db, PropertyEntry property, object? value, bool before)
    {
        if (value is null || !property.Metadata.IsForeignKey())
            return Element(property, value);
        var navigation = property.Metadata.GetContainingForeignKeys().Select(key => key.DependentToPrincipal).FirstOrDefault(n => n is not null);
        var target = !before && navigation is not null
            ? property.EntityEntry.Navigation(navigation.Name).CurrentValue
            : db.ChangeTracker.Entries().FirstOrDefault(e => e.Metadata.ClrType == navigation?.TargetEntityType.ClrType && Equals(e.Property("Id").CurrentValue, value))?.Entity;
        return JsonSerializer.SerializeToElement(NameOf(target));
    }

    private static JsonElement Element(PropertyEntry property, object? value) => JsonSerializer.SerializeToElement(value, property.Metadata.ClrType, ImportLine.Json);
}
