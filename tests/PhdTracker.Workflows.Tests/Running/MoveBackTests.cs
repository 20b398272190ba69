using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests.Running;

/// <summary>Going back to a question that was answered: what followed is asked anew, what stands beside it stays.</summary>
public class MoveBackTests
{
    [Fact]
    public void MoveBack_NextIsOpen_CancelsItAndAsksAgain()
    {
        var trace = Line();
        trace.Answer("first", "Approved");

        MoveBack(trace, "first");

        Assert.Equal(["first"], trace.Waiting);
        trace.Answer("first", "Approved");
        Assert.Equal(["second"], trace.Waiting);
    }

    [Fact]
    public void MoveBack_HasEnded_GoesOn()
    {
        var trace = Line();
        trace.Answer("first", "Approved");
        trace.Answer("second", "Approved");
        Assert.Equal(WorkflowStatus.Finished, trace.Instance.Status);

        MoveBack(trace, "second");

        Assert.Equal((WorkflowStatus.Running, WorkflowSubStatus.Suspended), (trace.Instance.Status, trace.Instance.SubStatus));
        trace.Answer("second", "Approved");
        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Finished), (trace.Instance.Status, trace.Instance.SubStatus));
    }

    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    [InlineData(null)]
    public void MoveBack_OneOfTwoAfterTheJoin_TheOthersAnswerStands(string? mode)
    {
        var trace = Beside(mode);
        trace.Answer("home", "Approved");
        trace.Answer("partner", "Approved");
        Assert.Equal(["then"], trace.Waiting);

        MoveBack(trace, "home");
        Assert.Equal(["home"], trace.Waiting);
        trace.Answer("home", "Approved");

        Assert.Equal(["then"], trace.Waiting);
    }

    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    [InlineData(null)]
    public void MoveBack_OneOfTwoBeforeTheJoin_StillWaitsForTheOther(string? mode)
    {
        var trace = Beside(mode);
        trace.Answer("home", "Approved");

        MoveBack(trace, "home");
        Assert.Equal(["home", "partner"], trace.Waiting);
        trace.Answer("home", "Approved");
        Assert.Equal(["partner"], trace.Waiting);
        trace.Answer("partner", "Approved");

        Assert.Equal(["then"], trace.Waiting);
    }

    [Fact]
    public void MoveBack_StillOpen_IsAskedOnce()
    {
        var trace = Line();

        MoveBack(trace, "first");

        Assert.Equal(["first"], trace.Waiting);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("start")]
    public void MoveBack_NoQuestion_IsRefused(string activity) => Assert.Throws<AnswerRefusedException>(() => WorkflowRunner.MoveBack(Line().Instance, activity, default));

    private static void MoveBack(WorkflowTrace trace, string activity) => trace.Finish(WorkflowRunner.MoveBack(trace.Instance, activity, trace.Now));

    private static WorkflowTrace Line() => new Flow().Ask("first").Ask("second").Step("end", "Elsa.End").Step("no", "Elsa.End")
        .Way("start", "first").Answers("first", "second", "no", "no").Answers("second", "end", "no", "no").Start();

    private static WorkflowTrace Beside(string? mode)
    {
        var flow = new Flow().Fork("both", "Home", "Partner").Ask("home").Ask("partner").Ask("then").Step("end", "Elsa.End").Step("no", "Elsa.End")
            .Way("start", "both").Way("both", "home", "Home").Way("both", "partner", "Partner").Answers("then", "end", "no", "no");
        flow = mode is null
            ? flow.Answers("home", "then", "no", "no").Answers("partner", "then", "no", "no")
            : flow.Join("join", mode).Answers("home", "join", "no", "no").Answers("partner", "join", "no", "no").Way("join", "then");
        return flow.Start();
    }
}
