using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PhdTracker.Web.Layout;

/// <summary>A list that its readers can take along as a file for a spreadsheet: all its rows, not only those of one page. The partial <c>_Downloads</c> leads there.</summary>
public abstract class ListPageModel : PageModel
{
    public Task<FileContentResult> OnGetCsvAsync(CancellationToken ct) => FileAsync(workbook: false, ct);

    /// <inheritdoc cref="OnGetCsvAsync"/>
    public Task<FileContentResult> OnGetXlsxAsync(CancellationToken ct) => FileAsync(workbook: true, ct);

    /// <summary>Reads all rows of the list.</summary>
    /// <returns>What the file is called, the day that its name ends with, and what is in it.</returns>
    protected abstract Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct);

    private async Task<FileContentResult> FileAsync(bool workbook, CancellationToken ct)
    {
        var (name, today, sheet) = await SheetAsync(ct);
        return await sheet.FileAsync(name, today, workbook, ct);
    }
}
