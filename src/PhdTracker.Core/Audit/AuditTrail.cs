using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Search;

namespace PhdTracker.Core.Audit;

/// <summary>An act as a list of the trail shows it. Before and after are read only for the page of one case.</summary>
public sealed record AuditRow
{
    public required string CaseKey { get; init; }
    public required int Sequence { get; init; }
    public required DateTime At { get; init; }
    public required string ActName { get; init; }
    public PersonName? By { get; init; }
    public PersonName? OnBehalfOf { get; init; }
    public int? SubjectId { get; init; }

    /// <summary>Title of the milestone that the act was about, in both languages.</summary>
    public string? MilestoneEn { get; init; }
    public string? MilestoneFr { get; init; }
    public string? Comment { get; init; }
    public string Before { get; init; } = "{}";
    public string After { get; init; } = "{}";
}

/// <summary>Which acts a list shows.</summary>
/// <param name="Person">Part of the name of who acted, or on whose behalf, however accented; of a record that was merged, also its name now.</param>
/// <param name="Case">Part of a student's or person's name, or of a project's code or title.</param>
/// <param name="From">First day, in UTC.</param>
/// <param name="To">Last day, included, in UTC.</param>
public sealed record AuditFilter(string? Person = null, string? Case = null, DateOnly? From = null, DateOnly? To = null);

public static class AuditTrail
{
    /// <summary>The entries of these cases, narrowed; the newest first.</summary>
    public static IQueryable<AuditEntry> Of(PhdTrackerDb db, AuditCases cases, AuditFilter filter)
    {
        var entries = db.AuditEntries.AsNoTracking();
        if (cases.Keys is { } keys)
            entries = entries.Where(e => keys.Contains(e.CaseKey));
        foreach (var word in SearchWords.Of(filter.Person))
            entries = entries.Where(e => e.By!.SearchName.Contains(word) || e.OnBehalfOf!.SearchName.Contains(word) || e.By!.MergedInto!.SearchName.Contains(word));
        if (filter.From is { } from)
        {
            var start = from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            entries = entries.Where(e => e.At >= start);
        }
        if (filter.To is { } to)
        {
            var end = to.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            entries = entries.Where(e => e.At < end);
        }
        return entries;
    }

    /// <summary>One page of entries, the newest first.</summary>
    public static Task<List<AuditRow>> ReadAsync(PhdTrackerDb db, IQueryable<AuditEntry> entries, int skip, int take, bool withValues, CancellationToken ct) =>
        entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Skip(skip).Take(take).Select(e => new AuditRow
        {
            CaseKey = e.CaseKey,
            Sequence = e.Sequence,
            At = e.At,
            ActName = e.ActName,
            By = e.By == null ? null : new PersonName(e.By.Id, e.By.Title, e.By.GivenName, e.By.FamilyName),
            OnBehalfOf = e.OnBehalfOf == null ? null : new PersonName(e.OnBehalfOf.Id, e.OnBehalfOf.Title, e.OnBehalfOf.GivenName, e.OnBehalfOf.FamilyName),
            SubjectId = e.SubjectId,
            MilestoneEn = e.SubjectKind == "Milestone" ? db.Milestones.Where(m => m.Id == e.SubjectId).Select(m => m.TitleEn).FirstOrDefault()
                : e.SubjectKind == "Task" ? db.Tasks.Where(t => t.Id == e.SubjectId).Select(t => t.Process.Milestone!.TitleEn).FirstOrDefault()
                : e.SubjectKind == "Process" ? db.Processes.Where(p => p.Id == e.SubjectId).Select(p => p.Milestone!.TitleEn).FirstOrDefault() : null,
            MilestoneFr = e.SubjectKind == "Milestone" ? db.Milestones.Where(m => m.Id == e.SubjectId).Select(m => m.TitleFr).FirstOrDefault()
                : e.SubjectKind == "Task" ? db.Tasks.Where(t => t.Id == e.SubjectId).Select(t => t.Process.Milestone!.TitleFr).FirstOrDefault()
                : e.SubjectKind == "Process" ? db.Processes.Where(p => p.Id == e.SubjectId).Select(p => p.Milestone!.TitleFr).FirstOrDefault() : null,
            Comment = withValues ? e.Comment : null,
            Before = withValues ? e.Before : "{}",
            After = withValues ? e.After : "{}",
        }).ToListAsync(ct);
}
