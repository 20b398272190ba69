using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.Processes;

/// <summary>One running workflow about one subject. It stays on the definition version that it began with.</summary>
public sealed class Process : Entity
{
    private Process() { }

    public Process(string definitionId, int definitionVersion, Candidature? candidature, Milestone? milestone, DateTime startedAt)
    {
        (DefinitionId, DefinitionVersion, Candidature, Milestone, StartedAt) = (definitionId, definitionVersion, candidature, milestone, startedAt);
    }

    /// <param name="subject">What it is about; null for a route about nothing in particular.</param>
    public Process(string definitionId, int definitionVersion, IProcessSubject? subject, DateTime startedAt)
        : this(definitionId, definitionVersion, null, subject as Milestone, startedAt)
    {
        (Proposal, Agreement, Examination, ChangeRequest) = (subject as Proposal, subject as Agreement, subject as Examination, subject as ChangeRequest);
        Candidature = Milestone?.Candidature ?? Examination?.Candidature ?? ChangeRequest?.Candidature;
    }

    /// <summary>A sub-route: about the case of the process that starts it, and with whoever that one asks instead of somebody else.</summary>
    /// <param name="step">Which of its steps starts it.</param>
    internal static Process SubRouteOf(Process parent, string step, string definitionId, int definitionVersion, DateTime startedAt)
    {
        var child = new Process(definitionId, definitionVersion, parent.Candidature, parent.Milestone, startedAt) { Parent = parent, ParentStep = step };
        (child.Proposal, child.Agreement, child.Examination, child.ChangeRequest) = (parent.Proposal, parent.Agreement, parent.Examination, parent.ChangeRequest);
        foreach (var replacement in parent.Replacements.Where(r => r.TaskId is null))
            child.AskInstead(null, replacement.InsteadOf, replacement.Person, replacement.By, startedAt);
        return child;
    }

    public string DefinitionId { get; private set; } = "";
    public int DefinitionVersion { get; private set; }
    public int? CandidatureId { get; private set; }
    public Candidature? Candidature { get; private set; }
    public int? MilestoneId { get; private set; }
    public Milestone? Milestone { get; private set; }

    public int? ProposalId { get; private set; }
    public Proposal? Proposal { get; private set; }
    public int? AgreementId { get; private set; }
    public Agreement? Agreement { get; private set; }
    public int? ExaminationId { get; private set; }
    public Examination? Examination { get; private set; }
    public int? ChangeRequestId { get; private set; }
    public ChangeRequest? ChangeRequest { get; private set; }

    /// <summary>The process that started it; null for a case's own route.</summary>
    public int? ParentId { get; private set; }
    public Process? Parent { get; private set; }

    /// <summary>The step of that process which started it.</summary>
    public string? ParentStep { get; private set; }

    /// <summary>Where that process waits for its end, as the engine counts; null where it does not.</summary>
    public int? ParentBookmarkId { get; private set; }

    /// <summary>Whether it came to its end and the process that waited for it has gone on.</summary>
    public bool HasReturned => ParentBookmarkId is not null && SubStatus == "Finished";

    /// <summary>Whether the case follows it no more: a sub-route that has returned, or one for whose end nobody waits.</summary>
    public bool IsPassedBy => HasReturned || (ParentId is not null && ParentBookmarkId is null);

    /// <summary>What it is about, where that is loaded.</summary>
    public IProcessSubject? Subject => (IProcessSubject?)Milestone ?? (IProcessSubject?)Proposal ?? (IProcessSubject?)Agreement ?? (IProcessSubject?)Examination ?? ChangeRequest;

    /// <summary><c>Running</c> or <c>Finished</c>.</summary>
    public string Status { get; private set; } = "Running";

    /// <summary><c>Executing</c>, <c>Suspended</c>, <c>Finished</c>, <c>Cancelled</c>, <c>Faulted</c>.</summary>
    public string SubStatus { get; private set; } = "Executing";

    /// <summary>The engine's instance, as it serialises it.</summary>
    public string State { get; private set; } = "";
    public DateTime StartedAt { get; private set; }
    public DateTime? EndedAt { get; private set; }
    public List<ProcessTask> Tasks { get; } = [];

    /// <summary>Whether anybody is asked in it instead of somebody else: what <see cref="Desks"/> look at before they read <see cref="Replacements"/>.</summary>
    public bool HasReplacements { get; private set; }
    public List<ProcessReplacement> Replacements { get; } = [];

    /// <summary>From now on somebody is asked instead of somebody else.</summary>
    /// <param name="task">Only in this task; null in all of the process.</param>
    /// <param name="insteadOf">Null: of everybody who is asked.</param>
    public void AskInstead(ProcessTask? task, Person? insteadOf, Person person, Person by, DateTime now)
    {
        Replacements.Add(new ProcessReplacement(this, task, insteadOf, person, by, now));
        HasReplacements = true;
    }

    /// <summary>The process that started it waits for its end.</summary>
    internal void AwaitAt(int bookmarkId) => ParentBookmarkId = bookmarkId;

    /// <summary>Goes on by another version of its route.</summary>
    public void MoveTo(int definitionVersion) => DefinitionVersion = definitionVersion;

