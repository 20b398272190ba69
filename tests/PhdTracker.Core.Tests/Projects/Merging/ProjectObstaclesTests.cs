using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Projects.Merging;

/// <summary>What one project cannot be at once: the first record is the world's first project, the second is <see cref="MergingFixture.Double"/> or, where it says so, the world's second.</summary>
public sealed class ProjectObstaclesTests : MergingFixture
{
    [Fact]
    public async Task Students_OfBothRecords_HoldThePlacesAtOnce()
    {
        await EnsureRefusedAsync(World.ProjectId, World.OtherProjectId, "MergeHeldByTwo");
        Assert.Equal(2, (await PreviewAsync(World.ProjectId, World.OtherProjectId)).Obstacles.Count);
    }

    [Fact]
    public async Task Student_OfBothRecords_LeavesOneFirst()
    {
        await FillAsync(World.UkPartyId, "student.uk");
        await EnsureRefusedAsync(World.ProjectId, Double, "MergeHeldByOne");

        await Acts.LeaveAsync("office.uk", await Database.AskAsync(db => db.Candidatures.Where(c => c.Studentship.ProjectId == Double).Select(c => c.Id).SingleAsync()));

        await MergeAsync("office.uk", World.ProjectId, Double);
    }

    [Fact]
    public async Task Student_OnBothSides_IsNobodysTwin()
    {
        await ChangeAsync(db => db.Studentships.Where(s => s.ProjectId == Double && s.PartyId == World.UkPartyId).ExecuteDeleteAsync());
        await Acts.LeaveAsync("office.fr", World.FrCandidatureId);
        await FillAsync(World.FrPartyId, "student.uk");
        await EnsureRefusedAsync(World.ProjectId, Double, "MergeOwnTwin");

        await Acts.LeaveAsync("office.fr", await Database.AskAsync(db => db.Candidatures.Where(c => c.Studentship.ProjectId == Double).Select(c => c.Id).SingleAsync()));

        await MergeAsync("office.uk", World.ProjectId, Double);
    }

    [Fact]
    public async Task Programmes_Two_AreTwoProjects()
    {
        var elsewhere = await Database.AskAsync(async db =>
        {
            var party = await db.Parties.Include(p => p.Programme).FirstAsync(p => p.ProgrammeId != World.ProgrammeId);
            var project = new Project(party.Programme, null, "ELSE-2025-01", "Bacterial chemotaxis in porous media");
            db.Add(project);
            db.RoleAssignments.Add(new RoleAssignment(await db.Users.SingleAsync(p => p.Id == World.People["office.uk"]), Role.Office, null, party, null, Start, null));
            project.AddStudentship(party);
            await db.SaveChangesAsync();
            return project.Id;
        });

        await EnsureRefusedAsync(World.ProjectId, elsewhere, "MergeOfTwoProgrammes");
    }

    [Fact]
    public async Task Ended_IsNotKeptButMayBeClosed()
    {
        await ChangeAsync(async db => (await db.Projects.SingleAsync(p => p.Id == Double)).Terminate(Start, "Kept twice"));
        await EnsureRefusedAsync(Double, World.ProjectId, "MergeIntoEnded");

        await MergeAsync("office.uk", World.ProjectId, Double);

        Assert.Equal(ProjectState.Running, await Database.AskAsync(db => db.Projects.Where(p => p.Id == World.ProjectId).Select(p => p.State).SingleAsync()));
    }

    [Fact]
    public async Task Proposals_OfBoth_AreTwoProjects()
    {
        await ChangeAsync(async db =>
        {
            var (call, party) = (await db.Calls.SingleAsync(c => c.Id == World.OpenCallId), await db.Parties.SingleAsync(p => p.Id == World.UkPartyId));
            foreach (var id in new[] { World.ProjectId, Double })
            {
                var proposal = new Proposal(call, party);
                proposal.Become(await db.Projects.SingleAsync(p => p.Id == id));
                db.Add(proposal);
            }
        });

        await EnsureRefusedAsync(World.ProjectId, Double, "MergeOfTwoProposals");
    }

    [Fact]
    public async Task Agreements_OfBoth_OneIsNotNeeded()
    {
        var agreeing = new Agreeing(Acts, World);
        await agreeing.DraftAsync();
        await agreeing.DraftAsync(Double);

        await EnsureRefusedAsync(World.ProjectId, Double, "MergeOfTwoAgreements");
    }

    [Fact]
    public async Task Agreement_WhoseFirstSideWouldChange_GoesOnAlone()
    {
        await new Agreeing(Acts, World).DraftAsync();
        await ChangeAsync(async db => (await db.Projects.SingleAsync(p => p.Id == Double)).LedBy(await db.Parties.SingleAsync(p => p.Id == World.FrPartyId)));

        await EnsureRefusedAsync(World.ProjectId, Double, "MergeTurnsAgreement");
    }

    [Fact]
    public async Task Investigators_TwoOfOneSide_AreOne()
    {
        await EntrustAsync(World.ProjectId, World.UkPartyId, "lead.uk");
        await EntrustAsync(Double, World.UkPartyId, "newcomer.uk");

        await EnsureRefusedAsync(World.ProjectId, Double, "MergeLedByTwo");
    }

    [Fact]
    public async Task Investigator_OfBothSides_LeadsOne()
    {
        await EntrustAsync(World.ProjectId, World.UkPartyId, "lead.uk");
        await EntrustAsync(Double, World.FrPartyId, "lead.uk");

        await EnsureRefusedAsync(World.ProjectId, Double, "MergeLeadsTwoSides");
    }

    [Fact]
    public async Task Withdrawal_FromOneOfThem_IsRecordedInTheOther()
    {
        await ChangeAsync(async db => (await PlaceAsync(db, Double, World.FrPartyId)).Close(Start, "The laboratory closes."));

        await EnsureRefusedAsync(World.ProjectId, Double, "MergeWithdrawnFrom");
        await EnsureRefusedAsync(Double, World.ProjectId, "MergeWithdrawnFrom");
    }

    /// <summary>The page says it in both languages, the command refuses with it, and nothing was done.</summary>
    private async Task EnsureRefusedAsync(int kept, int closed, string code)
    {
        var preview = await PreviewAsync(kept, closed);

        Assert.Equal([code], preview.Obstacles.Select(o => o.Code).Distinct());
        foreach (var obstacle in preview.Obstacles)
            Assert.All(Core.Localisation.Texts.All, texts => Assert.DoesNotContain("{", obstacle.In(texts), StringComparison.Ordinal));
        Assert.Equal(code, (await Assert.ThrowsAsync<DomainRuleException>(() => MergeAsync("office.uk", kept, closed))).Code);
        Assert.Null((await Database.AskAsync(db => db.Projects.SingleAsync(p => p.Id == closed))).KeptAsId);
        Assert.Empty(await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "ProjectsMerged").ToListAsync()));
    }

    private Task EntrustAsync(int project, int party, string name) => ChangeAsync(async db =>
        (await PlaceAsync(db, project, party)).Entrust(await db.Users.SingleAsync(p => p.Id == World.People[name]), await AnyUnitAsync(db)));

    private Task FillAsync(int party, string name) => ChangeAsync(async db =>
        (await PlaceAsync(db, Double, party)).Fill(await db.Users.SingleAsync(p => p.Id == World.People[name]), Start, 1, CandidatureState.Active));
}
