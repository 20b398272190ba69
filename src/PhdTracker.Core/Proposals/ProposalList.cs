using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Search;

namespace PhdTracker.Core.Proposals;

/// <summary>A proposal in a list. Of somebody else's draft a programme office sees only that there is one.</summary>
public sealed record ProposalRow
{
    public required int Id { get; init; }
    public required ProposalState State { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleFr { get; init; }
    public required int CallNumber { get; init; }
    public required int CallYear { get; init; }
    public required DateTime BegunAt { get; init; }
    public DateTime? SentAt { get; init; }
    public required string LeadSide { get; init; }
    public required string Zone { get; init; }

    /// <summary>Whether the reader may open it.</summary>
    public required bool IsReadable { get; init; }
    public List<InvestigatorRow> Investigators { get; init; } = [];
}

/// <summary>An investigator in a list.</summary>
public sealed record InvestigatorRow(string Side, string? GivenName, string? FamilyName);

/// <summary>Which proposals a list shows.</summary>
/// <param name="IsOwn">Only those of the reader.</param>
/// <param name="IsSent">Without those that are still being written.</param>
public sealed record ProposalFilter(int? CallId = null, ProposalState? State = null, bool IsOwn = false, bool IsSent = false);

public static class ProposalList
{
    /// <summary>What a person's list holds: what they may read, and for those who run calls the drafts by name of their state only.</summary>
    public static IQueryable<Proposal> Listed(IQueryable<Proposal> proposals, Access access, ProposalFilter filter)
    {
        var drafts = access.Filter(proposals, Permission.ManageCalls).Where(p => p.State == ProposalState.Draft).Select(p => p.Id);
        var readable = proposals.VisibleTo(access).Select(p => p.Id);
        var listed = proposals.Where(p => readable.Contains(p.Id) || drafts.Contains(p.Id));
        if (filter.IsOwn)
            listed = listed.Where(p => p.Sides.Any(s => s.InvestigatorId == access.PersonId));
        if (filter.CallId is { } call)
            listed = listed.Where(p => p.CallId == call);
        if (filter.State is { } state)
            listed = listed.Where(p => p.State == state);
        return filter.IsSent ? listed.Where(p => p.State != ProposalState.Draft) : listed;
    }

    /// <summary>Narrows a list to what matches a search; only what the reader may read can match.</summary>
    public static IQueryable<Proposal> Matching(this IQueryable<Proposal> proposals, string? search, Access access)
    {
        var words = SearchWords.Of(search);
        if (words.Count > 0)
            proposals = proposals.VisibleTo(access);
        foreach (var word in words)
            proposals = proposals.Where(p => p.SearchTitle.Contains(word) || p.Sides.Any(s => s.Investigator!.SearchName.Contains(word)));
        return proposals;
    }

    /// <summary>One page, the newest first.</summary>
    public static async Task<List<ProposalRow>> ReadAsync(PhdTrackerDb db, IQueryable<Proposal> proposals, Access access, int skip, int take, CancellationToken ct)
    {
        var rows = await proposals.AsNoTracking().OrderByDescending(p => p.SentAt ?? p.BegunAt).ThenByDescending(p => p.Id).Skip(skip).Take(take).Select(p => new ProposalRow
        {
            Id = p.Id,
            State = p.State,
            TitleEn = p.TitleEn,
            TitleFr = p.TitleFr,
            CallNumber = p.Call.Number,
            CallYear = p.Call.Year,
            BegunAt = p.BegunAt,
            SentAt = p.SentAt,
            LeadSide = p.LeadParty.Side,
            Zone = p.LeadParty.Institution.TimeZone,
            IsReadable = false,
        }).ToListAsync(ct);
        // Titles and names go out only of what the reader may open.
        var ids = rows.ConvertAll(r => r.Id);
        var readable = await db.Proposals.VisibleTo(access).Where(p => ids.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct);
        var sides = (await db.ProposalSides.AsNoTracking().Where(s => readable.Contains(s.ProposalId)).OrderByDescending(s => s.PartyId == s.Proposal.LeadPartyId).ThenBy(s => s.PartyId)
            .Select(s => new { s.ProposalId, Person = new InvestigatorRow(s.Party.Side, s.Investigator!.GivenName, s.Investigator.FamilyName) }).ToListAsync(ct)).ToLookup(s => s.ProposalId, s => s.Person);
        return rows.ConvertAll(r => readable.Contains(r.Id) ? r with { IsReadable = true, Investigators = [.. sides[r.Id]] } : r with { TitleEn = "", TitleFr = "" });
    }
}
