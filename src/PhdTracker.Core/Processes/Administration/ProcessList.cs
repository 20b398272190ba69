using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Cases;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>How a process stands: it goes on, came to its end, was called off, or stopped for good at a failed step.</summary>
public enum ProcessState { Running, Ended, CalledOff, Failed }

/// <summary>Which processes a list shows.</summary>
/// <param name="Route">Id of the route.</param>
/// <param name="Version">Of that route.</param>
/// <param name="Side">The case's home; what belongs to both sides is on each.</param>
/// <param name="Days">Only those that began at least so many days ago.</param>
/// <param name="Holder">Somebody on whose desk something of it lies.</param>
/// <param name="Incident">Only those with a failed step that nobody has mended.</param>
/// <param name="NobodyAsked">Only those that ask something of nobody.</param>
public sealed record ProcessFilter(
    string? Route = null, int? Version = null, ProcessState? State = null, string? Side = null, int? Days = null, int? Holder = null, bool Incident = false, bool NobodyAsked = false)
{
    /// <summary>Those of the processes that it shows.</summary>
    /// <param name="now">UTC.</param>
    public IQueryable<Process> Apply(PhdTrackerDb db, IQueryable<Process> processes, DateTime now)
    {
        if (Route is not null)
            processes = processes.Where(p => p.DefinitionId == Route);
        if (Version is not null)
            processes = processes.Where(p => p.DefinitionVersion == Version);
        if (State is { } state)
            processes = Standing(processes, state);
        if (Side is not null)
            processes = processes.Where(p => (p.Candidature!.Studentship.Party.Side ?? p.Proposal!.LeadParty.Side ?? Side) == Side);
        if (Days is { } days)
        {
            var before = now.AddDays(-days);
            processes = processes.Where(p => p.StartedAt <= before);
        }
        if (Holder is not null)
            processes = processes.Where(p => p.Tasks.Any(t => t.State == TaskState.Open && t.Assignees.Any(a => a.PersonId == Holder && a.State == SeatState.Asked)));
        if (Incident)
            processes = processes.Where(p => db.Incidents.Any(i => i.ProcessId == p.Id && i.ResolvedAt == null));
        if (NobodyAsked)
            processes = processes.Where(p => p.Tasks.Any(t => t.State == TaskState.Open && !t.Assignees.Any(a => a.State == SeatState.Asked)));
        return processes;
    }

    private static IQueryable<Process> Standing(IQueryable<Process> processes, ProcessState state) => state switch
    {
        ProcessState.Running => processes.Where(p => p.Status == "Running"),
        ProcessState.CalledOff => processes.Where(p => p.SubStatus == "Cancelled"),
        ProcessState.Failed => processes.Where(p => p.SubStatus == "Faulted"),
        _ => processes.Where(p => p.SubStatus == "Finished"),
    };
}

/// <summary>A route, as lists call it.</summary>
public sealed record RouteChoice(string Id, string Name);

/// <summary>One open question of a process.</summary>
/// <param name="AskedOf">Whom the step of the route asks.</param>
/// <param name="Named">Whether the reader may read who they are.</param>
public sealed record ProcessDesk(int ProcessId, string TitleEn, string TitleFr, string? Side, string AskedOf, bool Named, DateTime OpenedAt, List<PersonName> Holders)
{
    /// <summary>On whose desks it lies, by name or by what they are asked as.</summary>
    public string Who(Texts texts) => Named ? texts.List(Holders.Select(h => h.Display)) : DeskWords.Role(texts, AskedOf, Side ?? "");
}

/// <summary>A process that started another, or was started by one.</summary>
/// <param name="Route">What its route is called.</param>
/// <param name="ParentBookmarkId">Where the one that started it waits for its end; null where it does not.</param>
public sealed record ProcessLink(int Id, int? ParentId, int? ParentBookmarkId, string RouteId, string Route, string Status, string SubStatus, DateTime StartedAt, DateTime? EndedAt)
{
    public ProcessState State => ProcessList.StateOf(Status, SubStatus);

    /// <summary>Whether it can still come to its end.</summary>
    public bool IsOpen => State is ProcessState.Running or ProcessState.Failed;
}

/// <summary>A process in a list.</summary>
public sealed record ProcessRow
{
    public required int Id { get; init; }
    public required CaseName About { get; init; }

    /// <summary>What its route is called.</summary>
    public required string Route { get; init; }
    public required string RouteId { get; init; }
    public required int RouteVersion { get; init; }
    public required ProcessState State { get; init; }
    public required DateTime StartedAt { get; init; }
    public required DateTime? EndedAt { get; init; }

    /// <summary>A step failed, and nobody has mended it.</summary>
    public required bool HasIncident { get; init; }

    /// <summary>It waits for a time or an event.</summary>
    public required bool Waits { get; init; }

    /// <summary>The process that started it; null for a case's own route.</summary>
    public required ProcessLink? Parent { get; init; }

    /// <summary>What it has started and still runs.</summary>
    public IReadOnlyList<ProcessLink> SubRoutes { get; init; } = [];

    /// <summary>What is asked now.</summary>
    public IReadOnlyList<ProcessDesk> Desks { get; init; } = [];
}

/// <summary>Reads lists of processes.</summary>
public static class ProcessList
{
    /// <summary>How a process stands, by what the engine says of it.</summary>
    public static ProcessState StateOf(string status, string subStatus) => subStatus switch
    {
        "Cancelled" => ProcessState.CalledOff,
        "Faulted" => ProcessState.Failed,
        _ => status == "Finished" ? ProcessState.Ended : ProcessState.Running,
    };

