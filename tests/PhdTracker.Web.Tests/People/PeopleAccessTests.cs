using System.Net;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.People;

/// <summary>Every people page × everybody: who may open it.</summary>
public sealed class PeopleAccessTests(App app) : IClassFixture<App>
{
    private static readonly string[] Viewers = ["office.uk", "office.fr", "programme", "auditor", "admin"];
    private static readonly string[] Managers = ["office.uk", "office.fr", "programme", "admin"];

    public static TheoryData<string> Everybody => [.. World.Everybody];

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task List_OpensForViewersOnly(string name) => await ExpectAsync(name, "/people", Viewers.Contains(name));

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Person_OpensForViewersOnly(string name) => await ExpectAsync(name, $"/people/{app.World.People["lead.uk"]}", Viewers.Contains(name));

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Add_OpensForManagersOnly(string name) => await ExpectAsync(name, "/people/add", Managers.Contains(name));

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Roles_OpensForManagersOnly(string name) => await ExpectAsync(name, $"/people/{app.World.People["lead.uk"]}/roles", Managers.Contains(name));

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Edit_OpensForManagersOfThatSideOnly(string name) =>
        await ExpectAsync(name, $"/people/{app.World.People["lead.uk"]}/edit", name is "office.uk" or "programme" or "admin");

    [Theory]
    [InlineData("/people")]
    [InlineData("/people/1")]
    [InlineData("/people/add")]
    [InlineData("/people/1/edit")]
    [InlineData("/people/1/roles")]
    [InlineData("/account/profile")]
    public async Task Pages_ForNobody_LeadToSignIn(string url) => Assert.Equal("/account/sign-in", (await app.OpenAsync(null, url)).Path);

    [Theory]
    [InlineData("/people/999999")]
    [InlineData("/people/999999/edit")]
    [InlineData("/people/999999/roles")]
    public async Task Pages_UnknownId_AreNotFound(string url) => Assert.Equal(HttpStatusCode.NotFound, (await app.OpenAsync("programme", url)).Status);

    [Theory]
    [InlineData("/people")]
    [InlineData("/people?q=<script>&side=x&role=9&page=-3")]
    [InlineData("/people?page=9999")]
    [InlineData("/people/add")]
    [InlineData("/account/profile")]
    public async Task Pages_HaveNoInlineCode(string url)
    {
        var page = await app.OpenAsync("office.fr", url);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.InlineCode());
    }

    private async Task ExpectAsync(string name, string url, bool opens)
    {
        var page = await app.OpenAsync(name, url);

        if (opens)
            Assert.Equal(HttpStatusCode.OK, page.Status);
        else
            Assert.Contains(page.Status, new[] { HttpStatusCode.Forbidden, HttpStatusCode.NotFound });
    }
}
