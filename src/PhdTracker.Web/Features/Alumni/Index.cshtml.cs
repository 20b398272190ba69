using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Alumni;

/// <summary>The directory of alumni: who went where, as far as each chose to show it.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : ListPageModel
{
    public AlumniFilter Filter { get; private set; } = new();
    public AlumniChoices Choices { get; private set; } = null!;
    public AlumniNumbers Numbers { get; private set; } = null!;
    public IReadOnlyList<AlumnusProfile> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public bool MayInvite { get; private set; }

    /// <summary>Whether the reader has a page of their own here.</summary>
    public bool IsFormerStudent { get; private set; }
    public DateOnly Today { get; private set; }
    public bool IsNarrowed => Filter != new AlumniFilter();

    public async Task OnGetAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        var listed = Listed(access);
        Choices = await AlumniDirectory.ChoicesAsync(db, listed, Today, ct);
        Numbers = await AlumniDirectory.NumbersAsync(listed, Today, ct);
        var found = listed.Matching(Filter, Today);
        Pager = CohortView.Pager(Request.Query, await found.CountAsync(ct));
        Rows = await found.Profiles(Today).Skip(Pager.Skip).Take(Pager.PageSize).ToListAsync(ct);
        MayInvite = access.MayAnywhere(Permission.ManageAlumni);
        IsFormerStudent = await db.Candidatures.AnyAsync(c => c.StudentId == access.PersonId && OwnAlumnus.FormerStates.Contains(c.State), ct);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var rows = await Listed(await current.AccessAsync(ct)).Matching(Filter, Today).Profiles(Today).ToListAsync(ct);
        return (texts["Alumni.File"], Today, AlumniSheet.Write(rows, texts));
    }

    private IQueryable<Alumnus> Listed(Access access)
    {
        if (!access.MayAnywhere(Permission.ViewAlumni))
            throw new DomainRuleException("NotAllowed");
        Today = clock.Today();
        var query = Request.Query;
        Filter = new AlumniFilter(CohortView.Text(query, "q"), CohortView.Number(query, "year"), CohortView.Text(query, "side"),
            CohortView.Value<Sector>(query["sector"].ToString()), CohortView.Value<Country>(query["country"].ToString()), CohortView.Number(query, "theme"));
        return AlumniDirectory.Listed(db, access);
    }
}
