using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Demo;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Generation;

/// <summary>Where generated students work and register, and the people who act.</summary>
internal sealed class GeneratedPlaces
{
    private readonly Dictionary<string, Person> _accounts;
    private readonly ILookup<Institution, Unit> _units;

    private GeneratedPlaces(Programme programme, List<Unit> units, Dictionary<string, Person> accounts)
    {
        (Programme, _accounts) = (programme, accounts);
        _units = units.Where(u => u.Kind != UnitKind.DoctoralSchool).ToLookup(u => u.Institution);
        Schools = units.FindAll(u => u.Kind == UnitKind.DoctoralSchool);
        Universities = [.. Schools.Select(s => s.Institution).Distinct()];
    }

    public Programme Programme { get; }
    public IReadOnlyList<Call> Calls { get; private init; } = [];
    public IReadOnlyList<CollaborationStructure> Structures { get; private init; } = [];
    public IReadOnlyList<Theme> Themes { get; private init; } = [];
    public IReadOnlyList<Unit> Schools { get; }
    public IReadOnlyList<Institution> Universities { get; }

    public IReadOnlyList<Unit> UnitsOf(ProgrammeParty party) => [.. _units[party.Institution]];

    /// <summary>The person of a demo account of a side.</summary>
    /// <param name="role">First part of its name, such as <c>lead</c>.</param>
    public Person AccountOf(string role, ProgrammeParty party) => _accounts[DemoAccounts.NameOf($"{role}.{party.Side.ToLowerInvariant()}").Email];

    public static async Task<GeneratedPlaces> ReadAsync(PhdTrackerDb db, CancellationToken ct)
    {
        var programme = await db.Programmes.Include(p => p.Parties).ThenInclude(p => p.Institution).SingleAsync(p => p.Code == "IC-CNRS", ct);
        var units = await db.Units.Include(u => u.Institution).OrderBy(u => u.Id).ToListAsync(ct);
        var addresses = DemoAccounts.Addresses.ToList();
        var accounts = await db.Users.Where(p => addresses.Contains(p.Email!)).ToDictionaryAsync(p => p.Email!, StringComparer.Ordinal, ct);
        return new GeneratedPlaces(programme, units, accounts)
        {
            Calls = await db.Calls.Where(c => c.ProgrammeId == programme.Id).OrderBy(c => c.Number).ToListAsync(ct),
            Structures = await db.Structures.OrderBy(s => s.Id).ToListAsync(ct),
            Themes = await db.Themes.OrderBy(t => t.Id).ToListAsync(ct),
        };
    }
}
