using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Editing;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes;

/// <summary>What the commands about versions of a route share: who may, which version was seen, what a version may hold, its number.</summary>
public sealed class RouteDrafts(PhdTrackerDb db, AccessReader access, DefinitionLibrary definitions, TimeProvider clock)
{
    /// <summary>A version, for somebody who changes or publishes what they saw.</summary>
    /// <param name="seen">The hash of the content that the page showed.</param>
    /// <exception cref="NotFoundException">There is no such version, or not for this person.</exception>
    /// <exception cref="DomainRuleException"><c>RouteDraftDiscarded</c>: there was one.</exception>
    /// <exception cref="StaleVersionException">It reads otherwise by now.</exception>
    public async Task<StoredDefinition> SeenAsync(string definitionId, int version, string seen, Permission permission, Person by, CancellationToken ct)
    {
        await AuthoriseAsync(permission, by, ct);
        var stored = await db.Definitions.SingleOrDefaultAsync(d => d.DefinitionId == definitionId && d.DefinitionVersion == version, ct);
        if (stored is null && await WasDiscardedAsync(definitionId, version, ct))
            throw new DomainRuleException("RouteDraftDiscarded", version);
        if (stored is null)
            throw new NotFoundException();
        return stored.ContentHash == seen ? stored : throw new StaleVersionException();
    }

    /// <summary>Whether a version was a draft that somebody threw away.</summary>
    private Task<bool> WasDiscardedAsync(string definitionId, int version, CancellationToken ct)
    {
        var named = Named(definitionId, version);
        return db.AuditEntries.AnyAsync(a => a.ActName == nameof(DiscardDraft) && a.Comment == named, ct);
    }

    /// <exception cref="NotFoundException">The person may not.</exception>
    public async Task AuthoriseAsync(Permission permission, Person by, CancellationToken ct)
    {
        if (!(await access.ForAsync(by.Id, ct)).MayAnywhere(permission))
            throw new NotFoundException();
    }

    /// <summary>All that is wrong with a definition, whom it asks and what it starts among it.</summary>
    public async Task<IReadOnlyList<DefinitionProblem>> ProblemsAsync(WorkflowDefinition definition, CancellationToken ct)
    {
        var started = await StartedAsync(definition, ct);
        return [.. RouteContent.Check(definition).Problems, .. await RouteAssignees.ProblemsAsync(db, definition, ct), .. RouteReach.Problems(definition, started.GetValueOrDefault)];
    }

    /// <summary>The routes that a definition starts, and those that they start, each on the version with which it would start now.</summary>
    private async Task<Dictionary<string, WorkflowDefinition?>> StartedAsync(WorkflowDefinition definition, CancellationToken ct)
    {
        var found = new Dictionary<string, WorkflowDefinition?>(StringComparer.Ordinal);
        IReadOnlyCollection<string> next = [.. StartedBy(definition)];
        for (var depth = 0; depth < HostTypes.MostDepth && next.Count > 0; depth++)
        {
            foreach (var (id, workflow) in await definitions.FindLatestAsync(db, next, clock.UtcNow(), ct))
                found[id] = workflow?.Definition;
            next = [.. next.Select(id => found[id]).OfType<WorkflowDefinition>().SelectMany(StartedBy).Where(id => !found.ContainsKey(id)).Distinct(StringComparer.Ordinal)];
        }

        return found;

        static IEnumerable<string> StartedBy(WorkflowDefinition from) => RouteReach.SubRoutes(from).Select(sub => sub.RouteId).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Changes a draft, or begins one from a version that is none; says so in the trail and saves.</summary>
    /// <param name="act">Name of the command.</param>
    /// <param name="json">The new content, under any number.</param>
    /// <param name="asDraft">Whether the page showed a draft.</param>
    /// <returns>The draft's number.</returns>
    /// <exception cref="RouteProblemsException">It cannot run. Nothing was changed.</exception>
    /// <exception cref="DomainRuleException"><c>RouteDraftPublished</c>.</exception>
    public async Task<int> KeepAsync(StoredDefinition from, string json, string act, bool asDraft, Person by, CancellationToken ct)
    {
        var isDraft = from.State == DefinitionState.Draft;
        if (asDraft && !isDraft)
            throw new DomainRuleException("RouteDraftPublished", from.DefinitionVersion);
        var version = isDraft ? from.DefinitionVersion : await NextAsync(from.DefinitionId, ct);
        var content = await ReadAsync(RouteEditor.Renumber(json, version), ct);
        if (isDraft)
            from.Change(content, by, clock.UtcNow());
        else
            from = db.Definitions.Add(StoredDefinition.Draft(from.DefinitionId, version, content, from.DefinitionVersion, by, clock.UtcNow())).Entity;
        Record(from, act, null, by);
        await db.SaveChangesAsync(ct);
        return version;
    }

    /// <exception cref="RouteProblemsException">It cannot run.</exception>
    public async Task<RouteContent> ReadAsync(string json, CancellationToken ct)
    {
        var definition = Parse(json);
        var problems = await ProblemsAsync(definition, ct);
        return problems.Count == 0 ? RouteContent.Of(definition, json) : throw new RouteProblemsException(problems);
    }

    /// <exception cref="RouteProblemsException">It is no definition at all.</exception>
    public static WorkflowDefinition Parse(string json)
    {
        try
        {
            return WorkflowDefinition.Parse(json);
        }
        catch (WorkflowDefinitionException problem)
        {
            throw new RouteProblemsException(problem.Problems);
        }
    }

    /// <summary>Makes what starts on a route change once at a time: whoever changes it touches the same row, its first version, before looking at what starts now.</summary>
    internal async Task OneAtATimeAsync(string definitionId, CancellationToken ct) =>
        db.Touch(await db.Definitions.Where(d => d.DefinitionId == definitionId).OrderBy(d => d.DefinitionVersion).FirstAsync(ct));

    /// <summary>The next free number of a version that is made here.</summary>
    public async Task<int> NextAsync(string definitionId, CancellationToken ct) =>
        Math.Max(StoredDefinition.FirstLocalVersion, 1 + await db.Definitions.Where(d => d.DefinitionId == definitionId).MaxAsync(d => (int?)d.DefinitionVersion, ct) ?? 0);

    /// <summary>Says in the trail which version an act is about, and why.</summary>
    internal void Record(StoredDefinition definition, string act, string? reason, Person by) => db.Record(
        () => CaseKey.System,
        () => new Act(act, by.Id, SubjectKind: nameof(StoredDefinition), SubjectId: definition.Id, Comment: Named(definition.DefinitionId, definition.DefinitionVersion) + (reason is null ? "" : $": {reason}")));

    private static string Named(string definitionId, int version) => string.Create(CultureInfo.InvariantCulture, $"{definitionId} {version}");
}
