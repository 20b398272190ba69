using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;

namespace PhdTracker.Core.ChangeRequests;

/// <summary>A change that somebody tries before asking for it.</summary>
/// <param name="Kind">One of <see cref="WhatIf.Kinds"/>.</param>
public sealed record TriedChange(int CandidatureId, ChangeRequestKind Kind, ChangeRequestDetails Details);

/// <summary>A milestone's date before a change and after it.</summary>
/// <param name="Before">Null where the plan did not have it, or without a date.</param>
/// <param name="After">Null where the plan has it no more, or without a date.</param>
/// <param name="RationaleEn">Why it would be due then; why it is, where it falls away.</param>
public sealed record TriedDate(string TitleEn, string TitleFr, string? Side, DateOnly? Before, DateOnly? After, string RationaleEn, string RationaleFr)
{
    public bool Moves => Before != After;

    /// <summary>How many days later; null where it comes or falls away.</summary>
    public int? Days => After?.DayNumber - Before?.DayNumber;

    /// <summary>How the milestones of a candidature stand, to be compared by <see cref="Since"/>.</summary>
    internal static IReadOnlyDictionary<Milestone, Stand> Standing(Candidature candidature) => candidature.Milestones.ToDictionary(m => m, Stand.Of);

    /// <summary>The dates by the one after; what is settled is left out.</summary>
    internal static IReadOnlyList<TriedDate> Since(Candidature candidature, IReadOnlyDictionary<Milestone, Stand> before) =>
        [.. candidature.Milestones.Where(m => m.EquivalentTo is null && (!m.IsClosed || before.GetValueOrDefault(m).Asked))
            .Select(m => Compared(m, before.GetValueOrDefault(m)))
            .Where(d => (d.Before, d.After) != (null, null)).OrderBy(d => d.After ?? d.Before)];

    private static TriedDate Compared(Milestone milestone, Stand before)
    {
        var after = Stand.Of(milestone);
        var (en, fr) = after.Asked ? (after.En, after.Fr) : (before.En, before.Fr);
        return new TriedDate(milestone.TitleEn, milestone.TitleFr, milestone.Party?.Side, before.Asked ? before.DueOn : null, after.Asked ? after.DueOn : null, en ?? "", fr ?? "");
    }

    internal readonly record struct Stand(bool Asked, DateOnly? DueOn, string? En, string? Fr)
    {
        public static Stand Of(Milestone milestone) => new(!milestone.IsClosed, milestone.DueOn, milestone.RationaleEn, milestone.RationaleFr);
    }
}

/// <summary>What a change would do.</summary>
/// <param name="Dates">By the date after the change; what is settled is left out.</param>
/// <param name="ThesisOn">The day by which the thesis would be due; null where the plan has none.</param>
/// <param name="MoneyEndsOn">When the contract or the funding ends, the earlier of both, where it is before <paramref name="ThesisOn"/>.</param>
public sealed record WhatIfResult(IReadOnlyList<TriedDate> Dates, DateOnly? ThesisOn, DateOnly? MoneyEndsOn);

/// <summary>
/// Tries changes on a candidature that is loaded apart and never saved: by the same rules, and with the same steps, as the change itself.
/// </summary>
public sealed class WhatIf(PhdTrackerDb db, AccessReader access, OpenChangeRequests requests, PlanMilestones plans, TimeProvider clock)
{
    /// <summary>The changes that move dates by a rule.</summary>
    public static IReadOnlyList<ChangeRequestKind> Kinds { get; } = [ChangeRequestKind.Interruption, ChangeRequestKind.Mode, ChangeRequestKind.Extension];

    /// <exception cref="NotFoundException">There is no such candidature, or this person may not try changes of it.</exception>
    /// <exception cref="DomainRuleException"><c>CandidatureClosed</c>, <c>ExtensionPastCap</c>, and those of <see cref="ChangeRequestRules.EnsureFits"/>.</exception>
    public async Task<WhatIfResult> OfAsync(TriedChange tried, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var candidature = await LoadAsync(mine.Filter(db.Candidatures, Permission.TryChanges), tried.CandidatureId, ct);
        return Try(candidature, tried.Kind, tried.Details with { PastCap = tried.Details.PastCap && mine.May(Permission.ManageCandidatures, CaseScopes.Of(candidature)) }, by);
    }

    /// <summary>What a request would do if it were approved today.</summary>
    /// <param name="asked">As its reader sees it: whoever reads a request may know what it does to the dates.</param>
    /// <exception cref="DomainRuleException">It fits no more: those of the other <c>OfAsync</c>.</exception>
    public async Task<WhatIfResult> OfAsync(ChangeRequestView asked, Person by, CancellationToken ct)
    {
        var details = new ChangeRequestDetails { From = asked.From, To = asked.To, Fte = asked.Fte, MilestoneId = asked.MilestoneId, Days = asked.Days, PastCap = asked.PastCap };
        return Try(await LoadAsync(db.Candidatures, asked.CandidatureId, ct), asked.Kind, details, by);
    }

    private static async Task<Candidature> LoadAsync(IQueryable<Candidature> candidatures, int id, CancellationToken ct) =>
        await PlanMilestones.WithPlan(candidatures).AsNoTrackingWithIdentityResolution().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFoundException();

    private WhatIfResult Try(Candidature candidature, ChangeRequestKind kind, ChangeRequestDetails details, Person by)
    {
        plans.For(candidature);
        var before = TriedDate.Standing(candidature);
        var request = new ChangeRequest(candidature, kind, by);
        request.Describe(details, new NamedInRequest(candidature.Milestones.Find(m => m.Id == details.MilestoneId)));
        ChangeRequestRules.EnsureFits(request);
        requests.EnsureWithinCap(request);

        ApprovedChanges.MoveDates(request, clock);
        plans.For(candidature);
        return Result(candidature, TriedDate.Since(candidature, before));
    }

    private static WhatIfResult Result(Candidature candidature, IReadOnlyList<TriedDate> dates)
    {
        var thesis = candidature.Milestones.Where(m => Milestone.IsThesis(m.RuleCode) && m.DueOn is not null).OrderBy(m => m.DueOn).FirstOrDefault();
        var money = new[] { candidature.ContractEndsOn, candidature.FundingEndsOn }.Min();
        return new WhatIfResult(dates, thesis?.DueOn, thesis is { IsClosed: false } && money?.AddDays(1) < thesis.DueOn ? money : null);
    }
}
