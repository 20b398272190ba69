using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>Where a step of a route stands: behind, here, possibly to come, sent back, or refused.</summary>
public enum StepState { Done, Now, Later, Back, Bad }

/// <summary>One line below a step's title: a name with its side, and what they do or did.</summary>
public sealed record RouteLine(string? Name, string? Side, string Text);

/// <summary>One step of a route, in the reader's language.</summary>
/// <param name="Level">Questions that come before it; equal levels are asked at the same time. -1 for handing in.</param>
public sealed record RouteStep(string Title, StepState State, IReadOnlyList<RouteLine> Lines, int Level = -1, string? ActivityId = null)
{
    /// <summary>The state in words, where the usual word does not fit; the lines say it too.</summary>
    public string? Said { get; init; }
}

/// <summary>Reads the route of a milestone with its current step marked: at most seven queries.</summary>
public sealed class CaseRoutes(PhdTrackerDb db, TimeProvider clock)
{
    /// <summary>The steps in order: handed in, each question of the route's definition, and how it ended. Empty if nothing is handed in for this milestone.</summary>
    /// <param name="open">The open questions of the milestone, where they are known already.</param>
    public async Task<IReadOnlyList<RouteStep>> OfAsync(int milestoneId, Texts texts, CancellationToken ct, IReadOnlyList<DeskTask>? open = null) =>
        (await ReadAsync(milestoneId, texts, open, isDrawn: false, ct)).Steps;

    /// <summary>The steps in order, and the whole route as a diagram.</summary>
    public Task<WholeRoute> WholeAsync(int milestoneId, Texts texts, CancellationToken ct) => ReadAsync(milestoneId, texts, null, isDrawn: true, ct);

    private async Task<WholeRoute> ReadAsync(int milestoneId, Texts texts, IReadOnlyList<DeskTask>? open, bool isDrawn, CancellationToken ct)
    {
        var about = await db.Milestones.AsNoTracking().Where(m => m.Id == milestoneId).Select(m => new About(
            m.EquivalentToId ?? m.Id, m.State, m.EquivalentTo == null ? m.TakesSubmission : m.EquivalentTo.TakesSubmission, m.EquivalentTo == null ? m.Route : m.EquivalentTo.Route, m.OpensOn, m.DueOn, m.DoneOn,
            m.Candidature.Student.GivenName + " " + m.Candidature.Student.FamilyName, m.Candidature.Studentship.Party.Side, m.Candidature.Studentship.Party.Institution.TimeZone)).SingleOrDefaultAsync(ct);
        if (about is not { TakesSubmission: true })
            return WholeRoute.None;
        var sent = await db.Submissions.AsNoTracking().Where(s => s.MilestoneId == about.Followed && s.SubmittedAt != null)
            .OrderByDescending(s => s.Number).Select(s => new Sent(s.Id, s.Number, s.SubmittedAt!.Value)).FirstOrDefaultAsync(ct);
        if (sent is null && Milestone.Closed(about.State))
            return WholeRoute.None;
        var walked = await CaseDiagrams.WalkedAsync(db, db.Processes.Where(p => p.MilestoneId == about.Followed && p.ParentId == null).OrderByDescending(p => p.Id), ct, isDrawn);
        var definition = walked?.Definition ?? await NextAsync(about.Route, ct);
        var tasks = walked is null || sent is null ? [] : await TasksAsync(walked.ProcessId, sent.Id, open, ct);
        var (first, last) = (First(texts, about, sent), Last(texts, about));
        if (definition is null)
            return new WholeRoute([first, last], null);
        // Who did or passed over what is in the journal, which is read anyway where it is drawn.
        if (walked is not null && !isDrawn && tasks.Values.Any(t => t is { State: TaskState.Cancelled } or { State: TaskState.Done, Answers.Count: 0 }))
            walked = await CaseDiagrams.WithJournalAsync(db, walked, ct);
        var middle = Middle(texts, about, RouteOutline.Of(definition), tasks, walked).ToList();
        return !isDrawn ? new WholeRoute([first, .. middle, last], null) : new WholeRoute([first, .. middle, last], walked is null
            ? Ahead(texts, definition, first, middle)
            : CaseDiagrams.Of(walked, texts, [.. middle, .. CaseDiagrams.Submissions(texts, tasks.Values.Select(t => t.Open).OfType<DeskTask>())]));
    }

