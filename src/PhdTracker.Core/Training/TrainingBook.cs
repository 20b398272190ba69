using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Training;

/// <summary>What counts of a student's training.</summary>
/// <param name="Hours">Confirmed ones, and those of the office's sheet.</param>
/// <param name="Categories">Of what was confirmed here; a sheet says nothing of them.</param>
public sealed record TrainingCount(decimal Hours, IReadOnlyList<TrainingCategory> Categories)
{
    /// <summary>Those of these categories in which nothing was confirmed.</summary>
    public IReadOnlyList<TrainingCategory> Missing(IEnumerable<TrainingCategory> among) => [.. among.Except(Categories)];
}

/// <summary>What a student's rules ask for before the thesis is examined.</summary>
/// <param name="Among">Categories in each of which something must be among the hours.</param>
public sealed record TrainingNeed(int Hours, IReadOnlyList<TrainingCategory> Among);

/// <summary>Training of a student in a list.</summary>
public sealed record TrainingRow(
    int Id, int Version, string Title, TrainingCategory Category, decimal Hours, DateOnly From, DateOnly To, TrainingState State, string? SettledBy, DateOnly? SettledOn, string? ReturnReason, int? DocumentId, string? FileName);

/// <summary>Counts and loads the training of students.</summary>
public sealed class TrainingBook(PhdTrackerDb db, AccessReader access, Lazy<RuleSetLibrary> library)
{
    /// <summary>What counts: what was confirmed here, and beside it what the office's sheet counted (<see cref="Candidature.TrainingHours"/>).</summary>
    public async Task<TrainingCount> CountAsync(int candidatureId, CancellationToken ct)
    {
        var counted = await db.Candidatures.AsNoTracking().Where(c => c.Id == candidatureId)
            .Select(c => new { c.TrainingHours, Confirmed = c.Training.Where(t => t.State == TrainingState.Confirmed).Select(t => new { t.Hours, t.Category }).ToList() }).SingleAsync(ct);
        return new TrainingCount((counted.TrainingHours ?? 0) + counted.Confirmed.Sum(t => t.Hours), [.. counted.Confirmed.Select(t => t.Category).Distinct()]);
    }

    /// <summary>What the student's rules need; null where they need none.</summary>
    public async Task<TrainingNeed?> NeedAsync(int candidatureId, CancellationToken ct)
    {
        var rules = await db.Milestones.AsNoTracking().Where(m => m.CandidatureId == candidatureId).Select(m => new { m.RuleSetCode, m.RuleSetVersion, m.RuleCode }).Distinct().ToListAsync(ct);
        var needs = rules.Select(r => library.Value.Find(r.RuleSetCode, r.RuleSetVersion)?.Rule(r.RuleCode)?.Needs).OfType<GateTerm>().Where(n => n.TrainingHours is not null).ToList();
        return needs.Count == 0 ? null : new TrainingNeed(needs.Max(n => n.TrainingHours!.Value), [.. needs.SelectMany(n => n.TrainingAmong).Distinct().Order()]);
    }

    /// <summary>Everything that was recorded, the newest first.</summary>
    public Task<List<TrainingRow>> RowsAsync(int candidatureId, CancellationToken ct) => db.TrainingActivities.AsNoTracking().Where(t => t.CandidatureId == candidatureId)
        .OrderByDescending(t => t.To).ThenByDescending(t => t.Id)
        .Select(t => new TrainingRow(
            t.Id, t.Version, t.Title, t.Category, t.Hours, t.From, t.To, t.State,
            t.SettledBy == null ? null : t.SettledBy.GivenName + " " + t.SettledBy.FamilyName, t.SettledOn, t.ReturnReason, t.DocumentId, t.Document!.FileName)).ToListAsync(ct);

    /// <summary>A candidature for somebody who may do this to it.</summary>
    /// <exception cref="NotFoundException">It does not exist, or not for this person.</exception>
    public async Task<Candidature> CandidatureAsync(int id, Permission permission, Person by, CancellationToken ct) =>
        await (await access.ForAsync(by.Id, ct)).Filter(db.Candidatures, permission).Include(c => c.Student).Include(c => c.Studentship).ThenInclude(s => s.Project)
            .Include(c => c.Studentship.Party).ThenInclude(p => p.Institution).SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFoundException();

    /// <summary>An activity for somebody who may do this to its candidature.</summary>
    /// <param name="version">The version that the page was loaded with.</param>
    /// <exception cref="NotFoundException">It does not exist, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    public async Task<TrainingActivity> LoadAsync(int candidatureId, int id, int version, Permission permission, Person by, CancellationToken ct)
    {
        _ = await CandidatureAsync(candidatureId, permission, by, ct);
        var activity = await db.TrainingActivities.Include(t => t.Document).SingleOrDefaultAsync(t => t.Id == id && t.CandidatureId == candidatureId, ct) ?? throw new NotFoundException();
        activity.Candidature.EnsureGoesOn();
        return activity.Version == version ? activity : throw new StaleVersionException();
    }
}
