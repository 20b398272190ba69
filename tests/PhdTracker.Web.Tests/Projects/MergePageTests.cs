using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Projects;

/// <summary>From the list of possible duplicates to one project, as offices do it.</summary>
public sealed class MergePageTests : IAsyncLifetime
{
    private App _app = null!;
    private int _double;

    private string Project => $"/projects/{_app.World.ProjectId.ToString(CultureInfo.InvariantCulture)}";
    private string Merge => $"{Project}/merge/{_double.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The French place of the first project stands in a record of its own, under the code of the French office.</summary>
    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        var world = _app.World;
        _double = await _app.AskAsync(async db =>
        {
            var project = new Project(await db.Programmes.SingleAsync(p => p.Id == world.ProgrammeId), null, "IC-CNRS-2025-31", "BACTERIAL chemotaxis in porous media");
            db.Add(project);
            await db.SaveChangesAsync();
            await db.Studentships.Where(s => s.ProjectId == world.ProjectId && s.PartyId == world.FrPartyId).ExecuteUpdateAsync(s => s.SetProperty(x => x.ProjectId, project.Id));
            return project.Id;
        });
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Duplicates_Compared_BecomeOneProject()
    {
        var list = await _app.OpenAsync("office.uk", "/cohort/quality?what=projects");
        var compared = await list.FollowAsync("#quality td a.btn");

        Assert.Equal(Merge, compared.Path);
        Assert.Contains("1 student moves", compared.Find("#moves li").TextContent, StringComparison.Ordinal);
        Assert.Empty(compared.Document.QuerySelectorAll("#obstacles li"));
        var merged = await compared.SubmitAsync("#merge");

        Assert.Equal(("The two records are one project.", Project), (merged.Notice, merged.Path));
        Assert.Contains("Freya Tanaka", merged.Text, StringComparison.Ordinal);
        Assert.Contains("Léonie D’Alméida", merged.Text, StringComparison.Ordinal);
        Assert.Equal("IC-CNRS-2025-31", merged.Find("#doubles li").TextContent.Trim());
        foreach (var name in new[] { "office.uk", "lead.fr", "student.fr" })
            Assert.Equal(Project, (await _app.OpenAsync(name, $"/projects/{_double}")).Path);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("other.student.uk", $"/projects/{_double}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("office.uk", $"/projects/{_double}/terminate")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("office.uk", Merge)).Status);
    }

    [Fact]
    public async Task Merged_ListsAndSearchesShowTheKeptOne_AndBothTrailsAreRead()
    {
        await (await _app.OpenAsync("office.fr", Merge)).SubmitAsync("#merge");

        Assert.Equal([Project], (await _app.OpenAsync("office.fr", "/projects?q=2025-31")).Document.QuerySelectorAll("tbody th a").Select(a => a.GetAttribute("href")));
        Assert.Single((await _app.OpenAsync("office.fr", "/search?q=2025-31")).Document.QuerySelectorAll($"main a[href='{Project}']"));
        Assert.Empty((await _app.OpenAsync("office.fr", "/cohort/quality?what=projects")).Document.QuerySelectorAll("#quality tbody tr"));
        Assert.DoesNotContain("2025-31", await (await _app.SignedInAsync("office.fr")).GetStringAsync("/projects?handler=Csv"), StringComparison.Ordinal);
        var trail = await _app.OpenAsync("auditor", $"/audit/project:{_app.World.ProjectId}");
        Assert.Contains("merged two records of a project", trail.Text, StringComparison.Ordinal);
        var other = await trail.FollowAsync($".notice a[href='/audit/project:{_double}']");
        Assert.Equal(HttpStatusCode.OK, other.Status);
        Assert.Contains("merged two records of a project", other.Text, StringComparison.Ordinal);
        Assert.Equal(Project, (await other.FollowAsync(".page-actions a[href^='/projects/']")).Path);
        Assert.Contains($"/audit/project:{_double}", (await _app.OpenAsync("auditor", "/audit?case=2025-31")).Document.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Duplicates_SaidToBeTwo_AreListedNoMore()
    {
        var page = await _app.OpenAsync("office.uk", $"/projects/{_double}");
        var compared = await page.FollowAsync(".notice a");
        Assert.Equal($"/projects/{_double}/merge/{_app.World.ProjectId}", compared.Path);

        var said = await compared.SubmitAsync("#apart");

        Assert.Equal("They are two projects, and are not listed as one any more.", said.Notice);
        Assert.Empty(said.Document.QuerySelectorAll(".notice a[href*=merge]"));
        Assert.Empty((await _app.OpenAsync("office.uk", "/cohort/quality?what=projects")).Document.QuerySelectorAll("#quality tbody tr"));
    }

    [Fact]
    public async Task Alike_IsSaidToWhoCanMerge()
    {
        Assert.Single((await _app.OpenAsync("programme", Project)).Document.QuerySelectorAll(".notice a[href*=merge]"));
        Assert.Empty((await _app.OpenAsync("auditor", Project)).Document.QuerySelectorAll(".notice a[href*=merge]"));
        var list = await _app.OpenAsync("auditor", "/cohort/quality?what=projects");
        Assert.Single(list.Document.QuerySelectorAll("#quality tbody tr"));
        Assert.Empty(list.Document.QuerySelectorAll("#quality td a.btn"));
    }

    [Fact]
    public async Task Obstacles_AreSaidInFrenchToo()
    {
        var page = await AppPage.OpenAsync(await _app.NewSessionAsync("office.fr"), $"{Project}/merge/{_app.World.OtherProjectId}");

        Assert.Contains("une place n’a qu’un doctorant à la fois", page.Find("#obstacles").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("#merge"));
    }

    [Fact]
    public async Task Turned_TheOtherOneIsKept()
    {
        var page = await (await _app.OpenAsync("office.uk", Merge)).FollowAsync(".page-actions a");

        var merged = await page.SubmitAsync("#merge");

        Assert.Equal($"/projects/{_double}", merged.Path);
        Assert.Equal("BACTERIAL chemotaxis in porous media", merged.Find("h1").TextContent);
        Assert.Equal("IC-CNRS-2025-01", merged.Find("#doubles li").TextContent.Trim());
    }

    [Fact]
    public async Task StalePage_SaysSoAndShowsWhatIsTrueNow()
    {
        var page = await _app.OpenAsync("office.uk", Merge);
        await _app.AskAsync(async db =>
        {
            (await db.Projects.SingleAsync(p => p.Id == _double)).Rename("Bacterial chemotaxis in sand");
            return await db.SaveChangesAsync();
        });

        var again = await page.SubmitAsync("#merge");

        Assert.Equal(Merge, again.Path);
        Assert.Contains("Bacterial chemotaxis in sand", again.Text, StringComparison.Ordinal);
        Assert.Null(await _app.AskAsync(db => db.Projects.Where(p => p.Id == _double).Select(p => p.KeptAsId).SingleAsync()));
        Assert.Equal(Project, (await again.SubmitAsync("#merge")).Path);
    }

    [Theory]
    [InlineData("lead.uk")]
    [InlineData("auditor")]
    [InlineData("signatory.uk")]
    [InlineData("admin")]
    public async Task Post_ByWhoMayNot_IsNotFound(string name)
    {
        var open = await _app.OpenAsync("office.uk", Merge);
        var client = await _app.SignedInAsync(name);
        var own = await AppPage.OpenAsync(client, "/account/preferences");
        foreach (var handler in new[] { "", "?handler=Apart" })
        {
            using var content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = own.Token,
                ["KeptVersion"] = open.Find("input[name=KeptVersion]").GetAttribute("value")!,
                ["ClosedVersion"] = open.Find("input[name=ClosedVersion]").GetAttribute("value")!,
            });
            Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync(Merge + handler, content)).StatusCode);
        }
        Assert.Null(await _app.AskAsync(db => db.Projects.Where(p => p.Id == _double).Select(p => p.KeptAsId).SingleAsync()));
        Assert.False(await _app.AskAsync(db => db.ProjectsApart.AnyAsync()));
    }

    [Theory]
    [InlineData("Csv")]
    [InlineData("Xlsx")]
    public async Task Sheet_OfTheList_HasThePair(string handler)
    {
        var client = await _app.SignedInAsync("programme");

        var sheet = await client.GetByteArrayAsync($"/cohort/quality?what=projects&handler={handler}");

        if (handler == "Xlsx")
            Assert.Equal("PK"u8.ToArray(), sheet[..2]);
        else
            Assert.Contains("IC-CNRS-2025-31", System.Text.Encoding.UTF8.GetString(sheet), StringComparison.Ordinal);
    }
}
