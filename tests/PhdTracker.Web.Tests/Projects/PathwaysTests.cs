using PhdTracker.Testing;
using PhdTracker.Web.Tests.Candidatures;

namespace PhdTracker.Web.Tests.Projects;

public sealed class PathwaysTests(PlannedApp planned) : IClassFixture<PlannedApp>
{
    private readonly App _app = planned.App;

    [Theory]
    [InlineData("office.uk", 2)]
    [InlineData("lead.fr", 2)]
    [InlineData("student.uk", 1)]
    [InlineData("legal.uk", 0)]
    public async Task Project_Pathways_StandAboveEachOtherAsFarAsTheReaderSeesThem(string name, int expected)
    {
        var page = await _app.OpenAsync(name, $"/projects/{_app.World.ProjectId}");

        Assert.Equal(expected, page.Document.QuerySelectorAll("section[aria-labelledby=pathways] .lanes").Length);
        Assert.Equal(expected, page.Document.QuerySelectorAll("section[aria-labelledby=pathways] table").Length);
        Assert.Equal(expected == 0 ? 0 : 1, page.Document.QuerySelectorAll(".legend").Length);
        var todays = page.Document.QuerySelectorAll(".lane-today-name").Select(t => t.GetAttribute("x")).Distinct();
        Assert.Equal(Math.Min(expected, 1), todays.Count());
    }

    [Fact]
    public async Task Pathway_OnPaper_IsTheDrawingAndTheTable()
    {
        var page = await _app.OpenAsync("office.uk", $"/candidatures/{_app.World.UkCandidatureId}");

        var printed = page.Document.QuerySelectorAll("main section.card").Where(s => s.Closest(".d-print-none") is null).Select(s => s.GetAttribute("aria-labelledby"));
        Assert.Equal(["way", "milestones"], printed);
    }
}
