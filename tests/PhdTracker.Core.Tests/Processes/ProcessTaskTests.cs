using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Tests.Processes;

public sealed class ProcessTaskTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);
    private static readonly Person Lead = new("Niamh", "Sutcliffe", null, "en", "Prof");

    [Fact]
    public void Decide_Approved_ClosesTheTaskAndKeepsWhoAndWhen()
    {
        var task = Open(TaskKind.Decision);

        var decision = task.Decide(DecisionKind.Approved, "  Well done. ", Lead, null, Now);

        Assert.Equal((TaskState.Done, (DateTime?)Now), (task.State, task.ClosedAt));
        Assert.Equal((DecisionKind.Approved, "Well done.", Lead, Now), (decision.Kind, decision.Comment, decision.By, decision.At));
        Assert.Same(decision, Assert.Single(task.Decisions));
    }

    [Theory]
    [InlineData(TaskKind.Decision, DecisionKind.Favourable)]
    [InlineData(TaskKind.Decision, DecisionKind.Unfavourable)]
    [InlineData(TaskKind.Opinion, DecisionKind.Approved)]
    [InlineData(TaskKind.Opinion, DecisionKind.Returned)]
    [InlineData(TaskKind.Submission, DecisionKind.Approved)]
    public void Decide_AnswerOfAnotherKind_IsRefused(TaskKind kind, DecisionKind answer) =>
        Assert.Equal("DecisionDoesNotFit", Assert.Throws<DomainRuleException>(() => Open(kind).Decide(answer, "why", Lead, null, Now)).Code);

    [Theory]
    [InlineData(TaskKind.Decision, DecisionKind.ApprovedWithConditions)]
    [InlineData(TaskKind.Decision, DecisionKind.Returned)]
    [InlineData(TaskKind.Decision, DecisionKind.Rejected)]
    [InlineData(TaskKind.Opinion, DecisionKind.Reserved)]
    [InlineData(TaskKind.Opinion, DecisionKind.Unfavourable)]
    public void Decide_WithoutReasons_IsRefusedAtTheComment(TaskKind kind, DecisionKind answer)
    {
        var task = Open(kind);

        var refused = Assert.Throws<DomainRuleException>(() => task.Decide(answer, "   ", Lead, null, Now));

        Assert.Equal(("ReasonsMissing", "Comment"), (refused.Code, refused.Field));
        Assert.Equal(TaskState.Open, task.State);
    }

    [Fact]
    public void Decide_SecondTime_IsRefused()
    {
        var task = Open(TaskKind.Decision);
        task.Decide(DecisionKind.Approved, "", Lead, null, Now);

        Assert.Throws<TaskAlreadyClosedException>(() => task.Decide(DecisionKind.Rejected, "no", Lead, null, Now.AddSeconds(1)));
        Assert.Equal(DecisionKind.Approved, task.Decisions.Single().Kind);
    }

    [Fact]
    public void Decide_AfterItLapsed_IsRefused()
    {
        var task = Open(TaskKind.Opinion);
        task.Lapse(Now);

        Assert.Throws<TaskAlreadyClosedException>(() => task.Decide(DecisionKind.Favourable, "", Lead, null, Now));
    }

    [Theory]
    [InlineData(DecisionKind.Approved, "Approved")]
    [InlineData(DecisionKind.ApprovedWithConditions, "Approved")]
    [InlineData(DecisionKind.Returned, "Returned")]
    [InlineData(DecisionKind.Rejected, "Rejected")]
    [InlineData(DecisionKind.Favourable, "Approved")]
    [InlineData(DecisionKind.Reserved, "Returned")]
    [InlineData(DecisionKind.Unfavourable, "Rejected")]
    public void Outcome_EachAnswer_IsAPortOfTheRoute(DecisionKind kind, string port) => Assert.Equal(port, Decision.Outcome(kind));

    [Fact]
    public void Ask_OtherPeople_TakesItFromThoseBefore()
    {
        var (task, other) = (Open(TaskKind.Decision), new Person("Ruth", "Pemberton", null, "en"));
        task.Ask([Lead]);

        task.Ask([other]);

        Assert.Equal([other], task.Asked);
    }

    private static ProcessTask Open(TaskKind kind) => new(new Process("milestone-review", 1, null, null, Now), "review", "b1", kind, "lead:home", null, null, Now, null, null);
}
