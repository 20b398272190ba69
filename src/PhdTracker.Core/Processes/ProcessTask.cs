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

/// <summary>One thing asked of people in a process. The first answer counts, or those of several people together, as its route says.</summary>
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

    /// <summary>Since when it asks; of those whom it asks since later, <see cref="TaskAssignee.AskedAt"/> says when.</summary>
    public DateTime OpenedAt { get; private set; }
    public DateOnly? DueOn { get; private set; }

    /// <summary>Last day on which an opinion counts; the day after, the route goes on without it.</summary>
    public DateOnly? LapsesOn { get; private set; }
    public DateTime? ClosedAt { get; private set; }

    /// <summary>Everybody whom it asks or asked; it lies on the desks of those whose <see cref="TaskAssignee.State"/> is <see cref="SeatState.Asked"/>.</summary>
    public List<TaskAssignee> Assignees { get; } = [];

    /// <summary>All answers, also those that were recalled while it was open.</summary>
    public List<Decision> Decisions { get; } = [];

    /// <summary>How many answers it takes, as the step says it: <c>any</c>, <c>all</c>, or a number of approvals.</summary>
    public string Complete { get; private set; } = Ballot.Any;

    /// <summary>After how many working days people are reminded, as <see cref="ReminderDays"/> reads it; null for the usual.</summary>
    public string? Reminders { get; private set; }

    /// <summary>Whether the partner side is asked only once the home side has approved.</summary>
    public bool IsSequential { get; private set; }

    /// <summary>How many answers came, recalled ones too. It changes with each, so that of two answers at once the second is counted on top of the first.</summary>
    public int AnswerCount { get; private set; }

    /// <summary>Whether the office was told that nobody holds the role; false again once somebody does.</summary>
    public bool OfficeTold { get; private set; }

    /// <summary>The answers that count.</summary>
    public IEnumerable<Decision> Counted => Decisions.Where(d => d.Recall is null).OrderBy(d => d.At).ThenBy(d => d.Id);

    /// <summary>On whose desks it lies.</summary>
    public IEnumerable<Person> Asked => Assignees.Where(a => a.State == SeatState.Asked).Select(a => a.Person);

    /// <summary>The sides on which nobody can be asked, true for the partner's: there it waits for somebody to get the role.</summary>
    public IReadOnlyList<bool> Vacant => new Ballot(this).Vacant;

    /// <summary>The port by which the route goes on; null while somebody is still awaited.</summary>
    public string? Outcome => new Ballot(this).Outcome;

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

    /// <summary>Says how many answers it takes.</summary>
    /// <param name="complete"><c>any</c>, <c>all</c>, or a number of approvals.</param>
    /// <param name="sequential">Whether the partner side is asked only once the home side has approved.</param>
    public void Take(string complete, bool sequential) => (Complete, IsSequential) = (complete, sequential);

    /// <summary>Says after how many working days people are reminded.</summary>
    /// <param name="written">A list that <see cref="ReminderDays"/> knows; null for the usual.</param>
    public void Remind(string? written) => Reminders = written is null ? null : string.Join(',', ReminderDays.Read(written) ?? ReminderDays.Usual);

    /// <summary>The working days after which people are reminded.</summary>
    internal static IReadOnlyList<int> RemindedAfter(string? reminders) => reminders is null ? ReminderDays.Usual : ReminderDays.Read(reminders) ?? ReminderDays.Usual;

    /// <inheritdoc cref="Ask(IReadOnlyCollection{Seat}, DateTime?)"/>
    public void Ask(IReadOnlyCollection<Person> people, DateTime? now = null) => Ask([.. people.Select(p => new Seat(p))], now);

    /// <summary>Puts the task on the desks of these people and takes it from all others; who has answered has answered. Nobody: it waits visibly until someone holds the role.</summary>
    /// <param name="now">Since when it lies on the desks to which it comes; null for since it was opened.</param>
    public void Ask(IReadOnlyCollection<Seat> seats, DateTime? now = null)
    {
        foreach (var assignee in Assignees.Where(a => a.State != SeatState.Answered && !seats.Any(s => s.Person == a.Person)))
            assignee.Release();
        foreach (var seat in seats)
        {
            if (Assignees.FirstOrDefault(a => a.Person == seat.Person) is not { } known)
                Assignees.Add(new TaskAssignee(this, seat, now));
            else if (known.State != SeatState.Answered)
                known.Sit(seat, now);
        }
        new Ballot(this).Call(now);
        OfficeTold &= Vacant.Count > 0;
    }

    /// <summary>The office was told that nobody can be asked.</summary>
    public void NoteOfficeTold() => OfficeTold = true;

    /// <summary>Answers the task; it closes as soon as enough have answered.</summary>
    /// <param name="onBehalfOf">The person who delegated it, if it was answered for somebody else.</param>
    /// <exception cref="TaskAlreadyClosedException">It was answered before, or it lapsed or was cancelled.</exception>
    /// <exception cref="DomainRuleException"><c>DecisionDoesNotFit</c>, <c>ReasonsMissing</c>.</exception>
    public Decision Decide(DecisionKind kind, string comment, Person by, Person? onBehalfOf, DateTime now)
    {
        EnsureOpen();
        if (!Answers(Kind, Choices).Contains(kind))
            throw new DomainRuleException("DecisionDoesNotFit");
        if (kind is not (DecisionKind.Approved or DecisionKind.Favourable) && string.IsNullOrWhiteSpace(comment))
            throw new DomainRuleException("ReasonsMissing") { Field = "Comment" };
        var own = Assignees.FirstOrDefault(a => a.Person == by);
        var decision = new Decision(this, kind, comment.Trim(), by, onBehalfOf, own?.Party, now);
        Decisions.Add(decision);
        AnswerCount++;
        foreach (var seat in Assignees.Where(a => a.StandsFor(onBehalfOf ?? by)))
            seat.Answer();
        Settle(now);
        return decision;
    }

    /// <summary>Closes the task if enough have answered; else asks whom it is now the turn of.</summary>
    /// <returns>Whether it is closed.</returns>
    public bool Settle(DateTime now)
    {
        var ballot = new Ballot(this);
        if (ballot.Outcome is not null)
            (State, ClosedAt) = (TaskState.Done, now);
        else
            ballot.Call(now);
        return State == TaskState.Done;
    }

    /// <summary>Somebody takes back their answer while others are still awaited: they are asked again. The answer stays, and counts no more.</summary>
    /// <exception cref="TaskAlreadyClosedException">It was closed in the meantime.</exception>
    public DecisionReversal Recall(Decision decision, string reason, Person by, DateTime now)
    {
        EnsureOpen();
        AnswerCount++;
        var recall = decision.TakeBack(reason, by, now);
        foreach (var seat in Assignees.Where(a => a.Person == decision.By || a.StandsFor(decision.OnBehalfOf ?? decision.By)))
            seat.AskAgain(now);
        foreach (var seat in Assignees.Where(a => a.State == SeatState.Released && a.Party == decision.Party && a.IsSpared))
            seat.AskAgain(now);
        new Ballot(this).Call(now);
        return recall;
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

internal sealed class ProcessTaskMapping : IEntityTypeConfiguration<ProcessTask>
{
    public void Configure(EntityTypeBuilder<ProcessTask> builder)
    {
        builder.ToTable("Tasks");
        builder.Property(t => t.ActivityId).HasMaxLength(100);
        builder.Property(t => t.BookmarkId).HasMaxLength(60);
        builder.Property(t => t.AskedOf).HasMaxLength(Assignees.LongestName);
        builder.Property(t => t.Complete).HasMaxLength(10).HasDefaultValue(Ballot.Any);
        builder.Ignore(t => t.Counted);
        builder.Ignore(t => t.Outcome);
        builder.Ignore(t => t.Asked);
        builder.Ignore(t => t.Vacant);
        builder.Property(t => t.Choices).HasDefaultValue(TaskChoices.Review);
        builder.Property(t => t.Reminders).HasMaxLength(20);
        builder.Property(t => t.Action).HasMaxLength(60);
        builder.Property(t => t.SubjectState).HasMaxLength(40);
        builder.Property(t => t.TitleEn).HasMaxLength(200);
        builder.Property(t => t.TitleFr).HasMaxLength(200);
        builder.HasIndex(t => new { t.State, t.OpenedAt });
        builder.HasIndex(t => new { t.State, t.ClosedAt });
        builder.HasMany(t => t.Decisions).WithOne(d => d.Task).HasForeignKey(d => d.TaskId);
    }
}
