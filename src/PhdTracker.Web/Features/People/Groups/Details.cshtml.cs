using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.People.Groups;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.People.Groups;

/// <summary>One group: who is in it, and how it is called.</summary>
public sealed class DetailsModel(PhdTrackerDb db, CurrentPerson me, PeopleReach reach, SaveGroupHandler save, AddGroupMemberHandler add, RemoveGroupMemberHandler remove, Texts texts) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? NameEn { get; set; }

    [BindProperty]
    public string? NameFr { get; set; }

    [BindProperty]
    public string? PersonId { get; set; }

    public string Name { get; private set; } = "";
    public string Code { get; private set; } = "";
    public IReadOnlyList<Member> Members { get; private set; } = [];
    public IReadOnlyList<SelectListItem> PersonItems { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await save.HandleAsync(new SaveGroup(Id, Version, "", NameEn ?? "", NameFr ?? ""), await me.PersonAsync(ct), ct);
        return Again(texts["Groups.Saved"]);
    }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken ct)
    {
        var person = PersonChoices.Number(PersonId) ?? -1;
        await add.HandleAsync(new AddGroupMember(Id, person), await me.PersonAsync(ct), ct);
        return Again(texts["Groups.Added", await NameOfAsync(person, ct)]);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        var person = PersonChoices.Number(PersonId) ?? -1;
        await remove.HandleAsync(new RemoveGroupMember(Id, person), await me.PersonAsync(ct), ct);
        return Again(texts["Groups.Removed", await NameOfAsync(person, ct)]);
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var access = await me.AccessAsync(cancellation);
        if (!access.MayAnywhere(Permission.ManagePeople))
            throw new DomainRuleException("NotAllowed");
        var group = await db.Groups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == Id, cancellation) ?? throw new NotFoundException();
        (Name, Code) = (group.NameIn(texts), group.Code);
        // What was typed into the other form of the page stays as it was sent.
        (NameEn, NameFr) = (NameEn ?? group.NameEn, NameFr ?? group.NameFr);
        ModelState.SetModelValue(nameof(Version), group.Version, null);
        Version = group.Version;
        var own = await reach.OwnAsync(access, cancellation);
        Members = await db.GroupMembers.AsNoTracking().Where(m => m.GroupId == Id).OrderBy(m => m.Person.FamilyName).ThenBy(m => m.PersonId)
            .Select(m => new Member(new PersonName(m.PersonId, m.Person.Title, m.Person.GivenName, m.Person.FamilyName), own.Any(p => p.Id == m.PersonId))).ToListAsync(cancellation);
        var people = await own.AsNoTracking().Where(Person.NotClosed).Where(p => p.Email != null && !db.GroupMembers.Any(m => m.GroupId == Id && m.PersonId == p.Id))
            .OrderBy(p => p.FamilyName).ThenBy(p => p.GivenName).Select(p => new PersonName(p.Id, p.Title, p.GivenName, p.FamilyName)).ToListAsync(cancellation);
        PersonItems = [new(texts["Groups.Choose"], ""), .. people.Select(p => new SelectListItem(p.Display, PersonChoices.Text(p.Id)))];
    }

    /// <param name="IsOwn">Whether the reader's office may take them out.</param>
    public sealed record Member(PersonName Name, bool IsOwn);

    private IActionResult Again(string done)
    {
        this.Done(done);
        return LocalRedirect($"/people/groups/{PersonChoices.Text(Id)}");
    }

    private async Task<string> NameOfAsync(int personId, CancellationToken ct) => (await db.Users.AsNoTracking().SingleAsync(p => p.Id == personId, ct)).DisplayName;
}
