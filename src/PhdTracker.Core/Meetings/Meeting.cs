using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Meetings;

public enum MeetingKind { Supervision, Other }

public enum MeetingState { Planned, Held, Cancelled }

/// <summary>People of a project meet: about one student's thesis, or about the whole project.</summary>
public sealed class Meeting : Entity, IAudited
{
    private Meeting() { }

    /// <param name="candidature">Whose thesis it is about; null for the whole project.</param>
    public Meeting(Project project, Candidature? candidature, Person organiser) => (Project, Candidature, Organiser) = (project, candidature, organiser);

    public int ProjectId { get; private set; }
    public Project Project { get; private set; } = null!;
    public int? CandidatureId { get; private set; }
    public Candidature? Candidature { get; private set; }
    public string CaseKey => CandidatureId is { } candidature ? Audit.CaseKey.Candidature(candidature) : Audit.CaseKey.Project(ProjectId);
    string? IAudited.Case => CaseKey;

    /// <summary>Who planned or recorded it.</summary>
    public int OrganiserId { get; private set; }
    public Person Organiser { get; private set; } = null!;
    public MeetingState State { get; private set; }
    public MeetingKind Kind { get; private set; }

    /// <summary>What it is called beside its kind; empty where the kind says it all.</summary>
    public string Subject { get; private set; } = "";
    public DateTime StartsAt { get; private set; }
    public DateTime EndsAt { get; private set; }

    /// <summary>IANA zone of the side on whose clock it was agreed.</summary>
    public string Zone { get; private set; } = "";

    /// <summary>A room, or the address of a video call; empty while it is open.</summary>
    public string Place { get; private set; } = "";
    public string Agenda { get; private set; } = "";

    /// <summary>What was said, written afterwards.</summary>
    public string Notes { get; private set; } = "";

    /// <summary>Why it does not take place; empty where nobody said.</summary>
    public string CancelReason { get; private set; } = "";

    /// <summary>How often it was changed. It also makes two changes at once collide.</summary>
    public int Changes { get; private set; }
    public List<MeetingParticipant> Participants { get; } = [];
    public List<MeetingAction> Actions { get; } = [];

    /// <summary>What was talked about is for those who may see the meeting: the trail tells that it changed, and no more.</summary>
    bool IAudited.IsPrivate(string field) => field is nameof(Agenda) or nameof(Notes) or nameof(Subject) or nameof(Place) or nameof(CancelReason);

    /// <summary>People of several sides take part. <see cref="Participants"/> must be loaded.</summary>
    public bool IsJoint => Participants.Select(p => p.PartyId).Distinct().Skip(1).Any();

    /// <summary>The same for queries.</summary>
    public static readonly Expression<Func<Meeting, bool>> Joint = m => m.Participants.Any(p => m.Participants.Any(other => other.PartyId != p.PartyId));

    public string TitleIn(Texts texts) => TitleOf(Kind, Subject, texts);

    /// <inheritdoc cref="TitleIn"/>
    public static string TitleOf(MeetingKind kind, string subject, Texts texts) => subject.Length > 0 ? subject : texts.Enum(kind);

    /// <summary>Plans a new meeting, or plans it anew. <see cref="Participants"/> must be loaded.</summary>
    /// <param name="people">Those of the project among whom the participants are.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="DomainRuleException"><c>MeetingNotPlanned</c>, <c>MeetingPersonUnknown</c>, and those of <see cref="MeetingDetails.Problems"/>.</exception>
    public MeetingChange Plan(MeetingDetails details, IReadOnlyCollection<MeetingPerson> people, DateTime now)
    {
        if (State != MeetingState.Planned)
            throw new DomainRuleException("MeetingNotPlanned");
        details.Check(now, held: false);
        return Arrange(details, people);
    }

