using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Processes;

/// <summary>
/// Who is asked when a route says <c>lead:home</c>, <c>lead:partner</c>, <c>director:home</c>, <c>unit:home</c>, <c>office:home</c>
/// (each of them also <c>:partner</c>) or <c>student</c>: the people who hold that role on a day, on that side of that project.
/// </summary>
public sealed class Desks(PhdTrackerDb db)
{
    private static readonly string[] Roles = ["lead", "director", "unit", "office"];

    /// <summary>Whether a route may ask these people.</summary>
    public static bool Knows(string askedOf) =>
        askedOf == "student" || (askedOf.Split(':') is [var role, "home" or "partner"] && Roles.Contains(role));

    /// <summary>The people asked who hold their role on a day, by name. Nobody: the desk is empty and the task waits for somebody to get the role.</summary>
    /// <exception cref="ArgumentException">The route asks somebody that the app does not know.</exception>
    public Task<IReadOnlyList<Person>> HoldersAsync(Candidature candidature, string askedOf, DateOnly on, CancellationToken ct) => HoldersAsync(candidature.Id, askedOf, on, ct);

    /// <inheritdoc cref="HoldersAsync(Candidature, string, DateOnly, CancellationToken)"/>
    public async Task<IReadOnlyList<Person>> HoldersAsync(int candidatureId, string askedOf, DateOnly on, CancellationToken ct)
    {
        var places = await PlacesAsync(db.Candidatures.Where(c => c.Studentship.Project.Studentships.Any(s => s.Candidatures.Any(x => x.Id == candidatureId))), ct);
        var office = await OfficeAsync(places, [askedOf], ct);
        return office.Holders(places.Single(p => p.Id == candidatureId), askedOf, on);
    }

    /// <summary>The side that is asked: the candidature's own, or the other one of its project.</summary>
    public async Task<ProgrammeParty?> PartyAsync(Candidature candidature, string askedOf, CancellationToken ct)
    {
        var ofProject = db.Studentships.Where(s => s.Project.Studentships.Any(x => x.Candidatures.Any(c => c.Id == candidature.Id)));
        var asked = askedOf.EndsWith(":partner", StringComparison.Ordinal)
            ? ofProject.Where(s => !s.Candidatures.Any(c => c.Id == candidature.Id))
            : ofProject.Where(s => s.Candidatures.Any(c => c.Id == candidature.Id));
        return await asked.OrderBy(s => s.Id).Select(s => s.Party).FirstOrDefaultAsync(ct);
    }

    /// <summary>The people asked on each of many desks, in as many queries as for one.</summary>
    public async Task<Dictionary<(int CandidatureId, string AskedOf), IReadOnlyList<Person>>> HoldersAsync(IReadOnlyCollection<(int CandidatureId, string AskedOf)> asked, DateOnly on, CancellationToken ct)
    {
        var ids = asked.Select(a => a.CandidatureId).Distinct().ToList();
        var places = await PlacesAsync(db.Candidatures.Where(c => c.Studentship.Project.Studentships.Any(s => s.Candidatures.Any(x => ids.Contains(x.Id)))), ct);
        var office = await OfficeAsync(places, asked.Select(a => a.AskedOf).Distinct().ToList(), ct);
        var byId = places.ToDictionary(p => p.Id);
        return asked.Distinct().ToDictionary(a => a, a => office.Holders(byId[a.CandidatureId], a.AskedOf, on));
    }

    private static Task<List<Place>> PlacesAsync(IQueryable<Candidature> candidatures, CancellationToken ct) =>
        candidatures.Select(c => new Place(c.Id, c.StudentId, c.Studentship.ProjectId, c.Studentship.PartyId, c.Studentship.Party.Institution.Country, c.UnitId, c.DoctoralSchoolId)).ToListAsync(ct);

