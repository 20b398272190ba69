using PhdTracker.Core.Processes.Cases;
using PhdTracker.Testing;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Tests.Processes.Cases;

public sealed class RouteOutlineTests
{
    [Theory]
    [InlineData("examination", "nominate director registry thesis date outcome corrections check award")]
    [InlineData("soutenance", "nominate director registry thesis reports date authorise outcome corrections check award")]
    public void Of_ARouteWithAShortWay_PutsStepsInTheOrderOfTheLongest(string route, string steps)
    {
        var json = File.ReadAllText(Path.Combine(Checkout.Root, "workflows", "approvals", route + ".json"));

        Assert.Equal(steps.Split(' '), RouteOutline.Of(WorkflowDefinition.Parse(json)).Where(s => !s.IsBack).Select(s => s.ActivityId));
    }

    [Fact]
    public void Of_AProposal_KnowsTheWaysBack()
    {
        var outline = RouteOutline.Of(WorkflowDefinition.Parse(File.ReadAllText(Path.Combine(Checkout.Root, "workflows", "approvals", "proposal.json"))));

        Assert.Equal(["revise-for-office", "revise-for-partner", "revise-for-unit-home", "revise-for-unit-partner"], outline.Where(s => s.IsBack).Select(s => s.ActivityId).Order(StringComparer.Ordinal));
        Assert.Equal(outline.Single(s => s.ActivityId == "unit-home").Level, outline.Single(s => s.ActivityId == "unit-partner").Level);
    }
}
