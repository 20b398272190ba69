using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;

namespace PhdTracker.Testing;

/// <summary>A change request about a student of the <see cref="World"/>'s first project, step by step, each by the person whose turn it is.</summary>
/// <param name="french">About the French student.</param>
public sealed class ChangeRequestActs(Acts acts, World world, bool french = false)
{
    private readonly string _side = french ? "fr" : "uk";

    /// <summary>The number of the request, once it was saved or sent.</summary>
    public int Id { get; private set; }
    public int CandidatureId => french ? world.FrCandidatureId : world.UkCandidatureId;
    public string Student => "student." + _side;
    public string Lead => "lead." + _side;
    public string Partner => french ? "lead.uk" : "lead.fr";
    public string Office => "office." + _side;
    public string PartnerOffice => french ? "office.uk" : "office.fr";
    public string Director => french ? "school.fr" : "director.uk";
    public string Registry => french ? "signatory.fr" : "registry.uk";

    /// <summary>An interruption of three months that nothing speaks against.</summary>
    public static ChangeRequestDetails Interruption { get; } =
        new() { From = new DateOnly(2027, 2, 1), To = new DateOnly(2027, 4, 30), Reason = "I need time away.", Evidence = "An operation on the heart." };

    /// <summary>What a request of each kind asks for, so that it can be approved.</summary>
    public async Task<ChangeRequestDetails> DetailsAsync(ChangeRequestKind kind) => await acts.AsAsync(Student, async (services, _) =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var plain = new ChangeRequestDetails { Reason = "There is a good reason.", Evidence = "Private matters." };
        return kind switch
        {
            ChangeRequestKind.Interruption => Interruption,
            ChangeRequestKind.Extension => plain with { MilestoneId = french ? world.CsiId : world.EsaId, Days = 30 },
            ChangeRequestKind.Mode => plain with { From = new DateOnly(2027, 1, 1), Fte = 0.5m },
            ChangeRequestKind.Title => plain with { TitleEn = "Swimming in sand", TitleFr = "Nager dans le sable" },
            ChangeRequestKind.Supervisor => plain with
            {
                From = new DateOnly(2027, 1, 1),
                LeavingId = await db.SupervisorAssignments.Where(s => s.CandidatureId == CandidatureId && s.PersonId == world.People[Partner]).Select(s => s.Id).SingleAsync(),
                SuccessorEmail = $"newcomer.{(french ? "uk" : "fr")}@test.example",
            },
            ChangeRequestKind.Withdrawal => plain with { To = new DateOnly(2026, 12, 31), Category = LeavingCategory.Post },
            _ => plain with { From = new DateOnly(2027, 3, 1), To = new DateOnly(2027, 5, 31), HostPartyId = french ? world.UkPartyId : world.FrPartyId, Purpose = "Measure in the partner’s tank." },
        };
    });

    public async Task SendAsync(ChangeRequestKind kind, ChangeRequestDetails? details = null, string? by = null)
    {
        var asked = details ?? await DetailsAsync(kind);
        Id = await acts.AsAsync(by ?? Student, async (services, person) =>
            (await services.GetRequiredService<SubmitChangeRequestHandler>().HandleAsync(new SubmitChangeRequest(CandidatureId, kind, null, 0, asked), person, default)).Id);
    }

    public async Task SaveAsync(ChangeRequestKind kind, ChangeRequestDetails details, string? by = null) => Id = await acts.AsAsync(by ?? Student, async (services, person) =>
        (await services.GetRequiredService<SaveChangeRequestHandler>().HandleAsync(new SaveChangeRequest(CandidatureId, kind, null, 0, details), person, default)).Id);

    /// <summary>A draft or a returned request is sent, as it was seen last.</summary>
    public Task<int> SendAgainAsync(ChangeRequestKind kind, ChangeRequestDetails details, string? by = null, int? version = null) => acts.AsAsync(by ?? Student, async (services, person) =>
    {
        var seen = version ?? await services.GetRequiredService<PhdTrackerDb>().ChangeRequests.Where(r => r.Id == Id).Select(r => r.Version).SingleAsync();
        return (await services.GetRequiredService<SubmitChangeRequestHandler>().HandleAsync(new SubmitChangeRequest(CandidatureId, kind, Id, seen, details), person, default)).Id;
    });

    public Task<int> WithdrawAsync(string? by = null, int? version = null) => acts.AsAsync(by ?? Student, async (services, person) =>
    {
        var seen = version ?? await services.GetRequiredService<PhdTrackerDb>().ChangeRequests.Where(r => r.Id == Id).Select(r => r.Version).SingleAsync();
        await services.GetRequiredService<WithdrawChangeRequestHandler>().HandleAsync(new WithdrawChangeRequest(Id, seen), person, default);
        return Id;
    });

    /// <summary>The question that is open about it; it is about one at a time.</summary>
    public Task<int> OpenTaskAsync() => acts.AsAsync(Student, async (services, _) =>
        await services.GetRequiredService<PhdTrackerDb>().Tasks.Where(t => t.Process.ChangeRequestId == Id && t.State == TaskState.Open).Select(t => t.Id).SingleAsync());

    /// <summary>Somebody answers the question about the request that is open for them.</summary>
    public Task<int> AnswerAsync(string name, DecisionKind kind, string comment = "") => acts.AsAsync(name, async (services, by) =>
    {
        var task = await services.GetRequiredService<PhdTrackerDb>().Tasks.AsNoTracking()
            .Where(t => t.Process.ChangeRequestId == Id && t.State == TaskState.Open && t.Assignees.Any(a => a.PersonId == by.Id)).Select(t => new { t.Id, t.Version }).SingleAsync();
        return (await services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version, kind, comment), by, default)).Id;
    });

    /// <summary>From sent to approved: a favourable opinion, then the decisions of the kind's route.</summary>
    public async Task ApproveAsync(ChangeRequestKind kind)
    {
        await AnswerAsync(Lead, DecisionKind.Favourable);
        foreach (var decider in Deciders(kind))
            await AnswerAsync(decider, DecisionKind.Approved);
    }

    /// <summary>Who decides, in order.</summary>
    public IReadOnlyList<string> Deciders(ChangeRequestKind kind) => kind == ChangeRequestKind.Mobility ? [Partner, Director] : [Director, Registry];
}
