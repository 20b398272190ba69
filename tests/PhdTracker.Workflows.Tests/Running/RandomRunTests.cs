using System.Text;
using PhdTracker.Workflows.Expressions;
using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests.Running;

/// <summary>Properties that hold for every definition and every order of answers.</summary>
public class RandomRunTests
{
    public static TheoryData<string> Definitions =>
    [
        .. RecordedRun.Names.Select(name => new RecordedRun(name).Definition).Distinct().Append("sample-route")
            .Where(name => Compiles(name)),
    ];

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Run_RandomAnswers_NeverHangsAndSurvivesTheRoundTrip(string name)
    {
        var workflow = CompiledWorkflow.Load(RecordedRun.DefinitionJson(name), WorkflowTrace.Registry);
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var (kept, stored) = (Start(workflow), Start(workflow));
            for (var step = 0; step < 60 && kept.Bookmarks.Count > 0; step++)
            {
                var bookmark = kept.Bookmarks[random.Next(kept.Bookmarks.Count)];
                var outcomes = workflow.Find(bookmark.ActivityId)!.Outcomes;
                var outcome = outcomes[random.Next(outcomes.Count)];
                var output = JsValue.From(random.Next(12));
                Finish(WorkflowRunner.Resume(kept, bookmark.Id, outcome, output, At(step)));
                stored = WorkflowInstance.FromJson(workflow, stored.ToJson());
                Finish(WorkflowRunner.Resume(stored, bookmark.Id, outcome, output, At(step)));
                Assert.Equal(Encoding.UTF8.GetString(kept.ToJson()), Encoding.UTF8.GetString(stored.ToJson()));
                AssertVisible(kept);
            }
        }
    }

    private static DateTime At(int step) => new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc).AddHours(step);

    // Running means that somebody can do something; finished means that nobody is still asked.
    private static void AssertVisible(WorkflowInstance instance)
    {
        var open = instance.Bookmarks.Count + instance.Incidents.Count;
        if (instance.Status == WorkflowStatus.Running)
            Assert.True(open > 0);
        else
            Assert.Empty(instance.Bookmarks);
        Assert.Equal(instance.Bookmarks.Count, instance.Bookmarks.Select(bookmark => bookmark.ActivityId).Distinct().Count());
    }

    private static WorkflowInstance Start(CompiledWorkflow workflow) => Finish(WorkflowRunner.Start(workflow, null, At(0)));

    private static WorkflowInstance Finish(WorkflowRun run)
    {
        while (run.Next() is { } call)
            run.Wait(call);
        return run.Instance;
    }

    private static bool Compiles(string name)
    {
        try
        {
            return DefinitionCompiler.Compile(WorkflowDefinition.Parse(RecordedRun.DefinitionJson(name)), WorkflowTrace.Registry).Workflow is not null;
        }
        catch (WorkflowDefinitionException)
        {
            return false;
        }
    }
}
