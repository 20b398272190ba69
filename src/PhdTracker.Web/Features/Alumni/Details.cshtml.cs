using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Alumni;

/// <summary>One alumnus as they chose to be seen, and a form to write to them where they want that.</summary>
public sealed class DetailsModel(PhdTrackerDb db, CurrentPerson current, WriteToAlumnusHandler write, TimeProvider clock, Texts texts) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public string? Message { get; set; }

    public AlumnusProfile Profile { get; private set; } = null!;

    /// <summary>The reader's address, which goes with a message.</summary>
    public string? MyEmail { get; private set; }
    public bool IsMe { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await write.HandleAsync(new WriteToAlumnus(Id, Message), await current.PersonAsync(ct), ct);
        this.Done(texts["Alumni.MessageSent"]);
        return RedirectToPage(new { Id });
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var listed = AlumniDirectory.Listed(db, await current.AccessAsync(cancellation)).Where(a => a.Id == Id);
        Profile = await listed.Select(AlumnusProfile.On(clock.Today())).SingleOrDefaultAsync(cancellation) ?? throw new NotFoundException();
        IsMe = await listed.AnyAsync(a => a.PersonId == current.Id, cancellation);
        MyEmail = (await current.PersonAsync(cancellation)).Email;
    }
}
