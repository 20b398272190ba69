using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.People;

public sealed class GroupPagesTests
{
    [Fact]
    public async Task Post_NewGroup_TakesMembersAndLetsThemGo()
    {
        await using var app = await App.StartAsync();
        Assert.Contains("There are no groups yet", (await app.OpenAsync("office.uk", "/people/groups")).Text, StringComparison.Ordinal);

        var group = await (await app.OpenAsync("office.uk", "/people/groups/add")).SubmitAsync("form.card", new Dictionary<string, string> { ["NameEn"] = "Ethics board", ["NameFr"] = "Comité d’éthique", ["Code"] = "ethics" });
        Assert.Contains("group:ethics", group.Text, StringComparison.Ordinal);
        var added = await group.SubmitAsync("form[action*='Add']", new Dictionary<string, string> { ["PersonId"] = app.World.People["registry.uk"].ToString(CultureInfo.InvariantCulture) });

        Assert.Contains("Bethan Llewellyn", added.Find(".rows").TextContent, StringComparison.Ordinal);
        var removed = await added.SubmitAsync("form[action*='Remove']");
        Assert.StartsWith("Bethan Llewellyn is in the group no more.", removed.Notice, StringComparison.Ordinal);
        Assert.Equal(0, await app.AskAsync(db => db.GroupMembers.CountAsync()));
    }

    [Fact]
    public async Task Post_CodeUnreadable_KeepsWhatWasTyped()
    {
        await using var app = await App.StartAsync();

        var again = await (await app.OpenAsync("office.uk", "/people/groups/add")).SubmitAsync("form.card", new Dictionary<string, string> { ["NameEn"] = "Ethics board", ["NameFr"] = "Comité", ["Code"] = "two words" });

        Assert.Single(again.Errors);
        Assert.Equal("two words", again.Find("#Code").GetAttribute("value"));
        Assert.Equal("Ethics board", again.Find("#NameEn").GetAttribute("value"));
    }

    [Fact]
    public async Task Post_NobodyChosen_IsSaid()
    {
        await using var app = await App.StartAsync();
        var group = await (await app.OpenAsync("programme", "/people/groups/add")).SubmitAsync("form.card", new Dictionary<string, string> { ["NameEn"] = "Panel", ["NameFr"] = "Comité", ["Code"] = "panel" });

        var again = await group.SubmitAsync("form[action*='Add']", new Dictionary<string, string> { ["PersonId"] = "" });

        Assert.Equal("Choose somebody from the list.", Assert.Single(again.Errors));
    }
}
