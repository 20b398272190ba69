using System.Globalization;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Web.Features.Agreements.Pdf;

/// <summary>An agreement as a document to file: both texts, the authoritative one first, then who signed what and when, on the clocks of both sides.</summary>
public sealed class AgreementPdf
{
    private const double Size = 9.5;
    private readonly Agreement _agreement;
    private readonly XFont _body = PdfFonts.Of(PdfFonts.Serif, Size);
    private readonly XFont _bold = PdfFonts.Of(PdfFonts.Serif, Size, XFontStyleEx.Bold);
    private readonly XFont _italic = PdfFonts.Of(PdfFonts.Serif, Size, XFontStyleEx.Italic);
    private readonly XFont _small = PdfFonts.Of(PdfFonts.Sans, 8);
    private readonly XFont _smallBold = PdfFonts.Of(PdfFonts.Sans, 8, XFontStyleEx.Bold);

    private AgreementPdf(Agreement agreement) => _agreement = agreement;

    /// <param name="agreement">With its project, parties with their institutions, and signatures.</param>
    /// <param name="now">When it is made, in UTC.</param>
    public static byte[] Of(Agreement agreement, DateTime now)
    {
        using var document = new PdfDocument();
        document.Info.Title = agreement.TitleIn(Texts.English) + " · " + agreement.TitleIn(Texts.French);
        document.Info.CreationDate = now;
        new AgreementPdf(agreement).Write(document);
        using var stream = new MemoryStream();
        document.Save(stream, false);
        return stream.ToArray();
    }

    private void Write(PdfDocument document)
    {
        var first = _agreement.Authoritative == AuthoritativeText.French ? Texts.French : Texts.English;
        var second = first == Texts.French ? Texts.English : Texts.French;
        using (var pages = new PdfPages(document))
        {
            WriteText(pages, first, first["Agreements.Pdf.AuthoritativeVersion"]);
            pages.Next();
            WriteText(pages, second, second["Agreements.Pdf.Translation"]);
            pages.Next();
            WriteSignatures(pages);
        }
        for (var i = 0; i < document.PageCount; i++)
            Frame(document.Pages[i], i + 1, document.PageCount);
    }

    private void WriteText(PdfPages pages, Texts texts, string note)
    {
        pages.Paragraph(PdfPages.Words(note, _smallBold), 8);
        if (_agreement is { StartsOn: { } from, EndsOn: { } to })
            pages.Paragraph(PdfPages.Words(texts["Agreements.Pdf.Ends", texts.Date(from), texts.Date(to)], _small), 8);
        pages.Gap(6);
        WriteBlocks(pages, AgreementMarkdown.Parse(texts.Language == "fr" ? _agreement.TextFr : _agreement.TextEn), 0);
    }