    /// <summary>Records that it took place, and what was said; what was recorded can be corrected. <see cref="Participants"/> must be loaded.</summary>
    /// <inheritdoc cref="Plan" path="/param"/>
    /// <exception cref="DomainRuleException"><c>MeetingCancelled</c>, <c>MeetingPersonUnknown</c>, and those of <see cref="MeetingDetails.Problems"/>.</exception>
    public void Hold(MeetingDetails details, string? notes, IReadOnlyCollection<MeetingPerson> people, DateTime now)
    {
        if (State == MeetingState.Cancelled)
            throw new DomainRuleException("MeetingCancelled");
        details.Check(now, held: true);
        if (notes?.Trim().Length > MeetingDetails.LongestNotes)
            throw new DomainRuleException("MeetingTextTooLong", MeetingDetails.LongestNotes) { Field = nameof(Notes) };
        Arrange(details, people);
        (State, Notes) = (MeetingState.Held, notes?.Trim() ?? "");
    }

    /// <summary>It does not take place.</summary>
    /// <exception cref="DomainRuleException"><c>MeetingNotPlanned</c>, <c>MeetingTextTooLong</c>.</exception>
    public void Cancel(string? reason)
    {
        if (State != MeetingState.Planned)
            throw new DomainRuleException("MeetingNotPlanned");
        if (reason?.Trim().Length > LeavingText.LongestNote)
            throw new DomainRuleException("MeetingTextTooLong", LeavingText.LongestNote) { Field = "Reason" };
        (State, CancelReason) = (MeetingState.Cancelled, reason?.Trim() ?? "");
        Changes++;
    }

    /// <summary>Somebody who takes part is to do something. <see cref="Participants"/> must be loaded.</summary>
    /// <exception cref="DomainRuleException"><c>MeetingCancelled</c>, <c>MeetingActionMissing</c>, <c>MeetingTextTooLong</c>, <c>MeetingPersonUnknown</c>, <c>DateOutOfRange</c>.</exception>
    public MeetingAction Agree(string? what, int? personId, DateOnly? dueOn)
    {
        if (State == MeetingState.Cancelled)
            throw new DomainRuleException("MeetingCancelled");
        if (string.IsNullOrWhiteSpace(what))
            throw new DomainRuleException("MeetingActionMissing") { Field = "What" };
        if (what.Trim().Length > MeetingAction.LongestWhat)
            throw new DomainRuleException("MeetingTextTooLong", MeetingAction.LongestWhat) { Field = "What" };
        if (Participants.Find(p => p.PersonId == personId) is not { } participant)
            throw new DomainRuleException("MeetingPersonUnknown") { Field = "PersonId" };
        Days.EnsureSensible(dueOn, "DueOn");
        var action = new MeetingAction(this, what.Trim(), participant.PersonId, dueOn);
        Actions.Add(action);
        return action;
    }

    private MeetingChange Arrange(MeetingDetails details, IReadOnlyCollection<MeetingPerson> people)
    {
        var wanted = details.PersonIds.Distinct().Select(id => people.FirstOrDefault(p => p.Id == id) ?? throw new DomainRuleException("MeetingPersonUnknown") { Field = "People" }).ToList();
        var starts = WallClock.ToUtc(details.Starts!.Value, details.Zone, "On");
        var (before, now) = ((StartsAt, EndsAt, Place), (StartsAt: starts, EndsAt: starts.AddMinutes(details.Minutes!.Value), Place: details.Place?.Trim() ?? ""));
        var stayed = Participants.Where(p => wanted.Exists(w => w.Id == p.PersonId)).ToList();
        var left = Participants.Except(stayed).ToList();
        var joined = wanted.Where(w => stayed.TrueForAll(p => p.PersonId != w.Id)).Select(w => new MeetingParticipant(this, w.Id, w.PartyId)).ToList();
        left.ForEach(p => Participants.Remove(p));
        Participants.AddRange(joined);
        (StartsAt, EndsAt, Place) = now;
        (Kind, Subject, Zone, Agenda) = (details.Kind!.Value, details.Subject?.Trim() ?? "", details.Zone, details.Agenda?.Trim() ?? "");
        Changes++;
        return new MeetingChange(before != now, Ids(joined), Ids(stayed), Ids(left));
    }

