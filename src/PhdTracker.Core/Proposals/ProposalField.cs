using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Proposals;

/// <summary>
/// One field of a draft, a row of its own: two people who write different fields at the same time never touch the same row, and each row says
/// who changed it last.
/// </summary>
public sealed class ProposalField : Entity
{
    private ProposalField() { }

    internal ProposalField(Proposal proposal, ProposalPart part) => (Proposal, Part) = (proposal, part);

    public int ProposalId { get; private set; }
    public Proposal Proposal { get; private set; } = null!;
    public ProposalPart Part { get; private set; }

    /// <summary>As it is being written: for its investigators only.</summary>
    public string Value { get; private set; } = "";

    /// <summary>As it was sent last: what everybody else reads.</summary>
    public string SentValue { get; private set; } = "";
    public int ChangedById { get; private set; }
    public Person ChangedBy { get; private set; } = null!;
    public DateTime ChangedAt { get; private set; }

    internal void Change(string value, Person by, DateTime now)
    {
        (Value, ChangedBy, ChangedAt) = (value, by, now);
        ChangedById = by.Id;
    }

    internal void Send() => SentValue = Value;
}

public sealed partial class Proposal
{
    /// <summary>What is written in a field.</summary>
    public string Text(ProposalPart part) => Field(part)?.Value ?? "";

    /// <summary>The row of a field; null before anybody wrote it.</summary>
    public ProposalField? Field(ProposalPart part) => Fields.SingleOrDefault(f => f.Part == part);

    /// <summary>Writes a field on the version that the person saw.</summary>
    /// <param name="part">Which.</param>
    /// <param name="value">As it was checked by <see cref="ProposalParts.Clean"/>.</param>
    /// <param name="seen">The version of its row that the person saw; null if there was none.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="now">UTC.</param>
    /// <returns>False if somebody else changed it meanwhile: nothing is written then.</returns>
    /// <exception cref="DomainRuleException"><c>ProposalNotBeingWritten</c>.</exception>
    public bool Write(ProposalPart part, string value, int? seen, Person by, DateTime now)
    {
        if (!IsBeingWritten)
            throw new DomainRuleException("ProposalNotBeingWritten");
        var field = Field(part);
        if ((field?.Value ?? "") == value)
            return true;
        if (field?.Version != seen)
            return false;
        if (field is null)
            Fields.Add(field = new ProposalField(this, part));
        field.Change(value, by, now);
        // Lists and mails name a draft by its title; what was sent keeps the title that it was sent with.
        if (FirstSentAt is null && part is ProposalPart.TitleEn or ProposalPart.TitleFr)
            Entitle(part == ProposalPart.TitleEn ? value : TitleEn, part == ProposalPart.TitleFr ? value : TitleFr);
        return true;
    }

    internal void FoldTitles() => Entitle(TitleEn, TitleFr);

    private void Entitle(string english, string french) => (TitleEn, TitleFr, SearchTitle) = (english, french, Person.Plain($"{english} {french}"));

    /// <summary>The fields without which it cannot be sent.</summary>
    public IReadOnlyList<ProposalPart> Missing() => ProposalParts.Missing(Text);
}

internal sealed class ProposalFieldMapping : IEntityTypeConfiguration<ProposalField>
{
    public void Configure(EntityTypeBuilder<ProposalField> builder)
    {
        builder.ToTable("ProposalFields");
        builder.HasIndex(f => new { f.ProposalId, f.Part }).IsUnique();
        builder.HasOne(f => f.ChangedBy).WithMany().HasForeignKey(f => f.ChangedById);
    }
}
