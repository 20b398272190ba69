using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Processes;

/// <summary>
/// Who is asked when a route says <c>lead:home</c>, <c>director:home</c>, <c>unit:home</c>, <c>office:home</c>, <c>investigator:home</c>,
/// <c>legal:home</c>, <c>signatory:home</c>, <c>registry:home</c> (each of them also <c>:partner</c>) or <c>student</c>: the people who
/// hold that role on a day, on that side of that case. A candidature's home is its own side, a proposal's and a project's the side that leads it.
/// </summary>
public sealed class Desks(PhdTrackerDb db)
{
    private static readonly string[] Roles = ["lead", "director", "unit", "office", "investigator", "legal", "signatory", "registry"];

    /// <summary>Everybody whom a route may ask.</summary>
    public static IReadOnlyList<string> Askable { get; } = ["student", .. Roles.SelectMany(role => new[] { $"{role}:home", $"{role}:partner" })];

    /// <summary>Whether a route may ask these people.</summary>
    public static bool Knows(string askedOf) => Askable.Contains(askedOf);

    /// <summary>The people asked who hold their role on a day, by name. Nobody: the desk is empty and the task waits for somebody to get the role.</summary>
    /// <exception cref="ArgumentException">The route asks somebody that the app does not know.</exception>
    public async Task<IReadOnlyList<Person>> HoldersAsync(DeskCase about, string askedOf, DateOnly on, CancellationToken ct) =>
        (await HoldersAsync([(about, askedOf)], on, ct))[(about, askedOf)];

    /// <summary>The people asked on each of many desks, in as many queries as for one.</summary>
    /// <exception cref="ArgumentException">The route asks somebody that the app does not know.</exception>
    public async Task<Dictionary<(DeskCase About, string AskedOf), IReadOnlyList<Person>>> HoldersAsync(IReadOnlyCollection<(DeskCase About, string AskedOf)> asked, DateOnly on, CancellationToken ct)
    {
        var places = await DeskPlaces.ReadAsync(db, [.. asked.Select(a => a.About).Distinct()], ct);
        var office = await OfficeAsync(places, [.. asked.Select(a => a.AskedOf).Distinct()], ct);
        var instead = await Replacements.OfAsync(db, [.. asked.Select(a => a.About.ProcessId).OfType<int>().Distinct()], ct);
        return asked.Distinct().ToDictionary(a => a, a => instead.Applied(a.About, office.Holders(places.Of(a.About), a.AskedOf, on)));
    }

    /// <summary>Whether a task asks this person: the desk it lies on says who is asked, the roles of the day say who may answer.</summary>
    public async Task<bool> AskAsync(ProcessTask task, Person by, DateOnly on, CancellationToken ct) =>
        task.Assignees.Any(a => a.PersonId == by.Id) && (await HoldersAsync(DeskCase.Of(task), task.AskedOf, on, ct)).Any(p => p.Id == by.Id);

    /// <summary>The side that is asked; null where the case has no such side.</summary>
    public async Task<ProgrammeParty?> PartyAsync(DeskCase about, string askedOf, CancellationToken ct)
    {
        var (home, partners) = (await DeskPlaces.ReadAsync(db, [about], ct)).Of(about);
        var place = askedOf.EndsWith(":partner", StringComparison.Ordinal) ? partners.FirstOrDefault() : home;
        return place is null ? null : await db.Parties.SingleAsync(p => p.Id == place.PartyId, ct);
    }

