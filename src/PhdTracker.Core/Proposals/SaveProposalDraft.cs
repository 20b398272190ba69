using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Proposals;

/// <summary>A field that a person changed.</summary>
/// <param name="Seen">The version of the field that they saw; null if nobody had written it.</param>
public sealed record FieldEdit(ProposalPart Part, string? Value, int? Seen);

/// <summary>What somebody else wrote meanwhile into a field that was to be changed.</summary>
public sealed record FieldConflict(ProposalPart Part, string Theirs, int Version, string By, DateTime At);

/// <summary>What became of a save: each field by itself.</summary>
/// <param name="Versions">The versions of the fields that are saved now.</param>
/// <param name="Conflicts">Fields that were not saved, as somebody else changed them meanwhile.</param>
/// <param name="Refused">Fields whose value cannot be taken, with the reason.</param>
public sealed record DraftSaved(IReadOnlyDictionary<ProposalPart, int> Versions, IReadOnlyList<FieldConflict> Conflicts, IReadOnlyList<DomainRuleException> Refused);

/// <summary>Keeps the fields that an investigator changed. One that the other changed meanwhile, or that cannot be taken, does not hold up the rest.</summary>
public sealed record SaveProposalDraft(int ProposalId, IReadOnlyList<FieldEdit> Edits);

/// <inheritdoc cref="SaveProposalDraft"/>
public sealed class SaveProposalDraftHandler(PhdTrackerDb db, OwnProposals own, TimeProvider clock)
{
    /// <exception cref="NotFoundException">It is not a proposal of this person.</exception>
    /// <exception cref="DomainRuleException"><c>ProposalNotBeingWritten</c>.</exception>
    public Task<DraftSaved> HandleAsync(SaveProposalDraft command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => SaveAsync(command, me!, ct), ct);

    private async Task<DraftSaved> SaveAsync(SaveProposalDraft command, Person by, CancellationToken ct)
    {
        var proposal = await own.LoadAsync(command.ProposalId, by, ct);
        if (!proposal.IsBeingWritten)
            throw new DomainRuleException("ProposalNotBeingWritten");
        var now = clock.UtcNow();
        var (saved, lost, refused) = (new List<ProposalPart>(), new List<ProposalPart>(), new List<DomainRuleException>());
        foreach (var edit in command.Edits)
        {
            try
            {
                var value = ProposalParts.Clean(edit.Part, edit.Value);
                await EnsureKnownAsync(edit.Part, value, ct);
                (proposal.Write(edit.Part, value, edit.Seen, by, now) ? saved : lost).Add(edit.Part);
            }
            catch (DomainRuleException rule) when (rule.Field is not null)
            {
                refused.Add(rule);
            }
        }
        await db.SaveChangesAsync(ct);
        var conflicts = await ConflictsAsync(proposal, lost, ct);
        return new DraftSaved(saved.Where(p => proposal.Field(p) is not null).Distinct().ToDictionary(p => p, p => proposal.Field(p)!.Version), conflicts, refused);
    }

    private async Task EnsureKnownAsync(ProposalPart part, string value, CancellationToken ct)
    {
        if (value.Length == 0 || part is not (ProposalPart.Themes or ProposalPart.Structure))
            return;
        var ids = ProposalParts.NumbersOf(value);
        var known = part == ProposalPart.Themes ? await db.Themes.CountAsync(t => ids.Contains(t.Id), ct) : await db.Structures.CountAsync(s => ids.Contains(s.Id), ct);
        if (known != ids.Count)
            throw new DomainRuleException("ChoiceUnknown") { Field = part.ToString() };
    }

    private async Task<List<FieldConflict>> ConflictsAsync(Proposal proposal, List<ProposalPart> lost, CancellationToken ct)
    {
        var fields = proposal.Fields.Where(f => lost.Contains(f.Part)).ToList();
        if (fields.Count == 0)
            return [];
        var writers = fields.Select(f => f.ChangedById).ToList();
        await db.Users.Where(p => writers.Contains(p.Id)).LoadAsync(ct);
        return [.. fields.Select(f => new FieldConflict(f.Part, f.Value, f.Version, f.ChangedBy.DisplayName, f.ChangedAt))];
    }
}
