using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Running;

namespace PhdTracker.Testing;

/// <summary>Imports sheets as the pages do, step by step.</summary>
public sealed class ImportActs(Acts acts)
{
    public const string UkHeader = "Project code,Project title,CID,Student,E-mail,Department,Main supervisor,Supervisor e-mail,CNRS supervisor,Start date,Mode,Status,ESA passed,SDGs";

    /// <summary>A new student of a new project, with an hour of training that nobody can read as a status.</summary>
    public const string Ada = "IC-CNRS-2024-31,Strings,0001,\"Lovelace, Ada\",ada.lovelace@ic.example,Computing,Dr Kwame Brennan,kwame.brennan@ic.example,Kévin Cœurdevey,01/10/2024,FT,Registered,TBC,\"9, 13\"";

    /// <summary>A row that cannot be taken.</summary>
    public const string Grace = "IC-CNRS-2024-32,Compilers,0002,\"Hopper, Grace\",grace.hopper@ic.example,Computing,Dr Kwame Brennan,kwame.brennan@ic.example,Kévin Cœurdevey,01/13/2024,FT,Registered,,9";

    public static SheetFile Sheet(params string[] lines) => new("uk.csv", Encoding.UTF8.GetBytes(string.Join("\r\n", lines.Prepend(UkHeader)) + "\r\n"));

    /// <summary>Somebody uploads a sheet and it is previewed.</summary>
    /// <returns>Its number, and its last line's.</returns>
    public async Task<(int Id, int LineId)> UploadAsync(string name, params string[] lines)
    {
        var id = await UploadFilesAsync(name, Sheet(lines.Length == 0 ? [Ada, Grace] : lines));
        return (id, await acts.AsAsync(name, (services, _) => services.GetRequiredService<PhdTrackerDb>().ImportLines.Where(l => l.File.ImportId == id).MaxAsync(l => l.Id)));
    }

    /// <summary>Somebody uploads sheets and they are previewed.</summary>
    /// <returns>The import's number.</returns>
    public async Task<int> UploadFilesAsync(string name, params SheetFile[] files)
    {
        var id = await HandOverAsync(name, files);
        await GoOnAsync(id);
        return id;
    }

    /// <summary>Somebody uploads sheets; nobody has begun to read them.</summary>
    /// <inheritdoc cref="UploadFilesAsync" path="/returns"/>
    public Task<int> HandOverAsync(string name, params SheetFile[] files) =>
        acts.AsAsync(name, async (services, by) => (await services.GetRequiredService<UploadSheetsHandler>().HandleAsync(new UploadSheets(files), by, default)).Id);

    public async Task ApplyAsync(string name, int id)
    {
        await acts.AsAsync(name, async (services, by) =>
        {
            await services.GetRequiredService<ApplyImportHandler>().HandleAsync(new ApplyImport(id, (await FindAsync(services, id)).Version, "A reason"), by, default);
            return 0;
        });
        await GoOnAsync(id);
    }

    public async Task UndoAsync(string name, int id)
    {
        await AskToUndoAsync(name, id);
        await GoOnAsync(id);
    }

    /// <summary>Somebody asks to undo an import; nobody has begun to.</summary>
    public Task AskToUndoAsync(string name, int id) => acts.AsAsync(name, async (services, by) =>
    {
        await services.GetRequiredService<UndoImportHandler>().HandleAsync(new UndoImport(id, (await FindAsync(services, id)).Version), by, default);
        return 0;
    });

    public Task<SheetImport> FindAsync(int id) => acts.AsAsync("programme", (services, _) => FindAsync(services, id));

    public Task GoOnAsync(int id) => acts.AsAsync("programme", async (services, _) =>
    {
        await services.GetRequiredService<ImportRunner>().GoOnAsync(id, default);
        return 0;
    });

    private static Task<SheetImport> FindAsync(IServiceProvider services, int id) => services.GetRequiredService<PhdTrackerDb>().SheetImports.AsNoTracking().SingleAsync(i => i.Id == id);
}
