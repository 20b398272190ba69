using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>A process with everything that the pages about it need to know of it.</summary>
/// <param name="Process">With its tasks, who they ask, who is asked instead of whom, and its subject.</param>
/// <param name="Zone">IANA zone of the case: times are told on its clock.</param>
/// <param name="IsNewest">Whether the case still follows it: no other process about it began since.</param>
public sealed record ProcessView(Process Process, CaseName About, string Zone, WorkflowInstance Instance, bool IsNewest)
{
    public int Id => Process.Id;
    public int Version => Process.Version;
    public CompiledWorkflow Workflow => Instance.Workflow;

    /// <summary>What its route is called.</summary>
    public string Route => Workflow.Definition.Name;
    public ProcessState State => ProcessList.StateOf(Process.Status, Process.SubStatus);

    /// <summary>The version with which a process of its route would start now; null if it has that one, or the route is gone.</summary>
    public int? NewerVersion { get; init; }

    /// <summary>The process that started it; null for a case's own route.</summary>
    public ProcessLink? Parent { get; init; }

    /// <summary>The sub-routes that it has started, the oldest first.</summary>
    public IReadOnlyList<ProcessLink> SubRoutes { get; init; } = [];

    /// <summary>The sub-route whose end a step waits for; null where it waits for something else.</summary>
    public ProcessLink? SubRouteAt(Bookmark bookmark) => SubRoutes.FirstOrDefault(s => s.ParentBookmarkId == bookmark.Id);

    /// <summary>The questions to which it can go back.</summary>
    public IReadOnlyList<ProcessTask> Questions => MayReturn && Process.SubStatus != "Cancelled" ? MoveBackHandler.Questions(Process) : [];
    public bool MayBeCancelled => CancelProcessHandler.MayBeCancelled(Process) && (Process.ParentId is not null || !IsNewest || Process.Subject is null or { MayBeCalledOff: true });
    public bool MayBeRestarted => CancelProcessHandler.MayBeCancelled(Process) && MayReturn;
    public bool IsRunning => State == ProcessState.Running;
    private bool MayReturn => IsNewest && Process.Subject is not Agreement && !Process.IsPassedBy;

    /// <summary>The title of a step.</summary>
    public string Step(string activityId, Texts texts) => ProcessWords.Step(texts, Workflow, activityId);

    /// <summary>Where the process waits at a task.</summary>
    public Bookmark? BookmarkOf(ProcessTask task) => Instance.Bookmarks.FirstOrDefault(b => Bookmarks.Key(b) == task.BookmarkId && task.State == TaskState.Open);

    /// <summary>The task that waits at a bookmark; null where it waits for nobody of the programme.</summary>
    public ProcessTask? TaskAt(Bookmark bookmark) => Process.Tasks.FirstOrDefault(t => t.State == TaskState.Open && t.BookmarkId == Bookmarks.Key(bookmark));

    /// <summary>Where it waits for a time, an event, another system or a sub-route.</summary>
    public IEnumerable<Bookmark> Waits => Instance.Bookmarks.Where(b => TaskAt(b) is null);

    /// <summary>The outcomes with which a step that waits may be passed over.</summary>
    public IReadOnlyList<string> SkipOutcomes(Bookmark bookmark) => SkipStepHandler.Outcomes(Workflow.Find(bookmark.ActivityId)!, bookmark, TaskAt(bookmark));

    /// <summary>Whether the case can go on without a failed step.</summary>
    public bool MaySkip(ProcessIncident incident) => Workflow.Find(incident.ActivityId) is { } activity && MendIncidentHandler.MayBeSkipped(activity);
}

