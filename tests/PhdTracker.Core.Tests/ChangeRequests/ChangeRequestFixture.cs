using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.ChangeRequests;

/// <summary>A world of its own with requests about its two students.</summary>
public abstract class ChangeRequestFixture : WorldFixture
{
    protected Acts Acts { get; private set; } = null!;
    protected ChangeRequestActs Uk { get; private set; } = null!;
    protected ChangeRequestActs Fr { get; private set; } = null!;

    protected Task<ChangeRequest> RequestAsync(ChangeRequestActs side) => Database.AskAsync(db => db.ChangeRequests.AsNoTracking().SingleAsync(r => r.Id == side.Id));

    protected async Task StandsAsync(ChangeRequestActs side, ChangeRequestState state) => Assert.Equal(state, (await RequestAsync(side)).State);

    /// <summary>The code and the field of the rule that refuses something.</summary>
    protected static async Task<(string Code, string? Field)> RefusedAsync(Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<DomainRuleException>(act);
        return (refused.Code, refused.Field);
    }

    /// <summary>Short names of those to whom a kind of mail was written.</summary>
    protected async Task<IReadOnlyList<string>> ToldAsync(string kind)
    {
        var told = await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == kind).Select(n => n.RecipientId).ToListAsync());
        return [.. told.Select(id => World.People.Single(p => p.Value == id).Key).Order(StringComparer.Ordinal)];
    }

    protected override Task PrepareAsync()
    {
        Acts = new Acts(Database, World);
        (Uk, Fr) = (new ChangeRequestActs(Acts, World), new ChangeRequestActs(Acts, World, french: true));
        return Task.CompletedTask;
    }
}
