using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Documents;

/// <summary>A file that someone gave to a case. The bytes lie in the file store under their SHA-256.</summary>
public sealed class Document : Entity, IAudited
{
    private Document() { }

    /// <param name="sha256">Lower-case hexadecimal, 64 digits.</param>
    /// <param name="contentType">As sniffed from the content, never as the browser said.</param>
    /// <param name="length">Bytes.</param>
    public Document(Candidature candidature, string fileName, string contentType, long length, string sha256, Person uploadedBy, DateTime uploadedAt)
    {
        (Candidature, FileName, ContentType, Length, Sha256) = (candidature, fileName, contentType, length, sha256);
        (UploadedBy, UploadedAt) = (uploadedBy, uploadedAt);
    }

    public int CandidatureId { get; private set; }
    string? IAudited.Case => CaseKey.Candidature(CandidatureId);
    public Candidature Candidature { get; private set; } = null!;
    public string FileName { get; private set; } = "";
    public string ContentType { get; private set; } = "";
    public long Length { get; private set; }
    public string Sha256 { get; private set; } = "";
    public int UploadedById { get; private set; }
    public Person UploadedBy { get; private set; } = null!;
    public DateTime UploadedAt { get; private set; }
}

internal sealed class DocumentMapping : IEntityTypeConfiguration<Document>
{
    public void Configure(EntityTypeBuilder<Document> builder)
    {
        builder.Property(d => d.FileName).HasMaxLength(200);
        builder.Property(d => d.ContentType).HasMaxLength(100);
        builder.Property(d => d.Sha256).HasMaxLength(64);
        builder.HasIndex(d => d.Sha256);
    }
}
