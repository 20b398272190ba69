using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Import.Records;

/// <summary>How far an import is. It is previewed before it may be applied; only an applied one can be undone.</summary>
public enum ImportState { Checking, NeedsColumns, Ready, Applying, Applied, Undoing, Undone }

/// <summary>What became of the rows: created + changed + unchanged + rejected = rows read.</summary>
public sealed record ImportCounts(int RowsRead, int Created, int Changed, int Unchanged, int Rejected);

/// <summary>Sheets that somebody handed over: what is in them, what became of each line or would, and how far it is.</summary>
public sealed class SheetImport : Entity
{
    /// <summary>Days that the lines of an applied import are kept: so long it can be undone.</summary>
    public const int DaysKept = 30;

    /// <summary>Days after which a draft that nobody touches is discarded.</summary>
    public const int DaysOfDraft = 60;

    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 500;

    private SheetImport() { }

    /// <param name="by">Null for the command line.</param>
    public SheetImport(Person? by, DateTime now) => (By, ById, CreatedAt, TouchedAt) = (by, by?.Id, now, now);

    public int? ById { get; private set; }
    public Person? By { get; private set; }
    public DateTime CreatedAt { get; private set; }

    /// <summary>When something was last done with it.</summary>
    public DateTime TouchedAt { get; private set; }
    public ImportState State { get; private set; }
    public int? AppliedById { get; private set; }
    public Person? AppliedBy { get; private set; }
    public DateTime? AppliedAt { get; private set; }

    /// <summary>Why, as who applied it said.</summary>
    public string? Reason { get; private set; }
    public int? UndoneById { get; private set; }
    public Person? UndoneBy { get; private set; }
    public DateTime? UndoneAt { get; private set; }

    /// <summary>When its lines were erased, for the people in them; null while they are there.</summary>
    public DateTime? ErasedAt { get; private set; }

    /// <summary>Key of the sentence that tells why it is where it is, as after somebody else was faster; null if there is nothing to tell.</summary>
    public string? Notice { get; private set; }
    public int RowsRead { get; private set; }
    public int Created { get; private set; }
    public int Changed { get; private set; }
    public int Unchanged { get; private set; }
    public int Rejected { get; private set; }

    /// <summary>Cells that could not be taken as they are.</summary>
    public int Problems { get; private set; }

    /// <summary>What the preview showed, as a hash: what is applied must come to the same.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>The newest entry of the audit trail when it was applied: what came later touched the records since.</summary>
    public int? LastAuditId { get; private set; }
    public List<SheetImportFile> Files { get; } = [];
    public List<ProgrammeParty> Parties { get; } = [];

    public ImportCounts Counts => new(RowsRead, Created, Changed, Unchanged, Rejected);

    /// <summary>Nothing is written yet: only who uploaded it sees it.</summary>
    public bool IsDraft => Drafts.Contains(State);

    /// <summary>The states of <see cref="IsDraft"/>, for queries.</summary>
    public static readonly IReadOnlyList<ImportState> Drafts = [ImportState.Checking, ImportState.NeedsColumns, ImportState.Ready];

    /// <summary>The background is at it.</summary>
    public bool IsUnderWay => UnderWay.Contains(State);

    /// <summary>The states of <see cref="IsUnderWay"/>, for queries.</summary>
    public static readonly IReadOnlyList<ImportState> UnderWay = [ImportState.Checking, ImportState.Applying, ImportState.Undoing];

    /// <summary>Something in the sheets or in how they are read was changed: it is previewed anew.</summary>
    /// <exception cref="DomainRuleException"><c>ImportNotDraft</c>.</exception>
    public void CheckAgain(DateTime now)
    {
        if (!IsDraft)
            throw new DomainRuleException("ImportNotDraft");
        (State, Notice, TouchedAt) = (ImportState.Checking, null, now);
    }

    /// <summary>A column without which no row can be understood is to be named first.</summary>
    internal void AwaitColumns() => (State, RowsRead, Created, Changed, Unchanged, Rejected, Problems, Digest) = (ImportState.NeedsColumns, 0, 0, 0, 0, 0, 0, "");

