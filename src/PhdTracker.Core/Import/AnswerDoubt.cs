using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import;

/// <summary>Says whether a name in the sheets means somebody of that name who is known. It is remembered, and the import is previewed anew.</summary>
/// <param name="Version">The version of the import that the page was loaded with.</param>
public sealed record AnswerDoubt(int ImportId, int Version, int DoubtId, bool IsSame);

/// <inheritdoc cref="AnswerDoubt"/>
public sealed class AnswerDoubtHandler(PhdTrackerDb db, OpenImports imports, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such import or question, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="SheetImport.CheckAgain"/>.</exception>
    public async Task HandleAsync(AnswerDoubt command, Person by, CancellationToken ct)
    {
        var import = await imports.LoadAsync(command.ImportId, command.Version, by, ct);
        var doubt = await db.ImportDoubts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == command.DoubtId && d.ImportId == import.Id, ct) ?? throw new NotFoundException();
        var match = await db.PersonMatches.SingleOrDefaultAsync(m => m.NameKey == doubt.NameKey && m.Address == doubt.Address && m.PersonId == doubt.PersonId, ct);
        if (match is null)
            db.Add(match = new PersonMatch(doubt.NameKey, doubt.Address, doubt.PersonId));
        match.Answer(command.IsSame, by, clock.UtcNow());
        import.CheckAgain(clock.UtcNow());
        await db.SaveChangesAsync(ct);
    }
}
