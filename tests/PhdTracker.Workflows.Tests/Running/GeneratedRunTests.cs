using System.Text;
using System.Text.Json;
using PhdTracker.Workflows.Expressions;
using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests.Running;

/// <summary>Properties of every sound definition under every order of answers. Each seed is one definition and one run of it.</summary>
public class GeneratedRunTests
{
    private const int MostAnswers = 60;
    private static readonly DateTime Begin = new(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc);

    public static TheoryData<int> Tens => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Tens))]
    public void Run_GeneratedDefinition_KeepsItsTokens(int ten)
    {
        for (var seed = ten * 10; seed < (ten * 10) + 10; seed++)
            new GeneratedRun(seed).Play();
    }

    private sealed record Given(int Bookmark, string? Outcome, DateTime At);

    private sealed class GeneratedRun(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly CompiledWorkflow _workflow = CompiledWorkflow.Load(new RandomDefinition(seed).ToJson(), WorkflowTrace.Registry);
        private readonly List<JournalEntry> _journal = [];
        private readonly List<Given> _given = [];

        public void Play()
        {
            var instance = Finish(WorkflowRunner.Start(_workflow, null, Begin));
            for (var at = Begin; instance.Bookmarks.Count > 0 && _given.Count < MostAnswers; at = at.AddHours(1))
            {
                Check(instance);
                var given = Choose(instance, at);
                _given.Add(given);
                at = given.At;
                instance = Finish(Give(WorkflowInstance.FromJson(_workflow, instance.ToJson()), given));
                var state = instance;
                Assert.Throws<AnswerRefusedException>(() => Give(state, given));
            }

            Check(instance);
            AssertEnd(instance);
            Assert.Equal(Text(instance), Text(Replayed()));
        }

        private Given Choose(WorkflowInstance instance, DateTime at)
        {
            var bookmark = instance.Bookmarks[_random.Next(instance.Bookmarks.Count)];
            var outcomes = _workflow.Find(bookmark.ActivityId)!.Outcomes;
            return bookmark.DueAt is { } due ? new(bookmark.Id, null, due > at ? due : at) : new(bookmark.Id, outcomes[_random.Next(outcomes.Count)], at);
        }

        private static WorkflowRun Give(WorkflowInstance instance, Given given) => given.Outcome is { } outcome
            ? WorkflowRunner.Resume(instance, given.Bookmark, outcome, JsValue.Null, given.At)
            : WorkflowRunner.ResumeDue(instance, given.Bookmark, given.At);

        private WorkflowInstance Finish(WorkflowRun run)
        {
            Run(run);
            _journal.AddRange(run.Journal);
            return run.Instance;
        }

        private static WorkflowInstance Run(WorkflowRun run)
        {
            while (run.Next() is { } call)
                run.Wait(call);
            return run.Instance;
        }

        // The same answers give the same state, whether it was read back between them or not.
        private WorkflowInstance Replayed()
        {
            var instance = Run(WorkflowRunner.Start(_workflow, null, Begin));
            return _given.Aggregate(instance, (state, given) => Run(Give(state, given)));
        }

        private void Check(WorkflowInstance instance)
        {
            Assert.Equal(Text(instance), Text(WorkflowInstance.FromJson(_workflow, instance.ToJson())));
            Assert.Empty(instance.Incidents);
            Assert.Equal(instance.Status == WorkflowStatus.Running, instance.Bookmarks.Count > 0);
            Assert.Equal(Enumerable.Range(1, _journal.Count), _journal.Select(entry => entry.Sequence));
            using var state = JsonDocument.Parse(instance.ToJson());
            var open = Open(state.RootElement).ToList();
            Assert.Equal(open.Count, open.Distinct().Count());
            // What has begun has ended once, or is open.
            var begun = _journal.GroupBy(entry => entry.ActivityId).Select(group =>
                (group.Key, Count: group.Count(entry => entry.Event == JournalEvent.Started) - group.Count(entry => entry.Event != JournalEvent.Started)));
            Assert.Equal(
                open.Select(place => place.Activity).Order(StringComparer.Ordinal),
                begun.SelectMany(pair => Enumerable.Repeat(pair.Key, Math.Max(pair.Count, pair.Count < 0 ? 99 : 0))).Order(StringComparer.Ordinal));
        }

        // Where somebody is asked, and the containers around: each with the run of the container in which it stands.
        private static IEnumerable<(string Activity, int Frame)> Open(JsonElement state)
        {
            if (state.TryGetProperty("bookmarks", out var bookmarks))
            {
                foreach (var bookmark in bookmarks.EnumerateArray())
                    yield return (bookmark.GetProperty("activity").GetString()!, Number(bookmark, "frame"));
            }

            if (!state.TryGetProperty("frames", out var frames))
                yield break;
            foreach (var container in frames.EnumerateArray().Select(frame => (frame.GetProperty("in").GetString()!, Number(frame, "parent"))).Distinct())
                yield return container;
        }

        private void AssertEnd(WorkflowInstance instance)
        {
            var stopped = _journal.Exists(entry => entry.Event == JournalEvent.Completed && entry.ActivityType == "Elsa.End" && _workflow.Find(entry.ActivityId)!.Container is null);
            var times = _journal.Count(entry => entry is { ActivityId: "last", Event: JournalEvent.Completed });
            Assert.Equal(instance.Status == WorkflowStatus.Finished && !stopped ? 1 : 0, times);
        }

        private static int Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

        private static string Text(WorkflowInstance instance) => Encoding.UTF8.GetString(instance.ToJson());
    }
}
