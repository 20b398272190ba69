using System.Security.Cryptography;
using PhdTracker.Core.Documents;

namespace PhdTracker.Core.Tests.Documents;

public sealed class FilesOnDiskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phdtracker-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task OpenAsync_KeptFile_GivesTheSameBytes()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var store = new FilesOnDisk(_folder);

        var sha256 = await KeepAsync(store, bytes);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), sha256);
        await using var stream = await store.OpenAsync(sha256, default);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task ReceiveAsync_SameBytesTwice_AreKeptOnce()
    {
        var store = new FilesOnDisk(_folder);

        await KeepAsync(store, Files.Pdf());
        await KeepAsync(store, Files.Pdf());

        Assert.Single(AllFiles());
    }

    [Fact]
    public async Task ReceiveAsync_NotKept_LeavesNothing()
    {
        using (await new FilesOnDisk(_folder).ReceiveAsync(new MemoryStream(Files.Pdf()), 1_000, default))
            Assert.Single(AllFiles());

        Assert.Empty(AllFiles());
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public async Task ReceiveAsync_OneByteTooMany_IsRefusedAndLeavesNothing(int length, bool received)
    {
        var incoming = await new FilesOnDisk(_folder).ReceiveAsync(new MemoryStream(new byte[length]), 1_000, default);

        Assert.Equal(received, incoming is not null);
        incoming?.Dispose();
        Assert.Empty(AllFiles());
    }

    [Fact]
    public async Task ReceiveAsync_InterruptedHalfway_LeavesNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => new FilesOnDisk(_folder).ReceiveAsync(new Interrupted(), 1_000_000, default));

        Assert.Empty(AllFiles());
    }

    [Fact]
    public async Task OpenAsync_BytesChangedOnDisk_IsRefused()
    {
        var store = new FilesOnDisk(_folder);
        var sha256 = await KeepAsync(store, Files.Pdf());
        await File.WriteAllBytesAsync(AllFiles().Single(), Files.Pdf("forged"));

        await Assert.ThrowsAsync<DamagedFileException>(() => store.OpenAsync(sha256, default));
    }

    [Fact]
    public async Task OpenAsync_MissingFile_IsRefused() =>
        await Assert.ThrowsAsync<DamagedFileException>(() => new FilesOnDisk(_folder).OpenAsync(new string('a', 64), default));

    private string[] AllFiles() => Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);

    private static async Task<string> KeepAsync(FilesOnDisk store, byte[] bytes)
    {
        using var incoming = await store.ReceiveAsync(new MemoryStream(bytes), 1_000_000, default);
        incoming!.Keep();
        return incoming.Sha256;
    }

    /// <summary>A connection that breaks after some bytes.</summary>
    private sealed class Interrupted : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _reads++ == 0 ? ValueTask.FromResult(buffer.Length) : throw new IOException("The connection was closed.");
    }
}
