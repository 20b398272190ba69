using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Rules.Reading;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Workflows;
using static PhdTracker.Core.Milestones.Rules.Reading.JsonFields;

namespace PhdTracker.Core.Milestones.Rules.Versions;

/// <summary>What publishing or retiring a version means for the candidatures of today, and for the routes that its rules name.</summary>
public sealed class RuleSetReach(PhdTrackerDb db, RuleSetStore store, DefinitionLibrary definitions, TimeProvider clock)
{
    /// <summary>Refuses a set that cannot count beside the others.</summary>
    /// <exception cref="DomainRuleException"><c>RuleSetCompetes</c>, <c>RuleSetTakesOver</c>, <c>RuleSetRouteUnknown</c>.</exception>
    public async Task RefuseUnlessPublishableAsync(RuleSet set, CancellationToken ct)
    {
        var library = store.Library(db);
        if (library.CompetitorOf(set) is { } other)
            throw new DomainRuleException("RuleSetCompetes", other.Code, other.Version);
        if ((await UnknownRoutesAsync(set, set.Code, ct)).FirstOrDefault()?.Rule is { } rule)
            throw new DomainRuleException("RuleSetRouteUnknown", rule, set.Rule(rule)!.Route);
        if (await TakenOverAsync(set, library, ct) is > 0 and var taken)
            throw new CountedRuleException("RuleSetTakesOver", taken);
    }

    /// <summary>Refuses while students of today's candidatures, who would register now, had no rules of that kind without it.</summary>
    /// <exception cref="DomainRuleException"><c>RuleSetNeeded</c>.</exception>
    public async Task RefuseWhileNeededAsync(RuleSet set, CancellationToken ct)
    {
        var library = store.Library(db);
        var (without, today) = (library.Retiring(set), clock.Today());
        var needed = (await OpenAsync(set, db.Candidatures, ct)).Any(c => Begins(c, library, today).Any(s => s == set)
            && Begins(c, without, today).Count(s => s.Layer == set.Layer) < Begins(c, library, today).Count(s => s.Layer == set.Layer));
        if (needed)
            throw new DomainRuleException("RuleSetNeeded");
    }

    /// <summary>The rules that name an approval route which the app does not have.</summary>
    public async Task<IReadOnlyList<RuleSetProblem>> UnknownRoutesAsync(RuleSet set, string file, CancellationToken ct)
    {
        var named = set.Rules.Where(r => r.TakesSubmission).Select(r => r.Route).Except(definitions.Ids).ToList();
        var stored = named.Count == 0 ? [] : await db.Definitions.Where(d => named.Contains(d.DefinitionId) && d.State == DefinitionState.Published).Select(d => d.DefinitionId).Distinct().ToListAsync(ct);
        return [.. set.Rules.Where(r => r.TakesSubmission && named.Except(stored).Contains(r.Route))
            .Select(r => new RuleSetProblem(file, r.Code, new ProblemText("RuleProblem.RouteUnknown", Quoted("route"), Quoted(r.Route)), new ProblemText("RuleExpected.Route", string.Join(", ", definitions.Ids.Order(StringComparer.Ordinal)))))];
    }

    /// <summary>How many candidatures that have their dates would come under a set of a code that they do not follow.</summary>
    private async Task<int> TakenOverAsync(RuleSet set, RuleSetLibrary library, CancellationToken ct)
    {
        var with = library.Publishing(set);
        var (from, before) = (set.Scope.RegisteredFrom ?? DateOnly.MinValue, set.Scope.RegisteredBefore ?? DateOnly.MaxValue);
        var candidatures = await OpenAsync(set, db.Candidatures.Where(c => c.StartOn >= from && c.StartOn < before), ct);
        if (candidatures.Count == 0)
            return 0;
        var follows = (await db.Milestones.Where(m => !Candidature.ClosedStates.Contains(m.Candidature.State))
            .Select(m => new { m.CandidatureId, m.RuleSetCode, m.RuleSetVersion }).Distinct().ToListAsync(ct)).ToLookup(m => m.CandidatureId, m => (m.RuleSetCode, m.RuleSetVersion));
        return candidatures.Count(c => follows[c.Id].ToList() is { Count: > 0 } theirs && !theirs.Exists(f => f.RuleSetCode == set.Code)
            && RuleSetsOf.Following(c, with, theirs, c.StartOn).Any(f => f.Set.Code == set.Code));
    }

    private static List<RuleSet> Begins(Candidature candidature, RuleSetLibrary library, DateOnly today) =>
        [.. RuleSetsOf.Following(candidature, library, [], candidature.StartOn > today ? candidature.StartOn : today).Select(f => f.Set)];

    /// <summary>Candidatures that go on, as far as a set of this scope may concern them, with what sets are chosen by.</summary>
    private static Task<List<Candidature>> OpenAsync(RuleSet set, IQueryable<Candidature> among, CancellationToken ct)
    {
        var open = among.Where(c => !Candidature.ClosedStates.Contains(c.State));
        if (set.Scope.Programme is { } programme)
            open = open.Where(c => c.Studentship.Project.Programme.Code == programme);
        return open
            .Include(c => c.Studentship).ThenInclude(s => s.Party).ThenInclude(p => p.Institution)
            .Include(c => c.Studentship).ThenInclude(s => s.Project).ThenInclude(p => p.Programme).ThenInclude(p => p.Parties).ThenInclude(p => p.Institution)
            .Include(c => c.HomeInstitution).Include(c => c.Unit).Include(c => c.DoctoralSchool)
            .AsNoTrackingWithIdentityResolution().AsSplitQuery().ToListAsync(ct);
    }
}
