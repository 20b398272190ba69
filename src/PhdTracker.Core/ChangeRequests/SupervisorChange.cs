using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.ChangeRequests;

/// <summary>One supervisor stops, one begins, or both. What the shares then lack or have too much, the main supervisor of the home side carries.</summary>
public static class SupervisorChange
{
    /// <exception cref="DomainRuleException">
    /// Those of a first day; <c>SupervisorChangeMissing</c>, <c>SupervisorNotPresent</c>, <c>SupervisorUnknown</c>, <c>SupervisorIsStudent</c>, <c>SupervisorTwice</c>, <c>LeadMissing</c>,
    /// <c>PartnerSupervisorMissing</c>, <c>LeadHdrMissing</c>, <c>SupervisorKindMissing</c>, <c>SupervisorSideMissing</c>, <c>PartnerOfHomeSide</c>, <c>ShareOutOfRange</c>, <c>ShareTakenOver</c>, <c>LeadShareExhausted</c>.
    /// </exception>
    public static void EnsureFits(ChangeRequest request)
    {
        var from = ChangeRequestRules.FirstDay(request);
        if (request.Leaving is null && request.SuccessorEmail.Length == 0)
            throw new DomainRuleException("SupervisorChangeMissing") { Field = nameof(request.LeavingId) };
        if (request.Leaving is { } leaving && (leaving.To < from || leaving.From >= from))
            throw new DomainRuleException("SupervisorNotPresent") { Field = nameof(request.LeavingId) };
        if (request.SuccessorEmail.Length > 0)
            EnsureBeginner(request, from);
        else
            EnsureNotMissed(request, from);
        if (request.SharePercent is < 1 or > 100)
            throw new DomainRuleException("ShareOutOfRange", request.SharePercent) { Field = nameof(request.SharePercent) };
        // Who takes over from the main supervisor leaves nobody to carry a difference.
        if (Lead(request, from) is null && request.SharePercent is { } share && request.Leaving?.SharePercent is { } before && share != before)
            throw new DomainRuleException("ShareTakenOver", before) { Field = nameof(request.SharePercent) };
        if (LeadShare(request, from) is < 1 or > 100)
            throw new DomainRuleException("LeadShareExhausted") { Field = nameof(request.SharePercent) };
    }

    /// <summary>Who begins, as the rules of supervision look at them; null where somebody only stops.</summary>
    public static NamedSupervisor? Beginner(ChangeRequest request) => request.Successor is { } successor
        ? new NamedSupervisor(successor, KindOf(request), request.Leaving?.Party ?? request.Party!, ShareOf(request), request.HoldsHdr, nameof(request.SuccessorEmail))
        : null;

    /// <summary>Ends the supervision of who stops and lets the main supervisor carry the difference. Who begins is assigned by the caller.</summary>
    public static void Apply(ChangeRequest request)
    {
        var from = request.From!.Value;
        var (lead, share) = (Lead(request, from), LeadShare(request, from));
        request.Leaving?.End(from.AddDays(-1));
        if (lead is not null && share is not null)
            lead.Carry(share);
    }

    private static SupervisorKind KindOf(ChangeRequest request) => request.Leaving?.Kind ?? request.SupervisorKind!.Value;

    private static int? ShareOf(ChangeRequest request) => request.SharePercent ?? request.Leaving?.SharePercent;

    private static void EnsureBeginner(ChangeRequest request, DateOnly from)
    {
        if (request.Successor is not { } successor)
            throw new DomainRuleException("SupervisorUnknown", request.SuccessorEmail) { Field = nameof(request.SuccessorEmail) };
        if (successor == request.Candidature.Student)
            throw new DomainRuleException("SupervisorIsStudent", successor.DisplayName) { Field = nameof(request.SuccessorEmail) };
        if (Staying(request, from).Any(s => s.PersonId == successor.Id) || request.Leaving?.PersonId == successor.Id)
            throw new DomainRuleException("SupervisorTwice", successor.DisplayName) { Field = nameof(request.SuccessorEmail) };
        if (request.Leaving is null && request.SupervisorKind is null or SupervisorKind.Lead)
            throw new DomainRuleException("SupervisorKindMissing", successor.DisplayName) { Field = nameof(request.SupervisorKind) };
        if (request.Leaving is null && request.Party is null)
            throw new DomainRuleException("SupervisorSideMissing", successor.DisplayName) { Field = nameof(request.PartyId) };
        var (home, beginner) = (request.Candidature.Studentship.Party, Beginner(request)!);
        if (beginner.Kind == SupervisorKind.PartnerSupervisor && beginner.Party == home)
            throw new DomainRuleException("PartnerOfHomeSide", successor.DisplayName) { Field = nameof(request.PartyId) };
        if (beginner is { Kind: SupervisorKind.Lead, HoldsHdr: false } && beginner.Party == home && home.Institution.Country == "FR")
            throw new DomainRuleException("LeadHdrMissing", successor.DisplayName) { Field = nameof(request.HoldsHdr) };
    }

    /// <summary>Nobody takes over: a main supervisor and a partner supervisor must be left.</summary>
    private static void EnsureNotMissed(ChangeRequest request, DateOnly from)
    {
        var (staying, home) = (Staying(request, from).ToList(), request.Candidature.Studentship.Party);
        if (!staying.Exists(s => s.Kind == SupervisorKind.Lead && s.PartyId == home.Id))
            throw new DomainRuleException("LeadMissing", home.Side) { Field = nameof(request.SuccessorEmail) };
        if (!staying.Exists(s => s.Kind == SupervisorKind.PartnerSupervisor && s.PartyId != home.Id))
            throw new DomainRuleException("PartnerSupervisorMissing") { Field = nameof(request.SuccessorEmail) };
    }

    private static IEnumerable<SupervisorAssignment> Staying(ChangeRequest request, DateOnly from) =>
        request.Candidature.Supervisors.Where(s => s != request.Leaving && (s.To is null || s.To >= from));

    private static SupervisorAssignment? Lead(ChangeRequest request, DateOnly from) =>
        Staying(request, from).FirstOrDefault(s => s.Kind == SupervisorKind.Lead && s.PartyId == request.Candidature.Studentship.PartyId);

    /// <summary>What the main supervisor carries afterwards; null where nobody said what they carry now, or it is them who stop.</summary>
    private static int? LeadShare(ChangeRequest request, DateOnly from) =>
        Lead(request, from)?.SharePercent + (request.Leaving?.SharePercent ?? 0) - (request.SuccessorEmail.Length > 0 ? ShareOf(request) ?? 0 : 0);
}
