using System.Net;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Access;

/// <summary>Every form × everybody who may not send it, and every form without its token: nothing is written.</summary>
public sealed class PageFormTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    /// <summary>Values that would do something if they were let through.</summary>
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["Decision"] = "Approved",
        ["Comment"] = "Let me in.",
        ["Version"] = "1",
        ["What"] = "NotRequired",
        ["Reason"] = "Let me in.",
        ["On"] = "2026-11-01",
        ["GivenName"] = "Mallory",
        ["FamilyName"] = "Intruder",
        ["Email"] = "mallory@test.example",
        ["Language"] = "en",
        ["InstitutionId"] = "1",
        ["Role"] = "Office",
        ["Place"] = "party:1",
        ["From"] = "2026-11-01",
        ["RoleId"] = "1",
        ["LastDay"] = "2026-11-01",
        ["job"] = "SendMail",
        ["documentId"] = "1",
    };

    [Theory]
    [MemberData(nameof(PageTable.Lines), MemberType = typeof(PageTable))]
    public async Task Form_WhoMayNot_RefusedAndNothingWritten(int line)
    {
        var rule = PageTable.Rules[line];
        if (rule.IsOpen || rule.Page == "/Account/Profile")
            return;
        foreach (var handler in await HandlersAsync(rule.Page))
        {
            foreach (var name in World.Everybody.Except(Senders(rule)))
            {
                var client = await world.App.SignedInAsync(name);
                var token = (await AppPage.OpenAsync(client, "/account/profile")).Token;
                var writes = await world.WritesAsync();
                var before = await writes();

                using var answer = await client.PostAsync(Address(rule, handler), new FormUrlEncodedContent(Fields(rule).Append(new("__RequestVerificationToken", token))));

                Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{name} sent {Address(rule, handler)} and got {(int)answer.StatusCode}");
                Assert.True(before == await writes(), $"{name} sent {Address(rule, handler)}, was refused, and something was written");
            }
        }
    }

    [Theory]
    [MemberData(nameof(PageTable.Lines), MemberType = typeof(PageTable))]
    public async Task Form_WithoutToken_RefusedAndNothingWritten(int line)
    {
        var rule = PageTable.Rules[line];
        if (rule.Page == "/Error/Index")
            return;
        foreach (var handler in await HandlersAsync(rule.Page))
        {
            var client = rule.IsOpen ? world.App.Visitor() : await world.App.SignedInAsync(Senders(rule).FirstOrDefault() ?? World.Everybody[0]);
            var writes = await world.WritesAsync();
            var before = await writes();

            using var answer = await client.PostAsync(Address(rule, handler), new FormUrlEncodedContent(Fields(rule)));

            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{Address(rule, handler)} without its token got {(int)answer.StatusCode}");
            Assert.Equal(before, await writes());
        }
    }

    /// <summary>A decision is sent by whom it asks; every other form by those who may open its page.</summary>
    private IEnumerable<string> Senders(PageRule rule) => rule.Page != "/Tasks/Decide" ? rule.Allowed
        : rule.Url(world).EndsWith($"/{world.LeadTaskId}", StringComparison.Ordinal) ? ["lead.uk"] : ["lead.fr"];

    /// <summary>Where the address does not say what it is about, the form does.</summary>
    private static Dictionary<string, string> Fields(PageRule rule) => rule.Unknown is null ? new(Values) { ["id"] = "1" } : Values;

    private string Address(PageRule rule, string? handler)
    {
        var url = rule.Url(world);
        return handler is null ? url : $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler={handler}";
    }

    private async Task<List<string?>> HandlersAsync(string path)
    {
        var pages = world.App.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>();
        var page = pages.First(p => p.ViewEnginePath == path);
        var compiled = await world.App.Services.GetRequiredService<PageLoader>().LoadAsync(page, new Microsoft.AspNetCore.Http.EndpointMetadataCollection());
        return [.. compiled.HandlerMethods.Where(h => h.HttpMethod == "Post").Select(h => h.Name)];
    }
}
