using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Rules;

/// <summary>A candidature that follows a version.</summary>
public sealed record RuleSetFollower(int Id, string Student, string Side, string Project, DateOnly StartOn, CandidatureState State, CaseScope Scope);

/// <summary>The candidatures that follow a version, of those that the reader may open.</summary>
public sealed class CandidaturesModel(CurrentPerson me, PhdTrackerDb db, RuleSetVersions versions) : RuleSetVersionModel(me, db, versions)
{
    private const int PageSize = 25;
    private readonly CurrentPerson _me = me;
    private readonly PhdTrackerDb _db = db;

    public IReadOnlyList<RuleSetFollower> Followers { get; private set; } = [];

    /// <summary>Those of them whose office the reader's is, where there is a newer version that may cover them.</summary>
    public IReadOnlySet<int> MayMove { get; private set; } = new HashSet<int>();
    public Pager Pager { get; private set; } = new(1, PageSize, 0);

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    protected override async Task ShowAsync(CancellationToken ct)
    {
        await LoadAsync(Permission.ViewRoutes, ct);
        var access = await _me.AccessAsync(ct);
        var following = access.Filter(_db.Candidatures.AsNoTracking(), Permission.ViewCandidature)
            .Where(c => RuleSetVersions.Following(_db.Milestones).Any(m => m.CandidatureId == c.Id && m.RuleSetCode == Code && m.RuleSetVersion == Number));
        // From the query itself: for Razor Pages "page" is the page's own name.
        var page = int.TryParse(Request.Query["page"], CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, 10_000) : 1;
        Pager = new Pager(page, PageSize, await following.CountAsync(ct));
        Followers = await following.OrderBy(c => c.Student.FamilyName).ThenBy(c => c.Student.GivenName).ThenBy(c => c.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(c => new RuleSetFollower(c.Id, c.Student.GivenName + " " + c.Student.FamilyName, c.Studentship.Party.Side, c.Studentship.Project.Code, c.StartOn, c.State,
                new CaseScope(c.Studentship.Project.ProgrammeId, c.Studentship.PartyId, c.Studentship.ProjectId, c.Id, new[] { c.UnitId ?? 0, c.DoctoralSchoolId ?? 0 }))).ToListAsync(ct);
        MayMove = Shown.State != RuleSetState.Draft && Summary.Versions.Any(v => v.Begins && v.Number > Number)
            ? Followers.Where(f => !Candidature.IsClosed(f.State) && access.May(Permission.ManageCandidatures, f.Scope)).Select(f => f.Id).ToHashSet() : [];
    }
}
