using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Running;

namespace PhdTracker.Core.Tests.Processes;

public class AssigneesTests
{
    [Theory]
    [InlineData("investigator:both", true)]
    [InlineData("director:either", true)]
    [InlineData("person:ruth@example.org", true)]
    [InlineData("group:ethics-board", true)]
    [InlineData("ethics-board", true)]
    [InlineData("student", true)]
    [InlineData("Ethics board", false)]
    [InlineData("student:both", false)]
    [InlineData("dean:both", false)]
    [InlineData("investigator:all", false)]
    [InlineData("person:ruth", false)]
    [InlineData("person:@example.org", false)]
    [InlineData("group:", false)]
    [InlineData("", false)]
    public void Knows_WhatARouteMaySay_IsThis(string askedOf, bool known) => Assert.Equal(known, Assignees.Knows(askedOf));

    [Theory]
    [InlineData("dean:both", "\"complete\": \"any\"", "“dean:both”")]
    [InlineData("person:nobody", "\"complete\": \"any\"", "person:<e-mail>")]
    [InlineData("lead:both", "\"complete\": \"most\"", "a number of approvals")]
    [InlineData("lead:both", "\"complete\": 0", "“0”")]
    [InlineData("lead:both", "\"order\": \"random\"", "“random”")]
    public void Check_AssigneeOrRuleThatCannotBe_IsRefusedWithTheRemedy(string assignee, string inputs, string named)
    {
        var problem = Assert.Throws<InvalidRouteException>(() => new DefinitionLibrary([("shared.json", SharedTask.Route(assignee, inputs))]));

        Assert.Contains("shared.json", problem.Message, StringComparison.Ordinal);
        Assert.Contains("ask", problem.Message, StringComparison.Ordinal);
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Check_EndorseWithOrWithoutRejected_Fits(bool connected)
    {
        var json = SharedTask.Route("lead:home", "\"choices\": \"Endorse\"");
        if (!connected)
            json = json.Replace("\"port\": \"Rejected\"", "\"port\": \"Returned\"", StringComparison.Ordinal);

        Assert.Equal(["shared"], new DefinitionLibrary([("shared.json", json)]).Ids);
    }

    [Fact]
    public void Check_ReviewWithoutRejected_IsRefused()
    {
        var json = SharedTask.Route("lead:home", "\"choices\": \"Review\"").Replace("\"port\": \"Rejected\"", "\"port\": \"Returned\"", StringComparison.Ordinal);

        Assert.Contains("Rejected", Assert.Throws<InvalidRouteException>(() => new DefinitionLibrary([("shared.json", json)])).Message, StringComparison.Ordinal);
    }
}
