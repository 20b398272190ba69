using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Testing;

/// <summary>What people of the <see cref="World"/> do about a call that is open until 15 December 2026, 17:00 London, by the app's own commands.</summary>
public sealed partial class Applying
{
    /// <summary>When the call closes, UTC.</summary>
    public static readonly DateTime Closes = new(2026, 12, 15, 17, 0, 0, DateTimeKind.Utc);

    private readonly Func<AsyncServiceScope> _scope;
    private readonly World _world;
    private readonly Acts _acts;

    private Applying(Func<AsyncServiceScope> scope, World world) => (_scope, _world, _acts) = (scope, world, new Acts(scope, world));

    public int CallId { get; private set; }
    public int PhysicsId { get; private set; }
    public int LaboratoryId { get; private set; }

    public static Task<Applying> ToAsync(TestDatabase database, World world) => CreateAsync(database.Scope, world);

    public static Task<Applying> ToAsync(App app) => CreateAsync(app.Services.CreateAsyncScope, app.World);

    private static async Task<Applying> CreateAsync(Func<AsyncServiceScope> scope, World world)
    {
        var applying = new Applying(scope, world);
        await using var one = scope();
        var db = one.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        var now = one.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var programme = await db.Programmes.SingleAsync(p => p.Id == world.ProgrammeId);
        var call = new Call(programme, 9, 2027, "Materials for a changing climate", "Matériaux pour un climat qui change");
        call.Plan(new CallDetails(2027, call.ThemeEn, call.ThemeFr, new DateTime(2026, 11, 1, 9, 0, 0, DateTimeKind.Unspecified), new DateTime(2026, 12, 15, 17, 0, 0, DateTimeKind.Unspecified),
            "Europe/London", 4, "Investigators of both sides", "Responsables des deux côtés", [], true, null, null), now);
        call.Announce(now);
        db.Calls.Add(call);
        await db.SaveChangesAsync();
        applying.CallId = call.Id;
        applying.PhysicsId = await db.Units.Where(u => u.Kind == UnitKind.Department && u.Name == "Physics").Select(u => u.Id).SingleAsync();
        applying.LaboratoryId = await db.Units.Where(u => u.Kind == UnitKind.ResearchUnit).Select(u => u.Id).SingleAsync();
        return applying;
    }

    /// <summary>A draft of a lead; the partner is invited.</summary>
    public Task<int> StartAsync(string lead = "newcomer.uk", string partner = "newcomer.fr") => AsAsync<StartProposalHandler, int>(lead, async (handler, by) =>
    {
        var french = lead.EndsWith(".fr", StringComparison.Ordinal);
        return await handler.HandleAsync(new StartProposal(CallId, french ? _world.FrPartyId : _world.UkPartyId, french ? LaboratoryId : PhysicsId, Named(partner)), by, default);
    });

    /// <summary>The token of the newest invitation that was mailed for a proposal's partner.</summary>
    public async Task<string> TokenAsync()
    {
        await using var one = _scope();
        var text = await one.ServiceProvider.GetRequiredService<PhdTrackerDb>().Notifications.Where(n => n.Kind == "ProposalInvitation").OrderByDescending(n => n.Id).Select(n => n.Text).FirstAsync();
        return Link().Match(text).Groups[1].Value;
    }

    public Task<int> JoinAsync(string partner, string token) => AsAsync<AcceptInvitationHandler, int>(partner, async (handler, by) =>
        (await handler.HandleAsync(new AcceptInvitation(token, partner.EndsWith(".fr", StringComparison.Ordinal) ? LaboratoryId : PhysicsId, null), by, default)).ProposalId);

    /// <summary>Writes everything that a proposal needs.</summary>
    public async Task FillAsync(string name, int id, params ProposalPart[] without)
    {
        await using var one = _scope();
        var db = one.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        var theme = await db.Themes.OrderBy(t => t.Id).Select(t => t.Id).FirstAsync();
        await WriteAsync(name, id, [.. ProposalParts.All.Except(without).Select(part => (part, part switch
        {
            ProposalPart.TitleEn => "Ice that flows",
            ProposalPart.TitleFr => "La glace qui s’écoule",
            ProposalPart.Themes => theme.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ProposalPart.Goals => "13,4",
            ProposalPart.Structure => "",
            ProposalPart.Hdr => ProposalParts.HoldsHdr,
            _ when ProposalParts.KindOf(part) == PartKind.Amount => "84 000",
            _ => $"What stands under {part}.",
        }))]);
    }

