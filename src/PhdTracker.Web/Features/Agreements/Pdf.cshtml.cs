using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Agreements.Pdf;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Agreements;

/// <summary>Gives an agreement as a PDF to file.</summary>
public sealed class PdfModel(CurrentPerson current, AgreementCases agreements, IWebHostEnvironment host, Texts texts, TimeProvider clock) : PageModel
{
    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        var agreement = await agreements.ReadAsync(id, await current.AccessAsync(ct), Permission.ViewAgreements, ct);
        PdfFonts.Use(host.WebRootFileProvider);
        return File(AgreementPdf.Of(agreement, clock.UtcNow()), "application/pdf", texts["Agreements.Pdf.FileName", agreement.Project.Code, agreement.Number]);
    }
}
