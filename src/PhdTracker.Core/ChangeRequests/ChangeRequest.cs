using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.ChangeRequests;

/// <summary>What somebody can ask to change about a candidature. Each kind has a route of its own.</summary>
public enum ChangeRequestKind { Interruption, Extension, Mode, Title, Supervisor, Withdrawal, Mobility }

public enum ChangeRequestState { Draft, Submitted, Returned, Approved, Rejected, Withdrawn }

/// <summary>Why a student wants to leave: confidential, as health and family are among the answers.</summary>
public enum LeavingCategory { Post, Studies, Funding, Supervision, Health, Family, Other }

/// <summary>Somebody asks for a change of one candidature: the student, or the home office on their behalf.</summary>
public sealed class ChangeRequest : Entity, IAudited, IProcessSubject
{
    /// <summary>Characters of a reason, and of a purpose.</summary>
    public const int LongestReason = 1000;

    /// <summary>Characters of what only the student and the home office read.</summary>
    public const int LongestEvidence = 2000;

    /// <summary>Characters of an address.</summary>
    public const int LongestEmail = 256;

    private IReadOnlyDictionary<Milestone, DateOnly?>? _before;

    private ChangeRequest() { }

    /// <summary>Begins a draft, which only its author sees.</summary>
    public ChangeRequest(Candidature candidature, ChangeRequestKind kind, Person by) =>
        (Candidature, CandidatureId, Kind, By) = (candidature, candidature.Id, kind, by);

    public int CandidatureId { get; private set; }
    public Candidature Candidature { get; private set; } = null!;
    public ChangeRequestKind Kind { get; private set; }
    public ChangeRequestState State { get; private set; }

    /// <summary>The candidature while it is being decided, so that the database refuses a second one of the kind; null before and after.</summary>
    public int? OpenFor { get; private set; }

    /// <summary>Who asks: the student, or somebody of the home office on their behalf.</summary>
    public int ById { get; private set; }
    public Person By { get; private set; } = null!;

    /// <summary>When it was last sent, UTC.</summary>
    public DateTime? SubmittedAt { get; private set; }

    /// <summary>When it was approved, rejected or withdrawn, UTC.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>First day of an interruption, a stay, another mode or another supervision.</summary>
    public DateOnly? From { get; private set; }

    /// <summary>Last day, included: of an interruption or a stay, or of a student who leaves.</summary>
    public DateOnly? To { get; private set; }

    /// <summary>The milestone that needs more time.</summary>
    public int? MilestoneId { get; private set; }
    public Milestone? Milestone { get; private set; }

    /// <summary>When <see cref="Milestone"/> was due when more time was asked for; null before it was sent.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>Days more for <see cref="Milestone"/>.</summary>
    public int? Days { get; private set; }

    /// <summary>Whether the office asks to go past the latest day that the rules set.</summary>
    public bool PastCap { get; private set; }

    /// <summary>Share of full time from <see cref="From"/> on: 1 is full time.</summary>
    public decimal? Fte { get; private set; }
    public string TitleEn { get; private set; } = "";
    public string TitleFr { get; private set; } = "";

    /// <summary>The supervision that ends the day before <see cref="From"/>; null where somebody only joins.</summary>
    public int? LeavingId { get; private set; }
    public SupervisorAssignment? Leaving { get; private set; }

    /// <summary>The address of who begins, as it was typed; empty where somebody only stops.</summary>
    public string SuccessorEmail { get; private set; } = "";
    public int? SuccessorId { get; private set; }
    public Person? Successor { get; private set; }

    /// <summary>What who begins becomes; taken over from <see cref="Leaving"/> where somebody stops.</summary>
    public SupervisorKind? SupervisorKind { get; private set; }
    public int? PartyId { get; private set; }
    public ProgrammeParty? Party { get; private set; }
    public int? SharePercent { get; private set; }
    public bool HoldsHdr { get; private set; }

    /// <summary>Why the student leaves. Confidential.</summary>
    public LeavingCategory? Category { get; private set; }

