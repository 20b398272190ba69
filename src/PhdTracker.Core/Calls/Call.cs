using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Calls;

/// <summary>Where a call stands; always told by the clock, never stored.</summary>
public enum CallState
{
    /// <summary>Seen by the offices only.</summary>
    Draft,

    /// <summary>Published, and not open yet.</summary>
    Announced,
    Open,
    Closed,

    /// <summary>Closed before its times were kept here.</summary>
    Before,
}

/// <summary>A call for proposals of a programme, by number and year.</summary>
public sealed partial class Call : Entity, IAudited
{
    private Call() { }

    /// <summary>A call from before its times were kept; <see cref="Plan"/> gives them to a new one.</summary>
    public Call(Programme programme, int number, int year, string themeEn, string themeFr) =>
        (Programme, Number, Year, ThemeEn, ThemeFr) = (programme, number, year, themeEn, themeFr);

    public int ProgrammeId { get; private set; }
    string? IAudited.Case => CaseKey.Programme(ProgrammeId);
    public Programme Programme { get; private set; } = null!;
    public int Number { get; private set; }
    public int Year { get; private set; }
    public string ThemeEn { get; private set; } = "";
    public string ThemeFr { get; private set; } = "";

    /// <summary>First instant at which a proposal is taken; null for a call from before.</summary>
    public DateTime? OpensAt { get; private set; }

    /// <summary>First instant at which none is taken any more.</summary>
    public DateTime? ClosesAt { get; private set; }

    /// <summary>IANA time zone in which the office gave the times.</summary>
    public string? Zone { get; private set; }

    /// <summary>How many projects can be funded.</summary>
    public int? Awards { get; private set; }

    /// <summary>Who may apply, in words.</summary>
    public string WhoEn { get; private set; } = "";
    public string WhoFr { get; private set; } = "";

    /// <summary>Sides whose people may lead a proposal; none: every side's.</summary>
    public List<int> LeadPartyIds { get; private set; } = [];

    /// <summary>Whether somebody without a role in the programme may lead.</summary>
    public bool OpenToOutsiders { get; private set; }
    public string GuidanceEn { get; private set; } = "";
    public string GuidanceFr { get; private set; } = "";

    /// <summary>When it was published; null while it is a draft.</summary>
    public DateTime? AnnouncedAt { get; private set; }

    /// <summary>When its closing was last put off, and why.</summary>
    public DateTime? ExtendedAt { get; private set; }
    public string ExtensionReason { get; private set; } = "";

    /// <summary>When people were told that it closed: once.</summary>
    public DateTime? ClosingToldAt { get; private set; }

    /// <summary>The theme as readers of a language see it.</summary>
    public string ThemeIn(Texts texts) => texts.Of(ThemeEn, ThemeFr);

    /// <summary>The call by number and year: Call 8 (2027).</summary>
    public string NameIn(Texts texts) => texts["Calls.Name", Number, Year.ToString(System.Globalization.CultureInfo.InvariantCulture)];

    /// <summary>The zones in which its times are shown, that of its office first; of a call loaded with the parties of its programme.</summary>
    public IReadOnlyList<string> Zones => [.. new[] { Zone }.OfType<string>().Concat(Programme.Parties.OrderBy(p => p.Id).Select(p => p.Institution.TimeZone)).Distinct()];

    /// <param name="now">UTC.</param>
    public CallState StateAt(DateTime now) => this switch
    {
        { OpensAt: null } or { ClosesAt: null } => CallState.Before,
        { AnnouncedAt: null } => CallState.Draft,
        _ when now < OpensAt => CallState.Announced,
        _ when now < ClosesAt => CallState.Open,
        _ => CallState.Closed,
    };

    /// <summary>Whether a proposal is taken at this instant: at the closing instant itself no more.</summary>
    /// <param name="now">UTC.</param>
    public bool IsOpenAt(DateTime now) => StateAt(now) == CallState.Open;

    /// <summary>Refuses what only an open call takes.</summary>
    /// <param name="now">UTC.</param>
    /// <exception cref="DomainRuleException"><c>CallClosed</c>, which says when; <c>CallClosedLongAgo</c>; <c>CallNotOpenYet</c>.</exception>
    public void EnsureOpen(DateTime now)
    {
        switch (StateAt(now))
        {
            case CallState.Closed:
                throw new DomainRuleException("CallClosed", new Moment(ClosesAt!.Value, Zone!));
            case CallState.Before:
                throw new DomainRuleException("CallClosedLongAgo");
            case CallState.Draft or CallState.Announced:
                throw new DomainRuleException("CallNotOpenYet", new Moment(OpensAt!.Value, Zone!));
            default:
                break;
        }
    }

    /// <summary>Whether the people of a side may lead a proposal.</summary>
    public bool MayLead(int partyId) => LeadPartyIds.Count == 0 || LeadPartyIds.Contains(partyId);

