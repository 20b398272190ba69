using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>What is asked: a decision that moves the case, an opinion beside it, a new version from the student, or something to be done on a page of its own.</summary>
public enum TaskKind { Decision, Opinion, Submission, Action }

/// <summary>Which answers a decision takes: approve with or without conditions, return, reject; approve or return; approve, return, reject; or accept, reserve, reject for one side.</summary>
public enum TaskChoices { Review, Endorse, Check, Side }

public enum TaskState { Open, Done, Lapsed, Cancelled }

/// <summary>What somebody answered. An opinion is favourable, reserved or unfavourable; a decision approves (with conditions or without), returns or rejects.</summary>
public enum DecisionKind { Approved, ApprovedWithConditions, Returned, Rejected, Favourable, Reserved, Unfavourable }

/// <summary>One thing asked of people in a process. Any one of the people asked may answer; the first answer counts.</summary>
public sealed class ProcessTask : Entity, IAudited, IOfProcess
{
    private ProcessTask() { }

    /// <param name="askedOf">Who is asked, as the step of the route says it: <c>lead:home</c>, <c>lead:partner</c>, <c>director:home</c>, <c>student</c>.</param>
    /// <param name="party">The side that is asked.</param>
    public ProcessTask(Process process, string activityId, string bookmarkId, TaskKind kind, string askedOf, ProgrammeParty? party, Submission? submission, DateTime openedAt, DateOnly? dueOn, DateOnly? lapsesOn)
    {
        (Process, ActivityId, BookmarkId, Kind, AskedOf, Party) = (process, activityId, bookmarkId, kind, askedOf, party);
        (Submission, OpenedAt, DueOn, LapsesOn) = (submission, openedAt, dueOn, lapsesOn);
        SubjectState = process.Subject?.Status;
    }

    public int ProcessId { get; private set; }
    string? IAudited.Case => Process switch
    {
        { CandidatureId: { } candidature } => CaseKey.Candidature(candidature),
        { ProposalId: { } proposal } => CaseKey.Proposal(proposal),
        { Agreement.ProjectId: var project } => CaseKey.Project(project),
        _ => null,
    };
    public Process Process { get; private set; } = null!;
    public string ActivityId { get; private set; } = "";
    public string BookmarkId { get; private set; } = "";
    public TaskKind Kind { get; private set; }
    public string AskedOf { get; private set; } = "";
    public int? PartyId { get; private set; }
    public ProgrammeParty? Party { get; private set; }
    public int? SubmissionId { get; private set; }
    public Submission? Submission { get; private set; }

    /// <summary>The step's title in both languages, from the definition.</summary>
    public string TitleEn { get; private set; } = "";
    public string TitleFr { get; private set; } = "";
    public TaskState State { get; private set; }

    public TaskChoices Choices { get; private set; }

    /// <summary>Last part of the address of the page on which it is done; null for what is answered on the task's own page.</summary>
    public string? Action { get; private set; }

    /// <summary>How the case stood when the task was opened: where it stands again if the answer is reversed.</summary>
    public string? SubjectState { get; private set; }

    /// <summary>Since when it lies on the desks of <see cref="Assignees"/>.</summary>
    public DateTime OpenedAt { get; private set; }
    public DateOnly? DueOn { get; private set; }

    /// <summary>Last day on which an opinion counts; the day after, the route goes on without it.</summary>
    public DateOnly? LapsesOn { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    public List<TaskAssignee> Assignees { get; } = [];
    public Decision? Decision { get; private set; }

    public void Name(string titleEn, string titleFr) => (TitleEn, TitleFr) = (titleEn, titleFr);

    /// <summary>Says which answers it takes.</summary>
    public void Offer(TaskChoices choices) => Choices = choices;

    /// <summary>Says on which page of the case it is done.</summary>
    public void Lead(string action) => Action = action;

    /// <summary>The answers that it takes.</summary>
    public static IReadOnlyList<DecisionKind> Answers(TaskKind kind, TaskChoices choices) => (kind, choices) switch
    {
        (TaskKind.Opinion, _) => [DecisionKind.Favourable, DecisionKind.Reserved, DecisionKind.Unfavourable],
        (TaskKind.Decision, TaskChoices.Review) => [DecisionKind.Approved, DecisionKind.ApprovedWithConditions, DecisionKind.Returned, DecisionKind.Rejected],
        (TaskKind.Decision, TaskChoices.Endorse) => [DecisionKind.Approved, DecisionKind.Returned],
        (TaskKind.Decision, TaskChoices.Check) => [DecisionKind.Approved, DecisionKind.Returned, DecisionKind.Rejected],
        (TaskKind.Decision, _) => [DecisionKind.Approved, DecisionKind.Reserved, DecisionKind.Rejected],
        _ => [],
    };

    /// <summary>Puts the task on the desks of these people and takes it from all others. Nobody: it waits visibly until someone holds the role.</summary>
    public void Ask(IReadOnlyCollection<Person> people)
    {
        Assignees.RemoveAll(a => !people.Contains(a.Person));
        foreach (var person in people.Where(p => !Assignees.Any(a => a.Person == p)))
            Assignees.Add(new TaskAssignee(this, person));
    }

    /// <summary>Answers the task, once.</summary>
    /// <param name="onBehalfOf">The person who delegated it, if it was answered for somebody else.</param>
    /// <exception cref="TaskAlreadyClosedException">Somebody answered before, or it lapsed or was cancelled.</exception>
    /// <exception cref="DomainRuleException"><c>DecisionDoesNotFit</c>, <c>ReasonsMissing</c>.</exception>
    public Decision Decide(DecisionKind kind, string comment, Person by, Person? onBehalfOf, DateTime now)
    {
        EnsureOpen();
        if (!Answers(Kind, Choices).Contains(kind))
            throw new DomainRuleException("DecisionDoesNotFit");
        if (kind is not (DecisionKind.Approved or DecisionKind.Favourable) && string.IsNullOrWhiteSpace(comment))
            throw new DomainRuleException("ReasonsMissing") { Field = "Comment" };
        (State, ClosedAt) = (TaskState.Done, now);
        return Decision = new Decision(this, kind, comment.Trim(), by, onBehalfOf, now);
    }

    /// <summary>What was asked for was handed in or done.</summary>
    /// <exception cref="TaskAlreadyClosedException">It was closed before.</exception>
    public void Fulfil(DateTime now)
    {
        EnsureOpen();
        (State, ClosedAt) = (TaskState.Done, now);
    }

    /// <summary>Nobody gave the opinion in time.</summary>
    public void Lapse(DateTime now) => (State, ClosedAt) = (TaskState.Lapsed, now);

    /// <summary>The route went on without it.</summary>
    public void Cancel(DateTime now) => (State, ClosedAt) = (TaskState.Cancelled, now);

    /// <summary>What was done in this task and in those of its process after it, by the names of the actions. The tasks of the process must be loaded.</summary>
    public IReadOnlySet<string> ActionsSince() =>
        Process.Tasks.Where(t => t.Id > Id && t.State == TaskState.Done).Append(this).Select(t => t.Action).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private void EnsureOpen()
    {
        if (State != TaskState.Open)
            throw new TaskAlreadyClosedException(null, null);
    }
}

/// <summary>A person asked by a task.</summary>
public sealed class TaskAssignee
{
    private TaskAssignee() { }

