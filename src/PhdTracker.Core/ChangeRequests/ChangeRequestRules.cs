using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.ChangeRequests;

/// <summary>What must hold for a change: asked when a request is sent, and again when it takes effect, as other things may have come in between.</summary>
public static class ChangeRequestRules
{
    /// <summary>Days that one request can ask for.</summary>
    public const int MostDays = 366;

    /// <summary>What it names, and the candidature with its periods, plan, stays and supervisors, must be loaded.</summary>
    /// <exception cref="DomainRuleException">
    /// <c>CandidatureClosed</c>, <c>ChangeRequestDayMissing</c>, <c>DateOutOfRange</c>, <c>PeriodEndsBeforeItBegins</c>, <c>ChangeRequestBeforeStart</c>, <c>ChangeRequestAfterEnd</c>,
    /// <c>InterruptionOverlaps</c>, <c>StayOverlaps</c>, <c>HostMissing</c>, <c>HostUnitElsewhere</c>, <c>StayPurposeMissing</c>, <c>ExtensionMilestoneMissing</c>, <c>ExtensionMilestoneSettled</c>,
    /// <c>ExtensionDaysOutOfRange</c>, <c>ModeMissing</c>, <c>ModeUnchanged</c>, <c>ModeChangesLater</c>, <c>ThesisTitleMissing</c>, <c>ThesisTitleUnchanged</c>, <c>LeavingCategoryMissing</c>,
    /// <c>LastDayBeforeStart</c>, <c>OfficeReasonTooLong</c>, and those of <see cref="SupervisorChange.EnsureFits"/>.
    /// </exception>
    public static void EnsureFits(ChangeRequest request)
    {
        request.Candidature.EnsureGoesOn();
        switch (request.Kind)
        {
            case ChangeRequestKind.Interruption: EnsureInterruption(request); break;
            case ChangeRequestKind.Extension: EnsureExtension(request); break;
            case ChangeRequestKind.Mode: EnsureMode(request); break;
            case ChangeRequestKind.Title: EnsureTitle(request); break;
            case ChangeRequestKind.Supervisor: SupervisorChange.EnsureFits(request); break;
            case ChangeRequestKind.Withdrawal: EnsureWithdrawal(request); break;
            default: EnsureStay(request); break;
        }
    }

    /// <summary>The first day of a change, within the candidature.</summary>
    internal static DateOnly FirstDay(ChangeRequest request)
    {
        var from = Given(request.From, nameof(request.From));
        if (from < request.Candidature.StartOn)
            throw new DomainRuleException("ChangeRequestBeforeStart", request.Candidature.StartOn) { Field = nameof(request.From) };
        if (EndOf(request.Candidature) is { } end && from > end)
            throw new DomainRuleException("ChangeRequestAfterEnd", end) { Field = nameof(request.From) };
        return from;
    }

    /// <summary>The day by which the thesis is to be handed in or defended; null where the plan has none.</summary>
    private static DateOnly? EndOf(Candidature candidature) =>
        candidature.Milestones.Where(m => Milestone.IsThesis(m.RuleCode) && !m.IsClosed).Max(m => m.DueOn);

    private static (DateOnly From, DateOnly To) Period(ChangeRequest request)
    {
        var (from, to) = (FirstDay(request), Given(request.To, nameof(request.To)));
        return to >= from ? (from, to) : throw new DomainRuleException("PeriodEndsBeforeItBegins", from, to) { Field = nameof(request.To) };
    }

    private static DateOnly Given(DateOnly? day, string field)
    {
        if (day is not { } given)
            throw new DomainRuleException("ChangeRequestDayMissing") { Field = field };
        Days.EnsureSensible(given, field);
        return given;
    }

    private static void EnsureInterruption(ChangeRequest request)
    {
        var (from, to) = Period(request);
        if (request.Candidature.StatusPeriods.Find(p => p.Kind == StatusKind.Interrupted && p.From <= to && (p.To is null || p.To >= from)) is { } other)
            throw new DomainRuleException("InterruptionOverlaps", other.From, other.To ?? to) { Field = nameof(request.From) };
    }

    private static void EnsureExtension(ChangeRequest request)
    {
        if (request.Milestone is not { DueOn: not null } milestone)
            throw new DomainRuleException("ExtensionMilestoneMissing") { Field = nameof(request.MilestoneId) };
        if (!milestone.MayBeExtended)
            throw new DomainRuleException("ExtensionMilestoneSettled") { Field = nameof(request.MilestoneId) };
        if (request.Days is null or < 1 or > MostDays)
            throw new DomainRuleException("ExtensionDaysOutOfRange", MostDays) { Field = nameof(request.Days) };
    }

    private static void EnsureMode(ChangeRequest request)
    {
        var from = FirstDay(request);
        if (request.Fte is null or <= 0 or > 1)
            throw new DomainRuleException("ModeMissing") { Field = "Percent" };
        request.Candidature.EnsureModeMayChange(from, request.Fte.Value);
    }

    private static void EnsureTitle(ChangeRequest request)
    {
        if (request.TitleEn.Length == 0 && request.TitleFr.Length == 0)
            throw new DomainRuleException("ThesisTitleMissing") { Field = nameof(request.TitleEn) };
        if ((request.TitleEn, request.TitleFr) == (request.Candidature.ThesisTitleEn, request.Candidature.ThesisTitleFr))
            throw new DomainRuleException("ThesisTitleUnchanged") { Field = nameof(request.TitleEn) };
    }

    private static void EnsureWithdrawal(ChangeRequest request)
    {
        var lastDay = Given(request.To, nameof(request.To));
        request.Candidature.EnsureMayLeave(lastDay, nameof(request.To));
        if (request.Category is null)
            throw new DomainRuleException("LeavingCategoryMissing") { Field = nameof(request.Category) };
        if (request.Reason.Length > LeavingText.LongestNote)
            throw new DomainRuleException("OfficeReasonTooLong", LeavingText.LongestNote) { Field = nameof(request.Reason) };
    }

    private static void EnsureStay(ChangeRequest request)
    {
        var (from, to) = Period(request);
        if (request.HostParty is not { } host || host == request.Candidature.Studentship.Party)
            throw new DomainRuleException("HostMissing") { Field = nameof(request.HostPartyId) };
        if (request.HostUnit is { } unit && unit.Institution.Country != host.Institution.Country)
            throw new DomainRuleException("HostUnitElsewhere") { Field = nameof(request.HostUnitId) };
        if (request.Candidature.Stays.Find(s => s.From <= to && s.To >= from) is { } other)
            throw new DomainRuleException("StayOverlaps", other.From, other.To) { Field = nameof(request.From) };
        if (request.Purpose.Length == 0)
            throw new DomainRuleException("StayPurposeMissing") { Field = nameof(request.Purpose) };
    }
}
