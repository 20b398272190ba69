using System.Text;
using PhdTracker.Workflows.Expressions;
using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests.Running;

/// <summary>Moving an instance to another version: what waits goes on waiting there, or the move is refused in words.</summary>
public class MigrationTests
{
    [Fact]
    public void Apply_StepAddedBehindWhatWaits_IsPassedThere()
    {
        var trace = Line().Start();
        var to = new Flow(2).Ask("first").Task("check").Ask("second").Note("no")
            .Way("start", "first").Answers("first", "check", "no", "no").Way("check", "second").Answers("second", "no", "no", "no").Compile();

        Move(trace, to);
        Assert.Equal(["first"], trace.Waiting);
        trace.Answer("first", "Approved");

        Assert.Equal(["check"], trace.Waiting);
        Assert.Equal(2, trace.Instance.Workflow.Definition.Version);
    }

    [Fact]
    public void Apply_TheOldInstance_IsNotChanged()
    {
        var instance = Line().Start().Instance;
        var before = instance.ToJson();

        WorkflowMigration.Apply(instance, Line(2).Compile(), default);

        Assert.Equal(before, instance.ToJson());
    }

    [Fact]
    public void Preview_WaitingStepIsNotThere_SaysWhichAndWhatToDo()
    {
        var preview = WorkflowMigration.Preview(Line().Start().Instance, new Flow(2).Task("other").Way("start", "other").Compile());

        Assert.False(preview.Possible);
        Assert.Equal(
            "Activity 'first': It waits, and version 2 has no such step. Add a step with this id, or let it be answered or skipped first.",
            Assert.Single(preview.Problems).ToString());
    }

