using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Cohort;

/// <summary>Somebody reminded somebody else, in their own words, of a task that lies on the other's desk.</summary>
public sealed class TaskNudge : Entity
{
    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 500;

    /// <summary>Days that pass before one person can be nudged about one task again.</summary>
    public const int DaysApart = 7;

    private TaskNudge() { }

    internal TaskNudge(ProcessTask task, Person person, int number, Person by, string reason, DateTime at) =>
        (TaskId, PersonId, Person, Number, By, Reason, At) = (task.Id, person.Id, person, number, by, reason, at);

    public int TaskId { get; private set; }
    public ProcessTask Task { get; private set; } = null!;
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;

    /// <summary>Counts the nudges of this person about this task from 1: of two at once, one is refused.</summary>
    public int Number { get; private set; }
    public int ById { get; private set; }
    public Person By { get; private set; } = null!;
    public string Reason { get; private set; } = "";
    public DateTime At { get; private set; }
}

internal sealed class TaskNudgeMapping : IEntityTypeConfiguration<TaskNudge>
{
    public void Configure(EntityTypeBuilder<TaskNudge> builder)
    {
        builder.ToTable("TaskNudges");
        builder.Property(n => n.Reason).HasMaxLength(TaskNudge.LongestReason);
        builder.HasIndex(n => new { n.TaskId, n.PersonId, n.Number }).IsUnique();
    }
}