    /// <summary>One page of them, the oldest first, with whose desk each is on and which sub-routes it waits for: three queries.</summary>
    /// <param name="named">The questions of which the reader may read whom they ask.</param>
    public static async Task<List<ProcessRow>> ReadAsync(PhdTrackerDb db, IQueryable<Process> processes, IQueryable<ProcessTask> named, int skip, int take, CancellationToken ct)
    {
        var rows = await processes.AsNoTracking().OrderBy(p => p.StartedAt).ThenBy(p => p.Id).Skip(skip).Take(take).WithCase().Select(p => new
        {
            p.Row.Id,
            p.Row.DefinitionVersion,
            p.Row.Status,
            p.Row.SubStatus,
            p.Row.StartedAt,
            p.Row.EndedAt,
            p.Case,
            RouteId = p.Row.DefinitionId,
            Route = db.Definitions.Where(d => d.DefinitionId == p.Row.DefinitionId && d.DefinitionVersion == p.Row.DefinitionVersion).Select(d => d.Name).FirstOrDefault() ?? p.Row.DefinitionId,
            HasIncident = db.Incidents.Any(i => i.ProcessId == p.Row.Id && i.ResolvedAt == null),
            Waits = db.Bookmarks.Any(b => b.ProcessId == p.Row.Id),
            p.Row.ParentId,
        }).ToListAsync(ct);
        var ids = rows.Select(r => r.Id).ToList();
        var desks = (await DesksAsync(db.Tasks.Where(t => ids.Contains(t.ProcessId) && t.State == TaskState.Open), named, ct)).ToLookup(d => d.ProcessId);
        var parents = rows.Select(r => r.ParentId).OfType<int>().ToList();
        var linked = await LinksAsync(db, db.Processes.Where(p => parents.Contains(p.Id) || ids.Contains(p.ParentId ?? 0)), ct);
        return [.. rows.Select(r => new ProcessRow
        {
            Id = r.Id, About = r.Case, Route = r.Route, RouteId = r.RouteId, RouteVersion = r.DefinitionVersion, State = StateOf(r.Status, r.SubStatus), StartedAt = r.StartedAt, EndedAt = r.EndedAt,
            HasIncident = r.HasIncident, Waits = r.Waits, Desks = [.. desks[r.Id]],
            Parent = linked.Find(l => l.Id == r.ParentId), SubRoutes = [.. linked.Where(l => l.ParentId == r.Id && l.IsOpen)],
        })];
    }

    /// <summary>Processes as those link to them that they started, or that started them; the oldest first.</summary>
    public static Task<List<ProcessLink>> LinksAsync(PhdTrackerDb db, IQueryable<Process> processes, CancellationToken ct) =>
        processes.AsNoTracking().OrderBy(p => p.StartedAt).ThenBy(p => p.Id).Select(p => new ProcessLink(
            p.Id, p.ParentId, p.ParentBookmarkId, p.DefinitionId,
            db.Definitions.Where(d => d.DefinitionId == p.DefinitionId && d.DefinitionVersion == p.DefinitionVersion).Select(d => d.Name).FirstOrDefault() ?? p.DefinitionId,
            p.Status, p.SubStatus, p.StartedAt, p.EndedAt)).ToListAsync(ct);

    /// <summary>The routes that any of these processes goes by, by name.</summary>
    public static async Task<List<RouteChoice>> RoutesAsync(PhdTrackerDb db, IQueryable<Process> processes, CancellationToken ct)
    {
        var names = await db.Definitions.AsNoTracking().Where(d => processes.Any(p => p.DefinitionId == d.DefinitionId)).OrderBy(d => d.DefinitionVersion)
            .Select(d => new RouteChoice(d.DefinitionId, d.Name)).ToListAsync(ct);
        return [.. names.GroupBy(n => n.Id, StringComparer.Ordinal).Select(g => g.Last()).OrderBy(n => n.Name, StringComparer.Ordinal)];
    }

    /// <summary>The sides on which any of these processes is, in order.</summary>
    public static Task<List<string>> SidesAsync(PhdTrackerDb db, IQueryable<Process> processes, CancellationToken ct) =>
        db.Parties.Where(party => processes.Any(p => p.Candidature!.Studentship.PartyId == party.Id || p.Proposal!.LeadPartyId == party.Id || p.Agreement!.Project.Studentships.Any(s => s.PartyId == party.Id)))
            .Select(party => party.Side).Distinct().OrderBy(side => side).ToListAsync(ct);

    private static Task<List<ProcessDesk>> DesksAsync(IQueryable<ProcessTask> tasks, IQueryable<ProcessTask> named, CancellationToken ct) =>
        tasks.AsNoTracking().OrderBy(t => t.OpenedAt).ThenBy(t => t.Id).Select(t => new ProcessDesk(
            t.ProcessId, t.TitleEn, t.TitleFr, t.Party != null ? t.Party.Side : null, t.AskedOf, named.Any(n => n.Id == t.Id), t.OpenedAt,
            t.Assignees.Where(a => a.State == SeatState.Asked).OrderBy(a => a.Person.FamilyName).ThenBy(a => a.PersonId).Select(a => new PersonName(a.PersonId, a.Person.Title, a.Person.GivenName, a.Person.FamilyName)).ToList())).ToListAsync(ct);
}
