using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Account;

public sealed class DelegationsPageTests(App shared) : IClassFixture<App>
{
    [Fact]
    public async Task Post_Colleague_AnswersOnBehalfAndCanBeEnded()
    {
        await using var app = await App.StartAsync();
        var acts = new Acts(app);
        await acts.HandInAsync("student.uk", app.World.EsaId);
        var task = await acts.TaskAsync(app.World.EsaId, "lead:home");

        var done = await (await app.OpenAsync("lead.uk", "/account/delegations")).SubmitAsync("form[novalidate]", Form(app, "unit.uk"));

        Assert.StartsWith("Prof Callum Ashworth can answer for you", done.Notice, StringComparison.Ordinal);
        var queue = await app.OpenAsync("unit.uk", "/tasks");
        Assert.Contains("on behalf of Prof Niamh Sutcliffe", queue.Text, StringComparison.Ordinal);
        var page = await app.OpenAsync("unit.uk", $"/tasks/{task}");
        Assert.Contains("You answer on behalf of Prof Niamh Sutcliffe", page.Find("#answer").TextContent, StringComparison.Ordinal);
        await page.SubmitAsync("#answer", new Dictionary<string, string> { ["Decision"] = "Approved", ["Comment"] = "" });
        var seen = await app.OpenAsync("lead.uk", $"/tasks/{task}");
        Assert.Contains("approved by Prof Callum Ashworth on behalf of Prof Niamh Sutcliffe", seen.Text, StringComparison.Ordinal);
        Assert.NotNull(seen.Document.QuerySelector($"main a[href='/tasks/{task}/recall']"));
        Assert.Contains(", on behalf of Niamh Sutcliffe", seen.Find(".history").TextContent, StringComparison.Ordinal);

        var ended = await (await app.OpenAsync("unit.uk", "/account/delegations")).SubmitAsync("form[action*='End']");
        Assert.Equal("The delegation has ended; both of you are told.", ended.Notice);
    }

    [Fact]
    public async Task Post_BadInput_KeepsWhatWasTyped()
    {
        await using var app = await App.StartAsync();
        var form = Form(app, "unit.uk");
        form["EndsOn"] = "";

        var again = await (await app.OpenAsync("lead.uk", "/account/delegations")).SubmitAsync("form[novalidate]", form);

        Assert.Equal("Give a day.", Assert.Single(again.Errors));
        Assert.Equal("Away for field work.", again.Find("#Reason").GetAttribute("value"));
        Assert.Equal(0, await app.AskAsync(db => db.Delegations.CountAsync()));
    }

    [Theory]
    [InlineData("student.uk")]
    [InlineData("lead.fr")]
    [InlineData("other.lead.uk")]
    [InlineData("legal.uk")]
    public async Task Post_SomebodyWithNoBusinessThere_IsRefused(string name)
    {
        var again = await (await shared.OpenAsync("lead.uk", "/account/delegations")).SubmitAsync("form[novalidate]", Form(shared, name));

        Assert.StartsWith("Choose a colleague from the list", Assert.Single(again.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("student.uk")]
    public async Task Get_WhoHoldsNoRole_IsOfferedNobody(string name)
    {
        var page = await shared.OpenAsync(name, "/account/delegations");

        Assert.Contains("There is nobody to whom you could delegate.", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#DelegateId"));
    }

    private static Dictionary<string, string> Form(App app, string name) => new()
    {
        ["DelegateId"] = app.World.People[name].ToString(CultureInfo.InvariantCulture),
        ["About"] = "",
        ["StartsOn"] = "2026-11-23",
        ["EndsOn"] = "2026-12-04",
        ["Reason"] = "Away for field work.",
    };
}
