using Microsoft.Extensions.FileProviders;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace PhdTracker.Web.Features.Agreements.Pdf;

/// <summary>The faces that documents are set in, from the files that the build copies; they hold every letter of both languages.</summary>
public sealed class PdfFonts : IFontResolver
{
    public const string Serif = "DejaVu Serif Condensed";
    public const string Sans = "DejaVu Sans Condensed";
    private static readonly Lock Gate = new();
    private readonly IFileProvider _files;

    private PdfFonts(IFileProvider files) => _files = files;

    /// <summary>Makes the faces known. PDFsharp keeps one resolver for the whole process.</summary>
    public static void Use(IFileProvider files)
    {
        lock (Gate)
            GlobalFontSettings.FontResolver ??= new PdfFonts(files);
    }

    /// <summary>A face at a size in points.</summary>
    public static XFont Of(string family, double size, XFontStyleEx style = XFontStyleEx.Regular) => new(family, size, style, XPdfFontOptions.UnicodeDefault);

    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => familyName switch
    {
        Serif => new("DejaVuSerifCondensed" + (isBold ? "-Bold" : isItalic ? "-Italic" : "")),
        _ => new("DejaVuSansCondensed" + (isBold ? "-Bold" : "")),
    };

    public byte[] GetFont(string faceName)
    {
        var file = _files.GetFileInfo($"lib/dejavu/{faceName}.ttf");
        if (!file.Exists)
            throw new FileNotFoundException($"The face {faceName} was not copied to wwwroot/lib/dejavu by the build.");
        using var stream = file.CreateReadStream();
        var bytes = new byte[file.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
