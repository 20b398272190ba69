using System.Globalization;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Features.Agreements.Pdf;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>The programme view as one or two pages of A4 to hand to a director: numbers on top, tables in two columns below. Lengths are in points.</summary>
internal sealed class ProgrammePdf : IDisposable
{
    private const double Margin = 42, Gutter = 24, Line = 14.5, FooterHeight = 24;
    private static readonly XColor Ink = XColor.FromArgb(24, 32, 48), Soft = XColor.FromArgb(95, 103, 122), Blue = XColor.FromArgb(70, 86, 200), Pale = XColor.FromArgb(233, 236, 243);
    private readonly XFont _title = PdfFonts.Of(PdfFonts.Sans, 20, XFontStyleEx.Bold), _value = PdfFonts.Of(PdfFonts.Sans, 20, XFontStyleEx.Bold);
    private readonly XFont _heading = PdfFonts.Of(PdfFonts.Sans, 10.5, XFontStyleEx.Bold), _body = PdfFonts.Of(PdfFonts.Sans, 9), _small = PdfFonts.Of(PdfFonts.Sans, 8);
    private readonly PdfDocument _document;
    private XGraphics _page = null!;
    private double _top, _y;
    private int _column;

    private ProgrammePdf(PdfDocument document)
    {
        _document = document;
        Next();
    }

    private double ColumnWidth => (PageWidth - (2 * Margin) - Gutter) / 2;
    private double PageWidth => _document.Pages[^1].Width.Point;
    private double Floor => _document.Pages[^1].Height.Point - Margin - FooterHeight;
    private double X => Margin + (_column * (ColumnWidth + Gutter));

    /// <param name="name">Of the programme.</param>
    /// <param name="notes">The day, and what the view is narrowed to.</param>
    public static byte[] Of(string name, IReadOnlyList<string> notes, IReadOnlyList<ReportFigure> figures, IReadOnlyList<ReportTable> tables, Texts texts)
    {
        using var document = new PdfDocument();
        document.Info.Title = name;
        document.Language = texts.Culture.Name;
        using (var pdf = new ProgrammePdf(document))
        {
            pdf.Head(name, string.Join(" · ", notes), figures);
            foreach (var table in tables)
                pdf.Table(table);
        }
        for (var i = 0; i < document.PageCount; i++)
            Foot(document.Pages[i], texts["Programme.PdfFoot", name, i + 1, document.PageCount]);
        using var stream = new MemoryStream();
        document.Save(stream, false);
        return stream.ToArray();
    }

    public void Dispose() => _page.Dispose();

    private void Head(string name, string note, IReadOnlyList<ReportFigure> figures)
    {
        Text(name, _title, Ink, Margin, Margin + 16, PageWidth - (2 * Margin));
        Text(note, _body, Soft, Margin, Margin + 34, PageWidth - (2 * Margin));
        var width = (PageWidth - (2 * Margin)) / figures.Count;
        for (var i = 0; i < figures.Count; i++)
        {
            Text(figures[i].Value.ToString(CultureInfo.InvariantCulture), _value, Blue, Margin + (i * width), Margin + 70, width - 8);
            Text(figures[i].Label, _small, Soft, Margin + (i * width), Margin + 84, width - 8);
        }
        _page.DrawLine(new XPen(Pale, 1), Margin, Margin + 96, PageWidth - Margin, Margin + 96);
        _top = _y = Margin + 112;
    }

    private void Table(ReportTable table)
    {
        // A table that fits into a column stays in one piece.
        var height = Line * (table.Rows.Count + 2);
        Need(height <= Floor - _top ? height : Line * 5);
        Heading(table);
        var largest = table.Rows.Max(r => r.Numbers.Max()) ?? 0;
        foreach (var row in table.Rows)
        {
            if (_y + Line > Floor)
            {
                Move();
                Heading(table);
            }
            Row(table, row, largest);
        }
        _y += Line;
    }

    private void Heading(ReportTable table)
    {
        var numbers = NumberWidth(table);
        Text(table.Title, _heading, Ink, X, _y + 10, ColumnWidth - (table.Columns.Count * numbers));
        if (table.Columns.Count > 1)
        {
            for (var i = 0; i < table.Columns.Count; i++)
                Right(table.Columns[i], _small, Soft, NumberX(table, i), _y + 10, numbers);
        }
        _y += Line;
        _page.DrawLine(new XPen(Pale, .75), X, _y, X + ColumnWidth, _y);
        _y += 2;
    }

    private void Row(ReportTable table, ReportRow row, int largest)
    {
        var numbers = NumberWidth(table);
        Text(row.Name, _body, Ink, X, _y + 10, ColumnWidth - (table.Columns.Count * numbers) - 4);
        for (var i = 0; i < row.Numbers.Count; i++)
            Right(row.Numbers[i]?.ToString(CultureInfo.InvariantCulture) ?? "–", _body, Ink, NumberX(table, i), _y + 10, numbers);
        if (table.Columns.Count == 1 && largest > 0)
            _page.DrawRectangle(new XSolidBrush(XColor.FromArgb(150, Blue)), X, _y + 12.2, (ColumnWidth - numbers - 4) * (row.Numbers[0] ?? 0) / largest, 1.6);
        _y += Line;
    }

    private static double NumberWidth(ReportTable table) => table.Columns.Count == 1 ? 30 : 56;

    private double NumberX(ReportTable table, int column) => X + ColumnWidth - ((table.Columns.Count - column) * NumberWidth(table));

    private void Need(double height)
    {
        if (_y + height > Floor)
            Move();
    }

    /// <summary>Goes on in the next column, or on the next page.</summary>
    private void Move()
    {
        if (_column == 0)
            (_column, _y) = (1, _top);
        else
            Next();
    }

    private void Next()
    {
        _page?.Dispose();
        var page = _document.AddPage();
        page.Size = PageSize.A4;
        _page = XGraphics.FromPdfPage(page);
        (_column, _top, _y) = (0, Margin, Margin);
    }

    private void Right(string text, XFont font, XColor colour, double x, double y, double width) =>
        _page.DrawString(Fitting(text, font, width), font, new XSolidBrush(colour), new XRect(x, y - 10, width, 12), XStringFormats.CenterRight);

    private void Text(string text, XFont font, XColor colour, double x, double y, double width) => _page.DrawString(Fitting(text, font, width), font, new XSolidBrush(colour), x, y);

    /// <summary>Cut where it would run into what stands beside it.</summary>
    private string Fitting(string text, XFont font, double width)
    {
        if (_page.MeasureString(text, font).Width <= width)
            return text;
        while (text.Length > 1 && _page.MeasureString(text + "…", font).Width > width)
            text = text[..^1];
        return text.TrimEnd() + "…";
    }

    private static void Foot(PdfPage page, string text)
    {
        using var graphics = XGraphics.FromPdfPage(page);
        graphics.DrawString(text, PdfFonts.Of(PdfFonts.Sans, 7.5), new XSolidBrush(Soft), Margin, page.Height.Point - Margin + 6);
    }
}