    /// <summary>Refuses a lead whom the call does not take.</summary>
    /// <param name="party">The side that would lead.</param>
    /// <param name="knownToProgramme">Whether the person holds a role in the programme.</param>
    /// <exception cref="DomainRuleException"><c>CallSideMayNotLead</c>, <c>CallForProgrammeOnly</c>.</exception>
    public void EnsureMayLead(ProgrammeParty party, bool knownToProgramme)
    {
        if (!MayLead(party.Id))
            throw new DomainRuleException("CallSideMayNotLead", party.Side);
        if (!knownToProgramme && !OpenToOutsiders)
            throw new DomainRuleException("CallForProgrammeOnly");
    }

    /// <summary>Sets everything about a call that is not open yet.</summary>
    /// <param name="details">As the office typed it.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="DomainRuleException"><c>CallAlreadyOpen</c>, and those of <see cref="CallDetails.Problems"/>.</exception>
    public void Plan(CallDetails details, DateTime now)
    {
        if (OpensAt is not null && StateAt(now) is CallState.Open or CallState.Closed)
            throw new DomainRuleException("CallAlreadyOpen");
        details.Check(now);
        (OpensAt, ClosesAt) = details.Instants();
        (Year, Zone, Awards) = (details.Year!.Value, details.Zone, details.Awards);
        (ThemeEn, ThemeFr) = (details.ThemeEn!.Trim(), details.ThemeFr!.Trim());
        (WhoEn, WhoFr) = (details.WhoEn!.Trim(), details.WhoFr!.Trim());
        (GuidanceEn, GuidanceFr) = (details.GuidanceEn?.Trim() ?? "", details.GuidanceFr?.Trim() ?? "");
        OpenToOutsiders = details.OpenToOutsiders;
        var leads = details.LeadPartyIds.Distinct().Order().ToList();
        if (!leads.SequenceEqual(LeadPartyIds))
            LeadPartyIds = leads;
    }

    /// <summary>Publishes a draft: everybody sees it, and it opens by itself.</summary>
    /// <param name="now">UTC.</param>
    /// <exception cref="DomainRuleException"><c>CallAlreadyAnnounced</c>, <c>CallClosesInPast</c>.</exception>
    public void Announce(DateTime now)
    {
        if (StateAt(now) != CallState.Draft)
            throw new DomainRuleException("CallAlreadyAnnounced");
        if (ClosesAt <= now)
            throw new DomainRuleException("CallClosesInPast");
        AnnouncedAt = now;
    }

    /// <summary>Puts the closing of an open call off; it is never brought forward.</summary>
    /// <param name="closes">Day and hour in the call's zone.</param>
    /// <param name="reason">What those are told who have begun a proposal.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="DomainRuleException"><c>CallNotOpen</c>, <c>CallExtensionNotLater</c>, <c>CallExtensionReasonMissing</c>, <c>CallTextTooLong</c>, and those of <see cref="WallClock.ToUtc"/>.</exception>
    public void Extend(DateTime closes, string reason, DateTime now)
    {
        if (!IsOpenAt(now))
            throw new DomainRuleException("CallNotOpen");
        var later = WallClock.ToUtc(closes, Zone!, "ClosesOn");
        if (later <= ClosesAt)
            throw new DomainRuleException("CallExtensionNotLater", new Moment(ClosesAt!.Value, Zone!)) { Field = "ClosesOn" };
        var why = reason.Trim();
        if (why.Length == 0)
            throw new DomainRuleException("CallExtensionReasonMissing") { Field = "Reason" };
        if (why.Length > CallDetails.LongestReason)
            throw new DomainRuleException("CallTextTooLong", CallDetails.LongestReason) { Field = "Reason" };
        (ClosesAt, ExtensionReason, ExtendedAt) = (later, why, now);
    }

    /// <summary>Keeps that everybody concerned was told of the closing.</summary>
    /// <param name="now">UTC.</param>
    public void ClosingTold(DateTime now) => ClosingToldAt = now;
}

internal sealed class CallMapping : IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<Call> builder)
    {
        builder.Property(c => c.ThemeEn).HasMaxLength(CallDetails.LongestTheme);
        builder.Property(c => c.ThemeFr).HasMaxLength(CallDetails.LongestTheme);
        builder.Property(c => c.Zone).HasMaxLength(60);
        builder.Property(c => c.WhoEn).HasMaxLength(CallDetails.LongestWho);
        builder.Property(c => c.WhoFr).HasMaxLength(CallDetails.LongestWho);
        builder.Property(c => c.ExtensionReason).HasMaxLength(CallDetails.LongestReason);
        builder.HasIndex(c => new { c.ProgrammeId, c.Number }).IsUnique();
    }
}
