using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Proposals;
using PhdTracker.Web.Features.Agreements.Pdf;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>The programme as its yearly meeting looks at it: projects by theme, structure, goal and city; students, alumni, calls. To read, to print, and as a PDF.</summary>
public sealed class ProgrammeModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : CohortPageModel(db, current, clock)
{
    public ProgrammeReport Report { get; private set; } = null!;

    /// <summary>Whether the reader may know what came in to calls.</summary>
    public bool SeesApplications => Access.MayAnywhere(Permission.ViewProposals);

    public string Name => View.Choices.Programmes.Where(p => View.Filter.ProgrammeId is null || p.Id == View.Filter.ProgrammeId).ToList() is [var only] ? texts.Of(only.NameEn, only.NameFr) : texts["Cohort.AllProgrammes"];

    /// <summary>The filter in words, for paper.</summary>
    public IReadOnlyList<string> FilterWords => FilterFields.Words(View, texts);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        Report = await ProgrammeReader.ReadAsync(Db, Access, View.Filter, Today, ct);
    }

    public async Task<FileContentResult> OnGetPdfAsync([FromServices] IWebHostEnvironment host, CancellationToken ct)
    {
        PdfFonts.Use(host.WebRootFileProvider);
        await OnGetAsync(ct);
        var pdf = ProgrammePdf.Of(Name, [texts["Programme.On", texts.Date(Today)], .. FilterWords], Figures(), Tables().ToList(), texts);
        return File(pdf, "application/pdf", $"{texts["Programme.File"]}-{Today:yyyy-MM-dd}.pdf");
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await OnGetAsync(ct);
        var sheet = new ListSheet(texts);
        foreach (var table in Tables())
        {
            sheet.AddLine([table.Title, .. table.Columns]);
            foreach (var row in table.Rows)
                sheet.AddLine([row.Name, .. row.Numbers.Select(n => (object?)n)]);
            sheet.AddLine("");
        }
        return (texts["Programme.File"], Today, sheet);
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
            new("cities", texts["Programme.ByCity"], projects, [.. Report.Cities.Select(c => new ReportRow($"{c.NameEn} ({c.Side})", [c.Projects], [View.Link("/projects", ("city", c.NameEn), ("side", c.Side))]))]),
            new("students", texts["Programme.Students"], [.. View.Sides], [.. Report.Students.GroupBy(s => s.State).OrderBy(g => g.Key).Select(g => Row(g.Key, [.. g]))]),
            new("calls", texts["Programme.Calls"], SeesApplications ? [texts["Programme.Applications"], texts["Programme.Awards"], texts["Programme.Projects"]] : projects, [.. Report.Calls.Select(Row)]),
        ];
        return tables.Where(t => t.Rows.Count > 0);
    }

    private ReportRow Row(string name, ProjectCount count, string filter) => new(name, [count.Projects], [View.Link("/projects", (filter, StagesModel.Digits(count.Id!.Value)))]);

    private ReportRow Row(CandidatureState state, IReadOnlyList<StudentCount> students) => new(
        texts.Enum(state),
        [.. View.Sides.Select(side => (int?)students.Where(s => s.Side == side).Sum(s => s.Count))],
        [.. View.Sides.Select(side => View.Link("/candidatures", ("state", CohortView.Word(state)), ("side", side)))]);

    /// <summary>
    /// Applications and awards have no list of the same students, institutions or themes: theirs is that of the whole call. Of a call that has projects
    /// and no applications, these were not kept here.
    /// </summary>
    private ReportRow Row(CallCount call)
    {
        var (name, id, projects) = (CohortView.CallName(call.Number, call.Year, texts), StagesModel.Digits(call.Id), View.Link("/projects", ("call", StagesModel.Digits(call.Id))));
        var isKept = call.Applications > 0 || call.Projects == 0;
        return SeesApplications
            ? new(name, isKept ? [call.Applications, call.Awards, call.Projects] : [null, null, call.Projects], [$"/proposals?call={id}&sent=yes", $"/proposals?call={id}&state={CohortView.Word(ProposalState.Accepted)}", projects])
            : new(name, [call.Projects], [projects]);
    }

    private int Of(CandidatureOutcome outcome) => OutcomeReader.Outcomes(Report.Students).Sum(r => outcome switch { CandidatureOutcome.Here => r.Here, CandidatureOutcome.Awarded => r.Awarded, _ => r.Left });
}

/// <summary>A number with its word and its list.</summary>
public sealed record ReportFigure(int Value, string Label, string Url);

/// <summary>A table of numbers.</summary>
/// <param name="Code">Names it on the page.</param>
public sealed record ReportTable(string Code, string Title, IReadOnlyList<string> Columns, IReadOnlyList<ReportRow> Rows);

/// <param name="Numbers">Null where it is not known.</param>
/// <param name="Urls">The list of each number.</param>
public sealed record ReportRow(string Name, IReadOnlyList<int?> Numbers, IReadOnlyList<string> Urls);
