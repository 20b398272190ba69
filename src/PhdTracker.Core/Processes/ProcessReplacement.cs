using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>Somebody is asked instead of somebody else, in one task or in a whole process from now on. The roles of both stay as they are.</summary>
public sealed class ProcessReplacement : Entity, IAudited
{
    private ProcessReplacement() { }

    internal ProcessReplacement(Process process, ProcessTask? task, Person? insteadOf, Person person, Person by, DateTime at)
    {
        (Process, Task, TaskId, InsteadOf, InsteadOfId) = (process, task, task?.Id, insteadOf, insteadOf?.Id);
        (Person, PersonId, By, At) = (person, person.Id, by, at);
    }

    public int ProcessId { get; private set; }
    string? IAudited.Case => Process.Subject?.CaseKey;
    public Process Process { get; private set; } = null!;

    /// <summary>The one task that it is about; null for all of the process.</summary>
    public int? TaskId { get; private set; }
    public ProcessTask? Task { get; private set; }

    /// <summary>Who is not asked any more; null for everybody who was.</summary>
    public int? InsteadOfId { get; private set; }
    public Person? InsteadOf { get; private set; }

    /// <summary>Who is asked.</summary>
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
    public int ById { get; private set; }
    public Person By { get; private set; } = null!;
    public DateTime At { get; private set; }
}

/// <summary>Who is asked instead of whom in some processes.</summary>
internal sealed class Replacements
{
    private readonly ILookup<int, ProcessReplacement> _ofProcess;

    private Replacements(IEnumerable<ProcessReplacement> rows) => _ofProcess = rows.ToLookup(r => r.ProcessId);

    /// <summary>Loads those of the processes that these desks belong to, and sees what the open transaction has added.</summary>
    public static async Task<Replacements> OfAsync(PhdTrackerDb db, IEnumerable<DeskCase> desks, CancellationToken ct)
    {
        var processIds = desks.Select(d => d.ProcessId).OfType<int>().Distinct().ToList();
        if (processIds.Count == 0)
            return new Replacements([]);
        await db.ProcessReplacements.Include(r => r.Person).Where(r => processIds.Contains(r.ProcessId)).LoadAsync(ct);
        return new Replacements([.. db.ProcessReplacements.Local.Where(r => processIds.Contains(r.ProcessId)).OrderBy(r => r.At).ThenBy(r => r.Id == 0).ThenBy(r => r.Id)]);
    }

    /// <summary>The people asked on a desk, given those who hold its role. Who has left the programme takes nobody's place.</summary>
    public IReadOnlyList<Seat> Applied(DeskCase desk, IReadOnlyList<Seat> seats)
    {
        if (desk.ProcessId is not { } process)
            return seats;
        foreach (var replacement in _ofProcess[process].Where(r => (r.TaskId is null || r.TaskId == desk.TaskId) && !r.Person.IsClosed))
            seats = Applied(replacement, seats);
        return seats;
    }

    // Who was asked by name in one task stays asked, also once those whose place they took have lost the role.
    private static IReadOnlyList<Seat> Applied(ProcessReplacement replacement, IReadOnlyList<Seat> seats)
    {
        Seat InPlaceOf(Seat? seat) => new(replacement.Person, seat?.Party, null);
        return replacement.InsteadOfId switch
        {
            null => [InPlaceOf(seats.FirstOrDefault())],
            { } gone when replacement.TaskId is not null || seats.Any(s => s.Person.Id == gone) =>
                [.. seats.Where(s => s.Person.Id != gone && s.Person.Id != replacement.PersonId), InPlaceOf(seats.FirstOrDefault(s => s.Person.Id == gone))],
            _ => seats,
        };
    }
}

internal sealed class ProcessReplacementMapping : IEntityTypeConfiguration<ProcessReplacement>
{
    public void Configure(EntityTypeBuilder<ProcessReplacement> builder)
    {
        builder.ToTable("ProcessReplacements");
        builder.HasOne(r => r.Process).WithMany(p => p.Replacements).HasForeignKey(r => r.ProcessId);
        builder.HasOne(r => r.InsteadOf).WithMany().HasForeignKey(r => r.InsteadOfId);
        builder.HasOne(r => r.Person).WithMany().HasForeignKey(r => r.PersonId);
        builder.HasOne(r => r.By).WithMany().HasForeignKey(r => r.ById);
        builder.HasIndex(r => r.ProcessId);
    }
}