    /// <summary>It is previewed.</summary>
    /// <param name="parties">The sides that its rows are about.</param>
    /// <param name="notice">Key of what is to be told first, if anything.</param>
    internal void Preview(ImportCounts counts, int problems, string digest, IReadOnlyCollection<ProgrammeParty> parties, string? notice)
    {
        Count(counts, problems, parties);
        (State, Digest, Notice) = (ImportState.Ready, digest, notice);
        (AppliedBy, AppliedById, AppliedAt, Reason) = (null, null, null, null);
    }

    /// <summary>What the preview showed is to be written.</summary>
    /// <exception cref="DomainRuleException"><c>ImportNotReady</c>, <c>ImportChangesNothing</c>.</exception>
    public void Apply(Person by, string? reason, DateTime now)
    {
        if (State != ImportState.Ready)
            throw new DomainRuleException("ImportNotReady");
        if (Created + Changed == 0)
            throw new DomainRuleException("ImportChangesNothing");
        (State, AppliedBy, AppliedById, AppliedAt, Reason, TouchedAt, Notice) = (ImportState.Applying, by, by.Id, now, reason, now, null);
    }

    /// <summary>The command line applies without showing first.</summary>
    internal void ApplyAtOnce() => (State, Digest) = (ImportState.Applying, "");

    /// <summary>It is written.</summary>
    internal void Complete(ImportCounts counts, int problems, string digest, IReadOnlyCollection<ProgrammeParty> parties, int? lastAuditId, DateTime now)
    {
        Count(counts, problems, parties);
        (State, Digest, LastAuditId, AppliedAt, TouchedAt, Notice) = (ImportState.Applied, digest, lastAuditId, now, now, null);
    }

    /// <summary>Everything that it wrote is to be taken back.</summary>
    /// <exception cref="DomainRuleException"><c>ImportNotApplied</c>, <c>ImportErased</c>.</exception>
    public void Undo(Person by, DateTime now)
    {
        if (State != ImportState.Applied)
            throw new DomainRuleException("ImportNotApplied");
        if (ErasedAt is not null)
            throw new DomainRuleException("ImportErased", DaysKept);
        (State, UndoneBy, UndoneById, TouchedAt, Notice) = (ImportState.Undoing, by, by.Id, now, null);
    }

    /// <summary>It is taken back.</summary>
    internal void CompleteUndo(DateTime now) => (State, UndoneAt, TouchedAt) = (ImportState.Undone, now, now);

    /// <summary>It could not be taken back, or not be written, and stands where it stood before.</summary>
    internal void FallBack(string notice)
    {
        if (State == ImportState.Undoing)
            (State, UndoneBy, UndoneById) = (ImportState.Applied, null, null);
        else
            (State, AppliedBy, AppliedById, AppliedAt, Reason) = (ImportState.Ready, null, null, null, null);
        Notice = notice;
    }

    internal void Erase(DateTime now) => ErasedAt = now;

    private void Count(ImportCounts counts, int problems, IReadOnlyCollection<ProgrammeParty> parties)
    {
        (RowsRead, Created, Changed, Unchanged, Rejected) = counts;
        Problems = problems;
        Parties.RemoveAll(party => !parties.Contains(party));
        Parties.AddRange(parties.Except(Parties).ToList());
    }
}

internal sealed class SheetImportMapping : IEntityTypeConfiguration<SheetImport>
{
    public void Configure(EntityTypeBuilder<SheetImport> builder)
    {
        builder.Property(i => i.Reason).HasMaxLength(SheetImport.LongestReason);
        builder.Property(i => i.Notice).HasMaxLength(60);
        builder.Property(i => i.Digest).HasMaxLength(64);
        builder.Ignore(i => i.Counts);
        builder.Ignore(i => i.IsDraft);
        builder.Ignore(i => i.IsUnderWay);
        builder.HasIndex(i => i.State);
        builder.HasMany(i => i.Parties).WithMany().UsingEntity("ImportParties");
    }
}
