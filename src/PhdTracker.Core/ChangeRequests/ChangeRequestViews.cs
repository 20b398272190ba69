using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.ChangeRequests;

/// <summary>A request as its pages show it. Who is of another side sees dates and outcomes: no names, no titles, no reasons.</summary>
public sealed record ChangeRequestView
{
    public required int Id { get; init; }
    public required int Version { get; init; }
    public required ChangeRequestKind Kind { get; init; }
    public required ChangeRequestState State { get; init; }
    public required int CandidatureId { get; init; }
    public required CandidatureState CandidatureState { get; init; }
    public required int StudentId { get; init; }
    public required string Student { get; init; }

    /// <summary>The student's side.</summary>
    public required string Side { get; init; }
    public required string Institution { get; init; }

    /// <summary>IANA zone of the student's side.</summary>
    public required string Zone { get; init; }
    public required int ProjectId { get; init; }
    public required string ProjectCode { get; init; }
    public required CaseScope Scope { get; init; }

    /// <summary>Whether the student is at home with this reader, or their side asks this reader: they read what is asked and why.</summary>
    public bool IsHome { get; init; }

    /// <summary>Whether the reader is the student or the home office: they read what is confidential.</summary>
    public bool ReadsEvidence { get; init; }
    public required int ById { get; init; }
    public required string By { get; init; }
    public DateTime? SubmittedAt { get; init; }
    public DateTime? EndedAt { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public int? MilestoneId { get; init; }
    public string? MilestoneEn { get; init; }
    public string? MilestoneFr { get; init; }

    /// <summary>When the milestone was due when more time was asked for; when it is, in a draft.</summary>
    public DateOnly? MilestoneDueOn { get; init; }
    public int? Days { get; init; }
    public bool PastCap { get; init; }
    public decimal? Fte { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleFr { get; init; }
    public int? LeavingId { get; init; }
    public string? Leaving { get; init; }
    public required string SuccessorEmail { get; init; }
    public string? Successor { get; init; }
    public SupervisorKind? SupervisorKind { get; init; }
    public int? PartyId { get; init; }
    public int? SharePercent { get; init; }
    public bool HoldsHdr { get; init; }
    public LeavingCategory? Category { get; init; }
    public int? HostPartyId { get; init; }
    public string? Host { get; init; }
    public int? HostUnitId { get; init; }
    public string? HostUnit { get; init; }
    public required string Purpose { get; init; }
    public required string Reason { get; init; }
    public required string Evidence { get; init; }

    /// <summary>Asked by the home office in the student's place.</summary>
    public bool IsOnBehalf => ById != StudentId;
    public bool IsEditable => ChangeRequest.Editable(State);

    /// <summary>Whether it can be taken back, or thrown away.</summary>
    public bool IsOpen => State is ChangeRequestState.Draft || ChangeRequest.Undecided(State);

    internal ChangeRequestView As(bool isHome, bool readsEvidence)
    {
        var seen = isHome ? this : this with { By = "", TitleEn = "", TitleFr = "", Leaving = null, SuccessorEmail = "", Successor = null, SupervisorKind = null, SharePercent = null, Reason = "" };
        return (readsEvidence ? seen : seen with { Category = null, Evidence = "" }) with { IsHome = isHome, ReadsEvidence = readsEvidence };
    }
}

/// <summary>A request in a list.</summary>
/// <param name="Holders">On whose desk it lies; empty where nothing is asked.</param>
public sealed record ChangeRequestLine(int Id, ChangeRequestKind Kind, ChangeRequestState State, DateOnly? From, DateOnly? To, int? Days, DateTime? SubmittedAt, string? OnBehalfBy, IReadOnlyList<string> Holders)
{
    public bool IsOver => State is ChangeRequestState.Approved or ChangeRequestState.Rejected or ChangeRequestState.Withdrawn;

    /// <summary>Approved, and to come or under way: an interruption to its last day, another mode to its first. Stays are listed by themselves.</summary>
    public bool IsAheadOn(DateOnly today) => State == ChangeRequestState.Approved && ((Kind == ChangeRequestKind.Interruption && To >= today) || (Kind == ChangeRequestKind.Mode && From > today));
}

/// <summary>Reads requests for pages.</summary>
public sealed class ChangeRequestViews(PhdTrackerDb db)
{
    /// <param name="access">What is not for this person is left out, or the whole: then it is not found. A draft is its author's only.</param>
    /// <exception cref="NotFoundException">There is no such request, or it is none of this person's business.</exception>
    public async Task<ChangeRequestView> ReadAsync(int id, Access access, CancellationToken ct)
    {
        var view = await Of(ReadableCases.ChangeRequests(db, access).Where(r => r.Id == id)).SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        return view.As(await ReadsNamesAsync(id, view.CandidatureId, access, ct), access.May(Permission.ReadReasons, view.Scope));
    }

    /// <summary>Whether the student is at home with this reader, or their side asks this reader: they read names and comments. Who is of another side reads neither.</summary>
    public async Task<bool> ReadsNamesAsync(int id, int candidatureId, Access access, CancellationToken ct) =>
        await HomeOf(access).AnyAsync(c => c.Id == candidatureId, ct) || await ReadableCases.AskingAtHome(db, access.PersonId).AnyAsync(t => t.Process.ChangeRequestId == id, ct);

    /// <summary>The requests about a candidature, the newest first; drafts are their author's only. Who is of another side reads no names in them.</summary>
    public async Task<IReadOnlyList<ChangeRequestLine>> LinesAsync(int candidatureId, Access access, CancellationToken ct)
    {
        var home = HomeOf(access);
        var rows = await db.ChangeRequests.AsNoTracking().Where(r => r.CandidatureId == candidatureId && (r.State != ChangeRequestState.Draft || r.ById == access.PersonId))
            .OrderByDescending(r => r.Id).Select(r => new
            {
                r.Id,
                r.Kind,
                r.State,
                r.From,
                r.To,
                r.Days,
                r.SubmittedAt,
                IsHome = home.Any(c => c.Id == r.CandidatureId),
                OnBehalfBy = r.ById == r.Candidature.StudentId ? null : r.By.GivenName + " " + r.By.FamilyName,
                Holders = db.Tasks.Where(t => t.State == TaskState.Open && t.Process.ChangeRequestId == r.Id).SelectMany(t => t.Assignees).Where(a => a.State == SeatState.Asked)
                    .Select(a => (a.Person.Title == null ? "" : a.Person.Title + " ") + a.Person.GivenName + " " + a.Person.FamilyName).ToList(),
            }).ToListAsync(ct);
        return [.. rows.Select(r => new ChangeRequestLine(r.Id, r.Kind, r.State, r.From, r.To, r.Days, r.SubmittedAt, r.IsHome ? r.OnBehalfBy : null, r.IsHome ? [.. r.Holders.Order(StringComparer.Ordinal)] : []))];
    }

    private IQueryable<Candidature> HomeOf(Access access) => access.Filter(db.Candidatures, Permission.ReadSubmissions).AtHome(access.PersonId);

    private static IQueryable<ChangeRequestView> Of(IQueryable<ChangeRequest> requests) => requests.AsNoTracking().Select(r => new ChangeRequestView
    {
        Id = r.Id,
        Version = r.Version,
        Kind = r.Kind,
        State = r.State,
        CandidatureId = r.CandidatureId,
        CandidatureState = r.Candidature.State,
        StudentId = r.Candidature.StudentId,
        Student = r.Candidature.Student.GivenName + " " + r.Candidature.Student.FamilyName,
        Side = r.Candidature.Studentship.Party.Side,
        Institution = r.Candidature.Studentship.Party.Institution.ShortName,
        Zone = r.Candidature.Studentship.Party.Institution.TimeZone,
        ProjectId = r.Candidature.Studentship.ProjectId,
        ProjectCode = r.Candidature.Studentship.Project.Code,
        Scope = new CaseScope(r.Candidature.Studentship.Project.ProgrammeId, r.Candidature.Studentship.PartyId, r.Candidature.Studentship.ProjectId, r.CandidatureId, new[] { r.Candidature.UnitId ?? 0, r.Candidature.DoctoralSchoolId ?? 0 }),
        ById = r.ById,
        By = r.By.GivenName + " " + r.By.FamilyName,
        SubmittedAt = r.SubmittedAt,
        EndedAt = r.EndedAt,
        From = r.From,
        To = r.To,
        MilestoneId = r.MilestoneId,
        MilestoneEn = r.Milestone!.TitleEn,
        MilestoneFr = r.Milestone.TitleFr,
        MilestoneDueOn = r.DueOn ?? (r.EndedAt == null ? r.Milestone.DueOn : null),
        Days = r.Days,
        PastCap = r.PastCap,
        Fte = r.Fte,
        TitleEn = r.TitleEn,
        TitleFr = r.TitleFr,
        LeavingId = r.LeavingId,
        Leaving = r.Leaving == null ? null : (r.Leaving.Person.Title == null ? "" : r.Leaving.Person.Title + " ") + r.Leaving.Person.GivenName + " " + r.Leaving.Person.FamilyName,
        SuccessorEmail = r.SuccessorEmail,
        Successor = r.Successor == null ? null : (r.Successor.Title == null ? "" : r.Successor.Title + " ") + r.Successor.GivenName + " " + r.Successor.FamilyName,
        SupervisorKind = r.SupervisorKind,
        PartyId = r.PartyId,
        SharePercent = r.SharePercent,
        HoldsHdr = r.HoldsHdr,
        Category = r.Category,
        HostPartyId = r.HostPartyId,
        Host = r.HostParty == null ? null : r.HostParty.Institution.ShortName,
        HostUnitId = r.HostUnitId,
        HostUnit = r.HostUnit == null ? null : r.HostUnit.Name,
        Purpose = r.Purpose,
        Reason = r.Reason,
        Evidence = r.Evidence,
    });
}
