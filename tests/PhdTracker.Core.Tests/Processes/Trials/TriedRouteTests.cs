using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Processes.Trials;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Trials;

/// <summary>Dry runs of the routes that are shipped.</summary>
public sealed class TriedRouteTests
{
    private static readonly DateTime From = new(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string> Shipped() => [.. Directory.EnumerateFiles(Path.Combine(Checkout.Root, "workflows", "approvals"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Shipped))]
    public void Run_AlwaysTheFirstAnswer_ComesToAnEndInWords(string route)
    {
        var acts = new List<string>();
        var tried = Run(route, acts);
        while (!tried.IsOver && acts.Count < TriedRoute.MostActs)
        {
            acts.Add(tried.Turns.SelectMany(t => t.Answers).FirstOrDefault()?.Act ?? "+400");
            tried = Run(route, acts);
            Assert.False(tried.PassedOver, $"{acts[^1]} after {string.Join(" ", acts)}");
        }

        Assert.True(tried.IsOver, string.Join(" ", acts));
        Assert.Null(tried.Failure);
        Assert.DoesNotContain(tried.Lines, l => string.IsNullOrWhiteSpace(l.Text));
        Assert.Contains(tried.Diagram.Nodes, n => n.State == NodeState.Done);
    }

    [Fact]
    public void Run_OpinionThatLapses_GoesOnByItselfAfterItsWorkingDays()
    {
        var asked = Run("milestone-review", []).Turns.Single(t => t.ActivityId == "partner");
        Assert.Equal(new DateOnly(2026, 12, 7), asked.LapsesOn);

        Assert.Contains(Run("milestone-review", ["+14"]).Turns, t => t.ActivityId == "partner");
        Assert.DoesNotContain(Run("milestone-review", ["+15"]).Turns, t => t.ActivityId == "partner");
        Assert.Equal(From.AddDays(15), Run("milestone-review", ["+15"]).Now);
    }

    [Fact]
    public void Run_NonsenseAmongTheActs_IsPassedOverAndTheRestCounts()
    {
        var tried = Run("milestone-review", ["director.Approved", "lead.Maybe", "+0", "+401", "nonsense", ".", "lead.Approved"]);

        Assert.True(tried.PassedOver);
        Assert.Equal(["lead.Approved"], tried.Acts);
        Assert.Contains(tried.Turns, t => t.ActivityId == "director");
    }

    [Fact]
    public void Run_TimerThatComesAgainAndAgain_StopsTheClock()
    {
        var workflow = RouteContent.Read("""
            { "definitionId": "ticks", "version": 1, "root": { "type": "Elsa.Flowchart",
              "activities": [{ "id": "start", "type": "Elsa.Start" }, { "id": "tick", "type": "Elsa.Delay", "timeSpan": "00:00:00" }],
              "connections": [
                { "source": { "activity": "start", "port": "Done" }, "target": { "activity": "tick", "port": "In" } },
                { "source": { "activity": "tick", "port": "Done" }, "target": { "activity": "tick", "port": "In" } }] } }
            """).Workflow;

        Assert.True(TriedRoute.Run(workflow, From, ["+400"], Texts.English).Restless);
    }

    private static TriedRoute Run(string route, IReadOnlyList<string> acts) =>
        TriedRoute.Run(RouteContent.Read(File.ReadAllText(Path.Combine(Checkout.Root, "workflows", "approvals", route + ".json"))).Workflow, From, acts, Texts.English);
}