    /// <summary>The side that a stay leads to, and the unit there where it is known.</summary>
    public int? HostPartyId { get; private set; }
    public ProgrammeParty? HostParty { get; private set; }
    public int? HostUnitId { get; private set; }
    public Unit? HostUnit { get; private set; }

    /// <summary>What a stay is for.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>Why, for those who decide. Of a student who leaves both sides read it.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Reasons of health or family. Confidential: only the student and the home office read it.</summary>
    public string Evidence { get; private set; } = "";

    string? IAudited.Case => CaseKey.Candidature(CandidatureId);
    bool IAudited.IsPrivate(string field) => field is nameof(Evidence) or nameof(Category);
    SubjectKind IProcessSubject.Kind => SubjectKind.ChangeRequest;
    string IProcessSubject.CaseKey => CaseKey.Candidature(CandidatureId);
    string IProcessSubject.Status => State.ToString();

    /// <summary>With its author: never sent, or returned.</summary>
    public bool IsEditable => Editable(State);

    /// <summary>Sent, and neither decided nor withdrawn.</summary>
    public bool IsUndecided => Undecided(State);

    /// <inheritdoc cref="IsEditable"/>
    public static bool Editable(ChangeRequestState state) => state is ChangeRequestState.Draft or ChangeRequestState.Returned;

    /// <inheritdoc cref="IsUndecided"/>
    public static bool Undecided(ChangeRequestState state) => state is ChangeRequestState.Submitted or ChangeRequestState.Returned;

    public string TitleIn(Texts texts) => texts["Case.OfStudent", texts.Enum(Kind), Candidature.Student.DisplayName];

    /// <summary>Notes the deadlines as they stand before it takes effect, for <see cref="MovedIn"/>.</summary>
    internal void NoteDeadlines() => _before = MovedDeadlines.Of(Candidature);

    /// <summary>Each deadline that it moved, before and after, for the mail about its approval; empty where none did, or where they were not noted just now.</summary>
    internal string MovedIn(Texts texts) => _before is not null && MovedDeadlines.Lines(texts, Candidature, _before) is { Length: > 0 } lines ? texts["ChangeRequest.Moved", lines] : "";

    /// <summary>Writes down what is asked, as far as it belongs to the kind. It may be incomplete until it is sent.</summary>
    /// <param name="named">What the details name, as it was found.</param>
    /// <exception cref="DomainRuleException"><c>ChangeRequestNotEditable</c>, <c>ChangeRequestTextTooLong</c>.</exception>
    public void Describe(ChangeRequestDetails details, NamedInRequest named)
    {
        if (!IsEditable)
            throw new DomainRuleException("ChangeRequestNotEditable");
        details.EnsureShort();
        var (between, supervisor, stay) = (Kind is ChangeRequestKind.Interruption or ChangeRequestKind.Mobility, Kind == ChangeRequestKind.Supervisor, Kind == ChangeRequestKind.Mobility);
        From = between || supervisor || Kind == ChangeRequestKind.Mode ? details.From : null;
        To = between || Kind == ChangeRequestKind.Withdrawal ? details.To : null;
        (Milestone, Days, PastCap) = Kind == ChangeRequestKind.Extension ? (named.Milestone, details.Days, details.PastCap) : (null, null, false);
        Fte = Kind == ChangeRequestKind.Mode ? details.Fte : null;
        (TitleEn, TitleFr) = Kind == ChangeRequestKind.Title ? (Trimmed(details.TitleEn), Trimmed(details.TitleFr)) : ("", "");
        (Leaving, Successor, SuccessorEmail) = supervisor ? (named.Leaving, named.Successor, Trimmed(details.SuccessorEmail)) : (null, null, "");
        (SupervisorKind, Party, SharePercent, HoldsHdr) = supervisor ? (details.SupervisorKind, named.Party, details.SharePercent, details.HoldsHdr) : (null, null, null, false);
        Category = Kind == ChangeRequestKind.Withdrawal ? details.Category : null;
        (HostParty, HostUnit, Purpose) = stay ? (named.HostParty, named.HostUnit, Trimmed(details.Purpose)) : (null, null, "");
        (Reason, Evidence) = (Trimmed(details.Reason), Trimmed(details.Evidence));
    }

