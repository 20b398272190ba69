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
public sealed record RuleSetFollower(int Id, string Student, string Side, string Project, DateOnly StartOn, CandidatureState State);

/// <summary>The candidatures that follow a version, of those that the reader may open.</summary>
public sealed class CandidaturesModel(CurrentPerson me, PhdTrackerDb db, RuleSetVersions versions) : RuleSetVersionModel(me, db, versions)
{
    private const int PageSize = 25;
    private readonly CurrentPerson _me = me;
    private readonly PhdTrackerDb _db = db;

    public IReadOnlyList<RuleSetFollower> Followers { get; private set; } = [];
    public Pager Pager { get; private set; } = new(1, PageSize, 0);

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    protected override async Task ShowAsync(CancellationToken ct)
    {
        await LoadAsync(Permission.ViewRoutes, ct);
        var following = (await _me.AccessAsync(ct)).Filter(_db.Candidatures.AsNoTracking(), Permission.ViewCandidature)
            .Where(c => c.Milestones.Any(m => m.RuleSetCode == Code && m.RuleSetVersion == Number));
        // From the query itself: for Razor Pages "page" is the page's own name.
        var page = int.TryParse(Request.Query["page"], CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, 10_000) : 1;
        Pager = new Pager(page, PageSize, await following.CountAsync(ct));
        Followers = await following.OrderBy(c => c.Student.FamilyName).ThenBy(c => c.Student.GivenName).ThenBy(c => c.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(c => new RuleSetFollower(c.Id, c.Student.GivenName + " " + c.Student.FamilyName, c.Studentship.Party.Side, c.Studentship.Project.Code, c.StartOn, c.State)).ToListAsync(ct);
    }
}
