using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.Delegations;
using PhdTracker.Core.People;
using PhdTracker.Core.People.Groups;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Processes;

/// <summary>A question that needs people: about which case, of what kind it is, and whom it asks.</summary>
/// <param name="Subject">The kind of case, for delegations of one kind.</param>
public sealed record SeatRequest(DeskCase About, SubjectKind? Subject, TaskKind Kind, string AskedOf)
{
    public static SeatRequest Of(ProcessTask task) => new(DeskCase.Of(task), task.Process.Subject?.Kind, task.Kind, task.AskedOf);
}

/// <summary>Somebody whom a step asks themselves.</summary>
/// <param name="PartyId">The side for which they are asked; null where the step names none.</param>
public sealed record AskedPerson(Person Person, string AskedOf, int? PartyId);

/// <summary>
/// Who is asked when a route says what <see cref="Assignees"/> lists: the people who hold that role on a day, on that side of that case,
/// the person named, the members of the group. A candidature's home is its own side, a proposal's and a project's the side that leads it.
/// </summary>
public sealed class Desks(PhdTrackerDb db)
{
    /// <summary>The roles that a route may ask; beside them it may name a person or a group.</summary>
    public static IReadOnlyList<string> Askable => Assignees.ByRole;

    /// <summary>Whether a route may ask these people.</summary>
    public static bool Knows(string askedOf) => Assignees.Knows(askedOf);

    /// <summary>The people asked who hold their role on a day, by name. Nobody: the desk is empty and the task waits for somebody to get the role.</summary>
    /// <exception cref="ArgumentException">The route asks somebody that the app does not know.</exception>
    public async Task<IReadOnlyList<Person>> HoldersAsync(DeskCase about, string askedOf, DateOnly on, CancellationToken ct) =>
        (await HoldersAsync([(about, askedOf)], on, ct))[(about, askedOf)];

    /// <summary>The people asked on each of many desks, in as many queries as for one.</summary>
    /// <exception cref="ArgumentException">The route asks somebody that the app does not know.</exception>
    public async Task<Dictionary<(DeskCase About, string AskedOf), IReadOnlyList<Person>>> HoldersAsync(IReadOnlyCollection<(DeskCase About, string AskedOf)> asked, DateOnly on, CancellationToken ct)
    {
        var (_, seats) = await AskedAsync(asked, on, ct);
        return seats.ToDictionary(s => s.Key, s => (IReadOnlyList<Person>)[.. s.Value.Select(seat => seat.Person)]);
    }

    /// <summary>The seats of one question.</summary>
    /// <exception cref="ArgumentException">The route asks somebody that the app does not know.</exception>
    public async Task<IReadOnlyList<Seat>> SeatsAsync(SeatRequest request, DateOnly on, CancellationToken ct) => (await SeatsAsync([request], on, ct))[request];

    /// <summary>
    /// Who is to sit at each of many desks: those asked, with the side for which they are where the question goes to both, and those to
    /// whom they have delegated it. No delegate sits for another who is asked already, nor a student at a desk of their own project.
    /// </summary>
    /// <exception cref="ArgumentException">The route asks somebody that the app does not know.</exception>
    public async Task<Dictionary<SeatRequest, IReadOnlyList<Seat>>> SeatsAsync(IReadOnlyCollection<SeatRequest> requests, DateOnly on, CancellationToken ct)
    {
        var (places, asked) = await AskedAsync([.. requests.Select(r => (r.About, r.AskedOf))], on, ct);
        var principals = requests.Where(MayBeDelegated).SelectMany(r => asked[(r.About, r.AskedOf)]).Select(s => s.Person.Id).Distinct().ToList();
        if (principals.Count > 0)
            await db.Delegations.Include(d => d.Delegate).Where(d => principals.Contains(d.PrincipalId) && d.EndedAt == null && d.StartsOn <= on && d.EndsOn >= on).LoadAsync(ct);
        var delegations = Alive<Delegation>();
        return requests.Distinct().ToDictionary(r => r, IReadOnlyList<Seat> (r) =>
        {
            var seats = asked[(r.About, r.AskedOf)];
            if (!MayBeDelegated(r))
                return seats;
            var place = places.Of(r.About);
            var students = place.Partners.Prepend(place.Home).Select(p => p.StudentId).OfType<int>().ToHashSet();
            var given = seats.SelectMany(s => delegations.Where(d => (d.Principal == s.Person || d.PrincipalId == s.Person.Id) && d.Covers(r.Subject, on)).Select(d => new Seat(d.Delegate, s.Party, s.Person)))
                .Where(d => !d.Person.IsClosed && !students.Contains(d.Person.Id) && seats.All(s => s.Person != d.Person)).DistinctBy(d => d.Person);
            return [.. seats, .. given];
        });
    }

    /// <summary>What is signed, or done on a page of its own, is not delegated.</summary>
    private static bool MayBeDelegated(SeatRequest request) => request.Kind is TaskKind.Decision or TaskKind.Opinion;

    /// <summary>Who is asked at each of many desks, without delegates.</summary>
    private async Task<(DeskPlaces Places, Dictionary<(DeskCase About, string AskedOf), IReadOnlyList<Seat>> Seats)> AskedAsync(IReadOnlyCollection<(DeskCase About, string AskedOf)> asked, DateOnly on, CancellationToken ct)
    {
        var places = await DeskPlaces.ReadAsync(db, [.. asked.Select(a => a.About).Distinct()], ct);
        var office = await OfficeAsync(places, [.. asked.Select(a => a.AskedOf).Distinct()], ct);
        var instead = await Replacements.OfAsync(db, asked.Select(a => a.About), ct);
        return (places, asked.Distinct().ToDictionary(a => a, a => Asked(a.About, a.AskedOf)));

        IReadOnlyList<Seat> Asked(DeskCase about, string askedOf)
        {
            var seats = office.Seats(places.Of(about), askedOf, on);
            return Assignees.MayBeReplaced(askedOf) ? instead.Applied(about, seats) : seats;
        }
    }

