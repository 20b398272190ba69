using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Editing;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes;

/// <summary>Begins a draft with a definition that was made elsewhere: a new version of a known route, or a new route.</summary>
/// <param name="Renumber">Whether it gets the next free number, whichever it names.</param>
public sealed record UploadRoute(string Json, bool Renumber);

/// <summary>The version that an upload became.</summary>
public sealed record UploadedRoute(string DefinitionId, int Version, string Name);

/// <inheritdoc cref="UploadRoute"/>
public sealed class UploadRouteHandler(PhdTrackerDb db, RouteDrafts drafts, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The person may not.</exception>
    /// <exception cref="RouteProblemsException">It cannot run, or its number is not free. Nothing was kept.</exception>
    public Task<UploadedRoute> HandleAsync(UploadRoute command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => UploadAsync(command, me!, ct), ct);

    private async Task<UploadedRoute> UploadAsync(UploadRoute command, Person by, CancellationToken ct)
    {
        await drafts.AuthoriseAsync(Permission.DraftRoutes, by, ct);
        var definition = RouteDrafts.Parse(command.Json);
        var id = definition.DefinitionId;
        var next = await drafts.NextAsync(id, ct);
        var version = command.Renumber ? next : definition.Version;
        var problems = new List<DefinitionProblem>(await drafts.ProblemsAsync(definition, ct));
        problems.AddRange(await OfNumberAsync(RouteContent.Of(definition, command.Json), id, version, next, ct));
        if (problems.Count > 0)
            throw new RouteProblemsException(problems);
        var content = command.Renumber ? await drafts.ReadAsync(RouteEditor.Renumber(command.Json, version), ct) : RouteContent.Of(definition, command.Json);
        var draft = db.Definitions.Add(StoredDefinition.Draft(id, version, content, null, by, clock.UtcNow())).Entity;
        drafts.Record(draft, nameof(UploadRoute), null, by);
        await db.SaveChangesAsync(ct);
        return new UploadedRoute(id, version, content.Name);
    }

    private async Task<List<DefinitionProblem>> OfNumberAsync(RouteContent content, string id, int version, int next, CancellationToken ct)
    {
        var stored = await db.Definitions.AsNoTracking().Where(d => d.DefinitionId == id).Select(d => new { d.DefinitionVersion, d.ContentHash }).ToListAsync(ct);
        var problems = new List<DefinitionProblem>();
        if (stored.Count == 0 && (id == "upload" || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            problems.Add(new(null, null, new("Problem.NoAddress", id), new("Remedy.SmallLetters", "mid-term-review")));
        var remedy = new ProblemText("Remedy.NextVersion", next);
        if (stored.Find(d => d.DefinitionVersion == version) is { } same)
        {
            problems.Add(same.ContentHash == content.Hash
                ? new(null, null, new("Problem.VersionHere", version, id), new("Remedy.ChangeFirst"))
                : new(null, null, new("Problem.VersionOther", version, id), remedy));
        }
        else if (version > StoredDefinition.LastVersion)
        {
            problems.Add(new(null, null, new("Problem.VersionTooHigh", version), remedy));
        }
        else if (version < StoredDefinition.FirstLocalVersion)
        {
            problems.Add(new(null, null, new("Problem.VersionOfFiles", version), remedy));
        }

        return problems;
    }
}
