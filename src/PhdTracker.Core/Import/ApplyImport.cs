using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import;

/// <summary>Has written what the preview of an import showed. The runner does it, as one transaction.</summary>
/// <param name="Version">The version of the import that the page was loaded with.</param>
/// <param name="Reason">Why, for the audit trail; may be blank.</param>
public sealed record ApplyImport(int ImportId, int Version, string? Reason);

/// <inheritdoc cref="ApplyImport"/>
public sealed class ApplyImportHandler(PhdTrackerDb db, OpenImports imports, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such import, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>OfficeReasonTooLong</c>, and those of <see cref="SheetImport.Apply"/>.</exception>
    public async Task HandleAsync(ApplyImport command, Person by, CancellationToken ct)
    {
        var import = await imports.LoadAsync(command.ImportId, command.Version, by, ct);
        var reason = string.IsNullOrWhiteSpace(command.Reason) ? null : Milestones.OfficeMilestones.Reason(command.Reason, SheetImport.LongestReason);
        import.Apply(by, reason, clock.UtcNow());
        await db.SaveChangesAsync(ct);
    }
}
