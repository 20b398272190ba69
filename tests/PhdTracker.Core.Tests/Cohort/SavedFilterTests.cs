using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Cohort;

public sealed class SavedFilterTests : WorldFixture
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Save_Filter_IsKeptAndAudited(DatabaseProvider provider)
    {
        await OnAsync(provider);

        var id = await SaveAsync("office.uk", "  Late in London  ");

        var saved = await Database.AskAsync(db => db.SavedFilters.SingleAsync(f => f.Id == id));
        Assert.Equal(("Late in London", "side=UK", false), (saved.Name, saved.Query, saved.IsShared));
        Assert.Equal(1, await Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == nameof(SaveFilter) && e.SubjectId == id)));
    }

    [Theory]
    [InlineData("", "side=UK", "FilterNameMissing")]
    [InlineData("   ", "side=UK", "FilterNameMissing")]
    [InlineData("Everything", "", "FilterEmpty")]
    [InlineData("Writing up", "side=UK", "FilterNameTaken")]
    public async Task Save_BadInput_IsRefused(string name, string query, string code)
    {
        await SaveAsync("office.uk", "Writing up");

        Assert.Equal(code, (await Assert.ThrowsAsync<DomainRuleException>(() => SaveAsync("office.uk", name, query))).Code);
    }

    [Fact]
    public async Task Save_TooLong_IsRefused()
    {
        Assert.Equal("FilterNameTooLong", (await Assert.ThrowsAsync<DomainRuleException>(() => SaveAsync("office.uk", new string('x', 81)))).Code);
        Assert.Equal("FilterTooLong", (await Assert.ThrowsAsync<DomainRuleException>(() => SaveAsync("office.uk", "Long", new string('x', 501)))).Code);
    }

    [Theory]
    [InlineData("student.uk")]
    [InlineData("lead.uk")]
    [InlineData("admin")]
    [InlineData("nobody")]
    public async Task Save_PersonWithoutACohort_IsRefused(string name) =>
        Assert.Equal("NotAllowed", (await Assert.ThrowsAsync<DomainRuleException>(() => SaveAsync(name, "Mine"))).Code);

    [Fact]
    public async Task Found_OwnAndShared_NotOthers()
    {
        await SaveAsync("office.uk", "Own");
        await SaveAsync("office.uk", "Shared", isShared: true);
        Task<List<string>> FoundAsync(string name) => Database.AskAsync(db => db.SavedFilters.Where(SavedFilter.FoundBy(World.People[name])).Select(f => f.Name).Order().ToListAsync());

        Assert.Equal(["Own", "Shared"], await FoundAsync("office.uk"));
        Assert.Equal(["Shared"], await FoundAsync("office.fr"));
    }

    [Fact]
    public async Task Change_OwnFilter_RenamesAndShares()
    {
        var id = await SaveAsync("office.uk", "Own");

        await ChangeAsync("office.uk", id, 0, "Ours", true);

        Assert.Equal(("Ours", true), await Database.AskAsync(async db => { var f = await db.SavedFilters.SingleAsync(f => f.Id == id); return (f.Name, f.IsShared); }));
        await Assert.ThrowsAsync<StaleVersionException>(() => ChangeAsync("office.uk", id, 0, "Late", false));
    }

    [Fact]
    public async Task ChangeOrDelete_FilterOfSomebodyElse_IsNotFound()
    {
        var id = await SaveAsync("office.uk", "Shared", isShared: true);

        await Assert.ThrowsAsync<NotFoundException>(() => ChangeAsync("office.fr", id, 0, "Mine now", true));
        await Assert.ThrowsAsync<NotFoundException>(() => DeleteAsync("office.fr", id));
    }

    [Fact]
    public async Task Delete_Twice_IsNotFoundTheSecondTime()
    {
        var id = await SaveAsync("office.uk", "Own");

        Assert.Equal("Own", await DeleteAsync("office.uk", id));

        await Assert.ThrowsAsync<NotFoundException>(() => DeleteAsync("office.uk", id));
    }

    private Task<int> SaveAsync(string name, string called, string query = "side=UK", bool isShared = false) => As(name, async (services, by) =>
        (await services.GetRequiredService<SaveFilterHandler>().HandleAsync(new SaveFilter(called, query, isShared), by, default)).Id);

    private Task<int> ChangeAsync(string name, int id, int version, string called, bool isShared) => As(name, async (services, by) =>
    {
        await services.GetRequiredService<ChangeSavedFilterHandler>().HandleAsync(new ChangeSavedFilter(id, version, called, isShared), by, default);
        return id;
    });

    private Task<string> DeleteAsync(string name, int id) => As(name, (services, by) => services.GetRequiredService<DeleteSavedFilterHandler>().HandleAsync(new DeleteSavedFilter(id), by, default));

    private Task<T> As<T>(string name, Func<IServiceProvider, Core.People.Person, Task<T>> act) => new Acts(Database, World).AsAsync(name, act);
}
