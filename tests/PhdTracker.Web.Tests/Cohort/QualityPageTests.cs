using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.People;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Cohort;

/// <summary>From the list of possible duplicates to one record, as offices do it.</summary>
public sealed class QualityPageTests : IAsyncLifetime
{
    private App _app = null!;
    private int _double;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        _double = await _app.AskAsync(async db =>
        {
            var person = new Person("Niamh", "SUTCLIFFE", null, "en");
            var candidature = await db.Candidatures.Include(c => c.Supervisors).SingleAsync(c => c.Id == _app.World.OtherUkCandidatureId);
            candidature.Supervise(person, SupervisorKind.CoSupervisor, await db.Parties.SingleAsync(p => p.Id == _app.World.UkPartyId), candidature.StartOn);
            await db.SaveChangesAsync();
            return person.Id;
        });
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Duplicates_Compared_BecomeOneRecord()
    {
        var list = await _app.OpenAsync("office.uk", "/cohort/quality?what=people");
        var compared = await list.FollowAsync("#quality td a.btn");

        Assert.Equal($"/people/{_app.World.People["lead.uk"]}/merge/{_double}", compared.Path);
        Assert.Equal("1 supervision moves", compared.Find("#moves li").TextContent);
        Assert.Empty(compared.Document.QuerySelectorAll("#obstacles li"));
        var merged = await compared.SubmitAsync("#merge");

        Assert.Equal("The two records are one.", merged.Notice);
        Assert.Equal($"/people/{_app.World.People["lead.uk"]}", merged.Path);
        Assert.Equal(merged.Path, (await _app.OpenAsync("office.uk", $"/people/{_double}")).Path);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("office.uk", $"/people/{_double}/edit")).Status);
        Assert.Equal(["Prof Niamh Sutcliffe"], (await _app.OpenAsync("office.uk", "/people?q=sutcliffe")).Document.QuerySelectorAll("tbody th a").Select(a => a.TextContent));
        Assert.Empty((await _app.OpenAsync("office.uk", "/cohort/quality?what=people")).Document.QuerySelectorAll("#quality tbody tr"));
        var trail = await _app.OpenAsync("auditor", $"/audit/person:{_app.World.People["lead.uk"]}");
        Assert.Contains("merged two records of a person", trail.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await trail.FollowAsync($"a[href='/audit/person:{_double}']")).Status);
    }

    [Fact]
    public async Task Duplicates_SaidToBeTwo_AreListedNoMore()
    {
        var page = await _app.OpenAsync("office.uk", $"/people/{_app.World.People["lead.uk"]}");
        var compared = await page.FollowAsync(".notice a");

        var said = await compared.SubmitAsync("#apart");

        Assert.Equal("They are two people, and are not listed as one any more.", said.Notice);
        Assert.Empty(said.Document.QuerySelectorAll(".notice a[href*=merge]"));
        Assert.Empty((await _app.OpenAsync("office.uk", "/cohort/quality?what=people")).Document.QuerySelectorAll("#quality tbody tr"));
    }

    [Fact]
    public async Task Obstacles_AreSaidInFrenchToo()
    {
        var page = await AppPage.OpenAsync(await _app.NewSessionAsync("office.fr"), $"/people/{_app.World.People["lead.fr"]}/merge/{_app.World.People["student.fr"]}");

        Assert.Contains("se connectent tous deux", page.Find("#obstacles").TextContent, StringComparison.Ordinal);
        Assert.Contains("l’une encadre l’autre", page.Find("#obstacles").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("#merge"));
    }

    [Fact]
    public async Task Filter_OfTheCohort_Narrows()
    {
        Assert.Single((await _app.OpenAsync("programme", "/cohort/quality?what=people&side=UK")).Document.QuerySelectorAll("#quality tbody tr"));
        Assert.Empty((await _app.OpenAsync("programme", "/cohort/quality?what=people&supervisor=nobody+of+this+name")).Document.QuerySelectorAll("#quality tbody tr"));
    }

    [Fact]
    public async Task Director_SeesTheirStudentsAndNoPeople()
    {
        var page = await _app.OpenAsync("school.fr", "/cohort/quality");

        Assert.Empty(page.Document.QuerySelectorAll("a[data-number=people]"));
        Assert.Equal("1", page.Find("a[data-number=hdr] .number-value").TextContent);
        Assert.Equal("2", (await _app.OpenAsync("programme", "/cohort/quality")).Find("a[data-number=hdr] .number-value").TextContent);
    }

    [Theory]
    [InlineData("hdr")]
    [InlineData("people")]
    public async Task Sheet_OfAList_HasItsRows(string what)
    {
        var client = await _app.SignedInAsync("programme");

        var csv = await client.GetStringAsync($"/cohort/quality?what={what}&handler=Csv");
        var xlsx = await client.GetByteArrayAsync($"/cohort/quality?what={what}&handler=Xlsx");

        var count = int.Parse((await _app.OpenAsync("programme", "/cohort/quality")).Find($"a[data-number={what}] .number-value").TextContent, CultureInfo.InvariantCulture);
        Assert.Equal(count + 2, csv.Split("\r\n").Length);
        Assert.Equal("PK"u8.ToArray(), xlsx[..2]);
    }
}
