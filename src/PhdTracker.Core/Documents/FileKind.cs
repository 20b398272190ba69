using System.IO.Compression;
using System.Text;

namespace PhdTracker.Core.Documents;

/// <summary>A kind of file that is accepted.</summary>
/// <param name="Name">What people call it, the same in every language.</param>
/// <param name="Extensions">The first is the usual one.</param>
public sealed record FileKind(string Name, string ContentType, params string[] Extensions)
{
    public static readonly FileKind Pdf = new("PDF", "application/pdf", ".pdf");
    public static readonly FileKind Docx = new("DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx");
    public static readonly FileKind Odt = new("ODT", "application/vnd.oasis.opendocument.text", ".odt");
    public static readonly FileKind Png = new("PNG", "image/png", ".png");
    public static readonly FileKind Jpeg = new("JPEG", "image/jpeg", ".jpg", ".jpeg");

    public static readonly IReadOnlyList<FileKind> Accepted = [Pdf, Docx, Odt, Png, Jpeg];

    /// <summary>For the <c>accept</c> attribute of a file field.</summary>
    public static readonly string AcceptedExtensions = string.Join(',', Accepted.SelectMany(k => k.Extensions));

    /// <summary>The kind with a content type; null if it is none of these.</summary>
    public static FileKind? OfType(string contentType) => Accepted.FirstOrDefault(k => k.ContentType == contentType);

    /// <summary>The kind of a file by its content alone.</summary>
    /// <param name="content">Seekable, at its beginning.</param>
    /// <param name="fileName">For what is said when the file is refused.</param>
    /// <exception cref="DomainRuleException">
    /// It is none of the accepted kinds; the code tells what was found: <c>DocumentIsProgram</c>, <c>DocumentIsOldOffice</c>,
    /// <c>DocumentHasMacros</c>, <c>DocumentIsSheetOrSlides</c>, <c>DocumentIsArchive</c>, <c>DocumentIsWebPage</c>,
    /// <c>DocumentIsPlainText</c>, <c>DocumentIsOtherImage</c>, <c>DocumentIsUnknown</c>.
    /// </exception>
    public static FileKind Of(Stream content, string fileName)
    {
        Span<byte> head = stackalloc byte[512];
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        content.Position = 0;
        if (head.StartsWith("%PDF-"u8))
            return Pdf;
        if (head.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return Png;
        if (head.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return Jpeg;
        var refusal = head.StartsWith<byte>([0x50, 0x4B, 0x03, 0x04]) ? InZip(content, out var kind) : Found(head, out kind);
        return kind ?? throw new DomainRuleException(refusal, fileName) { Field = "Files" };
    }

    /// <summary>Word and OpenDocument files are archives; what they are stands inside.</summary>
    private static string InZip(Stream content, out FileKind? kind)
    {
        kind = null;
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            var names = zip.Entries.Select(e => e.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (names.Contains("[Content_Types].xml"))
            {
                if (names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                    return "DocumentHasMacros";
                kind = names.Contains("word/document.xml") ? Docx : null;
                return "DocumentIsSheetOrSlides";
            }
            var type = zip.GetEntry("mimetype") is { } entry ? FirstLine(entry) : "";
            kind = type == Odt.ContentType ? Odt : null;
            return type.StartsWith("application/vnd.oasis.opendocument", StringComparison.Ordinal) ? "DocumentIsSheetOrSlides" : "DocumentIsArchive";
        }
        catch (InvalidDataException)
        {
            return "DocumentIsArchive";
        }
    }

    private static string FirstLine(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        Span<byte> bytes = stackalloc byte[100];
        return Encoding.ASCII.GetString(bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)]).Trim();
    }

    private static string Found(ReadOnlySpan<byte> head, out FileKind? kind)
    {
        kind = null;
        if (head.StartsWith("MZ"u8) || head.StartsWith<byte>([0x7F, 0x45, 0x4C, 0x46]) || head.StartsWith("#!"u8)
            || head.StartsWith<byte>([0xCF, 0xFA, 0xED, 0xFE]) || head.StartsWith<byte>([0xCA, 0xFE, 0xBA, 0xBE]))
            return "DocumentIsProgram";
        if (head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]))
            return "DocumentIsOldOffice";
        if (head.StartsWith("Rar!"u8) || head.StartsWith<byte>([0x37, 0x7A, 0xBC, 0xAF]) || head.StartsWith<byte>([0x1F, 0x8B]) || head.StartsWith("PK"u8))
            return "DocumentIsArchive";
        if (head.StartsWith("GIF8"u8) || head.StartsWith("BM"u8) || head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8)
            || (head.Length > 12 && (head[8..].StartsWith("WEBP"u8) || head[4..].StartsWith("ftyp"u8))))
            return "DocumentIsOtherImage";
        if (head.Contains((byte)0))
            return "DocumentIsUnknown";
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return text.StartsWith('<') ? "DocumentIsWebPage" : "DocumentIsPlainText";
    }
}
