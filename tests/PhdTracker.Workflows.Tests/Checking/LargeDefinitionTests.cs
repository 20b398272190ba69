using System.Diagnostics;
using System.Globalization;
using PhdTracker.Workflows.Tests.Conformance;

namespace PhdTracker.Workflows.Tests.Checking;

/// <summary>The checker's time must not grow with the square of what it reads: each of these took minutes, or all memory, if it did.</summary>
public class LargeDefinitionTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    [Fact]
    public void Compile_TenThousandStepsInALine_IsQuick() => Quick(10_000, (flow, step, before) => flow.Task(step).Way(before, step));

    [Fact]
    public void Compile_ThousandsOfForksAndJoins_IsQuick() => Quick(2_500, (flow, step, before) => flow
        .Fork("f" + step, "A", "B").Task("a" + step).Task("b" + step).Join(step, "WaitAll")
        .Way(before, "f" + step).Way("f" + step, "a" + step, "A").Way("f" + step, "b" + step, "B").Way("a" + step, step).Way("b" + step, step));

    [Fact]
    public void Compile_OneForkOfThousands_IsQuick()
    {
        var flow = new Flow().Fork("fork", [.. Enumerable.Range(0, 5_000).Select(Name)]).Join("all", "WaitAll").Way("start", "fork");
        for (var branch = 0; branch < 5_000; branch++)
            flow.Task(Name(branch)).Way("fork", Name(branch), Name(branch)).Way(Name(branch), "all");

        Assert.Empty(Timed(flow));
    }

    [Fact]
    public void Compile_ThousandsOfReturns_IsQuick() => Quick(5_000, (flow, step, before) => flow
        .Note("n" + step).Ask(step).Way(before, "n" + step, before.StartsWith('x') ? "Approved" : "Done").Way("n" + step, step)
        .Way(step, "n" + step, "Returned").Way(step, "no", "Rejected"), flow => flow.Note("no").Note("yes").Way(Name(4_999), "yes", "Approved"));

    [Fact]
    public void Compile_TenThousandUnknownTypesAndNames_IsQuick()
    {
        var unknown = new Flow();
        var broken = new Flow();
        for (var step = 0; step < 10_000; step++)
        {
            unknown.Step(Name(step), "Acme.Robot");
            broken.Variable("V" + Name(step), "String").Set(Name(step), "V" + Name(step), "variables.Nothing");
        }

        Assert.Equal(10_000, Timed(unknown).Count);
        Assert.True(Timed(broken).Count > 10_000);
    }

    [Theory]
    [InlineData("1+")]
    [InlineData("(")]
    [InlineData("!")]
    [InlineData("'a'.b")]
    public void Compile_FiveMegabytesOfExpression_IsRefused(string part)
    {
        var script = string.Concat(Enumerable.Repeat(part, 5_000_000 / part.Length)) + "1";

        Assert.Contains(Timed(new Flow().Variable("V", "Object").Set("set", "V", script).Way("start", "set")), problem => problem.Position is not null);
    }

    private static void Quick(int steps, Action<Flow, string, string> add, Action<Flow>? more = null)
    {
        var flow = new Flow();
        for (var step = 0; step < steps; step++)
            add(flow, Name(step), step == 0 ? "start" : Name(step - 1));
        more?.Invoke(flow);

        Assert.Empty(Timed(flow));
    }

    private static IReadOnlyList<DefinitionProblem> Timed(Flow flow)
    {
        var json = flow.ToJson();
        var watch = Stopwatch.StartNew();
        var problems = DefinitionCompiler.Compile(WorkflowDefinition.Parse(json), WorkflowTrace.Registry).Problems;
        Assert.True(watch.Elapsed < Most, $"It took {watch.Elapsed}.");
        return problems;
    }

    private static string Name(int number) => "x" + number.ToString(CultureInfo.InvariantCulture);
}
