using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Documents;

/// <summary>Adds a file to the version that a student is writing. Only the student sees it until it is handed in.</summary>
/// <param name="FileName">As the browser sent it.</param>
/// <param name="Content">Read once; no further than the largest size allowed.</param>
public sealed record AttachDocument(int MilestoneId, string FileName, Stream Content);

/// <inheritdoc cref="AttachDocument"/>
public sealed class AttachDocumentHandler(OwnMilestones own, IFileStore files, TimeProvider clock)
{
    /// <summary>Bytes of one file.</summary>
    public const long LargestFile = 25_000_000;

    /// <summary>Files of one version.</summary>
    public const int MostFiles = 20;

    /// <exception cref="NotFoundException">The milestone is not this student's.</exception>
    /// <exception cref="DomainRuleException">
    /// <c>DocumentTooLarge</c>, <c>DocumentEmpty</c>, <c>TooManyDocuments</c>, <c>DocumentNameDisagrees</c>, those of <see cref="FileKind.Of"/>,
    /// and those of <see cref="Milestone.Draft"/>.
    /// </exception>
    public async Task<Document> HandleAsync(AttachDocument command, Person by, CancellationToken ct)
    {
        var milestone = await own.LoadAsync(command.MilestoneId, by, ct);
        var now = clock.UtcNow();
        var draft = milestone.Draft(by, milestone.OpenDraft?.Comment ?? "", now);
        var (incoming, name, kind) = await files.TakeAsync(command.FileName, command.Content, LargestFile, ct);
        using var _ = incoming;
        if (draft.Documents.FirstOrDefault(d => d.Sha256 == incoming.Sha256 && d.FileName == name) is { } same)
            return same;
        if (draft.Documents.Count >= MostFiles)
            throw new DomainRuleException("TooManyDocuments", MostFiles) { Field = "Files" };
        var document = new Document(milestone.Candidature, name, kind.ContentType, incoming.Length, incoming.Sha256, by, now);
        draft.Attach(document, now);
        incoming.Keep();
        await own.SaveDraftAsync(ct);
        return document;
    }
}
