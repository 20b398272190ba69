using System.Net;
using System.Text;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Cohort;

/// <summary>Each list shows what its reader may see, and nothing of other projects.</summary>
public sealed class ListAccessTests(App app) : IClassFixture<App>
{
    [Theory]
    [InlineData("student.uk", 1)]
    [InlineData("student.fr", 1)]
    [InlineData("lead.uk", 2)]
    [InlineData("director.uk", 1)]
    [InlineData("school.fr", 1)]
    [InlineData("other.lead.uk", 2)]
    [InlineData("office.uk", 4)]
    [InlineData("auditor", 4)]
    [InlineData("nobody", 0)]
    [InlineData("admin", 0)]
    public async Task Candidatures_ByReader_AreTheirs(string name, int expected)
    {
        var page = await app.OpenAsync(name, "/candidatures");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(expected, page.Document.QuerySelectorAll("#candidatures tbody tr").Length);
    }

    [Theory]
    [InlineData("student.uk", 1)]
    [InlineData("lead.fr", 1)]
    [InlineData("other.student.fr", 1)]
    [InlineData("office.fr", 2)]
    [InlineData("nobody", 0)]
    public async Task Projects_ByReader_AreTheirs(string name, int expected) =>
        Assert.Equal(expected, (await app.OpenAsync(name, "/projects")).Document.QuerySelectorAll("#projects tbody tr").Length);

    [Theory]
    [InlineData("student.uk", true)]
    [InlineData("student.fr", true)]
    [InlineData("lead.uk", true)]
    [InlineData("programme", true)]
    [InlineData("auditor", true)]
    [InlineData("other.student.uk", false)]
    [InlineData("other.lead.fr", false)]
    [InlineData("other.director.uk", false)]
    [InlineData("admin", false)]
    [InlineData("nobody", false)]
    public async Task Project_ByReader_OpensOrIsNotFound(string name, bool opens)
    {
        var page = await app.OpenAsync(name, $"/projects/{app.World.ProjectId}");
        var unknown = await app.OpenAsync(name, "/projects/999999");

        Assert.Equal(opens ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.Status);
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        if (!opens)
            Assert.Equal(unknown.Text, page.Text);
    }

    [Fact]
    public async Task Project_TwinStudent_ShowsThePlanOfNobodyElse()
    {
        var page = await app.OpenAsync("student.fr", $"/projects/{app.World.ProjectId}");

        Assert.Contains("Freya Tanaka", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"/milestones/{app.World.EsaId}", page.Html, StringComparison.Ordinal);
        Assert.Contains($"/milestones/{app.World.CsiId}", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Milestones_EquivalentOnes_AreOneRow()
    {
        var page = await app.OpenAsync("office.uk", "/milestones?student=tanaka");

        Assert.Single(page.Document.QuerySelectorAll("#milestones tbody tr"));
        Assert.Contains("Early stage assessment", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dalmeida", 0)]
    [InlineData("D'Alméida", 1)]
    [InlineData("d almeida", 1)]
    [InlineData("leo", 1)]
    public async Task Candidatures_Search_TakesNoNoticeOfAccents(string name, int expected) =>
        Assert.Equal(expected, (await app.OpenAsync("office.uk", "/candidatures?q=" + Uri.EscapeDataString(name))).Document.QuerySelectorAll("#candidatures tbody tr").Length);

    [Fact]
    public async Task Csv_OfTheList_IsWhatTheListShows()
    {
        var client = await app.SignedInAsync("lead.uk");
        using var answer = await client.GetAsync("/milestones?show=overdue&handler=Csv");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes.Take(3));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(3, lines.Length);
        Assert.Contains("\"Freya Tanaka\"", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.DoesNotContain("Pryce", string.Join('\n', lines), StringComparison.Ordinal);
    }
}
