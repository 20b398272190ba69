using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.People;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Cohort;

/// <summary>What one supervisor carries.</summary>
public sealed record LoadRow
{
    public required int PersonId { get; init; }
    public string? Title { get; init; }
    public required string GivenName { get; init; }
    public required string FamilyName { get; init; }

    /// <summary>Students who are here, whoever may see them.</summary>
    public required int Students { get; init; }

    /// <summary>Of those, the ones in view.</summary>
    public required int InView { get; init; }

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

/// <summary>What supervisors carry today, counted by the database: of those who supervise somebody in view, and all that they carry, for a policy is kept or broken by all of it.</summary>
public static class LoadReader
{
    /// <summary>One row for each supervisor of the students in view.</summary>
    /// <param name="all">Every student, in the reader's scope or not: only their number is shown.</param>
    public static IQueryable<LoadRow> Of(IQueryable<Candidature> all, IQueryable<Candidature> inView, CohortRules rules, DateOnly today)
    {
        var unknown = rules.UnknownShare;
        // A student in view stands here twice, and counts once: databases add up columns, not questions.
        return Supervising(all, today).Select(s => new { s.PersonId, s.Person.Title, s.Person.GivenName, s.Person.FamilyName, s.CandidatureId, IsInView = false, IsLead = s.Kind == SupervisorKind.Lead, Load = s.SharePercent ?? unknown, IsUnknown = s.SharePercent == null })
            .Concat(Supervising(inView, today).Select(s => new { s.PersonId, s.Person.Title, s.Person.GivenName, s.Person.FamilyName, s.CandidatureId, IsInView = true, IsLead = false, Load = 0, IsUnknown = false }))
            .GroupBy(s => new { s.PersonId, s.Title, s.GivenName, s.FamilyName }).Select(g => new LoadRow
            {
                PersonId = g.Key.PersonId,
                Title = g.Key.Title,
                GivenName = g.Key.GivenName,
                FamilyName = g.Key.FamilyName,
                Students = g.Select(s => s.CandidatureId).Distinct().Count(),
                InView = g.Where(s => s.IsInView).Select(s => s.CandidatureId).Distinct().Count(),
                Leads = g.Count(s => s.IsLead),
                Load = g.Sum(s => s.Load),
                Unknown = g.Count(s => s.IsUnknown),
            }).Where(r => r.InView > 0);
    }

    private static IQueryable<SupervisorAssignment> Supervising(IQueryable<Candidature> candidatures, DateOnly today) =>
        candidatures.AsNoTracking().Where(c => !Candidature.ClosedStates.Contains(c.State)).SelectMany(c => c.Supervisors).Where(s => s.From <= today && (s.To == null || s.To >= today));

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