/// <summary>Reads processes for the pages about them.</summary>
public sealed class ProcessReader(PhdTrackerDb db, ProcessRunner runner, ManagedProcesses managed, DefinitionLibrary definitions, TimeProvider clock)
{
    /// <summary>The process, for somebody who may do this to it.</summary>
    /// <exception cref="NotFoundException">There is no such process, or not for this person.</exception>
    public async Task<ProcessView> ReadAsync(int id, Access mine, Permission permission, CancellationToken ct)
    {
        var process = await ProcessScopes.Of(db, mine, permission)
            .Include(p => p.Tasks).ThenInclude(t => t.Assignees).ThenInclude(a => a.Person)
            .Include(p => p.Tasks).ThenInclude(t => t.Assignees).ThenInclude(a => a.OnBehalfOf)
            .Include(p => p.Tasks).ThenInclude(t => t.Decisions).ThenInclude(d => d.Recall)
            .Include(p => p.Tasks).ThenInclude(t => t.Decisions).ThenInclude(d => d.By)
            .Include(p => p.Tasks).ThenInclude(t => t.Decisions).ThenInclude(d => d.OnBehalfOf)
            .Include(p => p.Tasks).ThenInclude(t => t.Party!.Institution)
            .Include(p => p.Replacements).ThenInclude(r => r.Person)
            .Include(p => p.Replacements).ThenInclude(r => r.InsteadOf)
            .AsSplitQuery().SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFoundException();
        await runner.LoadSubjectAsync(process, ct);
        var about = await db.Processes.AsNoTracking().Where(p => p.Id == id).WithCase()
            .Select(p => new { p.Case, Zone = p.Row.Candidature!.Studentship.Party.Institution.TimeZone ?? p.Row.Proposal!.LeadParty.Institution.TimeZone }).SingleAsync(ct);
        var linked = await ProcessList.LinksAsync(db, db.Processes.Where(p => p.Id == process.ParentId || p.ParentId == id), ct);
        var newest = (await definitions.FindLatestAsync(db, process.DefinitionId, clock.UtcNow(), ct))?.Definition.Version ?? 0;
        return new ProcessView(process, about.Case, about.Zone ?? "Europe/London", await runner.InstanceAsync(process, ct), await managed.IsNewestAsync(process, ct))
        {
            NewerVersion = newest > process.DefinitionVersion ? newest : null,
            Parent = linked.Find(l => l.Id == process.ParentId),
            SubRoutes = [.. linked.Where(l => l.ParentId == id)],
        };
    }

    /// <summary>Whether somebody may open the page of the case.</summary>
    public async Task<bool> MayOpenAsync(Process process, Access mine, CancellationToken ct) => process switch
    {
        { CandidatureId: { } id } => await mine.Filter(db.Candidatures, Permission.ViewCandidature).AnyAsync(c => c.Id == id, ct),
        { ProposalId: { } id } => await mine.Filter(db.Proposals, Permission.ViewProposals).AnyAsync(p => p.Id == id, ct),
        { Agreement.ProjectId: var id } => await mine.Filter(db.Projects, Permission.ViewAgreements).AnyAsync(p => p.Id == id, ct),
        _ => false,
    };

    /// <summary>Whether somebody may repair it.</summary>
    public Task<bool> MayManageAsync(int id, Access mine, CancellationToken ct) => ProcessScopes.Of(db, mine, Permission.ManageProcesses).AnyAsync(p => p.Id == id, ct);

    /// <summary>Its failed steps, the newest first.</summary>
    public Task<List<ProcessIncident>> IncidentsAsync(int id, CancellationToken ct) =>
        db.Incidents.AsNoTracking().Where(i => i.ProcessId == id).OrderByDescending(i => i.At).ThenByDescending(i => i.Id).ToListAsync(ct);

    /// <summary>What may be shown of its values.</summary>
    public async Task<PlainValues> ValuesAsync(ProcessView view, CancellationToken ct)
    {
        // What one of them has worked out may have come from another.
        var within = db.Processes.Within(view.Process.Root().Id);
        var names = await db.Users.AsNoTracking().Where(p => db.Decisions.Any(d => within.Any(w => w.Id == d.Task.ProcessId) && d.ById == p.Id) || db.TaskAssignees.Any(a => within.Any(w => w.Id == a.Task.ProcessId) && a.PersonId == p.Id))
            .Select(p => p.GivenName + " " + p.FamilyName).ToListAsync(ct);
        return new PlainValues(view.Workflow, view.Process.Candidature?.Student is { } student ? [.. names, student.GivenName + " " + student.FamilyName] : names);
    }

