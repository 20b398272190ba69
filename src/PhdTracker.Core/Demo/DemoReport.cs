using System.Globalization;
using System.Text;

namespace PhdTracker.Core.Demo;

/// <summary>A one-page PDF with a few lines of text, for demo students to hand in.</summary>
public static class DemoReport
{
    /// <param name="lines">Each fits on one line of an A4 page; the first is the title.</param>
    public static byte[] Of(params string[] lines)
    {
        var text = new StringBuilder("BT /F1 18 Tf 60 770 Td 26 TL ");
        for (var i = 0; i < lines.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"({Escaped(lines[i])}) Tj T* ").Append(i == 0 ? "/F1 11 Tf 17 TL " : "");
        text.Append("ET");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            string.Create(CultureInfo.InvariantCulture, $"<< /Length {text.Length} >>\nstream\n{text}\nendstream"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            pdf.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    private static string Escaped(string line) =>
        line.Replace('’', '\'').Replace("œ", "oe", StringComparison.Ordinal).Replace('–', '-').Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
}
