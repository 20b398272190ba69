using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Documents;

public sealed class DocumentTests : IClassFixture<DocumentTests.HandedIn>
{
    private static readonly string[] Readers = ["student.uk", "lead.uk", "lead.fr", "unit.uk", "director.uk", "registry.uk", "signatory.uk", "office.uk", "programme", "auditor"];
    private readonly App _app;
    private readonly int _id;

    public DocumentTests(HandedIn handedIn) => (_app, _id) = (handedIn.App, handedIn.DocumentId);

    public static TheoryData<string, bool> People()
    {
        var people = new TheoryData<string, bool>();
        foreach (var who in World.Everybody)
            people.Add(who, Readers.Contains(who));
        return people;
    }

    [Theory]
    [MemberData(nameof(People))]
    public async Task Download_ByEverybody_OnlyThoseWhoMayReadIt(string who, bool reads)
    {
        using var answer = await (await _app.SignedInAsync(who)).GetAsync($"/documents/{_id}");

        Assert.Equal(reads ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
        if (!reads)
            return;
        Assert.Equal(("attachment", "application/pdf"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("Étude été.pdf", answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("%PDF-", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_DamagedOnTheDisk_IsNotGivenOut()
    {
        await using var app = await App.StartAsync();
        await new Acts(app).HandInAsync("student.uk", app.World.EsaId);
        var document = await app.AskAsync(db => db.Documents.SingleAsync());
        await File.WriteAllTextAsync(Path.Combine(app.Database.Folder, "documents", document.Sha256[..2], document.Sha256), "%PDF-1.7 forged");

        var page = await app.OpenAsync("student.uk", $"/documents/{document.Id}");

        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains("This document cannot be given out", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_FormTooLarge_GetsAPageThatSaysSo()
    {
        await using var app = await App.StartAsync(listen: true);
        var client = await app.SignedInAsync("student.uk");
        var form = await AppPage.OpenAsync(client, $"/milestones/{app.World.EsaId}/submit");

        using var content = new MultipartFormDataContent { { new StringContent(form.Token), "__RequestVerificationToken" }, { new ByteArrayContent(new byte[140_000_000]), "Files", "Film.pdf" } };
        using var answer = await client.PostAsync(form.Path, content);
        var page = await AppPage.ReadAsync(client, answer);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, page.Status);
        Assert.Contains("A file can be 25 MB at most", page.Text, StringComparison.Ordinal);
    }

    /// <summary>The app with one document handed in.</summary>
    public sealed class HandedIn : IAsyncLifetime
    {
        public App App { get; private set; } = null!;
        public int DocumentId { get; private set; }

        public async Task InitializeAsync()
        {
            App = await App.StartAsync();
            await new Acts(App).HandInAsync("student.uk", App.World.EsaId, fileName: "Étude été.pdf");
            DocumentId = await App.AskAsync(db => db.Documents.Select(d => d.Id).SingleAsync());
        }

        public async Task DisposeAsync() => await App.DisposeAsync();
    }
}
