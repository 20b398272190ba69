using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core.Account;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account;

/// <summary>One's own name, language, look, password, sessions and roles.</summary>
public sealed class ProfileModel(CurrentPerson me, PersonRoles roles, EditProfileHandler edit, ChangePasswordHandler change, SignOutEverywhereHandler everywhere, SignInSession session, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? Theme { get; set; }

    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? New { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    public string Email { get; private set; } = "";

    public IReadOnlyList<HeldRole> Roles { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Languages => [new("English", "en"), new("Français", "fr")];

    public IReadOnlyList<SelectListItem> Themes =>
        [new(texts["Shell.Theme.Light"], "light"), new(texts["Shell.Theme.Dark"], "dark"), new(texts["Shell.Theme.Auto"], "auto")];

    public async Task OnGetAsync(CancellationToken ct)
    {
        FillDetails(await me.PersonAsync(ct));
        await ShowAgainAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var command = new EditProfile(Title, GivenName, FamilyName, Language, Theme);
        foreach (var problem in command.Problems())
            ModelState.AddModelError(problem.Field!, problem.In(texts));
        if (!ModelState.IsValid)
        {
            await ShowAgainAsync(ct);
            return Page();
        }
        await edit.HandleAsync(command, await me.PersonAsync(ct), ct);
        this.Done(Texts.For(Language!)["Profile.Saved"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostPasswordAsync(CancellationToken ct)
    {
        var person = await me.PersonAsync(ct);
        FillDetails(person);
        if (New != Again)
        {
            ModelState.AddModelError(nameof(Again), texts["ResetPassword.Differ"]);
            await ShowAgainAsync(ct);
            return Page();
        }
        await change.HandleAsync(new ChangePassword(Current, New, me.SessionId), person, ct);
        this.Done(texts["Profile.PasswordChanged"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEverywhereAsync(CancellationToken ct)
    {
        await everywhere.HandleAsync(new SignOutEverywhere(), await me.PersonAsync(ct), ct);
        await session.LeaveAsync(me.SessionId, ct);
        this.Done(texts["Profile.SignedOutEverywhere"]);
        return LocalRedirect("/account/sign-in");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var person = await me.PersonAsync(cancellation);
        Email = person.Email ?? "";
        Roles = await roles.OfAsync(person.Id, await me.AccessAsync(cancellation), texts, cancellation);
    }

    private void FillDetails(Person person) =>
        (Title, GivenName, FamilyName, Language, Theme) = (person.Title, person.GivenName, person.FamilyName, person.Language, person.Theme);
}
