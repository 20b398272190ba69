using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Account;
using PhdTracker.Core.Cohort.Quality;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.People;

/// <summary>One person: who they are, their roles, their account.</summary>
public sealed class DetailsModel(PhdTrackerDb db, CurrentPerson me, PeopleReach reach, PersonRoles roles, InvitePersonHandler invite, CloseAccountHandler close, SecondFactors factors, ResetSecondFactorHandler reset, Texts texts) : PageModel, IShowAgain
{
    private const int DoublesShown = 5;

    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    public Person Person { get; private set; } = null!;
    public IReadOnlyList<HeldRole> Roles { get; private set; } = [];
    public bool MayManage { get; private set; }
    public bool MayGiveRoles { get; private set; }
    public bool MayAudit { get; private set; }
    public bool IsMe { get; private set; }
    public AccountState Account { get; private set; }
    public bool HasSecondFactor { get; private set; }

    /// <summary>Whether the reader administers the system: only they see second factors, and take lost ones away.</summary>
    public bool MaySeeSecondFactor { get; private set; }

    /// <summary>Records that may be of the same person.</summary>
    public IReadOnlyList<PersonName> Doubles { get; private set; } = [];

    /// <summary>Who was merged into somebody else is found there: addresses that were kept go on working.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await reach.MergedIntoAsync(await me.AccessAsync(ct), Id, ct) is { } kept)
            return LocalRedirect($"/people/{PersonChoices.Text(kept)}");
        await ShowAgainAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostInviteAsync(CancellationToken ct)
    {
        await invite.HandleAsync(new InvitePerson(Id), await me.PersonAsync(ct), ct);
        this.Done(texts["Person.Invited"]);
        return RedirectToPage(new { Id });
    }

    public Task<IActionResult> OnPostCloseAsync(CancellationToken ct) => CloseAsync(true, texts["Person.Closed"], ct);

    public Task<IActionResult> OnPostReopenAsync(CancellationToken ct) => CloseAsync(false, texts["Person.Reopened"], ct);

    public async Task<IActionResult> OnPostResetSecondFactorAsync(CancellationToken ct)
    {
        await reset.HandleAsync(new ResetSecondFactor(Id), await me.PersonAsync(ct), ct);
        this.Done(texts["Person.SecondFactorReset"]);
        return RedirectToPage(new { Id });
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var access = await me.AccessAsync(cancellation);
        var people = await reach.VisibleAsync(access, cancellation);
        Person = await people.AsNoTracking().Include(p => p.Institution).Include(p => p.Unit)
            .SingleOrDefaultAsync(p => p.Id == Id, cancellation) ?? throw new NotFoundException();
        Roles = await roles.OfAsync(Id, access, texts, cancellation);
        MayManage = await reach.MayManageAsync(access, Id, cancellation);
        MayGiveRoles = access.MayAnywhere(Permission.ManagePeople);
        if (MayGiveRoles)
            Doubles = await DoublePeople.Like(db, people, Id).OrderBy(p => p.Id).Take(DoublesShown).Select(p => new PersonName(p.Id, p.Title, p.GivenName, p.FamilyName)).ToListAsync(cancellation);
        MayAudit = access.MayAnywhere(Permission.ViewAudit);
        IsMe = me.Id == Id;
        MaySeeSecondFactor = access.MayAnywhere(Permission.ManageSystem);
        HasSecondFactor = MaySeeSecondFactor && (Person.TwoFactorEnabled || await factors.HasPasskeyAsync(Id, cancellation));
        Account = Person.IsClosed ? AccountState.Closed : Person.PasswordHash is null ? AccountState.None : AccountState.Open;
    }

    private async Task<IActionResult> CloseAsync(bool closed, string sentence, CancellationToken ct)
    {
        await close.HandleAsync(new CloseAccount(Id, closed), await me.PersonAsync(ct), ct);
        this.Done(sentence);
        return RedirectToPage(new { Id });
    }
}
