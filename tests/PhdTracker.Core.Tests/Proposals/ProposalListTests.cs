using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Proposals;

public sealed class ProposalListTests : ProposalFixture
{
    [Theory]
    [InlineData("newcomer.uk", 1, true)]
    [InlineData("office.fr", 1, false)]
    [InlineData("auditor", 0, false)]
    [InlineData("newcomer.fr", 0, false)]
    public async Task Listed_ADraft_IsReadByItsWritersAndKnownToOffices(string reader, int count, bool readable)
    {
        await Applying.StartAsync();

        var rows = await RowsAsync(reader, null);

        Assert.Equal(count, rows.Count);
        Assert.All(rows, r => Assert.Equal(readable, r.IsReadable));
    }

    [Theory]
    [InlineData("unit.fr", 1)]
    [InlineData("auditor", 1)]
    [InlineData("lead.uk", 0)]
    public async Task Listed_Sent_IsFoundByWordsOfItsTitleAndNames(string reader, int count)
    {
        await Applying.SentAsync();

        Assert.Equal(count, (await RowsAsync(reader, "glace lefevre")).Count);
        Assert.Empty(await RowsAsync(reader, "turbulence"));
    }

    private Task<List<ProposalRow>> RowsAsync(string reader, string? search) => Database.InScopeAsync(async services =>
    {
        var (db, access) = (services.GetRequiredService<PhdTrackerDb>(), await services.GetRequiredService<AccessReader>().ForAsync(World.People[reader], default));
        var listed = ProposalList.Listed(db.Proposals, access, new ProposalFilter(Applying.CallId)).Matching(search, access);
        return await ProposalList.ReadAsync(db, listed, access, 0, 20, default);
    });
}
