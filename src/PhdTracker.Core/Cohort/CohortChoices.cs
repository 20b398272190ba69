using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Cohort;

/// <summary>What the filters of lists offer: the calls, sides, themes and states of what the person may see.</summary>
public sealed record CohortChoices(IReadOnlyList<CallChoice> Calls, IReadOnlyList<SideChoice> Sides, IReadOnlyList<ThemeChoice> Themes, IReadOnlyList<CandidatureState> States, IReadOnlyList<ProgrammeName> Programmes)
{
    public static async Task<CohortChoices> ReadAsync(PhdTrackerDb db, Access access, CancellationToken ct)
    {
        var projects = access.Filter(db.Projects.AsNoTracking(), Permission.ViewProject);
        var candidatures = access.Filter(db.Candidatures.AsNoTracking(), Permission.ViewCandidature);
        return new CohortChoices(
            await db.Calls.AsNoTracking().Where(c => projects.Any(p => p.CallId == c.Id)).OrderBy(c => c.ProgrammeId).ThenBy(c => c.Number)
                .Select(c => new CallChoice(c.Id, c.Number, c.Year, c.ThemeEn, c.ThemeFr)).ToListAsync(ct),
            await db.Parties.AsNoTracking().Where(s => projects.Any(p => p.ProgrammeId == s.ProgrammeId)).OrderBy(s => s.Id)
                .Select(s => new SideChoice(s.Side, s.Institution.ShortName)).ToListAsync(ct),
            await db.Themes.AsNoTracking().Where(t => projects.Any(p => p.Themes.Any(x => x.Id == t.Id))).OrderBy(t => t.NameEn)
                .Select(t => new ThemeChoice(t.Id, t.NameEn, t.NameFr)).ToListAsync(ct),
            await candidatures.Select(c => c.State).Distinct().ToListAsync(ct),
            await db.Programmes.AsNoTracking().Where(g => projects.Any(p => p.ProgrammeId == g.Id)).OrderBy(g => g.Id)
                .Select(g => new ProgrammeName(g.Id, g.NameEn, g.NameFr)).ToListAsync(ct));
    }
}

public sealed record CallChoice(int Id, int Number, int Year, string ThemeEn, string ThemeFr);

public sealed record SideChoice(string Side, string Institution);

public sealed record ThemeChoice(int Id, string NameEn, string NameFr);

public sealed record ProgrammeName(int Id, string NameEn, string NameFr);