    private static List<int> Ids(IEnumerable<MeetingParticipant> participants) => [.. participants.Select(p => p.PersonId)];
}

/// <summary>What a change of plan means for people.</summary>
/// <param name="Moved">It takes place at another time or place.</param>
public sealed record MeetingChange(bool Moved, IReadOnlyList<int> Joined, IReadOnlyList<int> Stayed, IReadOnlyList<int> Left);

/// <summary>Somebody takes part in a meeting, on one side.</summary>
public sealed class MeetingParticipant : Entity
{
    private MeetingParticipant() { }

    internal MeetingParticipant(Meeting meeting, int personId, int partyId) => (Meeting, PersonId, PartyId) = (meeting, personId, partyId);

    public int MeetingId { get; private set; }
    public Meeting Meeting { get; private set; } = null!;
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
    public int PartyId { get; private set; }
    public Calls.ProgrammeParty Party { get; private set; } = null!;
}

/// <summary>What somebody is to do after a meeting.</summary>
public sealed class MeetingAction : Entity
{
    /// <summary>Characters of what is to be done.</summary>
    public const int LongestWhat = 500;

    private MeetingAction() { }

    internal MeetingAction(Meeting meeting, string what, int personId, DateOnly? dueOn) => (Meeting, What, PersonId, DueOn) = (meeting, what, personId, dueOn);

    public int MeetingId { get; private set; }
    public Meeting Meeting { get; private set; } = null!;
    public string What { get; private set; } = "";
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;

    /// <summary>Last day; null for no day in particular.</summary>
    public DateOnly? DueOn { get; private set; }
    public DateOnly? DoneOn { get; private set; }

    /// <exception cref="DomainRuleException"><c>MeetingActionDone</c>.</exception>
    public void Complete(DateOnly on)
    {
        EnsureOpen();
        DoneOn = on;
    }

    /// <exception cref="DomainRuleException"><c>MeetingActionDone</c>.</exception>
    public void EnsureOpen()
    {
        if (DoneOn is { } done)
            throw new DomainRuleException("MeetingActionDone", done);
    }
}

internal sealed class MeetingMapping : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> builder)
    {
        builder.ToTable("Meetings");
        builder.Property(m => m.Subject).HasMaxLength(MeetingDetails.LongestSubject);
        builder.Property(m => m.Zone).HasMaxLength(60);
        builder.Property(m => m.Place).HasMaxLength(MeetingDetails.LongestPlace);
        builder.Property(m => m.CancelReason).HasMaxLength(LeavingText.LongestNote);
        builder.Ignore(m => m.CaseKey);
        builder.Ignore(m => m.IsJoint);
        builder.HasOne(m => m.Organiser).WithMany().HasForeignKey(m => m.OrganiserId);
        builder.HasIndex(m => new { m.ProjectId, m.StartsAt });
    }
}

internal sealed class MeetingParticipantMapping : IEntityTypeConfiguration<MeetingParticipant>
{
    public void Configure(EntityTypeBuilder<MeetingParticipant> builder)
    {
        builder.ToTable("MeetingParticipants");
        builder.HasOne(p => p.Person).WithMany().HasForeignKey(p => p.PersonId);
        builder.HasOne(p => p.Party).WithMany().HasForeignKey(p => p.PartyId);
        builder.HasIndex(p => new { p.MeetingId, p.PersonId }).IsUnique();
    }
}

internal sealed class MeetingActionMapping : IEntityTypeConfiguration<MeetingAction>
{
    public void Configure(EntityTypeBuilder<MeetingAction> builder)
    {
        builder.ToTable("MeetingActions");
        builder.Property(a => a.What).HasMaxLength(MeetingAction.LongestWhat);
        builder.HasOne(a => a.Person).WithMany().HasForeignKey(a => a.PersonId);
        builder.HasIndex(a => new { a.PersonId, a.DoneOn });
    }
}
