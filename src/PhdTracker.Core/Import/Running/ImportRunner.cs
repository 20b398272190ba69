using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;

namespace PhdTracker.Core.Import.Running;

/// <summary>
/// Goes on with imports: previews, applies and undoes them. Each of the three is one transaction, so that it can be broken off anywhere and
/// begins anew; what an import writes is what its preview showed, or nothing.
/// </summary>
public sealed class ImportRunner(
    PhdTrackerDb db, IServiceScopeFactory scopes, ImportEngine engine, ImportUndo undo, OpenImports imports, ImportProgress progress, TimeProvider clock, ILogger<ImportRunner> log)
{
    /// <summary>Up to how many lines a page goes through itself rather than leave it to the background.</summary>
    public const int AtOnce = 300;

    /// <summary>From how many new rows on a database has to look anew at how it is filled: a first import finds it empty.</summary>
    private const int Many = 50;

    /// <summary>Goes on with every import that is under way; what the command line began it goes on with itself.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> GoOnAsync(CancellationToken ct)
    {
        var ids = await db.SheetImports.Where(i => SheetImport.UnderWay.Contains(i.State) && (i.ById != null || i.State == ImportState.Undoing)).OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(ct);
        foreach (var id in ids)
            await GoOnAsync(id, ct);
        return ids.Count;
    }

    /// <summary>Goes on with one import until it waits for somebody.</summary>
    public async Task GoOnAsync(int id, CancellationToken ct)
    {
        if (!progress.TryBegin(id))
            return;
        try
        {
            var state = await db.SheetImports.Where(i => i.Id == id).Select(i => (ImportState?)i.State).SingleOrDefaultAsync(ct);
            await (state switch
            {
                ImportState.Checking => CheckAsync(id, null, ct),
                ImportState.Applying => ApplyAsync(id, ct),
                ImportState.Undoing => UndoAsync(id, ct),
                _ => Task.CompletedTask,
            });
        }
        catch (DbUpdateConcurrencyException e)
        {
            // Another node was at it as well, and is done; or it was discarded, which is how one stops it.
            log.LogInformation(e, "The import {Import} was gone on with elsewhere, or discarded", id);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (await FallBackAsync(id, "Import.Failed", ct))
                log.LogError(e, "The import {Import} could not go on", id);
            else
                log.LogInformation(e, "The import {Import} was discarded meanwhile", id);
        }
        finally
        {
            progress.End(id);
        }
    }

    /// <summary>What an import would do now. Beside its lines it is kept, as a report shows it; nothing else of it stays.</summary>
    internal async Task<ImportOutcome> TryAsync(int id, CancellationToken ct)
    {
        var byId = await db.SheetImports.Where(i => i.Id == id).Select(i => i.ById).SingleAsync(ct);
        var rights = await imports.RightsAsync(byId, ct);
        db.StartOver();
        using var keeper = new OutcomeKeeper(db, isPreview: true);
        ImportOutcome outcome;
        await using (var rehearsal = await Rehearsal.BeginAsync(scopes, ct))
            outcome = await rehearsal.Engine.RunAsync(id, rights, byId, keeper, ct);
        await KeepDoubtsAsync(id, outcome.Doubts, ct);
        return outcome;
    }

    /// <param name="notice">Key of what is to be told with the preview, if anything.</param>
    private async Task CheckAsync(int id, string? notice, CancellationToken ct)
    {
        while (true)
        {
            db.StartOver();
            var import = await db.SheetImports.Include(i => i.Files).SingleOrDefaultAsync(i => i.Id == id, ct);
            if (import is not { IsUnderWay: true })
                return;
            var version = import.Version;
            if (import.Files.Any(f => f.Layout.Missing is not null))
            {
                await OutcomeKeeper.ForgetAsync(db, id, ct);
                await KeepDoubtsAsync(id, [], ct);
                import = await db.SheetImports.SingleAsync(i => i.Id == id, ct);
                import.AwaitColumns();
                await db.SaveChangesAsync(ct);
                return;
            }
            var outcome = await TryAsync(id, ct);
            if (await db.SheetImports.Include(i => i.Parties).SingleOrDefaultAsync(i => i.Id == id, ct) is not { } now)
                return;
            // Somebody corrected more meanwhile.
            if (now.Version != version)
                continue;
            now.Preview(outcome.Counts, outcome.Problems, outcome.Digest, await PartiesAsync(outcome, ct), notice);
            await db.SaveChangesAsync(ct);
            return;
        }
    }

    private async Task ApplyAsync(int id, CancellationToken ct)
    {
        var (byId, digest) = await db.SheetImports.Where(i => i.Id == id).Select(i => new ValueTuple<int?, string>(i.AppliedById, i.Digest)).SingleAsync(ct);
        var rights = await imports.RightsAsync(byId, ct);
        try
        {
            if (await WriteAsync(id, byId, digest, rights, ct) is not null)
                return;
        }
        catch (DbUpdateException e)
        {
            log.LogInformation(e, "The import {Import} lost a race", id);
        }
        db.StartOver();
        if (!await db.SheetImports.AnyAsync(i => i.Id == id && i.State == ImportState.Applying, ct))
            return;
        // Somebody else was faster: what was shown is not what would be written, so it is shown anew.
        await CheckAsync(id, "Import.Overtaken", ct);
    }

    /// <summary>Writes everything as one transaction.</summary>
    /// <returns>Null, and nothing is written, if it comes to something else than <paramref name="digest"/>, which is empty where nobody was shown anything.</returns>
    internal async Task<ImportOutcome?> WriteAsync(int id, int? byId, string digest, Func<Calls.ProgrammeParty, bool>? rights, CancellationToken ct)
    {
        db.StartOver();
        using var turn = await SqliteWriters.EnterAsync(db.Database, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await BeginAsync(id, atOnce: digest.Length == 0, ct))
            return null;
        using var keeper = new OutcomeKeeper(db, isPreview: false);
        var outcome = await engine.RunAsync(id, rights, byId, keeper, ct);
        if (digest.Length > 0 && outcome.Digest != digest)
            return null;
        await KeepDoubtsAsync(id, outcome.Doubts, ct);
        var import = await LoadAsync(id, ct);
        if (outcome.ChangesAnything)
        {
            var comment = await DiscardImportHandler.NamesAsync(db, id, ct) + (import.Reason is null ? "" : ": " + import.Reason);
            db.Record(CaseKey.System, new Act("ImportSheets", byId, SubjectKind: nameof(SheetImport), SubjectId: id, Comment: comment));
            await db.SaveChangesAsync(ct);
        }
        var last = await db.AuditEntries.Select(e => (int?)e.Id).MaxAsync(ct);
        import.Complete(outcome.Counts, outcome.Problems, outcome.Digest, await PartiesAsync(outcome, ct), last, clock.UtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (outcome.Counts.Created >= Many)
            await LearnAsync();
        return outcome;
    }

    /// <summary>After many rows came, the database is to know of them: else it goes on as if there were few, and the same sheets take it far longer the next time.</summary>
    private async Task LearnAsync()
    {
        try
        {
            await db.Database.RefreshStatisticsAsync(CancellationToken.None);
        }
        catch (DbException e)
        {
            // What was imported stands; a job does this once a day.
            log.LogInformation(e, "The statistics of the database were not refreshed");
        }
    }

    /// <summary>Looks at the import within the transaction that writes it: nothing is written twice.</summary>
    private async Task<bool> BeginAsync(int id, bool atOnce, CancellationToken ct)
    {
        var import = await db.SheetImports.SingleAsync(i => i.Id == id, ct);
        if (!atOnce)
            return import.State == ImportState.Applying;
        import.ApplyAtOnce();
        await db.SaveChangesAsync(ct);
        return true;
    }

    private async Task UndoAsync(int id, CancellationToken ct)
    {
        db.StartOver();
        var import = await db.SheetImports.AsNoTracking().SingleAsync(i => i.Id == id, ct);
        if (!await imports.IsVisibleAsync(id, import.UndoneById!.Value, ct))
        {
            await FallBackAsync(id, "Import.MayNotUndo", ct);
            return;
        }
        try
        {
            using var turn = await SqliteWriters.EnterAsync(db.Database, ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (!await db.SheetImports.AnyAsync(i => i.Id == id && i.State == ImportState.Undoing, ct))
                return;
            await undo.RunAsync(import, done => progress.Report(id, done, import.Created + import.Changed), ct);
            var tracked = await db.SheetImports.SingleAsync(i => i.Id == id, ct);
            tracked.CompleteUndo(clock.UtcNow());
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception e) when (e is DomainRuleException or DbUpdateException)
        {
            log.LogInformation(e, "The import {Import} cannot be undone", id);
            await FallBackAsync(id, "Import.CannotUndo", ct);
        }
    }

    /// <returns>False if it is not there any more.</returns>
    private async Task<bool> FallBackAsync(int id, string notice, CancellationToken ct)
    {
        db.StartOver();
        if (await db.SheetImports.SingleOrDefaultAsync(i => i.Id == id, ct) is not { } import)
            return false;
        if (import.IsUnderWay)
        {
            import.FallBack(notice);
            await db.SaveChangesAsync(ct);
        }
        return true;
    }

    /// <summary>Keeps what is to be asked.</summary>
    private async Task KeepDoubtsAsync(int id, IReadOnlyList<NameDoubt> doubts, CancellationToken ct)
    {
        await db.ImportDoubts.Where(d => d.ImportId == id).ExecuteDeleteAsync(ct);
        db.AddRange(doubts.Select(d => new ImportDoubt(id, d.NameKey, d.Name, d.Address, d.PersonId, d.Where, d.IsSame)));
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    private Task<SheetImport> LoadAsync(int id, CancellationToken ct) => db.SheetImports.Include(i => i.Parties).SingleAsync(i => i.Id == id, ct);

    private async Task<List<Calls.ProgrammeParty>> PartiesAsync(ImportOutcome outcome, CancellationToken ct)
    {
        var ids = outcome.PartyIds;
        return await db.Parties.Where(p => ids.Contains(p.Id)).ToListAsync(ct);
    }
}
