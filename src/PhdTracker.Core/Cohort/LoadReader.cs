using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Cohort;

/// <summary>What one supervisor carries.</summary>
public sealed record LoadRow
{
    public required int PersonId { get; init; }
    public string? Title { get; init; }
    public required string GivenName { get; init; }
    public required string FamilyName { get; init; }

    /// <summary>Students who are here.</summary>
    public required int Students { get; init; }

    /// <summary>Of those, the ones whom they supervise as lead.</summary>
    public required int Leads { get; init; }

    /// <summary>Their shares added up, in per cent; an unknown share counts as the rules say.</summary>
    public required int Load { get; init; }

    /// <summary>Students of whom no share is recorded.</summary>
    public required int Unknown { get; init; }

    public PersonName Person => new(PersonId, Title, GivenName, FamilyName);

    /// <summary>Whether it is more than the rules allow.</summary>
    public bool IsOver(CohortRules rules) => Students > rules.MostStudents || Load > rules.MostLoad;
}

/// <summary>What supervisors carry today, counted by the database.</summary>
public static class LoadReader
{
    /// <summary>One row for each supervisor of these students.</summary>
    public static IQueryable<LoadRow> Of(IQueryable<Candidature> candidatures, CohortRules rules, DateOnly today)
    {
        var unknown = rules.UnknownShare;
        return candidatures.AsNoTracking().Where(c => !Candidature.ClosedStates.Contains(c.State)).SelectMany(c => c.Supervisors).Where(s => s.From <= today && (s.To == null || s.To >= today))
            .GroupBy(s => new { s.PersonId, s.Person.Title, s.Person.GivenName, s.Person.FamilyName }).Select(g => new LoadRow
            {
                PersonId = g.Key.PersonId,
                Title = g.Key.Title,
                GivenName = g.Key.GivenName,
                FamilyName = g.Key.FamilyName,
                Students = g.Select(s => s.CandidatureId).Distinct().Count(),
                Leads = g.Count(s => s.Kind == Supervision.SupervisorKind.Lead),
                Load = g.Sum(s => s.SharePercent ?? unknown),
                Unknown = g.Count(s => s.SharePercent == null),
            });
    }

    /// <summary>Those who carry more than the rules allow.</summary>
    public static IQueryable<LoadRow> Over(this IQueryable<LoadRow> rows, CohortRules rules)
    {
        var (students, load) = (rules.MostStudents ?? int.MaxValue, rules.MostLoad ?? int.MaxValue);
        return rows.Where(r => r.Students > students || r.Load > load);
    }

    /// <summary>How many supervisors there are, and how many carry too much.</summary>
    public static async Task<(int All, int Over)> CountAsync(IQueryable<LoadRow> rows, CohortRules rules, CancellationToken ct)
    {
        var counts = await rows.Select(r => 1).Concat(rows.Over(rules).Select(r => 2)).GroupBy(kind => kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return (counts.GetValueOrDefault(1), counts.GetValueOrDefault(2));
    }
}
