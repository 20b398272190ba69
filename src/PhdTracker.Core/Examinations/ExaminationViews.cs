using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Examinations;

/// <summary>An examination as its pages show it. Who is of another side sees dates and outcomes: no examiners, no reasons.</summary>
public sealed record ExaminationView
{
    public required int Id { get; init; }
    public required int Version { get; init; }
    public required int CandidatureId { get; init; }
    public required int StudentId { get; init; }
    public required string Student { get; init; }

    /// <summary>The student's side.</summary>
    public required string Side { get; init; }
    public required string Institution { get; init; }
    public required string Country { get; init; }

    /// <summary>IANA zone of the student's side.</summary>
    public required string Zone { get; init; }
    public required int ProjectId { get; init; }
    public required string ProjectCode { get; init; }
    public required CaseScope Scope { get; init; }

    /// <summary>Whether the student is at home with this reader: they read all of it.</summary>
    public bool IsHome { get; init; }
    public required ExaminationState State { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleFr { get; init; }
    public required DateOnly EnteredOn { get; init; }
    public DateOnly? NominatedOn { get; init; }
    public DateOnly? ApprovedOn { get; init; }
    public DateOnly? ReportsOn { get; init; }
    public DateOnly? DefenceOn { get; init; }
    public required string Place { get; init; }
    public ExaminationOutcome? Outcome { get; init; }
    public DateOnly? OutcomeOn { get; init; }
    public DateOnly? CorrectionsDueOn { get; init; }
    public required string RationaleEn { get; init; }
    public required string RationaleFr { get; init; }
    public DateOnly? AwardedOn { get; init; }
    public required string DegreeEn { get; init; }
    public required string DegreeFr { get; init; }
    public string? AwardedByEn { get; init; }
    public string? AwardedByFr { get; init; }
    public DateOnly? EndedOn { get; init; }

    /// <summary>Which institution awards unless the office says otherwise.</summary>
    public int? HomeInstitutionId { get; init; }
    public IReadOnlyList<ExaminerView> Examiners { get; init; } = [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<ThesisView> Theses { get; init; } = [];
    public bool IsOver => State is ExaminationState.Awarded or ExaminationState.Failed or ExaminationState.Withdrawn;
    public bool MayBeWithdrawn => State <= ExaminationState.Authorised;

    /// <summary>Whether what the student has to send next is due then.</summary>
    public bool IsWaitedFor => CorrectionsDueOn is not null && State is ExaminationState.Corrections or ExaminationState.AwaitingThesis;

    /// <summary>The title, in the one language that it has if it has only one.</summary>
    public string Title(Texts texts) => texts.Of(TitleEn.Length > 0 ? TitleEn : TitleFr, TitleFr.Length > 0 ? TitleFr : TitleEn);
}

public sealed record ExaminerView(string Name, string Email, string Institution, string Country, ExaminerRole Role, ExaminerRank Rank, bool IsExternal);

/// <summary>A version of a thesis.</summary>
/// <param name="MayOpen">Whether this reader may open the file.</param>
public sealed record ThesisView(
    int Number, bool IsCorrected, string TitleEn, string TitleFr, string Language, DateTime HandedInAt, DateOnly? EmbargoUntil, string EmbargoReason, int DocumentId, string FileName, long Length, string Sha256, bool MayOpen);

/// <summary>The examination of a candidature in one line.</summary>
public sealed record ExaminationLine(int Id, ExaminationState State, DateOnly? DefenceOn, ExaminationOutcome? Outcome, DateOnly? CorrectionsDueOn)
{
    public bool IsOver => State is ExaminationState.Awarded or ExaminationState.Failed or ExaminationState.Withdrawn;
}

/// <summary>Reads examinations for pages.</summary>
public sealed class ExaminationViews(PhdTrackerDb db, TimeProvider clock)
{
    /// <param name="access">What is not for this person is left out, or the whole: then it is not found.</param>
    /// <exception cref="NotFoundException">There is no such examination, or it is none of this person's business.</exception>
    public async Task<ExaminationView> ReadAsync(int id, Access access, CancellationToken ct)
    {
        var asking = ReadableCases.AskingAtHome(db, access.PersonId);
        var home = access.Filter(db.Candidatures, Permission.ReadSubmissions).AtHome(access.PersonId);
        var view = await ReadableCases.Examinations(db, access).AsNoTracking().Where(e => e.Id == id).Select(e => new ExaminationView
        {
            Id = e.Id,
            Version = e.Version,
            CandidatureId = e.CandidatureId,
            StudentId = e.Candidature.StudentId,
            Student = e.Candidature.Student.GivenName + " " + e.Candidature.Student.FamilyName,
            Side = e.Candidature.Studentship.Party.Side,
            Institution = e.Candidature.Studentship.Party.Institution.ShortName,
            Country = e.Candidature.Studentship.Party.Institution.Country,
            Zone = e.Candidature.Studentship.Party.Institution.TimeZone,
            ProjectId = e.Candidature.Studentship.ProjectId,
            ProjectCode = e.Candidature.Studentship.Project.Code,
            Scope = new CaseScope(e.Candidature.Studentship.Project.ProgrammeId, e.Candidature.Studentship.PartyId, e.Candidature.Studentship.ProjectId, e.CandidatureId, new[] { e.Candidature.UnitId ?? 0, e.Candidature.DoctoralSchoolId ?? 0 }),
            IsHome = home.Any(c => c.Id == e.CandidatureId) || asking.Any(t => t.Process.ExaminationId == e.Id),
            State = e.State,
            TitleEn = e.TitleEn,
            TitleFr = e.TitleFr,
            EnteredOn = e.EnteredOn,
            NominatedOn = e.NominatedOn,
            ApprovedOn = e.ApprovedOn,
            ReportsOn = e.ReportsOn,
            DefenceOn = e.DefenceOn,
            Place = e.Place,
            Outcome = e.Outcome,
            OutcomeOn = e.OutcomeOn,
            CorrectionsDueOn = e.CorrectionsDueOn,
            RationaleEn = e.RationaleEn,
            RationaleFr = e.RationaleFr,
            AwardedOn = e.AwardedOn,
            DegreeEn = e.DegreeEn,
            DegreeFr = e.DegreeFr,
            AwardedByEn = e.AwardedBy!.NameEn,
            AwardedByFr = e.AwardedBy.NameFr,
            EndedOn = e.EndedOn,
            HomeInstitutionId = e.Candidature.HomeInstitutionId,
        }).SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        return view with { Examiners = view.IsHome ? await ExaminersAsync(id, ct) : [], Theses = await ThesesAsync(view, access, ct) };
    }

    /// <summary>The examination of a candidature that goes on, else the last one; null if there was none.</summary>
    public Task<ExaminationLine?> LineAsync(int candidatureId, CancellationToken ct) => db.Examinations.AsNoTracking().Where(e => e.CandidatureId == candidatureId)
        .OrderByDescending(e => e.Id).Select(e => new ExaminationLine(e.Id, e.State, e.DefenceOn, e.Outcome, e.CorrectionsDueOn)).FirstOrDefaultAsync(ct);

    private Task<List<ExaminerView>> ExaminersAsync(int id, CancellationToken ct) => db.Examiners.AsNoTracking().Where(e => e.ExaminationId == id)
        .OrderBy(e => e.Id).Select(e => new ExaminerView(e.Name, e.Email, e.Institution, e.Country, e.Role, e.Rank, e.IsExternal)).ToListAsync(ct);

    private Task<List<ThesisView>> ThesesAsync(ExaminationView view, Access access, CancellationToken ct)
    {
        var readable = ReadableDocuments.Theses(db, access, clock.TodayIn(view.Zone));
        var home = view.IsHome;
        return db.Theses.AsNoTracking().Where(t => t.ExaminationId == view.Id).OrderByDescending(t => t.Number).Select(t => new ThesisView(
            t.Number, t.IsCorrected, t.TitleEn, t.TitleFr, t.Language, t.HandedInAt, t.EmbargoUntil, home ? t.EmbargoReason : "", t.DocumentId, t.Document.FileName, t.Document.Length, t.Document.Sha256,
            readable.Any(r => r.Id == t.Id))).ToListAsync(ct);
    }
}
