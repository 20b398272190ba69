namespace PhdTracker.Core.Documents;

/// <summary>Receives files as the rules about documents want them.</summary>
public static class Intake
{
    /// <summary>Receives a file, looks at what it is, and gives it a clean name. The caller keeps it, and disposes of it in any case.</summary>
    /// <param name="fileName">As the browser sent it.</param>
    /// <param name="content">Read once; no further than <paramref name="largest"/> bytes.</param>
    /// <exception cref="DomainRuleException"><c>DocumentTooLarge</c>, <c>DocumentEmpty</c>, <c>DocumentNameDisagrees</c>, and those of <see cref="FileKind.Of"/>.</exception>
    public static async Task<(IncomingFile File, string Name, FileKind Kind)> TakeAsync(this IFileStore files, string fileName, Stream content, long largest, CancellationToken ct)
    {
        var name = FileName.Clean(fileName);
        var incoming = await files.ReceiveAsync(content, largest, ct) ?? throw new DomainRuleException("DocumentTooLarge", name) { Field = "Files" };
        try
        {
            if (incoming.Length == 0)
                throw new DomainRuleException("DocumentEmpty", name) { Field = "Files" };
            using var bytes = incoming.OpenRead();
            var kind = FileKind.Of(bytes, name);
            return (incoming, FileName.Clean(fileName, kind), kind);
        }
        catch
        {
            incoming.Dispose();
            throw;
        }
    }
}
