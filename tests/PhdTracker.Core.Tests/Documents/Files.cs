using System.IO.Compression;
using System.Text;

namespace PhdTracker.Core.Tests.Documents;

/// <summary>Small files of every kind, as bytes.</summary>
internal static class Files
{
    public static byte[] Pdf(string text = "report") => Encoding.ASCII.GetBytes($"%PDF-1.7\n{text}\n%%EOF\n");

    public static byte[] Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];

    public static byte[] Jpeg => [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46];

    public static byte[] Docx => Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>"));

    public static byte[] DocxWithMacros => Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>"), ("word/vbaProject.bin", "x"));

    public static byte[] Xlsx => Zip(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"));

    public static byte[] Odt => Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<office/>"));

    public static byte[] Ods => Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<office/>"));

    public static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return memory.ToArray();
    }

    public static byte[] Named(string what) => what switch
    {
        "pdf" => Pdf(),
        "png" => Png,
        "jpeg" => Jpeg,
        "docx" => Docx,
        "odt" => Odt,
        "docm" => DocxWithMacros,
        "xlsx" => Xlsx,
        "ods" => Ods,
        "zip" => Zip(("a.txt", "a")),
        "zip cut off" => Docx[..40],
        "windows program" => [.. "MZ"u8, 0x90, 0, 3],
        "linux program" => [0x7F, 0x45, 0x4C, 0x46, 2, 1],
        "script" => "#!/bin/sh\nrm"u8.ToArray(),
        "old word" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
        "html" => "\uFEFF <!doctype html><script>"u8.ToArray(),
        "svg" => "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(),
        "text" => "Dear committee"u8.ToArray(),
        "gif" => "GIF89a"u8.ToArray(),
        "heic" => [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, 0],
        "seven zip" => [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],
        "bytes" => [1, 0, 2, 0, 3],
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };
}
