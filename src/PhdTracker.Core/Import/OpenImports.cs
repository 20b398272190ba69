using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import;

/// <summary>Finds imports for those who may see them: drafts for who uploaded them, the others for whoever may import for every side that they are about.</summary>
public sealed class OpenImports(PhdTrackerDb db, AccessReader access)
{
    /// <summary>The imports that a person may see.</summary>
    public static async Task<IQueryable<SheetImport>> VisibleAsync(PhdTrackerDb db, Access access, CancellationToken ct)
    {
        var parties = await PartiesAsync(db, access, ct);
        var me = access.PersonId;
        return parties.Count == 0
            ? db.SheetImports.Where(i => false)
            : db.SheetImports.Where(i => SheetImport.Drafts.Contains(i.State)
                ? i.ById == me
                : i.Parties.All(p => parties.Contains(p.Id)) && (i.ById == me || i.Parties.Any()));
    }

    /// <summary>An import for somebody who may see it, to be changed on the version that they saw.</summary>
    /// <exception cref="NotFoundException">There is none, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    public async Task<SheetImport> LoadAsync(int id, int version, Person by, CancellationToken ct) =>
        await (await VisibleAsync(db, await access.ForAsync(by.Id, ct), ct)).ForUpdateAsync(id, version, ct);

    /// <summary>Whether a person may see an import, and so have it undone.</summary>
    public async Task<bool> IsVisibleAsync(int id, int personId, CancellationToken ct) =>
        await (await VisibleAsync(db, await access.ForAsync(personId, ct), ct)).AnyAsync(i => i.Id == id, ct);

    /// <summary>Whether a person may import anything at all.</summary>
    /// <exception cref="NotFoundException">They may not.</exception>
    public async Task EnsureMayImportAsync(Person by, CancellationToken ct)
    {
        if (!(await access.ForAsync(by.Id, ct)).MayAnywhere(Permission.ImportSheets))
            throw new NotFoundException();
    }

    /// <summary>For which sides the rows of somebody's sheets are taken; null for the command line, which takes all.</summary>
    public async Task<Func<ProgrammeParty, bool>?> RightsAsync(int? byId, CancellationToken ct)
    {
        if (byId is not { } id)
            return null;
        var mine = await access.ForAsync(id, ct);
        return party => mine.May(Permission.ImportSheets, new CaseScope(party.ProgrammeId, party.Id));
    }

    private static async Task<List<int>> PartiesAsync(PhdTrackerDb db, Access access, CancellationToken ct)
    {
        if (!access.MayAnywhere(Permission.ImportSheets))
            return [];
        var parties = await db.Parties.AsNoTracking().Select(p => new { p.Id, p.ProgrammeId }).ToListAsync(ct);
        return [.. parties.Where(p => access.May(Permission.ImportSheets, new CaseScope(p.ProgrammeId, p.Id))).Select(p => p.Id)];
    }
}
