using System.Buffers;
using System.Security.Cryptography;

namespace PhdTracker.Core.Documents;

/// <summary>Documents in a folder, named by their hash. A file appears under its name in one step, complete and written through to the disk.</summary>
/// <param name="folder">Created when the first file comes.</param>
public sealed class FilesOnDisk(string folder) : IFileStore
{
    private const int BufferSize = 128 * 1024;

    public async Task<IncomingFile?> ReceiveAsync(Stream content, long largest, CancellationToken ct)
    {
        var incoming = Path.Combine(folder, "incoming");
        Directory.CreateDirectory(incoming);
        var path = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
        try
        {
            var received = await WriteAsync(content, path, largest, ct);
            if (received is not var (length, sha256))
            {
                File.Delete(path);
                return null;
            }
            return new IncomingFile(path, length, sha256, () => Keep(path, sha256));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public async Task<Stream> OpenAsync(string sha256, CancellationToken ct)
    {
        var path = PathOf(sha256);
        if (!File.Exists(path))
            throw new DamagedFileException(sha256);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
        try
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct)) != sha256)
                throw new DamagedFileException(sha256);
            stream.Position = 0;
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static async Task<(long Length, string Sha256)?> WriteAsync(Stream content, string path, long largest, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long length = 0;
            for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
            {
                length += read;
                if (length > largest)
                    return null;
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            file.Flush(flushToDisk: true);
            return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Keep(string path, string sha256)
    {
        var kept = PathOf(sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        // The same bytes may lie there already; a damaged copy is mended by the sound one.
        File.Move(path, kept, overwrite: true);
    }

    private string PathOf(string sha256) => Path.Combine(folder, sha256[..2], sha256);
}