    /// <summary>The route that a milestone will follow, from its newest version.</summary>
    private async Task<WorkflowDefinition?> NextAsync(string route, CancellationToken ct)
    {
        var stored = await db.Definitions.AsNoTracking().Where(d => d.DefinitionId == route && d.State == DefinitionState.Published).OrderByDescending(d => d.DefinitionVersion).Select(d => new { d.ContentHash, d.Json }).FirstOrDefaultAsync(ct);
        return stored is null ? null : CaseDiagrams.Parsed(stored.ContentHash, stored.Json);
    }

    /// <summary>The diagram before anything is handed in: all of it is still to come.</summary>
    private static RouteDiagram Ahead(Texts texts, WorkflowDefinition definition, RouteStep first, List<RouteStep> middle)
    {
        var marks = middle.ToDictionary(step => step.ActivityId!, CaseDiagrams.Mark, StringComparer.Ordinal);
        foreach (var start in definition.Activities.Where(a => a.Type == "Elsa.Start"))
            marks[start.Id] = CaseDiagrams.Mark(first);
        return RouteDiagrams.Of(definition, texts, marks);
    }

    /// <summary>What was asked about the newest version; of a question asked twice, the last.</summary>
    private async Task<Dictionary<string, Asked>> TasksAsync(int processId, int submissionId, IReadOnlyList<DeskTask>? known, CancellationToken ct)
    {
        var ofVersion = db.Tasks.Where(t => t.ProcessId == processId && t.SubmissionId == submissionId);
        var answered = await ofVersion.AsNoTracking().AsSingleQuery().OrderBy(t => t.Id).Select(t => new Asked(
            t.ActivityId, t.State, t.ClosedAt,
            t.Party != null ? t.Party.Side : t.Process.Candidature!.Studentship.Party.Side,
            t.Party != null ? t.Party.Institution.TimeZone : t.Process.Candidature!.Studentship.Party.Institution.TimeZone,
            t.Decisions.AsQueryable().Where(d => d.Recall == null).OrderBy(d => d.At).ThenBy(d => d.Id).Select(RouteAnswer.Read).ToList(),
            t.Id,
            t.AskedOf == "assessor",
            t.Assignees.OrderBy(a => a.Person.FamilyName).ThenBy(a => a.PersonId).Select(a => (a.Person.Title == null ? "" : a.Person.Title + " ") + a.Person.GivenName + " " + a.Person.FamilyName).ToList())).ToListAsync(ct);
        var open = (known ?? await CaseDesks.OpenAsync(ofVersion, ct)).ToDictionary(t => t.Id);
        return answered.GroupBy(t => t.ActivityId, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last() with { Open = open.GetValueOrDefault(g.Last().Id) }, StringComparer.Ordinal);
    }

    private RouteStep First(Texts texts, About about, Sent? sent)
    {
        var withStudent = about.State is MilestoneState.Planned or MilestoneState.Draft or MilestoneState.Returned or MilestoneState.Resubmit;
        if (!withStudent && sent is not null)
            return new RouteStep(texts["Route.Sent"], StepState.Done, [new RouteLine(about.Student, about.Side, texts["Route.SentVersion", sent.Number, Short(texts, sent.At, about.Zone)])]);
        if (about.State is MilestoneState.Planned && about.OpensOn > clock.TodayIn(about.Zone))
            return new RouteStep(texts["Route.ToSend"], StepState.Later, [new RouteLine(about.Student, about.Side, texts["Route.OpensOn", texts.ShortDate(about.OpensOn.Value)])]);
        var what = about.State switch
        {
            MilestoneState.Returned => texts["Route.NewVersion"],
            MilestoneState.Resubmit => about.DueOn is { } retake ? texts["Route.RetakeDue", texts.ShortDate(retake)] : texts["Route.Retake"],
            _ => about.DueOn is { } due ? texts["Route.Due", texts.ShortDate(due)] : texts["Route.NoDate"],
        };
        return new RouteStep(texts["Route.ToSend"], StepState.Now, [new RouteLine(about.Student, about.Side, what)]);
    }

    private static IEnumerable<RouteStep> Middle(Texts texts, About about, IReadOnlyList<OutlineStep> outline, Dictionary<string, Asked> tasks, WalkedRoute? walked)
    {
        var parallel = outline.GroupBy(s => s.Level).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        foreach (var step in outline)
        {
            var title = texts.Of(step.TitleEn, step.TitleFr);
            var beside = step.IsOpinion && parallel.Contains(step.Level) ? texts["Route.Beside"] : null;
            // What was answered before an earlier question was asked anew will be asked again.
            var past = tasks.TryGetValue(step.ActivityId, out var asked) && asked is { Open: null, ClosedAt: { } closed }
                && outline.Any(s => s.Level < step.Level && tasks.GetValueOrDefault(s.ActivityId)?.Open?.OpenedAt >= closed);
            var shown = asked is not null && !past
                ? Reached(texts, title, step, asked, beside, walked)
                : new RouteStep(title, StepState.Later, Lines(new RouteLine(null, null, DeskWords.Role(texts, step.AskedOf, step.AskedOf.EndsWith(":partner", StringComparison.Ordinal) ? "" : about.Side)), beside));
            yield return shown with { Level = step.Level, ActivityId = step.ActivityId };
        }
    }

