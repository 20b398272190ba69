namespace PhdTracker.Core.Documents;

/// <summary>Where the bytes of documents lie, each under its SHA-256. The same bytes are kept once.</summary>
public interface IFileStore
{
    /// <summary>Receives a file. It counts only once it is kept; until then, and when receiving stops halfway, nothing is left behind.</summary>
    /// <param name="content">Read to its end, or until it is too large.</param>
    /// <param name="largest">Bytes.</param>
    /// <param name="ct">Stops receiving and removes what had come.</param>
    /// <returns>Null if the content is larger than <paramref name="largest"/>.</returns>
    Task<IncomingFile?> ReceiveAsync(Stream content, long largest, CancellationToken ct);

    /// <summary>Opens a kept file after comparing its bytes with its hash.</summary>
    /// <param name="sha256">Lower-case hexadecimal.</param>
    /// <param name="ct">Stops the comparison.</param>
    /// <exception cref="DamagedFileException">It is missing, or its bytes are not what they were.</exception>
    Task<Stream> OpenAsync(string sha256, CancellationToken ct);
}

/// <summary>A file that has come and is not kept yet.</summary>
public sealed class IncomingFile(string path, long length, string sha256, Action keep) : IDisposable
{
    /// <summary>Bytes.</summary>
    public long Length { get; } = length;

    /// <summary>Lower-case hexadecimal.</summary>
    public string Sha256 { get; } = sha256;

    /// <summary>The bytes, to look at before keeping them.</summary>
    public Stream OpenRead() => File.OpenRead(path);

    /// <summary>Keeps the file for good, in one step.</summary>
    public void Keep() => keep();

    /// <summary>Removes it unless it was kept.</summary>
    public void Dispose() => File.Delete(path);
}

/// <summary>The stored bytes are not those that were handed in.</summary>
public sealed class DamagedFileException(string sha256) : Exception($"The stored file {sha256} is missing or damaged.");
