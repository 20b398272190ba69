using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.People.Groups;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.People.Groups;

/// <summary>Makes a group.</summary>
public sealed class AddModel(CurrentPerson me, SaveGroupHandler save, Texts texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? NameEn { get; set; }

    [BindProperty]
    public string? NameFr { get; set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (!(await me.AccessAsync(ct)).MayAnywhere(Permission.ManagePeople))
            throw new DomainRuleException("NotAllowed");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var group = await save.HandleAsync(new SaveGroup(null, 0, Code ?? "", NameEn ?? "", NameFr ?? ""), await me.PersonAsync(ct), ct);
        this.Done(texts["Groups.Saved"]);
        return LocalRedirect($"/people/groups/{PersonChoices.Text(group.Id)}");
    }
}
