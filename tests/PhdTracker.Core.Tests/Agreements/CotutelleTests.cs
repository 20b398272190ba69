using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Agreements;

/// <summary>A cotutelle: a text of its own, and a route on which the directors of studies are heard too.</summary>
public sealed class CotutelleTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private Agreeing _agreeing = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(_database);
        _agreeing = new Agreeing(new Acts(_database, world), world);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData(AwardModel.PairedNoJointAward, AgreementKind.CoSupervision)]
    [InlineData(AwardModel.DualAward, AgreementKind.Cotutelle)]
    [InlineData(AwardModel.JointAward, AgreementKind.Cotutelle)]
    public void Of_AwardModel_AsksForACotutelleWhereBothAward(AwardModel model, AgreementKind kind) => Assert.Equal(kind, AgreementKinds.Of(model));

    [Fact]
    public async Task Send_Cotutelle_AsksLawAndStudiesOfBothSidesAtOnce()
    {
        var id = await _agreeing.SendAsync(await _agreeing.DraftAsync(kind: AgreementKind.Cotutelle));

        Assert.Equal(["director:home", "director:partner", "legal:home", "legal:partner"], await AskedAsync(id));
        var agreement = await AgreementAsync(id);
        Assert.Equal("Cotutelle agreement, IC-CNRS-2025-01", agreement.TitleIn(Texts.English));
        Assert.Contains("one thesis, prepared on both sides", agreement.TextEn, StringComparison.Ordinal);
        Assert.Contains("une seule thèse, préparée des deux côtés", agreement.TextFr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_ADirectorReturns_TheOfficeChangesItAndAllReviewAnew()
    {
        var id = await _agreeing.SendAsync(await _agreeing.DraftAsync(kind: AgreementKind.Cotutelle));
        await _agreeing.ReviewAsync(id, "legal.uk");
        await _agreeing.ReviewAsync(id, "school.fr", DecisionKind.Returned, "The jury has too few members from outside.");
        Assert.Equal(AgreementState.Draft, (await AgreementAsync(id)).State);

        await _agreeing.SendAsync(id);

        Assert.Equal(["director:home", "director:partner", "legal:home", "legal:partner"], await AskedAsync(id));
        foreach (var name in new[] { "legal.uk", "legal.fr", "director.uk", "school.fr" })
            await _agreeing.ReviewAsync(id, name);
        Assert.Equal(AgreementState.Signing, (await AgreementAsync(id)).State);
        foreach (var name in Agreeing.Signers)
            await _agreeing.SignAsync(id, name);
        Assert.Equal(AgreementState.InForce, (await AgreementAsync(id)).State);
    }

    private Task<Agreement> AgreementAsync(int id) => _database.AskAsync(db => db.Agreements.Include(a => a.Project).SingleAsync(a => a.Id == id));

    private Task<List<string>> AskedAsync(int id) =>
        _database.AskAsync(async db => (await db.Tasks.Where(t => t.Process.AgreementId == id && t.State == TaskState.Open).Select(t => t.AskedOf).ToListAsync()).Order(StringComparer.Ordinal).ToList());
}
