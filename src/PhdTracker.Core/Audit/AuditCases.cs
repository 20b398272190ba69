using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Search;

namespace PhdTracker.Core.Audit;

/// <summary>What a case is about: the kind before the colon of its key.</summary>
public enum CaseKind { Candidature, Project, Proposal, Person, Programme, System }

/// <summary>A case by name.</summary>
/// <param name="Name">Of the student, the project, the person; a programme's in English; null for the app itself.</param>
/// <param name="Side">The student's side.</param>
/// <param name="Zone">IANA time zone of the owning institution, where there is one.</param>
public sealed record AuditCase(string Key, CaseKind Kind, int Id, string? Name, string? NameFr = null, string? Side = null, string? Zone = null);

/// <summary>The cases whose trail a person may read. The app's own acts belong to everybody who reads any.</summary>
/// <param name="Keys">Null: all.</param>
public sealed record AuditCases(IReadOnlyList<string>? Keys)
{
    /// <summary>Whether the person may read the trail of this case.</summary>
    public bool Cover(string key) => Keys is null || Keys.Contains(key);

    /// <summary>Finds the cases, narrowed to those that a search names.</summary>
    public static async Task<AuditCases> FindAsync(PhdTrackerDb db, Access access, PeopleReach reach, string? search, CancellationToken ct)
    {
        var words = SearchWords.Of(search);
        if (words.Count == 0 && PeopleReach.ReachesAll(access, Permission.ViewAudit))
            return new AuditCases((IReadOnlyList<string>?)null);
        var candidatures = access.Filter(db.Candidatures.AsNoTracking(), Permission.ViewAudit);
        var projects = WithMerged(db, access.Filter(db.Projects, Permission.ViewAudit).Matching(search));
        var proposals = access.Filter(db.Proposals.AsNoTracking(), Permission.ViewAudit);
        var people = await VisiblePeopleAsync(db, access, reach, ct);
        foreach (var word in words)
        {
            people = people.Where(p => p.SearchName.Contains(word) || p.MergedInto!.SearchName.Contains(word));
            candidatures = candidatures.Where(c => c.Student.SearchName.Contains(word) || c.Studentship.Project.Code.Contains(word));
            proposals = proposals.Where(p => p.Sides.Any(s => s.Investigator!.SearchName.Contains(word)));
        }
        var keys = new List<string>();
        keys.AddRange((await candidatures.Select(c => c.Id).ToListAsync(ct)).Select(CaseKey.Candidature));
        keys.AddRange((await projects.Select(p => p.Id).ToListAsync(ct)).Select(CaseKey.Project));
        keys.AddRange((await proposals.Select(p => p.Id).ToListAsync(ct)).Select(CaseKey.Proposal));
        keys.AddRange((await people.Select(p => p.Id).ToListAsync(ct)).Select(CaseKey.Person));
        if (words.Count > 0)
            return new AuditCases(keys);
        var programmes = await db.Programmes.AsNoTracking().Select(p => p.Id).ToListAsync(ct);
        keys.AddRange(programmes.Where(p => access.May(Permission.ViewAudit, new CaseScope(p))).Select(CaseKey.Programme));
        keys.Add(CaseKey.System);
        return new AuditCases(keys);
    }

    /// <summary>The names of cases, by key; a case that is gone keeps its key for a name.</summary>
    public static async Task<IReadOnlyDictionary<string, AuditCase>> NamesAsync(PhdTrackerDb db, IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        var cases = keys.Distinct().Select(Parse).OfType<AuditCase>().ToList();
        List<int> Of(CaseKind kind) => cases.Where(c => c.Kind == kind).Select(c => c.Id).ToList();
        var (candidatures, projects, proposals, people, programmes) = (Of(CaseKind.Candidature), Of(CaseKind.Project), Of(CaseKind.Proposal), Of(CaseKind.Person), Of(CaseKind.Programme));
        var named = new List<AuditCase>(cases.Where(c => c.Kind == CaseKind.System));
        named.AddRange(await db.Candidatures.AsNoTracking().Where(c => candidatures.Contains(c.Id))
            .Select(c => new AuditCase(CaseKey.Candidature(c.Id), CaseKind.Candidature, c.Id, c.Student.GivenName + " " + c.Student.FamilyName, null, c.Studentship.Party.Side, c.Studentship.Party.Institution.TimeZone)).ToListAsync(ct));
        named.AddRange(await db.Projects.AsNoTracking().Where(p => projects.Contains(p.Id)).Select(p => new AuditCase(CaseKey.Project(p.Id), CaseKind.Project, p.Id, p.Code + ", " + p.Title, null, null, null)).ToListAsync(ct));
        named.AddRange(await db.Proposals.AsNoTracking().Where(p => proposals.Contains(p.Id)).Select(p => new AuditCase(
            CaseKey.Proposal(p.Id), CaseKind.Proposal, p.Id, p.TitleEn == "" ? p.TitleFr : p.TitleEn, p.TitleFr == "" ? p.TitleEn : p.TitleFr, p.LeadParty.Side, p.LeadParty.Institution.TimeZone)).ToListAsync(ct));
        named.AddRange(await db.Users.AsNoTracking().Where(p => people.Contains(p.Id)).Select(p => new AuditCase(CaseKey.Person(p.Id), CaseKind.Person, p.Id, p.GivenName + " " + p.FamilyName, null, null, null)).ToListAsync(ct));
        named.AddRange(await db.Programmes.AsNoTracking().Where(p => programmes.Contains(p.Id)).Select(p => new AuditCase(CaseKey.Programme(p.Id), CaseKind.Programme, p.Id, p.NameEn, p.NameFr, null, null)).ToListAsync(ct));
        return cases.ToDictionary(c => c.Key, c => named.FirstOrDefault(n => n.Key == c.Key) ?? c with { Name = c.Key }, StringComparer.Ordinal);
    }

    /// <summary>What a key names, or null if it is none.</summary>
    public static AuditCase? Parse(string key)
    {
        if (key == CaseKey.System)
            return new AuditCase(key, CaseKind.System, 0, null);
        return key.Split(':') is [var kind, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Kinds.TryGetValue(kind, out var known)
            ? new AuditCase(key, known, id, null)
            : null;
    }

    private static readonly Dictionary<string, CaseKind> Kinds = new(StringComparer.Ordinal)
    {
        ["candidature"] = CaseKind.Candidature,
        ["project"] = CaseKind.Project,
        ["proposal"] = CaseKind.Proposal,
        ["person"] = CaseKind.Person,
        ["programme"] = CaseKind.Programme,
    };

    private static async Task<IQueryable<Person>> VisiblePeopleAsync(PhdTrackerDb db, Access access, PeopleReach reach, CancellationToken ct) =>
        PeopleReach.ReachesAll(access, Permission.ViewAudit)
            ? db.Users.AsNoTracking()
            : WithMerged(db, db.Users.Where(reach.Of(await reach.SidesAsync(access, Permission.ViewAudit, ct), andProgramme: true)));

    /// <summary>A record that was merged into another holds nothing any more: its trail is read by who reads that of the other.</summary>
    private static IQueryable<Person> WithMerged(PhdTrackerDb db, IQueryable<Person> people) =>
        db.Users.AsNoTracking().Where(p => people.Any(x => x.Id == p.Id) || people.Any(x => x.Id == p.MergedIntoId));

    /// <summary>The same of a project's records.</summary>
    private static IQueryable<Project> WithMerged(PhdTrackerDb db, IQueryable<Project> projects) =>
        db.Projects.AsNoTracking().Where(p => projects.Any(x => x.Id == p.Id || x.Id == p.KeptAsId));
}
