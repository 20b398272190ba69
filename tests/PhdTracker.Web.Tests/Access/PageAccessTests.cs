using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Access;

/// <summary>Every page × everybody, by the one table.</summary>
public sealed class PageAccessTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    [Fact]
    public void Pages_OfTheApp_AreTheTablesPages()
    {
        var pages = Endpoints().Select(e => e.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath).OfType<string>().Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(PageTable.Rules.Select(r => r.Page).Distinct().Order(StringComparer.Ordinal), pages);
    }

    [Fact]
    public async Task OtherAddresses_OfTheApp_AreTheTables()
    {
        var others = Endpoints().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is null && e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .OfType<RouteEndpoint>()
            // The framework's own, where static files are served from the build.
            .Where(e => e.RoutePattern.RawText != "{**path:file}")
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.Equal(PageTable.OtherEndpoints.Keys.Order(StringComparer.Ordinal), others);
        foreach (var (url, open) in PageTable.OtherEndpoints)
            Assert.Equal(open, (await world.App.OpenAsync(null, url)).Path == url);
    }

    [Theory]
    [MemberData(nameof(PageTable.Lines), MemberType = typeof(PageTable))]
    public async Task Page_Everybody_OnlyThoseOfTheTableMayOpenIt(int line)
    {
        var rule = PageTable.Rules[line];
        var url = rule.Url(world);
        var faults = new List<string>();
        foreach (var name in World.Everybody)
        {
            var page = await world.App.OpenAsync(name, url);
            var allowed = rule.Allowed.Contains(name);
            if (allowed && page.Status != HttpStatusCode.OK)
                faults.Add($"{name} should open it and got {(int)page.Status} at {page.Path}");
            else if (allowed && !rule.Redirects && page.Url.PathAndQuery != url)
                faults.Add($"{name} was sent to {page.Path}");
            else if (!allowed && page.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden))
                faults.Add($"{name} should be refused and got {(int)page.Status} at {page.Path}");
        }

        Assert.True(faults.Count == 0, $"{rule.Page} {url}:\n" + string.Join("\n", faults));
    }

    [Theory]
    [MemberData(nameof(PageTable.Lines), MemberType = typeof(PageTable))]
    public async Task Page_NotSignedIn_AsksToSignInUnlessItIsOpen(int line)
    {
        var rule = PageTable.Rules[line];

        var page = await world.App.OpenAsync(null, rule.Url(world));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        if (!rule.IsOpen)
            Assert.Equal("/account/sign-in", page.Path);
    }

    [Theory]
    [MemberData(nameof(PageTable.Lines), MemberType = typeof(PageTable))]
    public async Task Page_SomebodyElsesCase_AnswersAsIfItDidNotExist(int line)
    {
        var rule = PageTable.Rules[line];
        if (rule.Unknown is null)
            return;
        var url = rule.Url(world);
        foreach (var name in World.Everybody.Except(rule.Allowed).Except(rule.KnownTo))
        {
            var (theirs, unknown) = (await world.App.OpenAsync(name, url), await world.App.OpenAsync(name, rule.Unknown));

            Assert.True(theirs.Status == unknown.Status, $"{name}: {(int)theirs.Status} for {url}, {(int)unknown.Status} for {rule.Unknown}");
            Assert.Equal(AccessWorld.Normal(unknown, rule.Unknown), AccessWorld.Normal(theirs, url));
        }
    }

    private IEnumerable<Microsoft.AspNetCore.Http.Endpoint> Endpoints() => world.App.Services.GetRequiredService<EndpointDataSource>().Endpoints;
}
