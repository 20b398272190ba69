using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.Calls;

/// <summary>The office of one side agreed that the decisions of a call go out as they stood. A change of any of them ends it; the row stays.</summary>
public sealed class PublicationConsent : Entity, IAudited
{
    private PublicationConsent() { }

    internal PublicationConsent(Call call, ProgrammeParty party, Person by, DateTime at) => (Call, Party, PartyId, By, At) = (call, party, party.Id, by, at);

    public int CallId { get; private set; }
    string? IAudited.Case => CaseKey.Programme(Call.ProgrammeId);
    public Call Call { get; private set; } = null!;
    public int PartyId { get; private set; }
    public ProgrammeParty Party { get; private set; } = null!;
    public int ById { get; private set; }
    public Person By { get; private set; } = null!;
    public DateTime At { get; private set; }

    /// <summary>When a decision was changed after it; null while it counts.</summary>
    public DateTime? EndedAt { get; private set; }

    internal void End(DateTime now) => EndedAt ??= now;
}

public sealed partial class Call
{
    /// <summary>Who agreed to publish, earlier consents that no longer count included.</summary>
    public List<PublicationConsent> Consents { get; } = [];

    /// <summary>How often a side changed its mind: a consent is given to the decisions of one round.</summary>
    public int DecisionsRound { get; private set; }

    /// <summary>How often a side agreed; two who agree at once are told apart by it.</summary>
    public int ConsentsGiven { get; private set; }

    /// <summary>When the decisions went out; null before.</summary>
    public DateTime? DecisionsPublishedAt { get; private set; }

    /// <summary>The consent of a side that counts now; null without one.</summary>
    public PublicationConsent? ConsentOf(ProgrammeParty party) => Consents.SingleOrDefault(c => c.EndedAt is null && c.PartyId == party.Id);

    /// <summary>Whether every side of the programme agrees now; of a call loaded with its parties.</summary>
    public bool AllAgree => Programme.Parties.TrueForAll(p => ConsentOf(p) is not null);

    /// <summary>A side agrees that all decisions go out as they are.</summary>
    /// <param name="party">The side.</param>
    /// <param name="proposals">All that were sent and not withdrawn, with their decisions.</param>
    /// <param name="asked">Which sides are still asked about which of them, from <see cref="CallProposals.AskedAsync"/>: what they decided before does not count.</param>
    /// <param name="despiteAwards">Whether the office said that more may be accepted than there are awards.</param>
    /// <param name="by">Who agrees for the side.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="DomainRuleException"><c>CallNotClosed</c>, <c>DecisionsAlreadyPublished</c>, <c>NothingToPublish</c>, <c>DecisionsMissing</c>, <c>MoreAcceptedThanAwards</c>, <c>SideAgreedAlready</c>.</exception>
    public void Agree(ProgrammeParty party, IReadOnlyCollection<Proposal> proposals, IReadOnlySet<(int ProposalId, int PartyId)> asked, bool despiteAwards, Person by, DateTime now)
    {
        if (StateAt(now) != CallState.Closed)
            throw new DomainRuleException("CallNotClosed");
        EnsureNotPublished();
        if (proposals.Count == 0)
            throw new DomainRuleException("NothingToPublish");
        EnsureDecided(proposals, asked);
        var accepted = proposals.Count(p => p.CombinedDecision(Programme.Parties) == SideDecisionKind.Accept);
        if (accepted > Awards && !despiteAwards)
            throw new DomainRuleException("MoreAcceptedThanAwards", accepted, Awards) { Field = "DespiteAwards" };
        if (ConsentOf(party) is not null)
            throw new DomainRuleException("SideAgreedAlready");
        Consents.Add(new PublicationConsent(this, party, by, now));
        ConsentsGiven++;
    }

    /// <summary>A side changed what it decided: whoever had agreed is asked again.</summary>
    /// <param name="now">UTC.</param>
    /// <exception cref="DomainRuleException"><c>DecisionsAlreadyPublished</c>.</exception>
    public void AskAgain(DateTime now)
    {
        EnsureNotPublished();
        Consents.ForEach(c => c.End(now));
        DecisionsRound++;
    }

    /// <summary>Lets the decisions go out, once every side agrees.</summary>
    /// <param name="now">UTC.</param>
    /// <exception cref="DomainRuleException"><c>DecisionsAlreadyPublished</c>, <c>SideHasNotAgreed</c>.</exception>
    public void Publish(DateTime now)
    {
        EnsureNotPublished();
        if (!AllAgree)
            throw new DomainRuleException("SideHasNotAgreed");
        DecisionsPublishedAt = now;
    }

    /// <exception cref="DomainRuleException"><c>DecisionsAlreadyPublished</c>.</exception>
    public void EnsureNotPublished()
    {
        if (DecisionsPublishedAt is not null)
            throw new DomainRuleException("DecisionsAlreadyPublished");
    }

    private void EnsureDecided(IReadOnlyCollection<Proposal> proposals, IReadOnlySet<(int ProposalId, int PartyId)> asked)
    {
        var missing = proposals.Select(p => new MissingDecision(p, [.. Programme.Parties.Where(side => p.DecisionOf(side.Id) is null || asked.Contains((p.Id, side.Id))).OrderBy(side => side.Id).Select(side => side.Side)]))
            .Where(m => m.Sides.Count > 0).ToList();
        if (missing.Count > 0)
            throw new DecisionsMissingException(missing);
    }
}

/// <summary>A proposal, and the sides that have not decided about it.</summary>
public sealed record MissingDecision(Proposal Proposal, IReadOnlyList<string> Sides);

/// <summary>Decisions cannot go out while one is missing; the sentence names which.</summary>
public sealed class DecisionsMissingException(IReadOnlyList<MissingDecision> missing) : DomainRuleException("DecisionsMissing", missing.Count)
{
    private const int MostNamed = 5;

    public override string In(Texts texts)
    {
        var named = missing.Take(MostNamed).Select(m => texts["Calls.MissingDecision", m.Proposal.TitleIn(texts), texts.List(m.Sides)]);
        var more = missing.Count - MostNamed;
        return texts["Error.DecisionsMissing", string.Join(", ", more > 0 ? named.Append(texts.Count("Calls.MissingMore", more)) : named)];
    }
}

internal sealed class PublicationConsentMapping : IEntityTypeConfiguration<PublicationConsent>
{
    public void Configure(EntityTypeBuilder<PublicationConsent> builder)
    {
        builder.HasOne(c => c.By).WithMany().HasForeignKey(c => c.ById);
        builder.HasOne(c => c.Call).WithMany(c => c.Consents).HasForeignKey(c => c.CallId);
        builder.HasIndex(c => new { c.CallId, c.PartyId });
    }
}
