using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Cohort;

/// <summary>What the filters of lists offer: what occurs in the projects and students that the person may see.</summary>
public sealed record CohortChoices
{
    public required IReadOnlyList<CallChoice> Calls { get; init; }
    public required IReadOnlyList<SideChoice> Sides { get; init; }
    public required IReadOnlyList<NamedChoice> Themes { get; init; }
    public required IReadOnlyList<NamedChoice> Programmes { get; init; }
    public required IReadOnlyList<NamedChoice> Institutions { get; init; }
    public required IReadOnlyList<NamedChoice> Units { get; init; }
    public required IReadOnlyList<NamedChoice> Structures { get; init; }

    /// <summary>The supervisor whom the filter names by id, where they supervise somebody in sight.</summary>
    public string? Supervisor { get; init; }

    /// <summary>Reads them all in one command.</summary>
    /// <param name="supervisorId">Somebody whose name is needed.</param>
    public static async Task<CohortChoices> ReadAsync(PhdTrackerDb db, Access access, CancellationToken ct, int? supervisorId = null)
    {
        var projects = access.Filter(db.Projects.AsNoTracking(), Permission.ViewProject);
        var candidatures = access.Filter(db.Candidatures.AsNoTracking(), Permission.ViewCandidature);
        var rows = await db.Calls.AsNoTracking().Where(c => projects.Any(p => p.CallId == c.Id)).Select(c => new { Kind = Kind.Call, c.Id, Order = c.ProgrammeId, c.Number, c.Year, En = c.ThemeEn, Fr = c.ThemeFr })
            .Concat(db.Parties.AsNoTracking().Where(s => projects.Any(p => p.ProgrammeId == s.ProgrammeId)).Select(s => new { Kind = Kind.Side, s.Id, Order = 0, Number = 0, Year = 0, En = s.Side, Fr = s.Institution.ShortName }))
            .Concat(db.Themes.AsNoTracking().Where(t => projects.Any(p => p.Themes.Any(x => x.Id == t.Id))).Select(t => new { Kind = Kind.Theme, t.Id, Order = 0, Number = 0, Year = 0, En = t.NameEn, Fr = t.NameFr }))
            .Concat(db.Programmes.AsNoTracking().Where(g => projects.Any(p => p.ProgrammeId == g.Id)).Select(g => new { Kind = Kind.Programme, g.Id, Order = 0, Number = 0, Year = 0, En = g.NameEn, Fr = g.NameFr }))
            .Concat(db.Institutions.AsNoTracking().Where(i => candidatures.Any(c => c.HomeInstitutionId == i.Id) || db.Parties.Any(s => s.InstitutionId == i.Id && projects.Any(p => p.ProgrammeId == s.ProgrammeId)))
                .Select(i => new { Kind = Kind.Institution, i.Id, Order = 0, Number = 0, Year = 0, En = i.NameEn, Fr = i.NameFr }))
            .Concat(db.Units.AsNoTracking().Where(u => candidatures.Any(c => c.UnitId == u.Id) || candidatures.Any(c => c.DoctoralSchoolId == u.Id))
                .Select(u => new { Kind = Kind.Unit, u.Id, Order = 0, Number = 0, Year = 0, En = u.Name, Fr = u.Code ?? "" }))
            .Concat(db.Structures.AsNoTracking().Where(s => projects.Any(p => p.StructureId == s.Id)).Select(s => new { Kind = Kind.Structure, s.Id, Order = 0, Number = 0, Year = 0, En = s.Name, Fr = s.Name }))
            .Concat(db.Users.AsNoTracking().Where(x => x.Id == supervisorId && candidatures.Any(c => c.Supervisors.Any(s => s.PersonId == x.Id)))
                .Select(x => new { Kind = Kind.Supervisor, x.Id, Order = 0, Number = 0, Year = 0, En = x.GivenName, Fr = x.FamilyName }))
            .ToListAsync(ct);
        var of = rows.OrderBy(r => r.Order).ThenBy(r => r.Number).ThenBy(r => r.Id).ToLookup(r => r.Kind);
        List<NamedChoice> Named(int kind) => [.. of[kind].Select(r => new NamedChoice(r.Id, r.En, r.Fr)).OrderBy(c => c.NameEn, StringComparer.InvariantCulture)];
        return new CohortChoices
        {
            Calls = [.. of[Kind.Call].Select(r => new CallChoice(r.Id, r.Number, r.Year, r.En, r.Fr))],
            Sides = [.. of[Kind.Side].Select(r => new SideChoice(r.En, r.Fr))],
            Themes = Named(Kind.Theme),
            Programmes = [.. of[Kind.Programme].Select(r => new NamedChoice(r.Id, r.En, r.Fr))],
            Institutions = Named(Kind.Institution),
            Units = [.. of[Kind.Unit].Select(r => new NamedChoice(r.Id, UnitName(r.En, r.Fr), UnitName(r.En, r.Fr))).OrderBy(c => c.NameEn, StringComparer.InvariantCulture)],
            Structures = Named(Kind.Structure),
            Supervisor = of[Kind.Supervisor].Select(r => $"{r.En} {r.Fr}").FirstOrDefault(),
        };
    }

    private static string UnitName(string name, string code) => code.Length == 0 || name.Contains(code, StringComparison.Ordinal) ? name : $"{code} {name}";

    private static class Kind
    {
        public const int Call = 1, Side = 2, Theme = 3, Programme = 4, Institution = 5, Unit = 6, Structure = 7, Supervisor = 8;
    }
}

public sealed record CallChoice(int Id, int Number, int Year, string ThemeEn, string ThemeFr);

public sealed record SideChoice(string Side, string Institution);

public sealed record NamedChoice(int Id, string NameEn, string NameFr);
