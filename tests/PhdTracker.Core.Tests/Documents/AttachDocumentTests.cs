using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Documents;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Documents;

public sealed class AttachDocumentTests
{
    [Fact]
    public async Task Attach_Pdf_IsKeptUnderItsHashWithItsTypeByContent()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await AttachAsync(database, world, "../Report", Files.Pdf());

        var document = await database.AskAsync(db => db.Documents.SingleAsync());
        Assert.Equal(("Report.pdf", "application/pdf", (long)Files.Pdf().Length), (document.FileName, document.ContentType, document.Length));
        await using var kept = await database.InScopeAsync(s => s.GetRequiredService<IFileStore>().OpenAsync(document.Sha256, default));
        Assert.Equal(document.Length, kept.Length);
    }

    [Theory]
    [InlineData("empty", "DocumentEmpty")]
    [InlineData("too large", "DocumentTooLarge")]
    [InlineData("disguised", "DocumentIsProgram")]
    [InlineData("misnamed", "DocumentNameDisagrees")]
    public async Task Attach_Refused_LeavesNothingBehind(string what, string code)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var bytes = what switch
        {
            "empty" => [],
            "too large" => [.. Files.Pdf(), .. new byte[AttachDocumentHandler.LargestFile]],
            "disguised" => Files.Named("windows program"),
            _ => Files.Png,
        };

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => AttachAsync(database, world, "Report.pdf", bytes));

        Assert.Equal((code, "Files"), (refused.Code, refused.Field));
        Assert.Equal((0, 0), await database.AskAsync(async db => (await db.Documents.CountAsync(), await db.Submissions.CountAsync())));
        Assert.Empty(Directory.GetFiles(Path.Combine(database.Folder, "documents"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Attach_SameFileTwice_IsThereOnce()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var first = await AttachAsync(database, world, "Report.pdf", Files.Pdf());
        var second = await AttachAsync(database, world, "Report.pdf", Files.Pdf());

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Detach_TwiceInARow_TakesItOutOnce()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var document = await AttachAsync(database, world, "Report.pdf", Files.Pdf());
        await AttachAsync(database, world, "Figure.png", Files.Png);

        await DetachAsync(database, world, document);
        await DetachAsync(database, world, document);

        Assert.Equal(["Figure.png"], await database.AskAsync(db => db.Documents.Select(d => d.FileName).ToListAsync()));
    }

    [Fact]
    public async Task Attach_ByTheTwin_IsNotFound()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await Assert.ThrowsAsync<NotFoundException>(() => AttachAsync(database, world, "Report.pdf", Files.Pdf(), "student.fr"));
    }

    private static Task<int> AttachAsync(TestDatabase database, World world, string name, byte[] bytes, string who = "student.uk") => new Acts(database, world).AsAsync(who, async (services, by) =>
        (await services.GetRequiredService<AttachDocumentHandler>().HandleAsync(new AttachDocument(world.EsaId, name, new MemoryStream(bytes)), by, default)).Id);

    private static Task<int> DetachAsync(TestDatabase database, World world, int documentId) => new Acts(database, world).AsAsync("student.uk", async (services, by) =>
    {
        await services.GetRequiredService<DetachDocumentHandler>().HandleAsync(new DetachDocument(world.EsaId, documentId), by, default);
        return 0;
    });
}
