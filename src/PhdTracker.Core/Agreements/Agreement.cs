using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Agreements;

/// <summary>Where an agreement stands. Expired follows from its last day and is never stored.</summary>
public enum AgreementState { Draft, LegalReview, Signing, InForce, Superseded, Terminated }

/// <summary>The agreement of a project: its text in both languages, who signs it in which order, from when to when it is in force.</summary>
public sealed partial class Agreement : Entity, IAudited, IProcessSubject
{
    /// <summary>Characters of the text in one language.</summary>
    public const int LongestText = 60_000;

    private Agreement() { }

    /// <param name="number">Counts the agreements of a project: an amendment, or one that follows an expired one, has the next number.</param>
    public Agreement(Project project, int number = 1, AgreementKind kind = AgreementKind.CoSupervision) => (Project, Number, Kind) = (project, number, kind);

    public int ProjectId { get; private set; }
    public Project Project { get; private set; } = null!;
    public int Number { get; private set; }
    public AgreementKind Kind { get; private set; }

    /// <summary>The agreement that this one amends: it stays in force until this one is.</summary>
    public int? SupersedesId { get; private set; }
    public Agreement? Supersedes { get; private set; }
    public AgreementState State { get; private set; }

    /// <summary>First day in force, once everybody has signed.</summary>
    public DateOnly? StartsOn { get; private set; }

    /// <summary>Last day in force.</summary>
    public DateOnly? EndsOn { get; private set; }
    public AuthoritativeText Authoritative { get; private set; }

    /// <summary>The exact text, in Markdown; lines end with a line feed.</summary>
    public string TextEn { get; private set; } = "";
    public string TextFr { get; private set; } = "";

    /// <summary>How often it went round; 0 for a first draft.</summary>
    public int Round { get; private set; }

    /// <summary>Of the text that goes round or went round last, as <see cref="AgreementHash"/> computes it; null while it is drafted.</summary>
    public string? Hash { get; private set; }

    /// <summary>When the last signature came, in UTC.</summary>
    public DateTime? InForceAt { get; private set; }

    /// <summary>First day on which the amendment that followed took its place.</summary>
    public DateOnly? SupersededOn { get; private set; }

    /// <summary>First day on which it no longer counts as somebody ended it.</summary>
    public DateOnly? TerminatedOn { get; private set; }
    public string? TerminationReason { get; private set; }

    /// <summary>Both parties, home first.</summary>
    public List<AgreementParty> Parties { get; } = [];

    /// <summary>Everything that was signed, reviewed or refused, of every round.</summary>
    public List<Signature> Signatures { get; } = [];
    string? IAudited.Case => CaseKey.Project(ProjectId);
    SubjectKind IProcessSubject.Kind => SubjectKind.Agreement;
    string IProcessSubject.CaseKey => CaseKey.Project(ProjectId);
    string IProcessSubject.Status => State.ToString();

    public string TitleIn(Texts texts) => Kind.TitleOf(texts, Project.Code);

    /// <summary>Whether it binds on a day: everybody signed, its first day has come, its last has not passed, and nothing took its place.</summary>
    public bool IsInForceOn(DateOnly day) => InForceAt is not null
        && StartsOn <= day && day <= EndsOn && (SupersededOn is null || day < SupersededOn) && (TerminatedOn is null || day < TerminatedOn);

    /// <summary>The same for queries.</summary>
    public static Expression<Func<Agreement, bool>> InForceOn(DateOnly day) => a => a.InForceAt != null
        && a.StartsOn <= day && day <= a.EndsOn && (a.SupersededOn == null || day < a.SupersededOn) && (a.TerminatedOn == null || day < a.TerminatedOn);

    /// <summary>Signed by all and not ended early, whether its first day has come or not, and whether another took its place or not.</summary>
    public static readonly Expression<Func<Agreement, bool>> Signed = a => a.InForceAt != null && a.State != AgreementState.Terminated;

