using System.Text;
using System.Text.Unicode;

namespace PhdTracker.Core.Import.Sheets;

/// <summary>The text of a sheet: its lines, decoded from whatever encoding they were saved in.</summary>
/// <param name="Encoding">What it was recognised as: <c>UTF-8</c>, <c>UTF-16</c>, <c>Windows-1252</c>, or both of the 8-bit ones, mixed.</param>
/// <param name="Lines">Without their line ends.</param>
public sealed record SheetText(string Encoding, IReadOnlyList<string> Lines)
{
    private const string Utf8Name = "UTF-8";
    private const string WindowsName = "Windows-1252";
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Decodes a file. Refuses one that is empty, or no text: a PDF or a picture renamed to .csv.</summary>
    public static SheetText Decode(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("%PDF"u8) || bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw new DomainRuleException("ImportNotText", file);
        var wide = WideEncoding(bytes);
        var text = wide is null ? EightBit(file, bytes) : new SheetText("UTF-16", Split(wide.GetString(bytes).TrimStart('\uFEFF')));
        if (text.Lines.All(string.IsNullOrWhiteSpace))
            throw new DomainRuleException("ImportEmpty", file);
        return text;
    }

    private static UnicodeEncoding? WideEncoding(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return new UnicodeEncoding(false, true);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return new UnicodeEncoding(true, true);
        var sample = bytes[..Math.Min(bytes.Length, 200)];
        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0 && i % 2 == 0)
                even++;
            else if (sample[i] == 0)
                odd++;
        }
        if (odd > sample.Length / 4)
            return new UnicodeEncoding(false, false);
        return even > sample.Length / 4 ? new UnicodeEncoding(true, false) : null;
    }

    /// <summary>Line by line, so that a sheet pasted together from two encodings, or cut in the middle of a letter, still reads.</summary>
    private static SheetText EightBit(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0))
            throw new DomainRuleException("ImportNotText", file);
        if (bytes.StartsWith(ByteOrderMark))
            bytes = bytes[ByteOrderMark.Length..];
        var lines = new List<string>();
        bool utf8 = false, windows = false;
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            var line = end < 0 ? bytes : bytes[..end];
            if (!Ascii.IsValid(line))
            {
                var valid = Utf8.IsValid(line);
                utf8 |= valid;
                windows |= !valid;
                lines.Add((valid ? StrictUtf8 : Windows).GetString(line));
            }
            else
            {
                lines.Add(StrictUtf8.GetString(line));
            }
            bytes = end < 0 ? [] : bytes[(end + (bytes[end..].StartsWith("\r\n"u8) ? 2 : 1))..];
        }
        return new SheetText(windows ? utf8 ? $"{Utf8Name} + {WindowsName}" : WindowsName : Utf8Name, lines);
    }

    private static List<string> Split(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').ToList();
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }
}