    /// <summary>Is sent, at first or again. What it names and the candidature, with its periods, plan, stays and supervisors, must be loaded.</summary>
    /// <exception cref="DomainRuleException"><c>ChangeRequestNotEditable</c>, <c>ChangeRequestReasonMissing</c>, and those of <see cref="ChangeRequestRules.EnsureFits"/>.</exception>
    public void Submit(DateTime now)
    {
        if (!IsEditable)
            throw new DomainRuleException("ChangeRequestNotEditable");
        ChangeRequestRules.EnsureFits(this);
        if (Reason.Length == 0)
            throw new DomainRuleException("ChangeRequestReasonMissing") { Field = nameof(Reason) };
        (State, OpenFor, SubmittedAt, DueOn) = (ChangeRequestState.Submitted, CandidatureId, now, Milestone?.DueOn);
    }

    /// <summary>Who asked does so no longer.</summary>
    /// <exception cref="DomainRuleException"><c>ChangeRequestDecided</c>.</exception>
    public void Withdraw(DateTime now)
    {
        if (!IsUndecided)
            throw new DomainRuleException("ChangeRequestDecided");
        End(ChangeRequestState.Withdrawn, now);
    }

    /// <inheritdoc/>
    public void Follow(string status, DateTime now)
    {
        var state = Enum.Parse<ChangeRequestState>(status);
        if (!IsUndecided || state is ChangeRequestState.Draft)
            throw new InvalidOperationException($"A request that is {State} cannot be set to {status}.");
        if (Undecided(state))
            State = state;
        else
            End(state, now);
    }

    bool IProcessSubject.MayBeCalledOff => IsUndecided;

    void IProcessSubject.CallOff(DateTime now) => Withdraw(now);

    /// <summary>A decision is taken back. What was approved has changed the candidature: another request changes it again.</summary>
    void IProcessSubject.Undo(ProcessTask task, DateTime now)
    {
        if (State == ChangeRequestState.Approved)
            throw new DomainRuleException("ChangeRequestApplied");
        Candidature.EnsureGoesOn();
        (State, OpenFor, EndedAt) = (Enum.Parse<ChangeRequestState>(task.SubjectState!), CandidatureId, null);
    }

    private void End(ChangeRequestState state, DateTime now) => (State, OpenFor, EndedAt) = (state, null, now);

    private static string Trimmed(string? text) => text?.Trim() ?? "";
}

internal sealed class ChangeRequestMapping : IEntityTypeConfiguration<ChangeRequest>
{
    public void Configure(EntityTypeBuilder<ChangeRequest> builder)
    {
        builder.Property(r => r.Fte).HasPrecision(4, 3);
        builder.Property(r => r.TitleEn).HasMaxLength(Candidature.LongestTitle);
        builder.Property(r => r.TitleFr).HasMaxLength(Candidature.LongestTitle);
        builder.Property(r => r.SuccessorEmail).HasMaxLength(ChangeRequest.LongestEmail);
        builder.Property(r => r.Purpose).HasMaxLength(ChangeRequest.LongestReason);
        builder.Property(r => r.Reason).HasMaxLength(ChangeRequest.LongestReason);
        builder.Property(r => r.Evidence).HasMaxLength(ChangeRequest.LongestEvidence);
        builder.Ignore(r => r.IsEditable);
        builder.Ignore(r => r.IsUndecided);
        builder.HasOne(r => r.Leaving).WithMany().HasForeignKey(r => r.LeavingId);
        builder.HasOne(r => r.Successor).WithMany().HasForeignKey(r => r.SuccessorId);
        builder.HasOne(r => r.By).WithMany().HasForeignKey(r => r.ById);
        builder.HasOne(r => r.Party).WithMany().HasForeignKey(r => r.PartyId);
        builder.HasOne(r => r.HostParty).WithMany().HasForeignKey(r => r.HostPartyId);
        builder.HasOne(r => r.HostUnit).WithMany().HasForeignKey(r => r.HostUnitId);
        builder.HasIndex(r => r.CandidatureId);
        builder.HasIndex(r => new { r.OpenFor, r.Kind }).IsUnique();
    }
}
