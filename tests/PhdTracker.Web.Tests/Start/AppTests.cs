using System.Net;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Start;

/// <summary>That the fixture of the other tests is the real app.</summary>
public sealed class AppTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task SignedIn_StudentOpensHome_PageKnowsThem()
    {
        var page = await app.OpenAsync("student.uk", "/");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Freya Tanaka", page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.InlineCode());
    }

    [Fact]
    public async Task Anonymous_AnyPage_SignInFirst()
    {
        var page = await app.OpenAsync(null, "/tasks");

        Assert.Equal("/account/sign-in", page.Path);
    }
}
