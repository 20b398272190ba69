using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Import;

/// <summary>Uploads that go wrong, over a real connection: a clear sentence, and nothing half-done.</summary>
public sealed class ImportUploadTests : IAsyncLifetime
{
    private App _app = null!;

    public async Task InitializeAsync() => _app = await App.StartAsync(listen: true);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("en", "all of them together 130 MB")]
    [InlineData("fr", "tous ensemble 130 Mo")]
    public async Task Upload_FarTooLarge_SaysWhatToDo(string language, string sentence)
    {
        await _app.SpeakAsync(language);
        var client = await _app.SignedInAsync("office.uk");
        using var form = new MultipartFormDataContent { { new StreamContent(new Zeros(200 * 1024 * 1024)), "Files", "uk.csv" } };

        using var answer = await client.PostAsync("/import/upload", form);

        var page = await AppPage.ReadAsync(client, answer);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, page.Status);
        Assert.Contains(sentence, page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        await ExpectNothingAsync();
    }

    [Fact]
    public async Task Upload_SheetThatIsTooLarge_SaysWhichAndWhatToDo()
    {
        var page = await UploadAsync("office.uk", new AppFile("Files", "uk.csv", new byte[SheetTables.LargestFile + 1]));

        Assert.Equal("uk.csv is larger than 20 MB. Leave out what is not about students, or split it.", Assert.Single(page.Errors));
        await ExpectNothingAsync();
    }

    [Fact]
    public async Task Upload_ArchiveThatUnpacksToFarTooMuch_IsNotOpened()
    {
        var page = await UploadAsync("office.uk", new AppFile("Files", "uk.xlsx", TestWorkbook.Bomb()));

        Assert.StartsWith("uk.xlsx unpacks to far more than a sheet of students holds", Assert.Single(page.Errors), StringComparison.Ordinal);
        await ExpectNothingAsync();
    }

    [Fact]
    public async Task Upload_ConnectionCut_LeavesNothingAndTheNextOneIsTaken()
    {
        var cookies = new CookieContainer();
        var token = await SignInAsync("office.uk", cookies);
        var mark = Guid.NewGuid().ToString("N");
        var body = new StringBuilder("--part\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\n").Append(token)
            .Append("\r\n--part\r\nContent-Disposition: form-data; name=\"Files\"; filename=\"uk.csv\"\r\n\r\n").Append(mark).Append("\r\n").Append(ImportActs.UkHeader).Append("\r\n");
        while (body.Length < 300_000)
            body.Append(ImportActs.Ada).Append("\r\n");
        using (var connection = new TcpClient(_app.Address.Host, _app.Address.Port) { LingerState = new LingerOption(true, 0) })
        {
            await using var stream = connection.GetStream();
            var head = $"POST /import/upload HTTP/1.1\r\nHost: {_app.Address.Authority}\r\nCookie: {cookies.GetCookieHeader(_app.Address)}\r\nContent-Type: multipart/form-data; boundary=part\r\nContent-Length: 1000000\r\n\r\n";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(head + body));
            await UntilAsync(() => Buffers(mark) == 1);
        }
        await UntilAsync(() => Buffers(mark) == 0);
        await ExpectNothingAsync();

        var page = await UploadAsync("office.uk", new AppFile("Files", "uk.csv", ImportActs.Sheet(ImportActs.Ada).Bytes));

        Assert.Contains("Preview, nothing is written", page.Text, StringComparison.Ordinal);
        Assert.Equal((1, 2), await _app.AskAsync(async db => (await db.SheetImports.CountAsync(), await db.ImportLines.CountAsync())));
    }

    [Fact]
    public async Task Apply_TwoPeopleTheSameAtOnce_WritesItOnceAndShowsTheOtherANewPreview()
    {
        var previews = await Task.WhenAll(new[] { "office.uk", "programme" }.Select(name => UploadAsync(name, new AppFile("Files", "uk.csv", ImportActs.Sheet(ImportActs.Ada).Bytes))));

        var pages = await Task.WhenAll(previews.Select(preview => preview.SubmitAsync("button[formaction*='handler=Apply']")));

        Assert.Single(pages, page => page.Text.Contains("Applied by", StringComparison.Ordinal));
        Assert.Single(pages, page => page.Text.Contains("Somebody has changed these records since the preview, so nothing was written.", StringComparison.Ordinal));
        Assert.Equal(1, await _app.AskAsync(db => db.Candidatures.CountAsync(c => c.Student.Email == "ada.lovelace@ic.example")));
    }

    private async Task<AppPage> UploadAsync(string name, AppFile file) => await (await _app.OpenAsync(name, "/import/upload")).SubmitAsync("form.card", null, [file]);

    private async Task ExpectNothingAsync()
    {
        Assert.Equal((0, 0, 0), await _app.AskAsync(async db => (await db.SheetImports.CountAsync(), await db.SheetImportFiles.CountAsync(), await db.ImportLines.CountAsync())));
        var data = new SqliteConnectionStringBuilder(_app.Database.ConnectionString).DataSource;
        Assert.Empty(Directory.EnumerateDirectories(Path.GetDirectoryName(data)!, "import-preview-*"));
    }

    /// <summary>How many of the files in which the server keeps what is being uploaded hold these words.</summary>
    private static int Buffers(string words) =>
        Directory.EnumerateFiles(Environment.GetEnvironmentVariable("ASPNETCORE_TEMP") ?? Path.GetTempPath(), "ASPNETCORE_*.tmp").Count(file =>
        {
            try
            {
                using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
                return reader.ReadToEnd().Contains(words, StringComparison.Ordinal);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        });

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var left = 500; !holds(); left--)
        {
            Assert.True(left > 0, "It did not come to that.");
            await Task.Delay(10);
        }
    }

    /// <summary>Signs in, and opens the page with the form.</summary>
    /// <returns>The form's antiforgery token.</returns>
    private async Task<string> SignInAsync(string name, CookieContainer cookies)
    {
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = _app.Address };
        await (await AppPage.OpenAsync(client, "/account/sign-in")).SubmitAsync("main form", new Dictionary<string, string> { ["Email"] = $"{name}@test.example", ["Password"] = World.Password });
        return (await AppPage.OpenAsync(client, "/import/upload")).Find("form.card input[name=__RequestVerificationToken]").GetAttribute("value")!;
    }

    /// <summary>So many bytes, none of which is kept.</summary>
    private sealed class Zeros(long length) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            Position += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin == SeekOrigin.End ? length + offset : origin == SeekOrigin.Current ? Position + offset : offset;

        public override void Flush() { }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
