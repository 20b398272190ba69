using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Agreements.Pdf;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>The programme as its yearly meeting looks at it: projects by theme, structure, goal and city; students, alumni, calls. To read, to print, and as a PDF.</summary>
public sealed class ProgrammeModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : CohortSheetModel(db, current, clock)
{
    public ProgrammeReport Report { get; private set; } = null!;

    /// <summary>Whether the reader may know what came in to calls.</summary>
    public bool SeesApplications => Access.MayAnywhere(Permission.ViewProposals);

    public string Name => View.Choices.Programmes.Where(p => View.Filter.ProgrammeId is null || p.Id == View.Filter.ProgrammeId).ToList() is [var only] ? texts.Of(only.NameEn, only.NameFr) : texts["Cohort.AllProgrammes"];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        Report = await ProgrammeReader.ReadAsync(Db, Access, View.Filter, Today, ct);
    }

    public async Task<FileContentResult> OnGetPdfAsync([FromServices] IWebHostEnvironment host, CancellationToken ct)
    {
        PdfFonts.Use(host.WebRootFileProvider);
        await OnGetAsync(ct);
        var pdf = ProgrammePdf.Of(Name, [texts["Programme.On", texts.Date(Today)], .. FilterFields.Words(View, texts)], Figures(), Tables().ToList(), texts);
        return File(pdf, "application/pdf", $"{texts["Programme.File"]}-{Today:yyyy-MM-dd}.pdf");
    }

    protected override async Task<(string Name, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await OnGetAsync(ct);
        var sheet = new ListSheet(texts);
        foreach (var table in Tables())
        {
            sheet.AddLine([table.Title, .. table.Columns]);
            foreach (var row in table.Rows)
                sheet.AddLine([row.Name, .. row.Numbers.Select(n => (object)n)]);
            sheet.AddLine("");
        }
        return (texts["Programme.File"], sheet);
    }

    /// <summary>The numbers above all.</summary>
    public IReadOnlyList<ReportFigure> Figures() =>
    [
        new(Report.Projects, texts["Programme.Projects"], View.Link("/projects")),
        new(Of(CandidatureOutcome.Here), texts["Programme.Here"], View.Link("/candidatures", ("outcome", "here"))),
        new(Of(CandidatureOutcome.Awarded), texts["Programme.Awarded"], View.Link("/candidatures", ("outcome", "awarded"))),
        new(Report.Students.Where(s => s.State == CandidatureState.Alumnus).Sum(s => s.Count), texts["Programme.Alumni"], View.Link("/candidatures", ("state", "alumnus"))),
        new(Of(CandidatureOutcome.Left), texts["Programme.Left"], View.Link("/candidatures", ("outcome", "left"))),
    ];

    /// <summary>Every table of the view that has rows.</summary>
    public IEnumerable<ReportTable> Tables()
    {
        string[] projects = [texts["Programme.Projects"]];
        ReportTable[] tables =
        [
            new("themes", texts["Programme.ByTheme"], projects, [.. Report.Themes.Select(t => Row(texts.Of(t.NameEn, t.NameFr), t, "theme"))]),
            new("structures", texts["Programme.ByStructure"], projects, [.. Report.Structures.Select(s => Row($"{s.NameEn} ({texts.Enum(s.Type!.Value)})", s, "structure"))]),
            new("goals", texts["Programme.ByGoal"], projects, [.. Report.Goals.Select(g => Row(texts["Cohort.Goal", g.Id], g, "goal"))]),
            new("cities", texts["Programme.ByCity"], projects, [.. Report.Cities.Select(c => new ReportRow($"{c.NameEn} ({c.Side})", [c.Projects], View.Link("/projects", ("city", c.NameEn), ("side", c.Side))))]),
            new("students", texts["Programme.Students"], [.. View.Sides], [.. Report.Students.GroupBy(s => s.State).OrderBy(g => g.Key).Select(g => new ReportRow(texts.Enum(g.Key), [.. View.Sides.Select(side => g.Where(s => s.Side == side).Sum(s => s.Count))], View.Link("/candidatures", ("state", CohortView.Word(g.Key)))))]),
            new("calls", texts["Programme.Calls"], SeesApplications ? [texts["Programme.Applications"], texts["Programme.Awards"], texts["Programme.Projects"]] : projects,
                [.. Report.Calls.Select(c => new ReportRow(CohortView.CallName(c.Number, c.Year, texts), SeesApplications ? [c.Applications, c.Awards, c.Projects] : [c.Projects], View.Link("/projects", ("call", c.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)))))]),
        ];
        return tables.Where(t => t.Rows.Count > 0);
    }

    private ReportRow Row(string name, ProjectCount count, string filter) => new(name, [count.Projects], View.Link("/projects", (filter, count.Id!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    private int Of(CandidatureOutcome outcome) => OutcomeReader.Outcomes(Report.Students).Sum(r => outcome switch { CandidatureOutcome.Here => r.Here, CandidatureOutcome.Awarded => r.Awarded, _ => r.Left });
}

/// <summary>A number with its word and its list.</summary>
public sealed record ReportFigure(int Value, string Label, string Url);

/// <summary>A table of numbers.</summary>
/// <param name="Code">Names it on the page.</param>
public sealed record ReportTable(string Code, string Title, IReadOnlyList<string> Columns, IReadOnlyList<ReportRow> Rows);

/// <param name="Url">The list of its last number; null where there is none.</param>
public sealed record ReportRow(string Name, IReadOnlyList<int> Numbers, string? Url);
