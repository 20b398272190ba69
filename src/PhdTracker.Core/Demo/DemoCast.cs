using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Demo;

/// <summary>The institutions, units and people of the demo programme.</summary>
internal sealed class DemoCast
{
    private readonly Dictionary<string, Person> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Side, bool Student), int> _cast = [];
    private readonly PhdTrackerDb _db;

    private DemoCast(PhdTrackerDb db, Programme programme)
    {
        (_db, Programme) = (db, programme);
        (Uk, Fr) = (programme.Parties.Single(p => p.Side == "UK"), programme.Parties.Single(p => p.Side == "FR"));
    }

    public Programme Programme { get; }
    public ProgrammeParty Uk { get; }
    public ProgrammeParty Fr { get; }
    public List<Unit> Departments { get; } = [];
    public List<Unit> Laboratories { get; } = [];
    public List<Unit> Schools { get; } = [];
    public List<Institution> Universities { get; } = [];

    /// <summary>A demo account by the part of its address before the <c>@</c>.</summary>
    public Person this[string account] => _accounts[account];

    public static async Task<DemoCast> CreateAsync(PhdTrackerDb db, DateOnly since, CancellationToken ct)
    {
        var programme = await db.Programmes.Include(p => p.Parties).ThenInclude(p => p.Institution).SingleAsync(p => p.Code == "IC-CNRS", ct);
        var cast = new DemoCast(db, programme);
        var institutions = await db.Institutions.ToDictionaryAsync(i => i.Code, ct);
        foreach (var (code, name) in DemoNames.Universities)
            institutions[code] = new Institution(code, name, name, name, "FR", "Europe/Paris", "fr-FR", true, "EU GDPR");
        cast.AddUnits(institutions);
        cast.AddAccounts();
        foreach (var account in new[] { "lead", "newcomer" })
        {
            cast[account + ".uk"].BelongTo(null, cast.Departments[0]);
            cast[account + ".fr"].BelongTo(null, cast.Laboratories[0]);
        }
        cast.AddRoles(since);
        return cast;
    }

    /// <summary>The next fictional person of a side.</summary>
    public Person Next(ProgrammeParty party, bool student)
    {
        var key = (party.Side, student);
        var n = _cast[key] = _cast.GetValueOrDefault(key) + 1;
        var french = party.Side == "FR";
        var (given, family) = french ? (DemoNames.FrGiven, DemoNames.FrFamily) : (DemoNames.UkGiven, DemoNames.UkFamily);
        // Steps that share no factor with the length go through all combinations before one repeats.
        var (g, f) = (given[n * (student ? 7 : 3) % given.Length], family[((n * (student ? 3 : 9)) + (n / family.Length) + (student ? 5 : 0)) % family.Length]);
        var title = student ? null : (n % 3) switch { 0 => "Prof", _ => "Dr" };
        return Add(g, f, $"{Plain(g)}.{Plain(f)}{(student ? "" : ".s")}{n}@{(french ? "lab" : "ic")}.example", party, title);
    }

    private void AddUnits(Dictionary<string, Institution> institutions)
    {
        Departments.AddRange(DemoNames.Departments.Select(d => new Unit(Uk.Institution, UnitKind.Department, d.Name)));
        foreach (var (code, name, city, university, school) in DemoNames.Laboratories)
        {
            Laboratories.Add(new Unit(Fr.Institution, UnitKind.ResearchUnit, name, code, city));
            Schools.Add(new Unit(institutions[university], UnitKind.DoctoralSchool, "École doctorale", school, city));
            Universities.Add(institutions[university]);
        }
        _db.AddRange(Departments);
        _db.AddRange(Laboratories);
        _db.AddRange(Schools);
    }

    private void AddAccounts()
    {
        var hash = new PasswordHasher<object>().HashPassword(new object(), DemoAccounts.Password);
        foreach (var (account, title, given, family) in DemoNames.Accounts)
        {
            var party = account.EndsWith(".fr", StringComparison.Ordinal) ? Fr : Uk;
            var person = Add(given, family, $"{account}@demo.example", party, title);
            (person.PasswordHash, person.EmailConfirmed) = (hash, true);
            _accounts[account] = person;
        }
    }

    private void AddRoles(DateOnly since)
    {
        void Give(Person person, Role role, Programme? programme = null, ProgrammeParty? party = null, Unit? unit = null) =>
            _db.RoleAssignments.Add(new RoleAssignment(person, role, programme, party, unit, since, null));
        Give(this["office.uk"], Role.Office, party: Uk);
        Give(this["office.fr"], Role.Office, party: Fr);
        Give(this["legal.uk"], Role.LegalOffice, party: Uk);
        Give(this["legal.fr"], Role.LegalOffice, party: Fr);
        Give(this["registry.uk"], Role.Registry, party: Uk);
        Give(this["signatory.uk"], Role.HeadOfInstitution, party: Uk);
        Give(this["signatory.fr"], Role.HeadOfInstitution, party: Fr);
        Give(this["programme"], Role.ProgrammeManager, Programme);
        Give(this["auditor"], Role.Auditor, Programme);
        Give(this["admin"], Role.SystemAdministrator);
        for (var i = 0; i < Departments.Count; i++)
        {
            Give(i == 0 ? this["unit.uk"] : Next(Uk, false), Role.UnitHead, party: Uk, unit: Departments[i]);
            Give(i % 3 == 0 ? this["director.uk"] : Next(Uk, false), Role.DirectorOfPostgraduateStudies, party: Uk, unit: Departments[i]);
        }
        for (var i = 0; i < Laboratories.Count; i++)
        {
            Give(i == 0 ? this["unit.fr"] : Next(Fr, false), Role.UnitHead, party: Fr, unit: Laboratories[i]);
            Give(i % 2 == 0 ? this["school.fr"] : Next(Fr, false), Role.DoctoralSchoolDirector, party: Fr, unit: Schools[i]);
        }
    }

    private Person Add(string given, string family, string email, ProgrammeParty party, string? title)
    {
        var person = new Person(given, family, email, party.Side == "FR" ? "fr" : "en", title);
        person.BelongTo(party.Institution, null);
        _db.Users.Add(person);
        return person;
    }

    private static string Plain(string name) => Person.Plain(name).ToLowerInvariant().Replace(' ', '-');
}
