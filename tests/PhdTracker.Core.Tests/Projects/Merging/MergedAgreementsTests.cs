using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Projects.Merging;

/// <summary>What was signed stays what it was, whichever record it was signed in.</summary>
public sealed class MergedAgreementsTests : MergingFixture
{
    private Agreeing Agreeing => new(Acts, World);

    [Theory, OnSqlite(true), OnSqlite(false), OnPostgreSql(true), OnPostgreSql(false)]
    public async Task Merge_SignedInOneAndEndedInTheOther_AreCountedAnewAndHashAsBefore(DatabaseProvider provider, bool keepsSigned)
    {
        await OnAsync(provider);
        var signed = await Agreeing.ToForceAsync();
        var ended = await EndedAsync();
        var hash = await Database.AskAsync(db => db.Agreements.Where(a => a.Id == signed).Select(a => a.Hash).SingleAsync());

        await MergeAsync("office.uk", keepsSigned ? World.ProjectId : Double, keepsSigned ? Double : World.ProjectId);

        var all = await Database.AskAsync(db => db.Agreements.Include(a => a.Project).Include(a => a.Parties).ThenInclude(p => p.Party).OrderBy(a => a.Number).ToListAsync());
        Assert.All(all, a => Assert.Equal(keepsSigned ? World.ProjectId : Double, a.ProjectId));
        Assert.Equal([(1, ended), (2, signed)], all.Select(a => (a.Number, a.Id)));
        Assert.Equal((AgreementState.InForce, hash, hash), (all[1].State, all[1].Hash, AgreementHash.Of(all[1])));
        Assert.Equal((keepsSigned ? null : "IC-CNRS-2025-01", 1), (all[1].FrozenCode, all[1].FrozenNumber));
        Assert.Equal((null, null), (all[0].FrozenCode, all[0].FrozenNumber));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Merge_BeingSigned_GoesOnToItsEnd(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await Agreeing.ToSigningAsync();
        await Agreeing.SignAsync(id, Agreeing.Signers[0]);

        await MergeAsync("office.fr", Double, World.ProjectId);
        foreach (var signer in Agreeing.Signers.Skip(1))
            await Agreeing.SignAsync(id, signer);

        var agreement = await Database.AskAsync(db => db.Agreements.Include(a => a.Project).Include(a => a.Parties).ThenInclude(p => p.Party).SingleAsync());
        Assert.Equal((AgreementState.InForce, Double, "IC-CNRS-2025-01"), (agreement.State, agreement.ProjectId, agreement.FrozenCode));
        Assert.Equal(agreement.Hash, AgreementHash.Of(agreement));
        Assert.All(agreement.Signatures.Where(s => s.VoidedAt is null), s => Assert.Equal(agreement.Hash, s.Hash));
    }

    [Fact]
    public async Task Merge_ReturnedAfterwards_GoesRoundUnderTheNewCode()
    {
        var id = await Agreeing.ToSigningAsync();
        await MergeAsync("office.fr", Double, World.ProjectId);

        await Agreeing.DeclineAsync(id, Agreeing.Signers[0], "Clause 4 names another laboratory.");
        var returned = await Database.AskAsync(db => db.Agreements.SingleAsync());

        Assert.Equal((AgreementState.Draft, null, null), (returned.State, returned.Hash, returned.FrozenCode));
    }

    [Fact]
    public async Task Merge_SignedAgreement_CountsForStudentsOfTheOtherRecord()
    {
        await Agreeing.ToForceAsync();
        await ChangeAsync(async db =>
        {
            var milestone = new Milestone(
                await db.Candidatures.SingleAsync(c => c.Id == World.OtherUkCandidatureId), null, new MilestoneRuleRef("joint-programme", 1, "agreement-in-force", 0), "Agreement in force", "Convention en vigueur");
            db.Add(milestone);
            // The first project's places are empty: its agreement is all that it has.
            await db.Candidatures.Where(c => c.Studentship.ProjectId == World.ProjectId).ExecuteUpdateAsync(s => s.SetProperty(c => c.State, Core.Candidatures.CandidatureState.Withdrawn));
        });

        await MergeAsync("office.uk", World.OtherProjectId, World.ProjectId);

        var met = await Database.AskAsync(db => db.Milestones.SingleAsync(m => m.RuleCode == "agreement-in-force" && m.CandidatureId == World.OtherUkCandidatureId));
        Assert.Equal((MilestoneState.Passed, new DateOnly(2026, 11, 23)), (met.State, met.DoneOn!.Value));
    }

    /// <summary>An agreement of the second record that somebody ended as a draft.</summary>
    private async Task<int> EndedAsync()
    {
        var id = await Agreeing.DraftAsync(Double);
        await ChangeAsync(async db => (await db.Agreements.SingleAsync(a => a.Id == id)).Terminate("The other record has one.", new DateOnly(2026, 11, 20)));
        return id;
    }
}