    /// <summary>Loads everyone who could be asked, and sees what the open transaction has changed and not saved yet.</summary>
    private async Task<Office> OfficeAsync(DeskPlaces places, IReadOnlyCollection<string> asked, CancellationToken ct)
    {
        var roles = asked.Select(a => a.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var named = (roles.Contains("student") ? places.All.Select(p => p.StudentId) : [])
            .Concat(roles.Overlaps(["investigator", "lead"]) ? places.All.Select(p => p.InvestigatorId) : []).OfType<int>().Distinct().ToList();
        var people = named.Count > 0 ? await db.Users.Where(p => named.Contains(p.Id)).ToListAsync(ct) : [];
        if (roles.Contains("lead") || roles.Contains("investigator"))
        {
            var candidatures = places.All.Select(p => p.CandidatureId).OfType<int>().ToList();
            await db.SupervisorAssignments.Include(s => s.Person).Where(s => candidatures.Contains(s.CandidatureId)).LoadAsync(ct);
        }
        if (!roles.IsSubsetOf(["student", "lead", "investigator"]))
        {
            var parties = places.All.Select(p => p.PartyId).Distinct().ToList();
            var units = places.All.SelectMany(p => new[] { p.UnitId, p.DoctoralSchoolId }).OfType<int>().Distinct().ToList();
            await db.RoleAssignments.Include(r => r.Person).Where(r => units.Contains(r.UnitId ?? 0) || (r.UnitId == null && parties.Contains(r.PartyId ?? 0))).LoadAsync(ct);
        }
        return new Office(people, Alive<SupervisorAssignment>(), Alive<RoleAssignment>());
    }

    private List<T> Alive<T>() where T : class =>
        db.ChangeTracker.Entries<T>().Where(e => e.State is not (EntityState.Deleted or EntityState.Detached)).Select(e => e.Entity).ToList();

    private sealed record Office(List<Person> People, List<SupervisorAssignment> Supervisors, List<RoleAssignment> Assigned)
    {
        public IReadOnlyList<Person> Holders((DeskPlace Home, IReadOnlyList<DeskPlace> Partners) about, string askedOf, DateOnly on)
        {
            var people = askedOf.Split(':') switch
            {
                ["student"] => People.Where(p => p.Id == about.Home.StudentId),
                ["lead", "partner"] when about.Home.CandidatureId is not null => PartnerSupervisors(about, on),
                [var role, "home"] => Holders(role, about.Home, on),
                [var role, "partner"] => about.Partners.SelectMany(partner => Holders(role, partner, on)),
                _ => throw new ArgumentException($"Nobody is known as '{askedOf}'.", nameof(askedOf)),
            };
            return people.Distinct().OrderBy(p => p.FamilyName, StringComparer.Ordinal).ThenBy(p => p.GivenName, StringComparer.Ordinal).ToList();
        }

        private IEnumerable<Person> Holders(string role, DeskPlace place, DateOnly on) => role switch
        {
            "lead" => Leads(place, on),
            "investigator" => place.InvestigatorId is null ? Leads(place, on) : People.Where(p => p.Id == place.InvestigatorId),
            _ => Appointed(role, place, on),
        };

        private IEnumerable<Person> Leads(DeskPlace place, DateOnly on) =>
            Current(place, on).Where(s => s.Kind == SupervisorKind.Lead && s.PartyId == place.PartyId).Select(s => s.Person);

        /// <summary>Who supervises this student for the other side; if nobody is named, the other side's lead in the same project.</summary>
        private IEnumerable<Person> PartnerSupervisors((DeskPlace Home, IReadOnlyList<DeskPlace> Partners) about, DateOnly on)
        {
            var named = Current(about.Home, on).Where(s => s.Kind is SupervisorKind.Lead or SupervisorKind.PartnerSupervisor && s.PartyId != about.Home.PartyId).Select(s => s.Person).ToList();
            return named.Count > 0 ? named : about.Partners.SelectMany(twin => twin.CandidatureId is null ? Holders("investigator", twin, on) : Leads(twin, on));
        }

        private IEnumerable<SupervisorAssignment> Current(DeskPlace place, DateOnly on) =>
            Supervisors.Where(s => s.CandidatureId == place.CandidatureId && s.From <= on && (s.To is null || s.To >= on));

        /// <summary>Those of the unit; where the unit has nobody, those who hold the role for the whole side.</summary>
        private IEnumerable<Person> Appointed(string role, DeskPlace place, DateOnly on)
        {
            var french = place.Country == "FR";
            var (wanted, unit) = role switch
            {
                "director" when place.DoctoralSchoolId is not null || french => (Role.DoctoralSchoolDirector, place.DoctoralSchoolId),
                "director" => (Role.DirectorOfPostgraduateStudies, place.UnitId),
                "unit" => (Role.UnitHead, place.UnitId),
                "office" => (Role.Office, null),
                "legal" => (Role.LegalOffice, null),
                "signatory" => (Role.HeadOfInstitution, null),
                // In France the president of the university does what a registry does in the United Kingdom.
                "registry" => (french ? Role.HeadOfInstitution : Role.Registry, (int?)null),
                _ => throw new ArgumentException($"Nobody is known as '{role}'.", nameof(role)),
            };
            var held = Assigned.Where(r => r.Role == wanted && r.From <= on && (r.To is null || r.To >= on)).ToList();
            var ofUnit = held.Where(r => unit is not null && r.UnitId == unit).Select(r => r.Person).ToList();
            return ofUnit.Count > 0 ? ofUnit : held.Where(r => r.UnitId is null && r.PartyId == place.PartyId).Select(r => r.Person);
        }
    }
}
