using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Supervision;

public enum SupervisorKind { Lead, CoSupervisor, PartnerSupervisor, Advisor }

/// <summary>One person supervising one candidature, for their side, from one day to another.</summary>
public sealed class SupervisorAssignment : Entity, IAudited
{
    private SupervisorAssignment() { }

    internal SupervisorAssignment(Candidature candidature, Person person, SupervisorKind kind, ProgrammeParty party, DateOnly from) =>
        (Candidature, Person, Kind, Party, From) = (candidature, person, kind, party, from);

    public int CandidatureId { get; private set; }
    string? IAudited.Case => CaseKey.Candidature(CandidatureId);
    public Candidature Candidature { get; private set; } = null!;
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
    public SupervisorKind Kind { get; private set; }

    /// <summary>The side that the person speaks for.</summary>
    public int PartyId { get; private set; }
    public ProgrammeParty Party { get; private set; } = null!;

    /// <summary>Percent of the supervision, 1 to 100, where the agreement says it.</summary>
    public int? SharePercent { get; private set; }
    public DateOnly From { get; private set; }

    /// <summary>Last day, included; null while it goes on.</summary>
    public DateOnly? To { get; private set; }

    /// <summary>Whether the person holds the HDR, which a French lead needs; null where nobody said.</summary>
    public bool? HoldsHdr { get; private set; }

    /// <summary>Why it ended, for everybody who may see the supervision.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => From <= day && (To is null || To >= day);

    /// <summary>Whether another row says that the same student is supervised in the same way at the same time.</summary>
    internal bool Repeats(SupervisorAssignment other) =>
        CandidatureId == other.CandidatureId && Kind == other.Kind && PartyId == other.PartyId && (other.To is null || From <= other.To) && (To is null || other.From <= To);

    /// <summary>Takes over what a row says that repeats this one: the longer time, and what is not known here.</summary>
    internal void Absorb(SupervisorAssignment other)
    {
        From = other.From < From ? other.From : From;
        (To, EndReason) = To is null || other.To is null ? (null, null) : other.To > To ? (other.To, other.EndReason) : (To, EndReason);
        (SharePercent, HoldsHdr) = (SharePercent ?? other.SharePercent, HoldsHdr == true || other.HoldsHdr == true ? true : HoldsHdr ?? other.HoldsHdr);
    }

    public void SetHdr(bool holds) => HoldsHdr = holds;

    /// <summary>Sets the share of the supervision.</summary>
    /// <param name="percent">1 to 100; null where nobody said.</param>
    /// <exception cref="DomainRuleException"><c>ShareOutOfRange</c>.</exception>
    public void Carry(int? percent)
    {
        if (percent is < 1 or > 100)
            throw new DomainRuleException("ShareOutOfRange", percent);
        SharePercent = percent;
    }

    /// <summary>Begins with the student's start, which was corrected.</summary>
    internal void MoveStart(DateOnly startOn) => From = To < startOn ? From : startOn;

    /// <summary>Ends the assignment with a last day.</summary>
    public void End(DateOnly lastDay) => To = lastDay;

    /// <summary>Ends the assignment with a last day, past or future, and says why.</summary>
    /// <exception cref="DomainRuleException"><c>PeriodEndsBeforeItBegins</c>.</exception>
    public void End(DateOnly lastDay, string reason)
    {
        if (lastDay < From)
            throw new DomainRuleException("PeriodEndsBeforeItBegins", From, lastDay) { Field = "LastDay" };
        (To, EndReason) = (lastDay, reason);
    }

    /// <summary>Ends with the student's own last day; what was to begin later lasts no longer than its first day.</summary>
    internal void EndWithStudent(DateOnly lastDay) => To = lastDay < From ? From : lastDay;
}

internal sealed class SupervisorAssignmentMapping : IEntityTypeConfiguration<SupervisorAssignment>
{
    public void Configure(EntityTypeBuilder<SupervisorAssignment> builder)
    {
        builder.Property(s => s.EndReason).HasMaxLength(LeavingText.LongestNote);
        builder.HasIndex(s => new { s.PersonId, s.To });
    }
}
