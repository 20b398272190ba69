using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Proposals;

/// <summary>A world of its own with an open call.</summary>
public abstract class ProposalFixture : WorldFixture
{
    protected Applying Applying { get; private set; } = null!;

    protected Task<Proposal> ProposalAsync(int id) => Database.AskAsync(db => db.Proposals.Include(p => p.Sides).Include(p => p.Fields).Include(p => p.Invitations).Include(p => p.Applicants).SingleAsync(p => p.Id == id));

    protected async Task<ProposalState> StateAsync(int id) => (await ProposalAsync(id)).State;

    /// <summary>The steps that are open, by name.</summary>
    protected Task<List<string>> OpenAsync(int id) =>
        Database.AskAsync(async db => (await db.Tasks.Where(t => t.Process.ProposalId == id && t.State == TaskState.Open).Select(t => t.ActivityId).ToListAsync()).Order(StringComparer.Ordinal).ToList());

    protected Task<int> MailsAsync(string kind) => Database.AskAsync(db => db.Notifications.CountAsync(n => n.Kind == kind));

    protected static async Task<DomainRuleException> RefusedAsync(string code, Func<Task> act)
    {
        var refused = await Assert.ThrowsAnyAsync<DomainRuleException>(act);
        Assert.Equal(code, refused.Code);
        return refused;
    }

    protected override async Task PrepareAsync()
    {
        Applying = await Applying.ToAsync(Database, World);
    }
}
