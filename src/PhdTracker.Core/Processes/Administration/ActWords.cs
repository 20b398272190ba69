using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Cases;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>
/// What administrators did to a route in words that name the step and the people. The audit trail knows the act and its reason; the step is in the
/// journal and the people are in the replacements, in the same order.
/// </summary>
internal sealed class ActWords
{
    /// <summary>An act of the audit trail.</summary>
    public sealed record Done(int EntryId, int ProcessId, string Act, bool HasReason)
    {
        /// <summary>Whether it passed a step over; a failed step that was mended was run again, unless somebody said why it was not.</summary>
        public bool Skips => Act == nameof(SkipStep) || (Act == nameof(MendIncident) && HasReason);
        public bool TakesBack => Act == nameof(MoveBack);
        public bool Reassigns => Act == nameof(ReassignTask);
        public bool Replaces => Act == nameof(ReplacePerson);
    }

    private sealed record Step(int ProcessId, string Title, string Event, string Outcome);

    private sealed record Moved(int ProcessId, int? TaskId, string? TitleEn, string? TitleFr, int PersonId, string Person, string? InsteadOf, List<(int Id, string Name)> Left);

    private readonly Texts _texts;
    private readonly bool _names;
    private readonly Dictionary<int, string> _told = [];

    private ActWords(Texts texts, bool names) => (_texts, _names) = (texts, names);

    /// <summary>The words for those of the acts that can be told more closely, by their entry: two queries more where there are such acts.</summary>
    /// <param name="acts">In the order in which they were done.</param>
    public static async Task<IReadOnlyDictionary<int, string>> OfAsync(PhdTrackerDb db, IReadOnlyList<Done> acts, Texts texts, bool names, CancellationToken ct)
    {
        var words = new ActWords(texts, names);
        if (acts.Any(a => a.Skips || a.TakesBack))
            words.TellSteps(acts, await StepsAsync(db, acts, texts, ct));
        if (acts.Any(a => a.Reassigns || a.Replaces))
            words.TellPeople(acts, await MovedAsync(db, acts, ct));
        return words._told;
    }

    private void TellSteps(IReadOnlyList<Done> acts, List<Step> steps)
    {
        foreach (var (act, step) in Matched(acts.Where(a => a.Skips), a => a.ProcessId, steps.Where(s => s.Event == "skipped"), s => s.ProcessId))
            _told[act.EntryId] = _texts["History.Skipped", step.Title, step.Outcome];
        foreach (var (act, step) in Matched(acts.Where(a => a.TakesBack), a => a.ProcessId, steps.Where(s => s.Event == "reopened"), s => s.ProcessId))
            _told[act.EntryId] = _texts["History.MovedBack", step.Title];
    }

    private void TellPeople(IReadOnlyList<Done> acts, List<Moved> moved)
    {
        foreach (var (act, to) in Matched(acts.Where(a => a.Reassigns), a => a.ProcessId, moved.Where(m => m.TaskId is not null), m => m.ProcessId))
        {
            var title = _texts.Of(to.TitleEn!, to.TitleFr!);
            var instead = to.InsteadOf ?? _texts.List(LeftBy(to, moved));
            _told[act.EntryId] = !_names ? _texts["History.ReassignedUnnamed", title] : instead.Length == 0 ? _texts["History.ReassignedToNobodys", to.Person, title] : _texts["History.Reassigned", to.Person, instead, title];
        }
        if (!_names)
            return;
        foreach (var (act, to) in Matched(acts.Where(a => a.Replaces), a => a.ProcessId, moved.Where(m => m.TaskId is null), m => m.ProcessId).Where(m => m.Second.InsteadOf is not null))
            _told[act.EntryId] = _texts["History.Replaced", to.Person, to.InsteadOf!];
    }

    /// <summary>Whose places somebody took where they took all: that of the one who took them before, else of those whom the question left.</summary>
    private static IEnumerable<string> LeftBy(Moved to, List<Moved> moved)
    {
        var ofTask = moved.Where(m => m.TaskId == to.TaskId).ToList();
        var before = ofTask.TakeWhile(m => m != to).LastOrDefault();
        return before is not null ? [before.Person] : to.Left.Where(l => ofTask.TrueForAll(m => m.PersonId != l.Id)).Select(l => l.Name);
    }

    /// <summary>The nth act of a process with its nth trace, counted from the newest: what was done before traces were kept has none.</summary>
    private static IEnumerable<(TAct First, TTrace Second)> Matched<TAct, TTrace>(IEnumerable<TAct> acts, Func<TAct, int> ofAct, IEnumerable<TTrace> traces, Func<TTrace, int> ofTrace)
    {
        var known = traces.ToLookup(ofTrace);
        return acts.GroupBy(ofAct).SelectMany(of => of.Reverse().Zip(known[of.Key].Reverse()));
    }

    private static async Task<List<Step>> StepsAsync(PhdTrackerDb db, IReadOnlyList<Done> acts, Texts texts, CancellationToken ct)
    {
        var ids = acts.Where(a => a.Skips || a.TakesBack).Select(a => a.ProcessId).ToHashSet();
        var bursts = await db.Journal.AsNoTracking().Where(j => ids.Contains(j.ProcessId) && (j.Lines.Contains("\"skipped\"") || j.Lines.Contains("\"reopened\""))).OrderBy(j => j.Sequence)
            .Select(j => new
            {
                j.ProcessId,
                j.Lines,
                Route = db.Definitions.Where(d => d.DefinitionId == j.Process.DefinitionId && d.DefinitionVersion == j.Process.DefinitionVersion).Select(d => new { d.ContentHash, d.Json }).First(),
            }).ToListAsync(ct);
        return [.. bursts.SelectMany(burst => ProcessHistory.Lines(burst.Lines).Where(line => line[1] is "skipped" or "reopened").Select(line =>
        {
            var step = CaseDiagrams.Parsed(burst.Route.ContentHash, burst.Route.Json).Activities.FirstOrDefault(a => a.Id == line[0]);
            var outcome = step is null || line.Length < 3 ? null : OutcomeWords.Of(texts, step, line[2]);
            return new Step(burst.ProcessId, step is null ? line[0] : StepTitles.Of(texts, step), line[1], outcome ?? texts["Journal.Done"]);
        }))];
    }

    private static async Task<List<Moved>> MovedAsync(PhdTrackerDb db, IReadOnlyList<Done> acts, CancellationToken ct)
    {
        var ids = acts.Where(a => a.Reassigns || a.Replaces).Select(a => a.ProcessId).ToHashSet();
        var rows = await db.ProcessReplacements.AsNoTracking().AsSingleQuery().Where(r => ids.Contains(r.ProcessId)).OrderBy(r => r.Id).Select(r => new
        {
            r.ProcessId,
            r.TaskId,
            TitleEn = r.Task == null ? null : r.Task.TitleEn,
            TitleFr = r.Task == null ? null : r.Task.TitleFr,
            r.PersonId,
            r.Person,
            r.InsteadOf,
            Left = r.Task!.Assignees.Where(a => a.State == SeatState.Released).OrderBy(a => a.Person.FamilyName).Select(a => a.Person).ToList(),
        }).ToListAsync(ct);
        return [.. rows.Select(r => new Moved(r.ProcessId, r.TaskId, r.TitleEn, r.TitleFr, r.PersonId, r.Person.DisplayName, r.InsteadOf?.DisplayName, [.. r.Left.Select(p => (p.Id, p.DisplayName))]))];
    }
}