    /// <summary>Whether its last day has passed.</summary>
    public bool IsExpiredOn(DateOnly day) => State == AgreementState.InForce && EndsOn < day;

    /// <summary>Drafted, reviewed or being signed.</summary>
    public bool IsUnderWay => State is AgreementState.Draft or AgreementState.LegalReview or AgreementState.Signing;

    /// <summary>Under way, or signed and not over: a project has one, beside which only its amendment is drafted.</summary>
    public bool IsLiveOn(DateOnly day) => IsUnderWay || (State == AgreementState.InForce && !IsExpiredOn(day));

    /// <summary>Names who agrees. Their names are kept with the agreement: people and units change, what was signed does not.</summary>
    public void Between(IReadOnlyList<AgreementPartyNames> parties)
    {
        EnsureDraft();
        for (var i = 0; i < parties.Count; i++)
        {
            if (i < Parties.Count)
                Parties[i].Name(parties[i]);
            else
                Parties.Add(new AgreementParty(this, i + 1, parties[i]));
        }
    }

    /// <summary>Writes the draft.</summary>
    /// <exception cref="DomainRuleException"><c>AgreementFrozen</c>, <c>AgreementTextTooLong</c>, <c>AgreementStartMissing</c>, <c>AgreementEndMissing</c>, <c>AgreementEndsBeforeStart</c>, <c>DateOutOfRange</c>.</exception>
    public void Write(AgreementDraft draft)
    {
        EnsureDraft();
        EnsureLength(draft.TextEn, "TextEn");
        EnsureLength(draft.TextFr, "TextFr");
        EnsureDates(draft.StartsOn, draft.EndsOn);
        (TextEn, TextFr) = (Normal(draft.TextEn), Normal(draft.TextFr));
        (StartsOn, EndsOn, Authoritative) = (draft.StartsOn, draft.EndsOn, draft.Authoritative);
    }

    /// <summary>Freezes the text and sends it round: legal offices, investigators, signatories.</summary>
    /// <exception cref="DomainRuleException"><c>AgreementFrozen</c>, <c>AgreementTextMissing</c>, <c>AgreementHasGaps</c>, <c>AgreementEndNotInText</c>, <c>AgreementEndInPast</c>, and those of <see cref="Write"/>.</exception>
    public void SendRound(DateOnly today)
    {
        EnsureDraft();
        EnsureDates(StartsOn, EndsOn);
        if (EndsOn < today)
            throw new DomainRuleException("AgreementEndInPast", EndsOn) { Field = "EndsOn" };
        EnsureWritten(TextEn, "TextEn", Texts.English);
        EnsureWritten(TextFr, "TextFr", Texts.French);
        (State, Round, Hash) = (AgreementState.LegalReview, Round + 1, AgreementHash.Of(this));
    }

    /// <summary>Signs the text that the signer saw.</summary>
    /// <param name="seen">The hash of that text.</param>
    /// <param name="typedName">The signer's own name, as they typed it.</param>
    /// <exception cref="DomainRuleException"><c>AgreementNotSigned</c> (nothing goes round for signature), <c>AgreementTextChanged</c>, <c>TypedNameDiffers</c>.</exception>
    public Signature Sign(SignatureStep step, Person by, string seen, string typedName, DateTime now)
    {
        EnsureSigning(seen);
        var typed = Person.Plain(typedName);
        if (typed.Length == 0 || (typed != Person.Plain($"{by.GivenName} {by.FamilyName}") && typed != Person.Plain(by.DisplayName)))
            throw new DomainRuleException("TypedNameDiffers", $"{by.GivenName} {by.FamilyName}") { Field = "TypedName" };
        return Add(SignatureKind.Signed, step, by, typedName.Trim(), null, now);
    }

