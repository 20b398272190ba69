using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Rules;

/// <summary>A candidature that follows a version.</summary>
public sealed record RuleSetFollower(int Id, string Student, string Side, string Project, DateOnly StartOn, CandidatureState State, CaseScope Scope);

/// <summary>The candidatures that follow a version, of those that the reader may open.</summary>
public sealed class CandidaturesModel(CurrentPerson me, PhdTrackerDb db, RuleSetVersions versions, TimeProvider clock, Texts texts) : RuleSetVersionModel(me, db, versions)
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
        var (access, following) = await FindAsync(ct);
        Pager = CohortView.Pager(Request.Query, await following.CountAsync(ct), PageSize);
        Followers = await ReadAsync(following, Pager.Skip, PageSize, ct);
        MayMove = Shown.State != RuleSetState.Draft && Summary.Versions.Any(v => v.Begins && v.Number > Number)
            ? Followers.Where(f => !Candidature.IsClosed(f.State) && access.May(Permission.ManageCandidatures, f.Scope)).Select(f => f.Id).ToHashSet() : [];
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var (_, following) = await FindAsync(ct);
        var sheet = new ListSheet(texts, texts["RuleSets.Student"], texts["Cohort.Filter.Side"], texts["RuleSets.Project"], texts["RuleSets.StartOn"], texts["RuleSets.State"]);
        foreach (var follower in await ReadAsync(following, 0, int.MaxValue, ct))
            sheet.AddLine(follower.Student, follower.Side, follower.Project, follower.StartOn, texts.Enum(follower.State));
        return ($"{Code}-{Number.ToString(CultureInfo.InvariantCulture)}-{texts["Export.File"]}", clock.Today(), sheet);
    }

    private async Task<(Access Access, IQueryable<Candidature> Following)> FindAsync(CancellationToken ct)
    {
        await LoadAsync(Permission.ViewRoutes, ct);
        var access = await _me.AccessAsync(ct);
        return (access, access.Filter(_db.Candidatures.AsNoTracking(), Permission.ViewCandidature)
            .Where(c => RuleSetVersions.Following(_db.Milestones).Any(m => m.CandidatureId == c.Id && m.RuleSetCode == Code && m.RuleSetVersion == Number)));
    }

    private static Task<List<RuleSetFollower>> ReadAsync(IQueryable<Candidature> following, int skip, int take, CancellationToken ct) =>
        following.OrderBy(c => c.Student.FamilyName).ThenBy(c => c.Student.GivenName).ThenBy(c => c.Id).Skip(skip).Take(take)
            .Select(c => new RuleSetFollower(c.Id, c.Student.GivenName + " " + c.Student.FamilyName, c.Studentship.Party.Side, c.Studentship.Project.Code, c.StartOn, c.State,
                new CaseScope(c.Studentship.Project.ProgrammeId, c.Studentship.PartyId, c.Studentship.ProjectId, c.Id, new[] { c.UnitId ?? 0, c.DoctoralSchoolId ?? 0 }))).ToListAsync(ct);
}
