using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Advanced;
using PdfSharp.Pdf.Content;
using PdfSharp.Pdf.Content.Objects;
using PdfSharp.Pdf.IO;

namespace PhdTracker.Web.Tests.Agreements;

/// <summary>What a PDF says, page by page: the glyphs of its lines turned back into letters by the maps that its fonts carry, as a reader does who selects text.</summary>
internal static partial class PdfText
{
    public static IReadOnlyList<string> Of(byte[] pdf)
    {
        using var document = PdfReader.Open(new MemoryStream(pdf), PdfDocumentOpenMode.Import);
        return [.. Enumerable.Range(0, document.PageCount).Select(i => Of(document.Pages[i]))];
    }

    private static string Of(PdfPage page)
    {
        var fonts = page.Elements.GetDictionary("/Resources")!.Elements.GetDictionary("/Font")!;
        var maps = fonts.Elements.Keys.ToDictionary(name => name, name => Map(fonts.Elements.GetDictionary(name)!), StringComparer.Ordinal);
        var (text, map) = (new StringBuilder(), new Dictionary<int, string>());
        foreach (var command in ContentReader.ReadContent(page).OfType<COperator>())
        {
            if (command.OpCode.OpCodeName == OpCodeName.Tf)
                map = maps[((CName)command.Operands[0]).Name];
            else if (command.OpCode.OpCodeName == OpCodeName.Tj)
                text.Append(Letters(((CString)command.Operands[0]).Value, map)).Append('\n');
        }
        return text.ToString();
    }

    private static string Letters(string codes, Dictionary<int, string> map)
    {
        var letters = new StringBuilder();
        for (var i = 0; i + 1 < codes.Length; i += 2)
            letters.Append(map.GetValueOrDefault((codes[i] << 8) | codes[i + 1], "?"));
        return letters.ToString();
    }

    private static Dictionary<int, string> Map(PdfDictionary font)
    {
        var map = new Dictionary<int, string>();
        var cmap = Encoding.ASCII.GetString(((PdfDictionary)((PdfReference)font.Elements["/ToUnicode"]!).Value).Stream.UnfilteredValue);
        foreach (Match range in Range().Matches(cmap))
        {
            var (first, last, letter) = (Hex(range.Groups[1].Value), Hex(range.Groups[2].Value), Hex(range.Groups[3].Value));
            for (var code = first; code <= last; code++)
                map[code] = char.ConvertFromUtf32(letter + code - first);
        }
        return map;
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex("<([0-9A-Fa-f]{4})>\\s*<([0-9A-Fa-f]{4})>\\s*<([0-9A-Fa-f]{4})>")]
    private static partial Regex Range();
}
