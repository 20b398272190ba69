using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Core.Calls;

/// <summary>The office of a side agrees that the decisions of a call go out. When the last side agrees they do, all together.</summary>
/// <param name="Round">The round of decisions that the person saw.</param>
/// <param name="DespiteAwards">Whether more may be accepted than there are awards.</param>
public sealed record AgreeToPublish(int CallId, int PartyId, int Round, bool DespiteAwards);

/// <inheritdoc cref="AgreeToPublish"/>
public sealed class AgreeToPublishHandler(PhdTrackerDb db, AccessReader access, CallPeople people, ProcessRunner runner, Notifier notifier, TimeProvider clock)
{
    /// <summary>The event that the route of a proposal waits for.</summary>
    public const string Event = "decisions-published";

    /// <returns>Whether the decisions went out with it.</returns>
    /// <exception cref="NotFoundException">There is no such call, or not for this person.</exception>
    /// <exception cref="StaleVersionException">A side changed a decision since the person saw them.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, and those of <see cref="Call.Agree"/>.</exception>
    public Task<bool> HandleAsync(AgreeToPublish command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => AgreeAsync(command, me!, ct), ct);

    private async Task<bool> AgreeAsync(AgreeToPublish command, Person by, CancellationToken ct)
    {
        var call = await CallPeople.WithSides(db.Calls).Include(c => c.Consents).SingleOrDefaultAsync(c => c.Id == command.CallId, ct) ?? throw new NotFoundException();
        var mine = await access.ForAsync(by.Id, ct);
        if (!mine.May(Permission.ViewProposals, new CaseScope(call.ProgrammeId)))
            throw new NotFoundException();
        var party = call.Programme.Parties.SingleOrDefault(p => p.Id == command.PartyId) ?? throw new NotFoundException();
        if (!mine.May(Permission.PublishDecisions, new CaseScope(call.ProgrammeId, party.Id)))
            throw new DomainRuleException("NotAllowed");
        call.EnsureNotPublished();
        if (call.DecisionsRound != command.Round)
            throw new StaleVersionException();
        var proposals = await db.Proposals.Include(p => p.Decisions).Where(p => p.CallId == call.Id && CallProposals.Undecided.Contains(p.State)).ToListAsync(ct);
        call.Agree(party, proposals, await CallProposals.AskedAsync(db, call.Id, ct), command.DespiteAwards, by, clock.UtcNow());
        db.Record(CaseKey.Programme(call.ProgrammeId), new Act(nameof(AgreeToPublish), by.Id, SubjectKind: nameof(Call), SubjectId: call.Id));
        var goesOut = call.AllAgree;
        if (goesOut)
            await PublishAsync(call, proposals, by, ct);
        await TellAsync(call, party, by, goesOut, ct);
        await db.SaveChangesAsync(ct);
        return goesOut;
    }

    private async Task PublishAsync(Call call, IReadOnlyList<Proposal> proposals, Person by, CancellationToken ct)
    {
        call.Publish(clock.UtcNow());
        var waiting = await db.Bookmarks.Include(b => b.Process).Where(b => b.Name == Event && b.Process.Proposal!.CallId == call.Id).OrderBy(b => b.ProcessId).ToListAsync(ct);
        foreach (var bookmark in waiting)
            await runner.ResumeAsync(bookmark.Process, bookmark.BookmarkId, "Done", JsValue.Null, by, ct);
        foreach (var proposal in proposals)
            db.Record(CaseKey.Proposal(proposal.Id), new Act("PublishDecisions", by.Id, SubjectKind: nameof(Proposal), SubjectId: proposal.Id));
    }

    private async Task TellAsync(Call call, ProgrammeParty party, Person by, bool goesOut, CancellationToken ct)
    {
        foreach (var (side, person) in (await people.OfficesAsync(call.Programme, ct)).Where(o => o.Person.Id != by.Id))
        {
            var name = call.NameIn(Texts.For(person.Language));
            if (goesOut)
                notifier.Tell(person, "DecisionsPublished", $"/calls/{call.Id}/decisions", null, name, by.DisplayName);
            else if (side != party.Id && call.Consents.TrueForAll(c => c.EndedAt is not null || c.PartyId != side))
                notifier.Tell(person, "PublicationAgreed", $"/calls/{call.Id}/decisions", null, name, by.DisplayName, party.Institution.ShortName);
        }
    }
}
