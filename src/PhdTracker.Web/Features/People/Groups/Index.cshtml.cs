using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.People.Groups;

/// <summary>The groups of people that routes may ask.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson me, TimeProvider clock, Texts texts) : ListPageModel
{
    public IReadOnlyList<Row> Groups { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await AuthoriseAsync(ct);
        Pager = CohortView.Pager(Request.Query, await db.Groups.CountAsync(ct));
        Groups = await db.Groups.AsNoTracking().OrderBy(g => g.Code).Skip(Pager.Skip).Take(Pager.PageSize)
            .Select(g => new Row(g.Id, g.Code, g.NameEn, g.NameFr, g.Members.Count)).ToListAsync(ct);
    }

    /// <summary>The groups with the names of their members.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await AuthoriseAsync(ct);
        var groups = await db.Groups.AsNoTracking().OrderBy(g => g.Code)
            .Select(g => new { g.Code, g.NameEn, g.NameFr, Members = g.Members.OrderBy(m => m.Person.FamilyName).ThenBy(m => m.PersonId).Select(m => m.Person.GivenName + " " + m.Person.FamilyName).ToList() }).ToListAsync(ct);
        var sheet = new ListSheet(texts, texts["Groups.Code"], texts["Export.Name"], texts["Groups.Members"], texts["Export.Number"]);
        foreach (var group in groups)
            sheet.AddLine(group.Code, texts.Of(group.NameEn, group.NameFr), string.Join(", ", group.Members), group.Members.Count);
        return (texts["Export.Groups"], clock.Today(), sheet);
    }

    private async Task AuthoriseAsync(CancellationToken ct)
    {
        if (!(await me.AccessAsync(ct)).MayAnywhere(Permission.ManagePeople))
            throw new DomainRuleException("NotAllowed");
    }

    public sealed record Row(int Id, string Code, string NameEn, string NameFr, int Members);
}