    /// <summary>Loads everyone who could be asked, and sees what the open transaction has changed and not saved yet.</summary>
    private async Task<Office> OfficeAsync(List<Place> places, IReadOnlyCollection<string> asked, CancellationToken ct)
    {
        var candidatures = places.Select(p => p.Id).ToList();
        var students = places.Select(p => p.StudentId).ToList();
        var people = asked.Contains("student") ? await db.Users.Where(p => students.Contains(p.Id)).ToListAsync(ct) : [];
        if (asked.Any(a => a.StartsWith("lead", StringComparison.Ordinal)))
            await db.SupervisorAssignments.Include(s => s.Person).Where(s => candidatures.Contains(s.CandidatureId)).LoadAsync(ct);
        if (asked.Any(a => a != "student" && !a.StartsWith("lead", StringComparison.Ordinal)))
        {
            var parties = places.Select(p => p.PartyId).ToList();
            var units = places.SelectMany(p => new[] { p.UnitId, p.DoctoralSchoolId }).OfType<int>().Distinct().ToList();
            await db.RoleAssignments.Include(r => r.Person).Where(r => units.Contains(r.UnitId ?? 0) || (r.UnitId == null && parties.Contains(r.PartyId ?? 0))).LoadAsync(ct);
        }
        return new Office(places, people, Alive<SupervisorAssignment>(), Alive<RoleAssignment>());
    }

    private List<T> Alive<T>() where T : class =>
        db.ChangeTracker.Entries<T>().Where(e => e.State is not (EntityState.Deleted or EntityState.Detached)).Select(e => e.Entity).ToList();

    /// <summary>Where a candidature lies.</summary>
    private sealed record Place(int Id, int StudentId, int ProjectId, int PartyId, string Country, int? UnitId, int? DoctoralSchoolId);

    private sealed record Office(List<Place> Places, List<Person> Students, List<SupervisorAssignment> Supervisors, List<RoleAssignment> Assigned)
    {
        public IReadOnlyList<Person> Holders(Place place, string askedOf, DateOnly on)
        {
            var people = askedOf.Split(':') switch
            {
                ["student"] => Students.Where(s => s.Id == place.StudentId),
                ["lead", "home"] => Leads(place, on),
                ["lead", "partner"] => PartnerSupervisors(place, on),
                [var role, "home"] => Holders(role, place, on),
                [var role, "partner"] => Twins(place).SelectMany(twin => Holders(role, twin, on)),
                _ => throw new ArgumentException($"Nobody is known as '{askedOf}'.", nameof(askedOf)),
            };
            return people.Distinct().OrderBy(p => p.FamilyName, StringComparer.Ordinal).ThenBy(p => p.GivenName, StringComparer.Ordinal).ToList();
        }

        private IEnumerable<Person> Leads(Place place, DateOnly on) =>
            Current(place, on).Where(s => s.Kind == SupervisorKind.Lead && s.PartyId == place.PartyId).Select(s => s.Person);

        /// <summary>Who supervises this student for the other side; if nobody is named, the other side's lead in the same project.</summary>
        private IEnumerable<Person> PartnerSupervisors(Place place, DateOnly on)
        {
            var named = Current(place, on).Where(s => s.Kind is SupervisorKind.Lead or SupervisorKind.PartnerSupervisor && s.PartyId != place.PartyId).Select(s => s.Person).ToList();
            return named.Count > 0 ? named : Twins(place).SelectMany(twin => Leads(twin, on));
        }

        private IEnumerable<SupervisorAssignment> Current(Place place, DateOnly on) =>
            Supervisors.Where(s => s.CandidatureId == place.Id && s.From <= on && (s.To is null || s.To >= on));

        private IEnumerable<Place> Twins(Place place) =>
            Places.Where(p => p.ProjectId == place.ProjectId && p.PartyId != place.PartyId);

        /// <summary>Those of the unit; where the unit has nobody, those who hold the role for the whole side.</summary>
        private IEnumerable<Person> Holders(string role, Place place, DateOnly on)
        {
            var (wanted, unit) = role switch
            {
                "director" when place.DoctoralSchoolId is not null || place.Country == "FR" => (Role.DoctoralSchoolDirector, place.DoctoralSchoolId),
                "director" => (Role.DirectorOfPostgraduateStudies, place.UnitId),
                "unit" => (Role.UnitHead, place.UnitId),
                "office" => (Role.Office, null),
                _ => throw new ArgumentException($"Nobody is known as '{role}'.", nameof(role)),
            };
            var held = Assigned.Where(r => r.Role == wanted && r.From <= on && (r.To is null || r.To >= on)).ToList();
            var ofUnit = held.Where(r => unit is not null && r.UnitId == unit).Select(r => r.Person).ToList();
            return ofUnit.Count > 0 ? ofUnit : held.Where(r => r.UnitId is null && r.PartyId == place.PartyId).Select(r => r.Person);
        }
    }
}