    /// <summary>Refuses to sign, with reasons. The route brings it back to a draft.</summary>
    /// <exception cref="DomainRuleException"><c>AgreementNotSigned</c>, <c>AgreementTextChanged</c>, <c>AgreementReasonsMissing</c>, <c>AgreementReasonsTooLong</c>.</exception>
    public Signature Decline(SignatureStep step, Person by, string seen, string reasons, DateTime now)
    {
        EnsureSigning(seen);
        return Add(SignatureKind.Declined, step, by, by.DisplayName, Reasons(reasons), now);
    }

    /// <summary>A legal office reviewed the text: kept among the signatures.</summary>
    internal void Review(SignatureStep step, Person by, bool isApproved, string comment, DateTime at)
    {
        var noted = Add(isApproved ? SignatureKind.Reviewed : SignatureKind.Returned, step, by, by.DisplayName, comment, at);
        // The other office returned it meanwhile: this says something of a text that is being changed.
        if (State == AgreementState.Draft)
            noted.Void(at);
    }

    void IProcessSubject.Note(ProcessTask task, Decision decision)
    {
        if (SignatureStep.Of(task.AskedOf) is { Capacity: SignatureCapacity.LegalOffice } step)
            Review(step, decision.By, decision.Kind == DecisionKind.Approved, decision.Comment, decision.At);
    }

    bool IProcessSubject.MayBeCalledOff => true;

    /// <summary>It is a draft again, and what was signed of this round is void.</summary>
    void IProcessSubject.CallOff(DateTime now)
    {
        if (IsUnderWay)
            BackToDraft(now);
    }

    /// <inheritdoc/>
    public void Follow(string status, DateTime now)
    {
        switch (status, State)
        {
            case ("Draft", AgreementState.LegalReview or AgreementState.Signing or AgreementState.Draft):
                BackToDraft(now);
                break;
            case ("Signing", AgreementState.LegalReview or AgreementState.Draft):
                State = AgreementState.Signing;
                break;
            case ("InForce", AgreementState.Signing or AgreementState.LegalReview or AgreementState.Draft):
                ComeIntoForce(now);
                break;
            default:
                throw new InvalidOperationException($"An agreement that is {State} cannot become '{status}'.");
        }
    }

    /// <summary>Begins a new draft from this text; this one stays in force until the new one is.</summary>
    /// <param name="number">The next number of the project.</param>
    /// <exception cref="DomainRuleException"><c>AgreementNotInForce</c>.</exception>
    public Agreement Amend(int number, DateOnly today)
    {
        if (!IsInForceOn(today) && !(State == AgreementState.InForce && StartsOn > today))
            throw new DomainRuleException("AgreementNotInForce");
        var amendment = new Agreement(Project, number, Kind) { Supersedes = this, SupersedesId = Id };
        amendment.Between([.. Parties.OrderBy(p => p.Order).Select(p => p.Names)]);
        (amendment.TextEn, amendment.TextFr, amendment.Authoritative) = (TextEn, TextFr, Authoritative);
        (amendment.StartsOn, amendment.EndsOn) = (StartsOn > today ? StartsOn : today, EndsOn);
        return amendment;
    }

    /// <summary>Ends it, with a reason; signatures stay.</summary>
    /// <exception cref="DomainRuleException"><c>AgreementOver</c>, <c>AgreementReasonsMissing</c>, <c>AgreementReasonsTooLong</c>.</exception>
    public void Terminate(string reason, DateOnly today)
    {
        if (State is AgreementState.Terminated or AgreementState.Superseded)
            throw new DomainRuleException("AgreementOver");
        TerminationReason = Reasons(reason);
        (State, TerminatedOn) = (AgreementState.Terminated, today);
    }

    /// <summary>Everything signed so far is void and stays in the history.</summary>
    private void BackToDraft(DateTime now)
    {
        foreach (var signature in Signatures)
            signature.Void(now);
        (State, Hash, FrozenCode, FrozenNumber) = (AgreementState.Draft, null, null, null);
    }

