using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.ChangeRequests;

/// <summary>What a form says about a change; a kind takes what belongs to it.</summary>
public sealed record ChangeRequestDetails
{
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public int? MilestoneId { get; init; }
    public int? Days { get; init; }
    public bool PastCap { get; init; }

    /// <summary>Share of full time: 1 is full time.</summary>
    public decimal? Fte { get; init; }
    public string? TitleEn { get; init; }
    public string? TitleFr { get; init; }
    public int? LeavingId { get; init; }
    public string? SuccessorEmail { get; init; }
    public SupervisorKind? SupervisorKind { get; init; }
    public int? PartyId { get; init; }
    public int? SharePercent { get; init; }
    public bool HoldsHdr { get; init; }
    public LeavingCategory? Category { get; init; }
    public int? HostPartyId { get; init; }
    public int? HostUnitId { get; init; }
    public string? Purpose { get; init; }
    public string? Reason { get; init; }
    public string? Evidence { get; init; }

    /// <exception cref="DomainRuleException"><c>ChangeRequestTextTooLong</c>.</exception>
    public void EnsureShort()
    {
        Ensure(TitleEn, nameof(TitleEn), Candidature.LongestTitle);
        Ensure(TitleFr, nameof(TitleFr), Candidature.LongestTitle);
        Ensure(SuccessorEmail, nameof(SuccessorEmail), ChangeRequest.LongestEmail);
        Ensure(Purpose, nameof(Purpose), ChangeRequest.LongestReason);
        Ensure(Reason, nameof(Reason), ChangeRequest.LongestReason);
        Ensure(Evidence, nameof(Evidence), ChangeRequest.LongestEvidence);
    }

    private static void Ensure(string? text, string field, int longest)
    {
        if (text?.Trim().Length > longest)
            throw new DomainRuleException("ChangeRequestTextTooLong", longest) { Field = field };
    }
}

/// <summary>What a request names by number or address, as it was found within reach of the candidature; null for what is not there.</summary>
public sealed record NamedInRequest(Milestone? Milestone = null, SupervisorAssignment? Leaving = null, Person? Successor = null, ProgrammeParty? Party = null, ProgrammeParty? HostParty = null, Unit? HostUnit = null);
