using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.Demo;

/// <summary>
/// What others proposed to the open call. None of it waits for anybody, and none is accepted by both sides: a visitor decides about their own
/// proposal only, and publishing makes their project only.
/// </summary>
internal sealed class DemoProposals
{
    private readonly Call _call;
    private readonly List<Applied> _all;

    /// <param name="cast">Gets the investigators.</param>
    public DemoProposals(DemoCast cast, Call call)
    {
        _call = call;
        _all = [.. DemoProposalTexts.All.Select(words => new Applied(words, Investigator(cast, words.FrenchLeads, words), Investigator(cast, !words.FrenchLeads, words)))];
    }

    /// <summary>Each from its beginning to where it stands now; the people must be saved.</summary>
    public IEnumerable<DemoStep> Steps() => _all.SelectMany(Of);

    private IEnumerable<DemoStep> Of(Applied it)
    {
        var words = it.Words;
        var at = _call.OpensAt!.Value.Date.AddDays(words.BegunAfter).AddHours(10);
        DateTime After(int days) => at = DemoHistory.Working(at.AddDays(days).AddMinutes(19));
        Play By(int days, Person who, Func<IServiceProvider, Person, CancellationToken, Task> act) => new(After(days), async (services, ct) =>
            await act(services, await services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == who.Id, ct), ct));

        yield return By(0, it.Lead.Person, it.StartAsync(_call));
        yield return By(1, it.Partner.Person, it.JoinAsync);
        yield return By(1, it.Lead.Person, it.WriteAsync(words.ByLead));
        yield return By(2, it.Partner.Person, it.WriteAsync(words.ByPartner));
        if (words.Answers.Count == 0)
            yield break;
        yield return By(2, it.Lead.Person, it.SendAsync);
        foreach (var (days, step, kind, comment) in words.Answers)
            yield return new Play(After(days), it.AnswerAsync(step, kind, comment));
        if (words.Withdrawal is { } reason)
            yield return By(2, it.Lead.Person, it.WithdrawAsync(reason));
    }

    private static Place Investigator(DemoCast cast, bool french, DemoProposal words)
    {
        var party = french ? cast.Fr : cast.Uk;
        var (person, unit) = (cast.Next(party, false), french ? cast.Laboratories[words.Laboratory] : cast.Departments[words.Department]);
        person.BelongTo(party.Institution, unit);
        return new Place(party, person, unit);
    }

    private sealed record Place(ProgrammeParty Party, Person Person, Unit Unit);

    /// <summary>One proposal, and what people do about it.</summary>
    private sealed record Applied(DemoProposal Words, Place Lead, Place Partner)
    {
        private int _id;

        public Func<IServiceProvider, Person, CancellationToken, Task> StartAsync(Call call) => async (services, by, ct) =>
        {
            var partner = new PartnerName(Partner.Person.GivenName, Partner.Person.FamilyName, Partner.Person.Email!);
            _id = await services.GetRequiredService<StartProposalHandler>().HandleAsync(new StartProposal(call.Id, Lead.Party.Id, Lead.Unit.Id, partner), by, ct);
        };

        public async Task JoinAsync(IServiceProvider services, Person by, CancellationToken ct)
        {
            // Whom it was sent to may name it by its number: the token is in their mail only.
            var number = await services.GetRequiredService<PhdTrackerDb>().ProposalInvitations.Where(i => i.ProposalId == _id).Select(i => i.Id).SingleAsync(ct);
            await services.GetRequiredService<AcceptInvitationHandler>().HandleAsync(new AcceptInvitation(number.ToString(CultureInfo.InvariantCulture), Partner.Unit.Id, null), by, ct);
        }

        public Func<IServiceProvider, Person, CancellationToken, Task> WriteAsync(IReadOnlyList<(ProposalPart Part, string Text)> fields) => async (services, by, ct) =>
        {
            var themes = await services.GetRequiredService<PhdTrackerDb>().Themes.ToDictionaryAsync(t => t.NameEn, t => t.Id.ToString(CultureInfo.InvariantCulture), ct);
            var edits = fields.Select(f => new FieldEdit(f.Part, f.Part == ProposalPart.Themes ? themes[f.Text] : f.Text, null)).ToList();
            await services.GetRequiredService<SaveProposalDraftHandler>().HandleAsync(new SaveProposalDraft(_id, edits), by, ct);
        };

        public Task SendAsync(IServiceProvider services, Person by, CancellationToken ct) => services.GetRequiredService<SendProposalHandler>().HandleAsync(new SendProposal(_id), by, ct);

        public Func<IServiceProvider, Person, CancellationToken, Task> WithdrawAsync(string reason) => (services, by, ct) =>
            services.GetRequiredService<WithdrawProposalHandler>().HandleAsync(new WithdrawProposal(_id, reason), by, ct);

        /// <summary>Whoever is asked at a step of the route answers.</summary>
        public Func<IServiceProvider, CancellationToken, Task> AnswerAsync(string step, DecisionKind kind, string comment) => async (services, ct) =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var task = await db.Tasks.AsNoTracking().Where(t => t.Process.ProposalId == _id && t.ActivityId == step && t.State == TaskState.Open)
                .Select(t => new { t.Id, t.Version, By = t.Assignees.Where(a => a.State == SeatState.Asked).Min(a => a.PersonId) }).SingleAsync(ct);
            await services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version, kind, comment), await db.Users.SingleAsync(p => p.Id == task.By, ct), ct);
        };
    }
}