    internal TaskAssignee(ProcessTask task, Person person) => (Task, Person) = (task, person);

    public int TaskId { get; private set; }
    public ProcessTask Task { get; private set; } = null!;
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
}

/// <summary>An answer to a task. Never changed afterwards: a correction is a new event.</summary>
public sealed class Decision : Entity, IAudited
{
    private Decision() { }

    internal Decision(ProcessTask task, DecisionKind kind, string comment, Person by, Person? onBehalfOf, DateTime at) =>
        (Task, Kind, Comment, By, OnBehalfOf, At) = (task, kind, comment, by, onBehalfOf, at);

    public int TaskId { get; private set; }
    string? IAudited.Case => (Task as IAudited)?.Case;
    public ProcessTask Task { get; private set; } = null!;
    public DecisionKind Kind { get; private set; }

    /// <summary>Reasons or conditions, as the decider wrote them.</summary>
    public string Comment { get; private set; } = "";
    public int ById { get; private set; }
    public Person By { get; private set; } = null!;
    public int? OnBehalfOfId { get; private set; }
    public Person? OnBehalfOf { get; private set; }
    public DateTime At { get; private set; }

    /// <summary>The port by which the route goes on: <c>Approved</c>, <c>Returned</c> or <c>Rejected</c>.</summary>
    public static string Outcome(DecisionKind kind) => kind switch
    {
        DecisionKind.Approved or DecisionKind.ApprovedWithConditions or DecisionKind.Favourable => "Approved",
        DecisionKind.Returned or DecisionKind.Reserved => "Returned",
        _ => "Rejected",
    };
}

internal sealed class ProcessTaskMapping : IEntityTypeConfiguration<ProcessTask>
{
    public void Configure(EntityTypeBuilder<ProcessTask> builder)
    {
        builder.ToTable("Tasks");
        builder.Property(t => t.ActivityId).HasMaxLength(100);
        builder.Property(t => t.BookmarkId).HasMaxLength(60);
        builder.Property(t => t.AskedOf).HasMaxLength(60);
        builder.Property(t => t.Choices).HasDefaultValue(TaskChoices.Review);
        builder.Property(t => t.Action).HasMaxLength(60);
        builder.Property(t => t.SubjectState).HasMaxLength(40);
        builder.Property(t => t.TitleEn).HasMaxLength(200);
        builder.Property(t => t.TitleFr).HasMaxLength(200);
        builder.HasIndex(t => new { t.State, t.OpenedAt });
        builder.HasOne(t => t.Decision).WithOne(d => d.Task).HasForeignKey<Decision>(d => d.TaskId);
    }
}

internal sealed class TaskAssigneeMapping : IEntityTypeConfiguration<TaskAssignee>
{
    public void Configure(EntityTypeBuilder<TaskAssignee> builder)
    {
        builder.HasKey(a => new { a.TaskId, a.PersonId });
        builder.HasIndex(a => a.PersonId);
    }
}

internal sealed class DecisionMapping : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("Decisions");
        builder.Property(d => d.Comment).HasMaxLength(8000);
        builder.HasOne(d => d.By).WithMany().HasForeignKey(d => d.ById);
        builder.HasOne(d => d.OnBehalfOf).WithMany().HasForeignKey(d => d.OnBehalfOfId);
    }
}
