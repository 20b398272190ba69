using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Supervision;
using PhdTracker.Core.Tests.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Candidatures;

/// <summary>The project of two newcomers that a call has just brought: two vacant places, and an agreement that nobody has signed.</summary>
public abstract class RecruitingFixture : ProposalFixture
{
    protected static readonly DateOnly Start = new(2027, 10, 1);

    protected Acts Acts { get; private set; } = null!;
    protected int ProjectId { get; private set; }

    protected async Task RecruitAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        await OnAsync(provider);
        Acts = new Acts(Database, World);
        var proposal = await Applying.AtDecisionAsync();
        await Applying.AnswerAsync("office.uk", proposal, "decide-home", DecisionKind.Approved);
        await Applying.AnswerAsync("office.fr", proposal, "decide-partner", DecisionKind.Approved);
        Database.Clock.Set(Applying.Closes);
        await Applying.PublishAsync();
        ProjectId = (await ProposalAsync(proposal)).ProjectId!.Value;
    }

    /// <summary>Both legal offices and everybody who signs agree.</summary>
    protected async Task SignAsync()
    {
        var agreeing = new Agreeing(Acts, World);
        var id = await Database.AskAsync(db => db.Agreements.Where(a => a.ProjectId == ProjectId).Select(a => a.Id).SingleAsync());
        await agreeing.SendAsync(id);
        await agreeing.ReviewAsync(id, "legal.uk");
        await agreeing.ReviewAsync(id, "legal.fr");
        foreach (var signer in new[] { "newcomer.uk", "newcomer.fr", "signatory.uk", "signatory.fr" })
            await agreeing.SignAsync(id, signer);
    }

    /// <summary>An office registers somebody in the place of its side.</summary>
    protected Task<int> RegisterAsync(
        string office = "office.uk", StudentDetails? student = null, CandidatureState state = CandidatureState.Registered, DateOnly? startOn = null,
        IReadOnlyList<SupervisorRow>? supervisors = null, bool french = false, int? school = null) => Acts.AsAsync(office, async (services, by) =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var party = french ? World.FrPartyId : World.UkPartyId;
        var place = await db.Studentships.Where(s => s.ProjectId == ProjectId && s.PartyId == party).Select(s => s.Id).SingleAsync();
        var home = await db.Institutions.Where(i => i.Code == (french ? "LILLE" : "IMPERIAL")).Select(i => i.Id).SingleAsync();
        var facts = new RegistrationFacts(home, null, french ? Applying.LaboratoryId : Applying.PhysicsId, school, startOn ?? Start, 1, null, null, "  02-1234 ");
        var command = new RegisterStudent(place, state, student ?? new StudentDetails("amina.diallo@test.example", "Amina", "Diallo", "fr"), facts, supervisors ?? Supervisors(french: french));
        return (await services.GetRequiredService<RegisterStudentHandler>().HandleAsync(command, by, default)).Id;
    });

    /// <summary>Both investigators with their shares.</summary>
    protected IReadOnlyList<SupervisorRow> Supervisors(int? home = 60, int? partner = 40, bool french = false)
    {
        var (own, other) = french ? ("fr", "uk") : ("uk", "fr");
        return
        [
            new SupervisorRow($"newcomer.{own}@test.example", SupervisorKind.Lead, french ? World.FrPartyId : World.UkPartyId, home, french, "Row_0"),
            new SupervisorRow($"newcomer.{other}@test.example", SupervisorKind.PartnerSupervisor, french ? World.UkPartyId : World.FrPartyId, partner, false, "Row_1"),
            new SupervisorRow(null, null, null, null, false, "Row_2"),
        ];
    }

    protected Task<Candidature> CandidatureAsync(int id) => Database.AskAsync(db =>
        db.Candidatures.Include(c => c.Student).Include(c => c.Milestones).Include(c => c.Supervisors).Include(c => c.Studentship.Project).SingleAsync(c => c.Id == id));

    /// <summary>Short names of those who got mails of a kind, in order; others by their number.</summary>
    protected async Task<IEnumerable<string>> ToldAsync(string kind)
    {
        var told = await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == kind).Select(n => n.RecipientId!.Value).ToListAsync());
        return told.Select(id => World.People.SingleOrDefault(p => p.Value == id).Key ?? "somebody new").Order(StringComparer.Ordinal);
    }
}
