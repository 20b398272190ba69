using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Documents;

/// <summary>Gives a document to those who may read it: always as a file to save, never shown by the browser.</summary>
public sealed class DetailsModel(PhdTrackerDb db, CurrentPerson current, IFileStore files, TimeProvider clock, ILogger<DetailsModel> log) : PageModel
{
    public string FileName { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        var document = await ReadableDocuments.Documents(db, await current.AccessAsync(ct), clock.Today()).AsNoTracking().Where(d => d.Id == id)
            .Select(d => new { d.FileName, d.ContentType, d.Sha256 }).FirstOrDefaultAsync(ct) ?? throw new NotFoundException();
        try
        {
            return File(await files.OpenAsync(document.Sha256, ct), document.ContentType, document.FileName);
        }
        catch (DamagedFileException damaged)
        {
            log.LogCritical(damaged, "Document {Id} cannot be given out", id);
            FileName = document.FileName;
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }
    }
}
