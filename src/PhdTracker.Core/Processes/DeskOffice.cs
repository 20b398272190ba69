using PhdTracker.Core.Calls;
using PhdTracker.Core.People;
using PhdTracker.Core.People.Groups;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Processes;

/// <summary>Everyone whom some desks could need, as the open transaction sees them: says who sits at each.</summary>
/// <param name="Sides">By their ids; needed only where a question goes to both.</param>
internal sealed record DeskOffice(
    List<Person> People, List<SupervisorAssignment> Supervisors, List<RoleAssignment> Assigned, List<GroupMember> Members, Dictionary<int, ProgrammeParty> Sides)
{
    /// <summary>Who is asked, by name. Somebody whose account is closed has left; who is asked for both sides answers for the home side.</summary>
    public IReadOnlyList<Seat> Seats((DeskPlace Home, IReadOnlyList<DeskPlace> Partners) about, string askedOf, DateOnly on)
    {
        IEnumerable<Seat> seats = Assignees.IsByName(askedOf) ? Named(askedOf).Select(p => new Seat(p)) : askedOf.Split(':') switch
        {
            ["student"] => People.Where(p => p.Id == about.Home.StudentId).Select(p => new Seat(p)),
            [var role, "home"] => Holders(role, about.Home, on).Select(p => new Seat(p)),
            [var role, "partner"] => Partners(role, about, on).Select(s => s with { Party = null }),
            [var role, "both" or "either"] => [.. Holders(role, about.Home, on).Select(p => new Seat(p, Sides[about.Home.PartyId])), .. Partners(role, about, on)],
            _ => throw new ArgumentException($"Nobody is known as '{askedOf}'.", nameof(askedOf)),
        };
        return [.. seats.Where(s => !s.Person.IsClosed).DistinctBy(s => s.Person)
            .OrderBy(s => s.Person.FamilyName, StringComparer.Ordinal).ThenBy(s => s.Person.GivenName, StringComparer.Ordinal)];
    }

    private IEnumerable<Person> Named(string askedOf) => Assignees.GroupOf(askedOf) is { } code
        ? Members.Where(m => m.Group.Code == code).Select(m => m.Person)
        : People.Where(p => p.Email == Assignees.EmailOf(askedOf));

    private IEnumerable<Seat> Partners(string role, (DeskPlace Home, IReadOnlyList<DeskPlace> Partners) about, DateOnly on) => role == "lead" && about.Home.CandidatureId is not null
        ? PartnerSupervisors(about, on)
        : about.Partners.SelectMany(partner => Holders(role, partner, on).Select(p => new Seat(p, Side(partner.PartyId))));

    private IEnumerable<Person> Holders(string role, DeskPlace place, DateOnly on) => role switch
    {
        "lead" => Leads(place, on),
        "investigator" => place.InvestigatorId is null ? Leads(place, on) : People.Where(p => p.Id == place.InvestigatorId),
        _ => Appointed(role, place, on),
    };

    private IEnumerable<Person> Leads(DeskPlace place, DateOnly on) =>
        Current(place, on).Where(s => s.Kind == SupervisorKind.Lead && s.PartyId == place.PartyId).Select(s => s.Person);

    /// <summary>Who supervises this student for the other side; if nobody is named, the other side's lead in the same project.</summary>
    private IEnumerable<Seat> PartnerSupervisors((DeskPlace Home, IReadOnlyList<DeskPlace> Partners) about, DateOnly on)
    {
        var named = Current(about.Home, on).Where(s => s.Kind is SupervisorKind.Lead or SupervisorKind.PartnerSupervisor && s.PartyId != about.Home.PartyId).Select(s => new Seat(s.Person, Side(s.PartyId))).ToList();
        return named.Count > 0
            ? named
            : about.Partners.SelectMany(twin => (twin.CandidatureId is null ? Holders("investigator", twin, on) : Leads(twin, on)).Select(p => new Seat(p, Side(twin.PartyId))));
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

    private ProgrammeParty? Side(int partyId) => Sides.GetValueOrDefault(partyId);
}