    /// <summary>Keeps where the engine stopped.</summary>
    public void Keep(string state, string status, string subStatus, DateTime now)
    {
        (State, Status, SubStatus) = (state, status, subStatus);
        EndedAt = status == "Finished" ? EndedAt ?? now : null;
    }
}

/// <summary>A place where a process waits for something other than a person of the programme: a task of another system, an event, or a time.</summary>
public sealed class ProcessBookmark
{
    private ProcessBookmark() { }

    internal ProcessBookmark(Process process, int bookmarkId, string activityId, string? name, DateTime? dueAt) =>
        (Process, ProcessId, BookmarkId, ActivityId, Name, DueAt) = (process, process.Id, bookmarkId, activityId, name, dueAt);

    public int ProcessId { get; private set; }
    public Process Process { get; private set; } = null!;

    /// <summary>The engine's number of it, unique in the process.</summary>
    public int BookmarkId { get; private set; }
    public string ActivityId { get; private set; } = "";

    /// <summary>The task or event that it waits for.</summary>
    public string? Name { get; private set; }

    /// <summary>When it goes on by itself; null if it waits for an event.</summary>
    public DateTime? DueAt { get; private set; }
}

/// <summary>One burst of a process's history: what its activities did from one answer until everything waited again.</summary>
public sealed class JournalEntry
{
    private JournalEntry() { }

    internal JournalEntry(Process process, int sequence, DateTime at, string lines, int? byId) =>
        (Process, ProcessId, Sequence, At, Lines, ById) = (process, process.Id, sequence, at, lines, byId);

    public int ProcessId { get; private set; }
    public Process Process { get; private set; } = null!;

    /// <summary>Number of its first line, counted from 1 over the life of the process.</summary>
    public int Sequence { get; private set; }
    public DateTime At { get; private set; }

    /// <summary>As JSON, a list for each line: the activity, what it did (<c>started</c>, <c>reopened</c>, <c>completed</c>, <c>skipped</c>, <c>cancelled</c>, <c>faulted</c>), its outcomes.</summary>
    public string Lines { get; private set; } = "[]";

    /// <summary>Who gave the answer; null where the app itself went on.</summary>
    public int? ById { get; private set; }
}

/// <summary>An activity that failed. The process waits on it, visibly, until someone mends and retries.</summary>
public sealed class ProcessIncident : IOfProcess
{
    /// <summary>Longest message, in characters.</summary>
    public const int LongestMessage = 2000;

    private ProcessIncident() { }

    internal ProcessIncident(Process process, int number, string activityId, string message, string? input, DateTime at) =>
        (Process, Number, ActivityId, Message, Input, At) = (process, number, activityId, message.Length > LongestMessage ? message[..LongestMessage] : message, input, at);

    public int Id { get; private set; }
    public int ProcessId { get; private set; }
    public Process Process { get; private set; } = null!;

    /// <summary>The engine's number of it, unique in the process.</summary>
    public int Number { get; private set; }
    public string ActivityId { get; private set; } = "";
    public string Message { get; private set; } = "";

    /// <summary>What the step was given, as JSON; null if it failed on that. Only <see cref="Administration.PlainValues"/> says what of it may be shown.</summary>
    public string? Input { get; private set; }
    public DateTime At { get; private set; }
    public DateTime? ResolvedAt { get; private set; }
    public int? ResolvedById { get; private set; }

    public void Resolve(int? byId, DateTime at) => (ResolvedById, ResolvedAt) = (byId, at);
}

internal sealed class ProcessMapping : IEntityTypeConfiguration<Process>
{
    public void Configure(EntityTypeBuilder<Process> builder)
    {
        builder.ToTable("Processes");
        builder.Property(p => p.DefinitionId).HasMaxLength(100);
        builder.Property(p => p.Status).HasMaxLength(20);
        builder.Property(p => p.SubStatus).HasMaxLength(20);
        builder.Property(p => p.ParentStep).HasMaxLength(100);
        builder.HasOne(p => p.Parent).WithMany().HasForeignKey(p => p.ParentId);
        builder.HasIndex(p => p.MilestoneId);
        builder.HasIndex(p => p.Status);
    }
}

internal sealed class ProcessBookmarkMapping : IEntityTypeConfiguration<ProcessBookmark>
{
    public void Configure(EntityTypeBuilder<ProcessBookmark> builder)
    {
        builder.HasKey(b => new { b.ProcessId, b.BookmarkId });
        builder.Property(b => b.BookmarkId).ValueGeneratedNever();
        builder.Property(b => b.ActivityId).HasMaxLength(100);
        builder.Property(b => b.Name).HasMaxLength(200);
        builder.HasIndex(b => b.DueAt);
    }
}

internal sealed class JournalEntryMapping : IEntityTypeConfiguration<JournalEntry>
{
    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.HasKey(j => new { j.ProcessId, j.Sequence });
        builder.Property(j => j.Sequence).ValueGeneratedNever();
    }
}

internal sealed class ProcessIncidentMapping : IEntityTypeConfiguration<ProcessIncident>
{
    public void Configure(EntityTypeBuilder<ProcessIncident> builder)
    {
        builder.Property(i => i.ActivityId).HasMaxLength(100);
        builder.Property(i => i.Message).HasMaxLength(ProcessIncident.LongestMessage);
        builder.HasIndex(i => i.ResolvedAt);
    }
}