    [Fact]
    public void Preview_WaitingStepIsOfAnotherType_IsRefused() =>
        Assert.Contains("is Elsa.RunTask in version 2", Assert.Single(WorkflowMigration.Preview(
            Line().Start().Instance, new Flow(2).Task("first").Way("start", "first").Compile()).Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void Preview_OutcomeThatCouldBeGivenIsGone_IsRefused()
    {
        static Flow With(int version, params string[] outcomes) => outcomes.Aggregate(
            new Flow(version).Step("ask", "Test.Ask", ("outcomes", new System.Text.Json.Nodes.JsonArray([.. outcomes.Select(o => (System.Text.Json.Nodes.JsonNode)o)]))).Note("on").Way("start", "ask"),
            (flow, outcome) => flow.Way("ask", "on", outcome));
        var ask = new ActivityType("Test.Ask") { Inputs = [new("outcomes", InputType.TextList)], Outcomes = shape => shape.List("outcomes"), Waits = true };

        var preview = WorkflowMigration.Preview(With(1, "Yes", "No").Start(ask).Instance, With(2, "Yes").Compile(ask));

        Assert.Contains("'No'", Assert.Single(preview.Problems).Message, StringComparison.Ordinal);
        Assert.True(WorkflowMigration.Preview(With(1, "Yes").Start(ask).Instance, With(2, "Yes", "No").Compile(ask)).Possible);
    }

    [Fact]
    public void Apply_ArrivalAtAJoin_IsCarriedByItsEnds()
    {
        var trace = TwoSides(1).Start();
        trace.Answer("home", "Done");
        // The connections stand in another order, and one more step comes after the join.
        var to = new Flow(2).Fork("sides", "Home", "Partner").Task("home").Task("partner").Join("both", "WaitAll").Note("told").Task("then")
            .Way("both", "told").Way("told", "then").Way("partner", "both").Way("home", "both")
            .Way("sides", "partner", "Partner").Way("sides", "home", "Home").Way("start", "sides").Compile();

        Move(trace, to);
        trace.Answer("partner", "Done");

        Assert.Equal(["then"], trace.Waiting);
        Assert.Contains(trace.Journal, entry => entry is { ActivityId: "told", Event: JournalEvent.Completed });
    }

    [Fact]
    public void Preview_WayThatWasGoneIsNotThere_IsRefused()
    {
        var trace = TwoSides(1).Start();
        trace.Answer("home", "Done");
        var to = new Flow(2).Fork("sides", "Home", "Partner").Task("home").Task("more").Task("partner").Join("both", "WaitAll").Task("then")
            .Way("start", "sides").Way("sides", "home", "Home").Way("sides", "partner", "Partner").Way("home", "more").Way("more", "both").Way("partner", "both").Way("both", "then").Compile();

        Assert.Contains("way from 'home'", Assert.Single(WorkflowMigration.Preview(trace.Instance, to).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preview_JoinWaitsForABranchThatWasNeverAsked_IsRefused()
    {
        var trace = TwoSides(1).Start();
        trace.Answer("home", "Done");
        var to = TwoSides(2, "Legal").Compile();

        Assert.Equal("both", Assert.Single(WorkflowMigration.Preview(trace.Instance, to).Problems).Activity);
    }

    [Fact]
    public void Apply_NoJoinAnyMore_GoesOnAtOnce()
    {
        var trace = new Flow().Fork("sides", "Home", "Partner").Task("home").Task("partner").Task("both").Way("start", "sides")
            .Way("sides", "home", "Home").Way("sides", "partner", "Partner").Way("home", "both").Way("partner", "both").Start();
        trace.Answer("home", "Done");
        var to = new Flow(2).Fork("sides", "Home", "Partner").Task("home").Task("partner").Task("both").Way("start", "sides")
            .Way("sides", "home", "Home").Way("sides", "partner", "Partner").Way("home", "both").Compile();

        Assert.Equal("both", Assert.Single(WorkflowMigration.Preview(trace.Instance, to).GoesOn).Name);
        Move(trace, to);

        Assert.Equal(["both", "partner"], trace.Waiting);
    }

    [Fact]
    public void Preview_Variables_AreNamedByWhatBecomesOfThem()
    {
        var trace = Line().Variable("Kept", "String", "old").Variable("Gone", "String").Start();

        var preview = WorkflowMigration.Preview(trace.Instance, Line(2).Variable("New", "Int32", "7").Variable("Kept", "String", "new").Compile());
        Move(trace, Line(2).Variable("New", "Int32", "7").Variable("Kept", "String", "new").Compile());

        Assert.Contains(new MigrationLine(MigrationPart.Variable, MigrationFate.Stays, "Kept"), preview.Stays);
        Assert.Equal([new MigrationLine(MigrationPart.Variable, MigrationFate.Added, "New", "7")], preview.Added);
        Assert.Equal([new MigrationLine(MigrationPart.Variable, MigrationFate.Dropped, "Gone")], preview.Dropped);
        Assert.Equal("old/7", $"{trace.Instance.Variable("Kept")}/{trace.Instance.Variable("New")}");
    }

    [Fact]
    public void Preview_VariableThatDoesNotFitItsNewType_IsRefused() =>
        Assert.Contains("'Months'", Assert.Single(WorkflowMigration.Preview(
            Line().Variable("Months", "String", "twelve").Start().Instance, Line(2).Variable("Months", "Int32").Compile()).Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void Preview_EndedOrSameVersion_IsRefused()
    {
        var trace = Line().Start();
        Assert.Contains("on version 1 already", Assert.Single(WorkflowMigration.Preview(trace.Instance, Line().Compile()).Problems).Message, StringComparison.Ordinal);
        trace.Answer("first", "Rejected");

        Assert.Contains("has ended", Assert.Single(WorkflowMigration.Preview(trace.Instance, Line(2).Compile()).Problems).Message, StringComparison.Ordinal);
        Assert.Throws<MigrationRefusedException>(() => WorkflowMigration.Apply(trace.Instance, Line(2).Compile(), default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Apply_FailedStep_RunsThereAgain(bool continues)
    {
        var act = new ActivityType("Test.Act") { Inputs = [new("to", InputType.Text)] };
        Flow Route(int version, string to)
        {
            var flow = new Flow(version).Step("act", "Test.Act", ("to", to)).Task("beside").Way("start", "act").Way("start", "beside");
            return continues ? flow.ContinueWithIncidents() : flow;
        }

        var trace = new WorkflowTrace(Route(1, "nobody").Compile(act), default);
        trace.Host = (run, call) => Run(run, call, act);
        trace.Start();
        var before = trace.Instance.SubStatus;

        Move(trace, Route(2, "lead").Compile(act));
        Assert.Equal(before, trace.Instance.SubStatus);
        trace.Retry("act");

        Assert.Empty(trace.Instance.Incidents);
        Assert.Equal(["beside"], trace.Waiting);
    }

    [Fact]
    public void Apply_ResultsOfSteps_AreKeptWhereTheyAreRead()
    {
        var trace = new Flow().Variable("Text", "String").Task("score").Task("wait").Set("sum", "Text", "getOutputFrom('score', 'result')")
            .Way("start", "score").Way("score", "wait").Way("wait", "sum").Start();
        trace.Answer("score", "Done", JsValue.From(72));
        var to = new Flow(2).Variable("Text", "String").Task("score").Task("wait").Set("sum", "Text", "getOutputFrom('score', 'result') + '!'")
            .Way("start", "score").Way("score", "wait").Way("wait", "sum").Compile();

        Move(trace, to);
        trace.Answer("wait", "Done");

        Assert.Equal("72!", trace.Instance.Variable("Text").ToString());
    }

    private static void Run(WorkflowRun run, ActivityCall call, ActivityType act)
    {
        if (call.Activity.Type == act && call.Text("to") == "nobody")
            run.Fault(call, "No contact");
        else
            run.Complete(call, "Done");
    }

    private static void Move(WorkflowTrace trace, CompiledWorkflow to)
    {
        var run = WorkflowMigration.Apply(trace.Instance, to, trace.Now);
        trace.Finish(run);
        Assert.Equal(Encoding.UTF8.GetString(run.Instance.ToJson()), Encoding.UTF8.GetString(WorkflowInstance.FromJson(to, run.Instance.ToJson()).ToJson()));
    }

    private static Flow Line(int version = 1) => new Flow(version).Ask("first").Ask("second").Note("no")
        .Way("start", "first").Answers("first", "second", "no", "no").Answers("second", "no", "no", "no");

    private static Flow TwoSides(int version, params string[] more)
    {
        string[] sides = ["Home", "Partner", .. more];
        var flow = new Flow(version).Fork("sides", sides).Join("both", "WaitAll").Task("then").Way("start", "sides").Way("both", "then");
        return sides.Aggregate(flow, (all, side) => all.Task(side.ToLowerInvariant()).Way("sides", side.ToLowerInvariant(), side).Way(side.ToLowerInvariant(), "both"));
    }
}
