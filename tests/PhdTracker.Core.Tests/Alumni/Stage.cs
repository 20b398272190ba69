using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Alumni;

/// <summary>A world with former students, and commands given by its people.</summary>
internal sealed partial class Stage : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 11, 23);

    /// <summary>Filters that find <c>alumnus.uk</c> by one shown field each.</summary>
    public static readonly AlumniFilter[] Filters = [new("coeurdelion"), new("glacier"), new("ete"), new(Year: 2025), new(Side: "UK"), new(Sector: Sector.Industry), new(Country: Country.FR)];

    public required TestDatabase Database { get; init; }
    public required World World { get; init; }

    public static async Task<Stage> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        await database.InScopeAsync(services => Testing.FormerStudents.AddAsync(services, world));
        return new Stage { Database = database, World = world };
    }

    public Task<int> ConsentAsync(string name) => Database.InScopeAsync(services => Testing.FormerStudents.ConsentAsync(services, World, name));

    public Task AsAsync<THandler>(string name, Func<THandler, Person, Task> act) where THandler : notnull => Database.InScopeAsync(async services =>
    {
        var id = World.People[name];
        await act(services.GetRequiredService<THandler>(), await services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == id));
    });

    /// <summary>Asks for a link and reads its token in the mail.</summary>
    public async Task<string> AskAsync(string name, string email)
    {
        await AsAsync<AskPrivateEmailHandler>(name, (h, by) => h.HandleAsync(new AskPrivateEmail(email), by, default));
        var mail = await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "PrivateEmailAsked").OrderByDescending(n => n.Id).FirstAsync());
        Assert.Equal(email.ToLowerInvariant(), mail.Address);
        return Token().Match(mail.Text).Groups[1].Value;
    }

    public Task ConfirmAsync(string name, string token) => AsAsync<ConfirmPrivateEmailHandler>(name, (h, by) => h.HandleAsync(new ConfirmPrivateEmail(token), by, default));

    /// <summary>How many a reader finds.</summary>
    public Task<int> ListedAsync(string name, AlumniFilter? filter = null) => Database.InScopeAsync(async services =>
    {
        var access = await services.GetRequiredService<AccessReader>().ForAsync(World.People[name], default);
        return await AlumniDirectory.Listed(services.GetRequiredService<PhdTrackerDb>(), access).Matching(filter ?? new(), Today).CountAsync();
    });

    public Task<CandidatureState> StateAsync(int alumnusId) => Database.AskAsync(db => db.Alumni.Where(a => a.Id == alumnusId).Select(a => a.Candidature.State).SingleAsync());

    /// <summary>Everything that the trail keeps.</summary>
    public async Task<string> TrailAsync() => string.Concat(await Database.AskAsync(db => db.AuditEntries.Select(e => e.Before + e.After + e.Comment).ToListAsync()));

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    [GeneratedRegex("/alumni/confirm/([0-9a-f]+)")]
    private static partial Regex Token();
}