    /// <summary>Every answer, lapse and act, in its sub-routes too, the newest first.</summary>
    /// <param name="withReasons">Whether the reader may read why administrators did what they did.</param>
    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(ProcessView view, CaseReading reading, bool withReasons, Texts texts, CancellationToken ct)
    {
        var within = db.Processes.Within(view.Id);
        var entries = new List<HistoryEntry>(await CaseHistories.AnswersAsync(db.Tasks.Where(t => within.Any(p => p.Id == t.ProcessId)), texts, reading, ct));
        entries.AddRange(await ProcessHistory.ActsAsync(db, within, texts, view.Zone, withReasons, reading.Names, ct));
        entries.AddRange(await OfCaseAsync(view, reading, texts, ct));
        foreach (var sub in view.SubRoutes)
        {
            entries.Add(At(view, sub.StartedAt, texts["Processes.History.SubRouteStarted", RouteNames.Of(texts, sub.RouteId, sub.Route)], texts));
            if (sub is { State: ProcessState.Ended, EndedAt: { } over })
                entries.Add(At(view, over, texts["Processes.History.SubRouteEnded", RouteNames.Of(texts, sub.RouteId, sub.Route)], texts));
        }

        entries.Add(At(view, view.Process.StartedAt, texts["Processes.History.Started", RouteNames.Of(texts, view.Process.DefinitionId, view.Route), view.Process.DefinitionVersion], texts));
        if (view is { State: ProcessState.Ended, Process.EndedAt: { } ended })
            entries.Add(At(view, ended, texts["Processes.History.Ended"], texts));
        return [.. entries.OrderByDescending(e => e.At)];
    }

    /// <summary>What the page of the case tells beside answers, of the time in which the case followed this route.</summary>
    private async Task<IEnumerable<HistoryEntry>> OfCaseAsync(ProcessView view, CaseReading reading, Texts texts, CancellationToken ct)
    {
        if (view.Process is not { ParentId: null, Subject: { } subject })
            return [];
        var until = await db.Processes.BegunAfter(view.Process).OrderBy(p => p.Id).Select(p => (DateTime?)p.StartedAt).FirstOrDefaultAsync(ct);
        var acts = subject.Kind == SubjectKind.Milestone
            ? await CaseHistories.OfficeActsAsync(db, subject.Id, view.Zone, texts, reading.Comments, ct)
            : await SubjectCases.ActsAsync(db, subject.Kind, subject.Id, view.Zone, texts, reading, ct);
        var sent = await CaseHistories.SubmissionsAsync(db.Submissions.Where(s => db.Tasks.Any(t => t.ProcessId == view.Id && t.SubmissionId == s.Id)), view.Zone, texts, ct);
        return sent.Concat(acts.Where(a => a.At >= view.Process.StartedAt && (until is null || a.At < until)));
    }

    private static HistoryEntry At(ProcessView view, DateTime at, string what, Texts texts) => new(at, HistoryMark.Plain, null, what, null, texts.DateTimeIn(at, view.Zone));

    /// <summary>What was written with the answers is for those who read it on the page of the case too.</summary>
    public async Task<CaseReading> ReadingAsync(Process process, Access mine, CancellationToken ct) => process switch
    {
        { ChangeRequestId: not null, CandidatureId: { } id } when !await mine.Filter(db.Candidatures, Permission.ReadSubmissions).AtHome(mine.PersonId).AnyAsync(c => c.Id == id, ct) => new CaseReading(false, Names: false),
        { CandidatureId: { } id } => new CaseReading(await mine.Filter(db.Candidatures, Permission.ReadSubmissions).AnyAsync(c => c.Id == id, ct)),
        { ProposalId: { } id } when await mine.Filter(db.Proposals, Permission.ViewProposals).AnyAsync(p => p.Id == id, ct) => new CaseReading(true),
        { ProposalId: not null } => new CaseReading(false, SideDecisions: false),
        { Agreement.ProjectId: var id } => new CaseReading(await mine.Filter(db.Projects, Permission.ViewAgreements).AnyAsync(p => p.Id == id, ct)),
        _ => new CaseReading(false),
    };
}
