using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace PhdTracker.Web.Features.Agreements.Pdf;

/// <summary>A word with its face, and whether a blank stands before it.</summary>
internal readonly record struct PdfWord(string Text, XFont Font, bool BlankBefore);

/// <summary>Sets words line by line on pages of A4, and begins another page where one is full. Lengths are in points.</summary>
internal sealed class PdfPages : IDisposable
{
    public const double Left = 62;
    private const double Top = 84;
    private const double Bottom = 66;
    private XGraphics? _page;
    private double _y;

    public PdfPages(PdfDocument document)
    {
        Document = document;
        Next();
    }

    public PdfDocument Document { get; }
    public double Width => Document.Pages[^1].Width.Point - (2 * Left);
    private double Floor => Document.Pages[^1].Height.Point - Bottom;

    /// <summary>Begins another page.</summary>
    public void Next()
    {
        _page?.Dispose();
        var page = Document.AddPage();
        page.Size = PageSize.A4;
        _page = XGraphics.FromPdfPage(page);
        _y = Top;
    }

    /// <summary>Leaves a gap, unless the page has just begun.</summary>
    public void Gap(double height) => _y += _y > Top ? height : 0;

    /// <summary>Keeps what follows together: begins another page if less than this is left.</summary>
    public void Need(double height)
    {
        if (_y + height > Floor)
            Next();
    }

    public void Rule()
    {
        _page!.DrawLine(new XPen(XColors.Gray, .5), Left, _y, Left + Width, _y);
        _y += 6;
    }

    /// <summary>Sets a paragraph.</summary>
    /// <param name="indent">From the left margin.</param>
    /// <param name="mark">Stands before the first line, such as a bullet or a number.</param>
    public void Paragraph(IEnumerable<PdfWord> words, double size, double indent = 0, string? mark = null)
    {
        var lineHeight = size * 1.42;
        foreach (var line in Lines(words, Width - indent))
        {
            Need(lineHeight);
            _y += lineHeight;
            if (mark is not null)
                _page!.DrawString(mark, line[0].Font, XBrushes.Black, Left + indent - 16, _y);
            mark = null;
            var x = Left + indent;
            // Runs of one face are drawn as one string, so that a reader selects and searches whole lines.
            for (var i = 0; i < line.Count;)
            {
                var (run, font) = (line[i].Text, line[i].Font);
                var blank = i > 0 && line[i].BlankBefore;
                for (i++; i < line.Count && line[i].Font == font; i++)
                    run += (line[i].BlankBefore ? " " : "") + line[i].Text;
                run = (blank ? " " : "") + run;
                _page!.DrawString(run, font, XBrushes.Black, x, _y);
                x += _page.MeasureString(run, font).Width;
            }
        }
    }

    /// <summary>Words of one face.</summary>
    public static IEnumerable<PdfWord> Words(string text, XFont font) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new PdfWord(word, font, true));

    public void Dispose() => _page?.Dispose();

    private IEnumerable<List<PdfWord>> Lines(IEnumerable<PdfWord> words, double width)
    {
        var (line, used) = (new List<PdfWord>(), 0d);
        foreach (var word in words.SelectMany(w => Broken(w, width)))
        {
            var own = _page!.MeasureString(word.Text, word.Font).Width;
            var blank = word.BlankBefore && line.Count > 0 ? _page.MeasureString(" ", word.Font).Width : 0;
            if (line.Count > 0 && used + blank + own > width)
            {
                yield return line;
                (line, used, blank) = ([], 0, 0);
            }
            line.Add(word);
            used += blank + own;
        }
        if (line.Count > 0)
            yield return line;
    }

    /// <summary>A word that is wider than a line, in parts that are not.</summary>
    private IEnumerable<PdfWord> Broken(PdfWord word, double width)
    {
        var (start, blank) = (0, word.BlankBefore);
        for (var end = 1; end <= word.Text.Length; end++)
        {
            if (end < word.Text.Length && _page!.MeasureString(word.Text[start..(end + 1)], word.Font).Width <= width)
                continue;
            yield return new PdfWord(word.Text[start..end], word.Font, blank);
            (start, blank) = (end, false);
        }
    }
}
