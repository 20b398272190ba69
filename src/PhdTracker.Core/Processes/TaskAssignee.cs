using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Calls;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>How somebody stands to a task: it lies on their desk; they come after the home side; they have answered; they are not asked any more.</summary>
public enum SeatState { Asked, Waiting, Answered, Released }

/// <summary>Somebody whom a task is to ask.</summary>
/// <param name="Party">The side for which they are asked, where the step asks both; null where it asks one.</param>
/// <param name="OnBehalfOf">Who delegated it to them; null for those who are asked themselves.</param>
public sealed record Seat(Person Person, ProgrammeParty? Party = null, Person? OnBehalfOf = null);

/// <summary>A person asked by a task.</summary>
public sealed class TaskAssignee
{
    private TaskAssignee() { }

    internal TaskAssignee(ProcessTask task, Seat seat, DateTime? now) => (Task, Person, Party, OnBehalfOf, AskedAt) = (task, seat.Person, seat.Party, seat.OnBehalfOf, now);

    public int TaskId { get; private set; }
    public ProcessTask Task { get; private set; } = null!;
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;

    /// <summary>The side for which they are asked, where the task asks both sides.</summary>
    public int? PartyId { get; private set; }
    public ProgrammeParty? Party { get; private set; }

    /// <summary>Who delegated it to them; null for those who are asked themselves.</summary>
    public int? OnBehalfOfId { get; private set; }
    public Person? OnBehalfOf { get; private set; }
    public SeatState State { get; private set; }

    /// <summary>Since when it lies on their desk; null for since the task was opened.</summary>
    public DateTime? AskedAt { get; private set; }

    /// <summary>Whether they still hold the role, and are not asked only because their side has answered.</summary>
    public bool IsSpared { get; private set; }

    /// <summary>Whether an answer of that person is the answer of this seat.</summary>
    internal bool StandsFor(Person person) => OnBehalfOf is null ? Person == person : OnBehalfOf == person;

    internal void Sit(Seat seat, DateTime? now)
    {
        // Who took a place by name keeps its side, also once those whose place it was have lost the role.
        (Party, OnBehalfOf) = (seat.Party ?? Party, seat.OnBehalfOf);
        if (!IsSpared && State != SeatState.Waiting)
            AskAgain(now);
    }

    /// <summary>Whether somebody else can take the place: it is their own, and they have not answered yet. Their delegate goes with them.</summary>
    public bool IsReplaceable => OnBehalfOfId is null && OnBehalfOf is null && State is SeatState.Asked or SeatState.Waiting;

    internal void Wait() => State = SeatState.Waiting;

    internal void Answer() => State = SeatState.Answered;

    /// <summary>It comes to their desk; where it lies there already, it has lain there since it came.</summary>
    internal void AskAgain(DateTime? now)
    {
        if (State != SeatState.Asked)
            AskedAt = now ?? AskedAt;
        (State, IsSpared) = (SeatState.Asked, false);
    }

    /// <summary>Their side has answered.</summary>
    internal void Spare() => (State, IsSpared) = (SeatState.Released, true);

    /// <summary>They do not hold the role any more.</summary>
    internal void Release() => (State, IsSpared) = (SeatState.Released, false);
}

internal sealed class TaskAssigneeMapping : IEntityTypeConfiguration<TaskAssignee>
{
    public void Configure(EntityTypeBuilder<TaskAssignee> builder)
    {
        builder.HasKey(a => new { a.TaskId, a.PersonId });
        builder.HasIndex(a => a.PersonId);
        builder.Property(a => a.State).HasDefaultValue(SeatState.Asked);
        builder.Ignore(a => a.IsReplaceable);
        builder.HasOne(a => a.Person).WithMany().HasForeignKey(a => a.PersonId);
        builder.HasOne(a => a.OnBehalfOf).WithMany().HasForeignKey(a => a.OnBehalfOfId);
    }
}
