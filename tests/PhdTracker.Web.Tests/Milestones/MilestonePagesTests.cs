using System.Net;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Milestones;

/// <summary>Who may open which page about one student's milestone.</summary>
public sealed class MilestonePagesTests(App app) : IClassFixture<App>
{
    private static readonly string[] Plan = ["student.uk", "lead.uk", "lead.fr", "unit.uk", "director.uk", "registry.uk", "signatory.uk", "office.uk", "office.fr", "programme", "auditor"];

    public static TheoryData<string, string, bool> Pages()
    {
        var pages = new TheoryData<string, string, bool>();
        foreach (var who in World.Everybody)
        {
            pages.Add(who, "case", Plan.Contains(who));
            pages.Add(who, "pathway", Plan.Contains(who));
            pages.Add(who, "submit", who == "student.uk");
            pages.Add(who, "record", who is "office.uk" or "programme");
        }
        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Open_ByEverybody_OnlyThoseWhoseBusinessItIs(string who, string what, bool opens)
    {
        var page = await app.OpenAsync(who, UrlOf(what));

        Assert.Equal(opens ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.Status);
        Assert.Empty(page.InlineCode());
        Assert.DoesNotContain(opens ? "There is no such page" : "Early stage assessment", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/milestones/999999")]
    [InlineData("/milestones/999999/submit")]
    [InlineData("/milestones/999999/record")]
    [InlineData("/candidatures/999999")]
    [InlineData("/documents/999999")]
    public async Task Open_UnknownId_AnswersAsForSomebodyElses(string url)
    {
        var unknown = await app.OpenAsync("student.uk", url);
        var other = await app.OpenAsync("student.uk", url.Replace("999999", app.World.OtherEsaId.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.NotFound, unknown.Text), (other.Status, other.Text));
    }

    [Theory]
    [InlineData("case")]
    [InlineData("pathway")]
    [InlineData("submit")]
    [InlineData("record")]
    public async Task Open_SignedOut_AsksToSignIn(string what) =>
        Assert.Equal("/account/sign-in", (await app.OpenAsync(null, UrlOf(what))).Path);

    [Fact]
    public async Task Case_InFrench_ExplainsTheDateInFrench()
    {
        var page = await app.OpenAsync("student.fr", $"/milestones/{app.World.CsiId}");

        Assert.Equal("Premier comité de suivi", page.Find("h1").ChildNodes[0].TextContent.Trim());
        Assert.Contains("mercredi 30 septembre 2026", page.Text, StringComparison.Ordinal);
        Assert.Contains("12 mois à partir du 1er octobre 2025", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_MilestoneServedByAnother_LeadsToThatOne() =>
        Assert.Equal($"/milestones/{app.World.EsaId}", (await app.OpenAsync("student.uk", $"/milestones/{app.World.JointReportId}/submit")).Path);

    private string UrlOf(string what) => what switch
    {
        "case" => $"/milestones/{app.World.EsaId}",
        "submit" => $"/milestones/{app.World.EsaId}/submit",
        "record" => $"/milestones/{app.World.EsaId}/record",
        _ => $"/candidatures/{app.World.UkCandidatureId}",
    };
}
