using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Import;

/// <summary>Where an office hands over its sheets; the next page shows what would become of them.</summary>
[SaysTooLarge("Import.TooLarge", SheetTables.LargestFile / 1024 / 1024)]
public sealed class UploadModel(PhdTrackerDb db, CurrentPerson current, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    /// <summary>The remembered mapping to read them by; null to guess.</summary>
    [BindProperty]
    public string? Mapping { get; set; }

    public IReadOnlyList<SelectListItem> Mappings { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync([FromServices] UploadSheetsHandler upload, [FromServices] ImportStart start, CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        if (Files.FirstOrDefault(f => f.Length > SheetTables.LargestFile) is { } large)
            throw new DomainRuleException("ImportTooLarge", FileName.Clean(large.FileName), SheetTables.LargestFile / 1024 / 1024) { Field = nameof(Files) };
        var sheets = new List<SheetFile>();
        foreach (var file in Files)
        {
            var bytes = new byte[file.Length];
            await using var content = file.OpenReadStream();
            await content.ReadExactlyAsync(bytes, ct);
            sheets.Add(new SheetFile(file.FileName, bytes));
        }
        var import = await upload.HandleAsync(new UploadSheets(sheets, string.IsNullOrEmpty(Mapping) ? null : Mapping), await current.PersonAsync(ct), ct);
        await start.GoOnAsync(import.Id, ct);
        return Redirect(string.Create(CultureInfo.InvariantCulture, $"/import/{import.Id}"));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        if (!(await current.AccessAsync(cancellation)).MayAnywhere(Permission.ImportSheets))
            throw new NotFoundException();
        var names = await db.ImportMappings.AsNoTracking().OrderBy(m => m.Name).Select(m => m.Name).Take(200).ToListAsync(cancellation);
        Mappings = [new SelectListItem(texts["Import.MappingGuess"], ""), .. names.Select(name => new SelectListItem(name, name))];
    }
}
