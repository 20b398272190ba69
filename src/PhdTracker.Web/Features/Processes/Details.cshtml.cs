using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Processes;

/// <summary>One route that runs or ran: where it stands, with whom, what failed, what happened, and what can be done about it.</summary>
public sealed class DetailsModel(PhdTrackerDb db, CurrentPerson current, ProcessReader reader, SubjectCases cases, Texts texts) : PageModel
{
    public ProcessView View { get; private set; } = null!;

    /// <summary>Whether the reader may open the page of the case.</summary>
    public bool MayOpen { get; private set; }

    /// <summary>Whether the reader may repair it.</summary>
    public bool MayManage { get; private set; }
    /// <summary>Whether the route can go back to the step in which its panel was named.</summary>
    public bool MayNamePanelAgain => View.Questions.Any(q => q.Action == NamePanelHandler.Action);
    public WholeRoute Route { get; private set; } = WholeRoute.None;
    public IReadOnlyList<ProcessIncident> Incidents { get; private set; } = [];
    public PlainValues Values { get; private set; } = null!;
    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];
    public IReadOnlyList<JournalBurst> Journal { get; private set; } = [];
    public IEnumerable<ProcessTask> Open => View.Process.Tasks.Where(t => t.State == TaskState.Open).OrderBy(t => t.Id);
    public IEnumerable<ProcessTask> Closed => View.Process.Tasks.Where(t => t.State != TaskState.Open).OrderByDescending(t => t.Id);

    /// <summary>Whether the reader may know who was asked and who answered.</summary>
    public bool Names { get; private set; }

    /// <summary>Who answered a closed task, and for whom; of one that nobody answered, whom it asked.</summary>
    public string WhoOf(ProcessTask task) => Names && task.Counted.ToList() is { Count: > 0 } answers
        ? texts.List(answers.Select(d => d.OnBehalfOf is { } other ? texts["Task.OnBehalfOf", d.By.DisplayName, other.DisplayName] : d.By.DisplayName).Distinct(StringComparer.Ordinal))
        : AskedOf(task);

    /// <summary>Whom a task asks, or asked.</summary>
    public string AskedOf(ProcessTask task) => !task.Asked.Any() ? texts["Processes.AskedNobody"]
        : texts["Processes.AskedOf", Names ? texts.List(task.Asked.Select(p => p.DisplayName)) : DeskWords.Role(texts, task.AskedOf, task.Party?.Side ?? View.About.Side ?? "")];

    public async Task OnGetAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        View = await reader.ReadAsync(id, access, Permission.ViewProcesses, ct);
        MayOpen = View.About.Id is not null && await reader.MayOpenAsync(View.Process, access, ct);
        MayManage = await reader.MayManageAsync(id, access, ct);
        var reading = await reader.ReadingAsync(View.Process, access, ct);
        Names = reading.Names;
        Route = await cases.OfProcessAsync(id, texts, reading, ct);
        Incidents = await reader.IncidentsAsync(id, ct);
        Values = await reader.ValuesAsync(View, ct);
        History = await reader.HistoryAsync(View, reading, withReasons: MayManage || reading.Comments, texts, ct);
        Journal = await ProcessHistory.JournalAsync(db, id, View.Workflow, reading, texts, View.Zone, ct);
    }
}