    /// <summary>Saves fields on the versions that are there now.</summary>
    public Task<DraftSaved> WriteAsync(string name, int id, params (ProposalPart Part, string Value)[] fields) => _acts.AsAsync(name, async (services, by) =>
    {
        var versions = await services.GetRequiredService<PhdTrackerDb>().ProposalFields.AsNoTracking().Where(f => f.ProposalId == id).ToDictionaryAsync(f => f.Part, f => f.Version);
        return await services.GetRequiredService<SaveProposalDraftHandler>().HandleAsync(
            new SaveProposalDraft(id, [.. fields.Select(f => new FieldEdit(f.Part, f.Value, versions.TryGetValue(f.Part, out var version) ? version : null))]), by, default);
    });

    public Task SendAsync(string name, int id) => AsAsync<SendProposalHandler, int>(name, async (handler, by) =>
    {
        await handler.HandleAsync(new SendProposal(id), by, default);
        return id;
    });

    /// <summary>A complete proposal of two newcomers, sent.</summary>
    public async Task<int> SentAsync(string lead = "newcomer.uk", string partner = "newcomer.fr")
    {
        var id = await StartAsync(lead, partner);
        await JoinAsync(partner, await TokenAsync());
        await FillAsync(lead, id);
        await SendAsync(lead, id);
        return id;
    }

    /// <summary>Sent, confirmed, endorsed and found eligible: both sides decide.</summary>
    public async Task<int> AtDecisionAsync()
    {
        var id = await SentAsync();
        await AnswerAsync("newcomer.fr", id, "confirm", DecisionKind.Approved);
        await AnswerAsync("unit.uk", id, "unit-home", DecisionKind.Approved);
        await AnswerAsync("unit.fr", id, "unit-partner", DecisionKind.Approved);
        await AnswerAsync("office.uk", id, "eligibility", DecisionKind.Approved);
        return id;
    }

    /// <summary>Answers the open task of a step.</summary>
    public async Task AnswerAsync(string name, int id, string activity, DecisionKind kind, string comment = "Because.")
    {
        int task;
        await using (var one = _scope())
            task = await one.ServiceProvider.GetRequiredService<PhdTrackerDb>().Tasks.Where(t => t.Process.ProposalId == id && t.ActivityId == activity && t.State == TaskState.Open).Select(t => t.Id).SingleAsync();
        await _acts.DecideAsync(name, task, kind, comment);
    }

    /// <summary>Both offices agree that the decisions of the call go out.</summary>
    public async Task PublishAsync()
    {
        foreach (var (office, party) in new[] { ("office.uk", _world.UkPartyId), ("office.fr", _world.FrPartyId) })
        {
            await _acts.AsAsync(office, async (services, by) =>
            {
                var round = await services.GetRequiredService<PhdTrackerDb>().Calls.Where(c => c.Id == CallId).Select(c => c.DecisionsRound).SingleAsync();
                return await services.GetRequiredService<AgreeToPublishHandler>().HandleAsync(new AgreeToPublish(CallId, party, round, true), by, default);
            });
        }
    }

    /// <summary>Gives a command as a person of the world, in a scope of its own.</summary>
    public Task<T> AsAsync<THandler, T>(string name, Func<THandler, Person, Task<T>> act) where THandler : notnull =>
        _acts.AsAsync(name, (services, by) => act(services.GetRequiredService<THandler>(), by));

    /// <summary>How a lead names somebody of the world.</summary>
    public static PartnerName Named(string name) => new("Somebody", "Named", name.Contains('@', StringComparison.Ordinal) ? name : $"{name}@test.example");

    [GeneratedRegex(@"/invitations/([\w-]+)")]
    private static partial Regex Link();
}