    private static RouteStep Reached(Texts texts, string title, OutlineStep step, Asked asked, string? beside, WalkedRoute? walked)
    {
        if (asked.Open is { } open)
        {
            var what = open.Kind == TaskKind.Action ? texts["Route.Acts"] : step.IsOpinion ? texts["Route.GivesOpinion"] : texts["Route.Decides"];
            IEnumerable<RouteLine> who = open.Holders.Count == 0
                ? [new RouteLine(null, null, texts["Route.Nobody"])]
                : open.Holders.Select(h => new RouteLine(h.Name, h.Side ?? open.Side, what));
            return new RouteStep(title, StepState.Now, [.. RouteAnswer.Lines(texts, asked.Answers, asked.Side, asked.Zone), .. who, .. beside is null ? [] : new[] { new RouteLine(null, null, beside) }]);
        }
        var day = asked.ClosedAt is { } at ? Short(texts, at, asked.Zone) : "";
        return asked switch
        {
            { State: TaskState.Lapsed } => new RouteStep(title, StepState.Later, [new RouteLine(null, asked.Side, texts["Route.Lapsed", day])]) { Said = texts["Way.Lapsed"] },
            { State: TaskState.Done, Answers.Count: > 0 } => new RouteStep(title, RouteAnswer.StateOf(asked.Answers), RouteAnswer.Lines(texts, asked.Answers, asked.Side, asked.Zone)),
            { State: TaskState.Done } => new RouteStep(title, StepState.Done, [.. DoneBy(asked, walked?.DoneBy.GetValueOrDefault(step.ActivityId)).Select(name => new RouteLine(name, asked.Side, day))]),
            _ when walked?.Skipped.GetValueOrDefault(step.ActivityId) is { } skipped => skipped.Shown(texts, new RouteStep(title, StepState.Later, []), day),
            _ => new RouteStep(title, StepState.Later, [new RouteLine(null, null, texts["Route.NotNeeded"])]) { Said = texts["Route.NotNeeded"] },
        };
    }

    /// <summary>Who did what was asked for: each of a panel, else the one who did it.</summary>
    private static IReadOnlyList<string?> DoneBy(Asked asked, string? last) => asked.AsksPanel ? [.. asked.Seated] : [last];

    private static RouteStep Last(Texts texts, About about)
    {
        var on = about.DoneOn is { } done ? texts.ShortDate(done) : "";
        return about.State switch
        {
            MilestoneState.Passed => new RouteStep(texts["Route.Passed"], StepState.Done, [new RouteLine(null, null, on)]),
            MilestoneState.PassedWithConditions => new RouteStep(texts["Route.PassedWithConditions"], StepState.Done, [new RouteLine(null, null, on)]),
            MilestoneState.Failed => new RouteStep(texts["Route.Failed"], StepState.Bad, []),
            MilestoneState.Resubmit => new RouteStep(texts["Route.Passed"], StepState.Later, [new RouteLine(null, null, texts["Route.AfterRetake"])]),
            _ => new RouteStep(texts["Route.Passed"], StepState.Later, [new RouteLine(null, null, texts["Route.Recomputed"])]),
        };
    }

    private static List<RouteLine> Lines(RouteLine first, string? more) => more is null ? [first] : [first, new RouteLine(null, null, more)];

    private static string Short(Texts texts, DateTime at, string zone) => texts.ShortDate(Dates.DayIn(at, zone));

    private sealed record About(int Followed, MilestoneState State, bool TakesSubmission, string Route, DateOnly? OpensOn, DateOnly? DueOn, DateOnly? DoneOn, string Student, string Side, string Zone);

    private sealed record Sent(int Id, int Number, DateTime At);

    private sealed record Asked(string ActivityId, TaskState State, DateTime? ClosedAt, string Side, string Zone, List<RouteAnswer> Answers, int Id, bool AsksPanel, List<string> Seated)
    {
        public DeskTask? Open { get; init; }
    }
}