    private void ComeIntoForce(DateTime now)
    {
        if (SupersedesId is not null && Supersedes is null)
            throw new InvalidOperationException("The agreement that is amended was not loaded.");
        (State, InForceAt) = (AgreementState.InForce, now);
        var today = DateOnly.FromDateTime(now);
        if (Supersedes is { State: AgreementState.InForce } old)
            (old.State, old.SupersededOn) = (AgreementState.Superseded, StartsOn > today ? StartsOn : today);
    }

    private Signature Add(SignatureKind kind, SignatureStep step, Person by, string typedName, string? reasons, DateTime now)
    {
        var party = Parties.Single(p => p.Order == (step.IsHome ? 1 : 2));
        var signature = new Signature(this, party, step, kind, by, typedName, reasons, now);
        Signatures.Add(signature);
        return signature;
    }

    private void EnsureDraft()
    {
        if (State != AgreementState.Draft)
            throw new DomainRuleException("AgreementFrozen");
    }

    private void EnsureSigning(string seen)
    {
        if (State != AgreementState.Signing)
            throw new DomainRuleException("AgreementNotSigned");
        if (seen != Hash)
            throw new DomainRuleException("AgreementTextChanged");
    }

    private static void EnsureDates(DateOnly? startsOn, DateOnly? endsOn)
    {
        if (startsOn is null)
            throw new DomainRuleException("AgreementStartMissing") { Field = "StartsOn" };
        if (endsOn is null)
            throw new DomainRuleException("AgreementEndMissing") { Field = "EndsOn" };
        GiveRoleHandler.EnsureSensible(startsOn, "StartsOn");
        GiveRoleHandler.EnsureSensible(endsOn, "EndsOn");
        if (endsOn <= startsOn)
            throw new DomainRuleException("AgreementEndsBeforeStart", startsOn) { Field = "EndsOn" };
    }

    private static void EnsureLength(string text, string field)
    {
        if (text.Length > LongestText)
            throw new DomainRuleException("AgreementTextTooLong", LongestText, text.Length) { Field = field };
    }

    private void EnsureWritten(string text, string field, Texts texts)
    {
        if (text.Length == 0)
            throw new DomainRuleException("AgreementTextMissing") { Field = field };
        if (AgreementTemplate.GapIn(text) is { } gap)
            throw new DomainRuleException("AgreementHasGaps", gap) { Field = field };
        // The day that is recorded and the day that is signed must be one.
        if (!Person.Plain(text).Contains(Person.Plain(texts.Date(EndsOn!.Value)), StringComparison.Ordinal))
            throw new DomainRuleException("AgreementEndNotInText", texts.Date(EndsOn.Value)) { Field = field };
    }

    internal static string Reasons(string reasons)
    {
        if (string.IsNullOrWhiteSpace(reasons))
            throw new DomainRuleException("AgreementReasonsMissing") { Field = "Reasons" };
        if (reasons.Trim().Length > Signature.LongestReasons)
            throw new DomainRuleException("AgreementReasonsTooLong", Signature.LongestReasons) { Field = "Reasons" };
        return reasons.Trim();
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").Trim();
}

internal sealed class AgreementMapping : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> builder)
    {
        builder.HasIndex(a => new { a.ProjectId, a.Number }).IsUnique();
        builder.HasIndex(a => new { a.State, a.EndsOn });
        builder.Property(a => a.Kind).HasDefaultValue(AgreementKind.CoSupervision);
        builder.Property(a => a.Hash).HasMaxLength(64);
        builder.Property(a => a.FrozenCode).HasMaxLength(Project.LongestCode);
        builder.Property(a => a.TerminationReason).HasMaxLength(Signature.LongestReasons);
        builder.Navigation(a => a.Parties).AutoInclude();
        builder.Navigation(a => a.Signatures).AutoInclude();
        builder.HasOne(a => a.Supersedes).WithMany().HasForeignKey(a => a.SupersedesId);
    }
}
