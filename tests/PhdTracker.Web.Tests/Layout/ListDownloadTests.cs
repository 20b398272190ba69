using System.Net;
using ExcelDataReader;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Layout;

/// <summary>Every list of an office can be taken along as CSV and as a workbook, with the same lines as the page.</summary>
public sealed class ListDownloadTests : IAsyncLifetime
{
    private App _app = null!;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        var acts = new Acts(_app);
        await acts.HandInAsync("student.uk", _app.World.EsaId);
        await (await Applying.ToAsync(_app)).SentAsync();
        await acts.AsAsync("office.fr", async (services, by) =>
        {
            var csi = await services.GetRequiredService<PhdTrackerDb>().Milestones.AsNoTracking().SingleAsync(m => m.Id == _app.World.CsiId);
            await services.GetRequiredService<FixMilestoneDateHandler>().HandleAsync(new FixMilestoneDate(csi.Id, csi.Version, new DateOnly(2026, 12, 18), "=Agreed with the school."), by, default);
            return csi.Id;
        });
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("office.uk", "/projects?", "en", "Project")]
    [InlineData("office.fr", "/projects?", "fr", "Projet")]
    [InlineData("office.uk", "/people?q=niamh&", "en", "Name")]
    [InlineData("office.uk", "/tasks/all?", "en", "What is asked")]
    [InlineData("office.fr", "/milestones/fixed?", "fr", "Étape")]
    [InlineData("office.uk", "/proposals?", "en", "Proposal")]
    [InlineData("office.uk", "/processes?", "en", "Case")]
    [InlineData("programme", "/processes?state=all&", "fr", "Dossier")]
    [InlineData("programme", "/audit?case=tanaka&", "en", "When (London)")]
    [InlineData("programme", "/audit?case=tanaka&", "fr", "Quand (Paris)")]
    public async Task Download_AsCsvAndAsWorkbook_HasTheLinesOfTheList(string name, string list, string language, string firstColumn)
    {
        await _app.SpeakAsync(language);
        var page = await _app.OpenAsync(name, list.TrimEnd('?', '&'));
        var client = await _app.SignedInAsync(name);
        var csv = await client.GetByteArrayAsync(new Uri(list + "handler=csv", UriKind.Relative));
        var workbook = await client.GetByteArrayAsync(new Uri(list + "handler=xlsx", UriKind.Relative));

        Assert.Equal([0xEF, 0xBB, 0xBF], csv[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(csv[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith($"\"{firstColumn}\"", lines[0], StringComparison.Ordinal);
        Assert.True(lines.Length > 1, string.Join('\n', lines));
        Assert.Equal(page.Document.QuerySelectorAll("main tbody tr").Length, lines.Length - 1);
        Assert.Equal(lines.Length, Rows(workbook));
        Assert.DoesNotContain("\"=", string.Join('\n', lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lead.uk", "/proposals?handler=csv", HttpStatusCode.NotFound)]
    [InlineData("student.uk", "/milestones/fixed?handler=xlsx", HttpStatusCode.NotFound)]
    [InlineData("student.uk", "/tasks/all?handler=csv", HttpStatusCode.Forbidden)]
    [InlineData("student.uk", "/people?handler=csv", HttpStatusCode.Forbidden)]
    public async Task Download_WhoDoesNotSeeTheList_IsRefused(string name, string url, HttpStatusCode expected) =>
        Assert.Equal(expected, (await _app.OpenAsync(name, url)).Status);

    private static int Rows(byte[] workbook)
    {
        using var content = new MemoryStream(workbook);
        using var reader = ExcelReaderFactory.CreateReader(content);
        return reader.RowCount;
    }
}