    private void WriteBlocks(PdfPages pages, ContainerBlock blocks, double indent)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    var size = heading.Level switch { 1 => 16, 2 => 11.5, _ => 10 };
                    pages.Gap(heading.Level == 1 ? 0 : 9);
                    pages.Need(size * 4);
                    var font = PdfFonts.Of(PdfFonts.Serif, size, XFontStyleEx.Bold);
                    pages.Paragraph(Words(heading.Inline, font, font, font), size, indent);
                    pages.Gap(3);
                    break;
                case ListBlock list:
                    WriteList(pages, list, indent);
                    break;
                case ThematicBreakBlock:
                    pages.Gap(6);
                    pages.Rule();
                    break;
                case LeafBlock { Inline: not null } leaf:
                    pages.Paragraph(Words(leaf.Inline, _body, _bold, _italic), Size, indent);
                    pages.Gap(4);
                    break;
                case LeafBlock leaf:
                    pages.Paragraph(PdfPages.Words(leaf.Lines.ToString(), _body), Size, indent);
                    pages.Gap(4);
                    break;
                case ContainerBlock container:
                    WriteBlocks(pages, container, indent + 18);
                    break;
            }
        }
    }

    private void WriteList(PdfPages pages, ListBlock list, double indent)
    {
        var number = int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}.") : "•";
            foreach (var block in item)
            {
                if (block is LeafBlock { Inline: not null } leaf)
                {
                    pages.Paragraph(Words(leaf.Inline, _body, _bold, _italic), Size, indent + 20, mark);
                    mark = null;
                }
                else if (block is ListBlock inner)
                {
                    WriteList(pages, inner, indent + 20);
                }
            }
            pages.Gap(2.5);
        }
        pages.Gap(2);
    }

    private void WriteSignatures(PdfPages pages)
    {
        var zones = _agreement.Parties.OrderBy(p => p.Order).Select(p => p.Party.Institution.TimeZone).Distinct().ToList();
        pages.Paragraph(PdfPages.Words(Both("Agreements.Signatures"), PdfFonts.Of(PdfFonts.Serif, 14, XFontStyleEx.Bold)), 14);
        pages.Gap(8);
        foreach (var step in SignatureStep.All)
        {
            pages.Need(64);
            pages.Rule();
            var party = _agreement.Parties.Single(p => p.Order == (step.IsHome ? 1 : 2));
            pages.Paragraph(PdfPages.Words($"{string.Join(" · ", Texts.All.Select(t => t.Enum(step.Capacity)))} — {party.InstitutionEn} · {party.InstitutionFr}", _smallBold), 8);
            if (_agreement.Signatures.FirstOrDefault(s => s.Order == step.Order && s.VoidedAt is null) is not { } signature)
            {
                pages.Paragraph(PdfPages.Words(Both("Agreements.NotYet"), _small), 8);
                continue;
            }
            pages.Paragraph(PdfPages.Words($"{signature.TypedName} ({string.Join(" · ", Texts.All.Select(t => t.Enum(signature.Kind)))})", _body), Size);
            pages.Paragraph(PdfPages.Words(string.Join(" · ", zones.SelectMany(z => Texts.All.Where((_, i) => i == zones.IndexOf(z)).Select(t => t.DateTimeIn(signature.At, z)))), _small), 8);
            pages.Paragraph(PdfPages.Words("SHA-256 " + signature.Hash, _small), 8);
            pages.Gap(4);
        }
        pages.Rule();
        if (_agreement.Hash is { } hash)
        {
            pages.Paragraph(PdfPages.Words(Both("Agreements.Hash"), _smallBold), 8);
            pages.Paragraph(PdfPages.Words(hash, _small), 8);
        }
    }

    /// <summary>Header, page number, and the mark of a draft.</summary>
    private void Frame(PdfPage page, int number, int of)
    {
        using var graphics = XGraphics.FromPdfPage(page);
        var (width, height) = (page.Width.Point, page.Height.Point);
        graphics.DrawString($"{_agreement.CodeInText} · {Both("Agreements.Pdf.Version", _agreement.NumberInText, _agreement.Round)}", _small, XBrushes.Black, PdfPages.Left, 46);
        graphics.DrawString(_agreement.TitleIn(Texts.English), _small, XBrushes.Black, new XRect(PdfPages.Left, 36, width - (2 * PdfPages.Left), 12), XStringFormats.TopRight);
        graphics.DrawLine(new XPen(XColors.Gray, .5), PdfPages.Left, 54, width - PdfPages.Left, 54);
        graphics.DrawString(Both("Agreements.Pdf.Page", number, of), _small, XBrushes.Black, new XRect(0, height - 46, width, 12), XStringFormats.TopCenter);
        if (_agreement.InForceAt is not null)
            return;
        graphics.DrawString(Texts.English["Agreements.Pdf.DraftBoth"], PdfFonts.Of(PdfFonts.Sans, 10, XFontStyleEx.Bold), XBrushes.DarkRed, new XRect(0, 60, width, 14), XStringFormats.TopCenter);
        graphics.RotateAtTransform(-52, new XPoint(width / 2, height / 2));
        graphics.DrawString(Texts.English["Agreements.Pdf.DraftBoth"], PdfFonts.Of(PdfFonts.Sans, 62, XFontStyleEx.Bold), new XSolidBrush(XColor.FromArgb(28, 120, 0, 0)), new XRect(0, 0, width, height), XStringFormats.Center);
    }

    private static string Both(string key, params object?[] arguments) => string.Join(" · ", Texts.All.Select(t => t[key, arguments]).Distinct());

    /// <summary>Words of inline text, each with its face; marks of emphasis may end within a word.</summary>
    private static List<PdfWord> Words(ContainerInline? inlines, XFont plain, XFont bold, XFont italic)
    {
        var words = new List<PdfWord>();
        var blank = true;
        void Add(string text, XFont font)
        {
            // Only a plain blank parts words: a non-breaking one belongs to the word.
            foreach (var (index, part) in text.Split(' ').Index())
            {
                blank |= index > 0;
                if (part.Length == 0)
                    continue;
                words.Add(new PdfWord(part, font, blank));
                blank = false;
            }
        }
        void Walk(ContainerInline container, XFont font)
        {
            foreach (var inline in container)
            {
                switch (inline)
                {
                    case LiteralInline literal: Add(literal.Content.ToString(), font); break;
                    case CodeInline code: Add(code.Content, font); break;
                    case HtmlEntityInline entity: Add(entity.Transcoded.ToString(), font); break;
                    case AutolinkInline link: Add(link.Url, font); break;
                    case LineBreakInline: blank = true; break;
                    case EmphasisInline emphasis: Walk(emphasis, emphasis.DelimiterCount > 1 ? bold : font == bold ? bold : italic); break;
                    case ContainerInline inner: Walk(inner, font); break;
                }
            }
        }
        if (inlines is not null)
            Walk(inlines, plain);
        return words;
    }
}
