using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.People;

public enum RolePhase { Current, Upcoming, Past }

/// <summary>A role in words.</summary>
/// <param name="Assignment">The assignment; null for what follows from a candidature.</param>
/// <param name="CandidatureId">The candidature that the role follows from.</param>
/// <param name="Place">Where it is held, or whom it is about.</param>
/// <param name="Side">The side's word, such as UK; null where it belongs to none.</param>
public sealed record HeldRole(RoleAssignment? Assignment, int? CandidatureId, string Name, string Place, string? Side, string Period, RolePhase Phase);

/// <summary>Reads the roles of a person, as far as the viewer may know them, in the viewer's words: current ones first.</summary>
public sealed class PersonRoles(PhdTrackerDb db, TimeProvider clock)
{
    public async Task<IReadOnlyList<HeldRole>> OfAsync(int personId, Access viewer, Texts texts, CancellationToken ct)
    {
        var assigned = await db.RoleAssignments.AsNoTracking().Include(r => r.Programme).Include(r => r.Party!.Institution).Include(r => r.Unit!.Institution)
            .Where(r => r.PersonId == personId).ToListAsync(ct);
        var visible = viewer.Filter(db.Candidatures.AsNoTracking(), Permission.ViewCandidature);
        var studied = await visible.Where(c => c.StudentId == personId)
            .Select(c => new { c.Id, c.StartOn, c.ClosedOn, c.Studentship.Project.Code, c.Studentship.Project.Title, c.Studentship.Party.Side }).ToListAsync(ct);
        var supervised = await visible.SelectMany(c => c.Supervisors).Where(s => s.PersonId == personId)
            .Select(s => new { s.CandidatureId, s.Kind, s.From, s.To, s.Party.Side, s.Candidature.Student.GivenName, s.Candidature.Student.FamilyName, s.Candidature.Studentship.Project.Code }).ToListAsync(ct);

        var roles = assigned.Select(r => (r.From, Role: Held(r, null, texts.Enum(r.Role), Place(r, texts), r.Party?.Side, r.From, r.To, texts)))
            .Concat(studied.Select(c => (From: c.StartOn, Role: Held(null, c.Id, texts.Enum(Role.Student), texts["People.Project", c.Code, c.Title], c.Side, c.StartOn, c.ClosedOn, texts))))
            .Concat(supervised.Select(s => (s.From, Role: Held(null, s.CandidatureId, texts.Enum(s.Kind), texts["People.StudentOf", $"{s.GivenName} {s.FamilyName}", s.Code], s.Side, s.From, s.To, texts))));
        return [.. roles.OrderBy(r => r.Role.Phase).ThenByDescending(r => r.From).ThenBy(r => r.Role.Place, StringComparer.Ordinal).Select(r => r.Role)];
    }

    /// <summary>A period as a reader says it: since, from … to.</summary>
    public static string Period(Texts texts, DateOnly from, DateOnly? to, DateOnly today) =>
        to is { } last ? texts["People.Period.FromTo", texts.ShortDate(from), texts.ShortDate(last)]
        : from > today ? texts["People.Period.From", texts.ShortDate(from)]
        : texts["People.Period.Since", texts.ShortDate(from)];

    /// <summary>Where an assignment is held, in words.</summary>
    public static string Place(RoleAssignment role, Texts texts) =>
        role.Unit is { } unit ? texts["People.UnitOf", unit.Code is null ? unit.Name : $"{unit.Name} ({unit.Code})", unit.Institution.ShortName]
        : role.Party is { } party ? party.Institution.ShortName
        : role.Programme is { } programme ? texts.Of(programme.NameEn, programme.NameFr)
        : texts["People.Everything"];

    private HeldRole Held(RoleAssignment? assignment, int? candidatureId, string name, string place, string? side, DateOnly from, DateOnly? to, Texts texts)
    {
        var today = clock.Today();
        var phase = from > today ? RolePhase.Upcoming : to < today ? RolePhase.Past : RolePhase.Current;
        return new HeldRole(assignment, candidatureId, name, place, side, Period(texts, from, to, today), phase);
    }
}