    /// <summary>The people asked by steps of a case, without delegates, each with the side that they are asked for.</summary>
    /// <exception cref="ArgumentException">The route asks somebody that the app does not know.</exception>
    public async Task<IReadOnlyList<AskedPerson>> PeopleAsync(DeskCase about, IReadOnlyCollection<string> askedOf, DateOnly on, CancellationToken ct)
    {
        if (askedOf.Count == 0)
            return [];
        var (places, seats) = await AskedAsync([.. askedOf.Select(a => (about, a))], on, ct);
        var (home, partners) = places.Of(about);
        int? SideOf(string asked) => Assignees.IsByName(asked) ? null : asked.Split(':') switch
        {
            [_, "home"] => home.PartyId,
            [_, "partner"] => partners.FirstOrDefault()?.PartyId,
            _ => null,
        };
        return [.. seats.SelectMany(s => s.Value, (s, seat) => new AskedPerson(seat.Person, s.Key.AskedOf, seat.Party?.Id ?? SideOf(s.Key.AskedOf)))];
    }

    /// <summary>Whether a task asks this person, for themselves or for somebody who delegated it: the desk it lies on says who is asked, the roles of the day say who may answer.</summary>
    public async Task<bool> AskAsync(ProcessTask task, Person by, DateOnly on, CancellationToken ct) =>
        task.Assignees.Any(a => a.PersonId == by.Id) && (await SeatsAsync(SeatRequest.Of(task), on, ct)).Any(s => s.Person.Id == by.Id);

    /// <summary>The side that is asked; where both are, or neither, the home side; null where the case has no such side.</summary>
    public async Task<ProgrammeParty?> PartyAsync(DeskCase about, string askedOf, CancellationToken ct)
    {
        var (home, partners) = (await DeskPlaces.ReadAsync(db, [about], ct)).Of(about);
        var place = askedOf.EndsWith(":partner", StringComparison.Ordinal) ? partners.FirstOrDefault() : home;
        return place is null ? null : await db.Parties.SingleAsync(p => p.Id == place.PartyId, ct);
    }

    /// <summary>Loads everyone who could be asked, and sees what the open transaction has changed and not saved yet.</summary>
    private async Task<DeskOffice> OfficeAsync(DeskPlaces places, IReadOnlyCollection<string> asked, CancellationToken ct)
    {
        var roles = asked.Where(a => !Assignees.IsByName(a)).Select(a => a.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var named = (roles.Contains("student") ? places.All.Select(p => p.StudentId) : [])
            .Concat(roles.Overlaps(["investigator", "lead"]) ? places.All.Select(p => p.InvestigatorId) : []).OfType<int>().Distinct().ToList();
        var emails = asked.Select(Assignees.EmailOf).OfType<string>().ToList();
        var people = named.Count + emails.Count > 0 ? await db.Users.Where(p => named.Contains(p.Id) || emails.Contains(p.Email!)).ToListAsync(ct) : [];
        if (roles.Contains("lead") || roles.Contains("investigator"))
        {
            var candidatures = places.All.Select(p => p.CandidatureId).OfType<int>().ToList();
            await db.SupervisorAssignments.Include(s => s.Person).Where(s => candidatures.Contains(s.CandidatureId)).LoadAsync(ct);
        }
        if (roles.Overlaps(["assessor", "committee"]))
        {
            var candidatures = places.All.Select(p => p.CandidatureId).OfType<int>().ToList();
            await db.CommitteeMembers.Include(m => m.Person).Where(m => candidatures.Contains(m.CandidatureId) && m.EndedAt == null).LoadAsync(ct);
        }
        if (!roles.IsSubsetOf(["student", "lead", "investigator", "assessor", "committee"]))
        {
            var parties = places.All.Select(p => p.PartyId).Distinct().ToList();
            var units = places.All.SelectMany(p => new[] { p.UnitId, p.DoctoralSchoolId }).OfType<int>().Distinct().ToList();
            await db.RoleAssignments.Include(r => r.Person).Where(r => units.Contains(r.UnitId ?? 0) || (r.UnitId == null && parties.Contains(r.PartyId ?? 0))).LoadAsync(ct);
        }
        if (asked.Select(Assignees.GroupOf).OfType<string>().ToList() is { Count: > 0 } groups)
            await db.GroupMembers.Include(m => m.Person).Include(m => m.Group).Where(m => groups.Contains(m.Group.Code)).LoadAsync(ct);
        var sides = asked.Any(Assignees.AsksTwoSides) ? await SidesAsync(places, ct) : [];
        return new DeskOffice(people, Alive<SupervisorAssignment>(), Alive<RoleAssignment>(), Alive<CommitteeMember>(), Alive<GroupMember>(), sides);
    }

    private async Task<Dictionary<int, ProgrammeParty>> SidesAsync(DeskPlaces places, CancellationToken ct)
    {
        var ids = places.All.Select(p => p.PartyId).Distinct().ToList();
        return await db.Parties.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
    }

    private List<T> Alive<T>() where T : class =>
        db.ChangeTracker.Entries<T>().Where(e => e.State is not (EntityState.Deleted or EntityState.Detached)).Select(e => e.Entity).ToList();
}
