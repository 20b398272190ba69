using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Rules.Reading;
using PhdTracker.Core.People;
using PhdTracker.Workflows;
using static PhdTracker.Core.Milestones.Rules.Reading.JsonFields;

namespace PhdTracker.Core.Milestones.Rules.Versions;

/// <summary>Begins a draft with a rule set that was written elsewhere: a new version of a known code, or a new code.</summary>
/// <param name="File">The name of its file, for the problems; null where the text was pasted.</param>
/// <param name="Renumber">Whether it gets the next free number, whichever it names.</param>
public sealed record UploadRuleSet(string Json, string? File, bool Renumber);

/// <summary>The version that an upload became.</summary>
public sealed record UploadedRuleSet(string Code, int Number, LocalText Name);

/// <inheritdoc cref="UploadRuleSet"/>
public sealed class UploadRuleSetHandler(PhdTrackerDb db, RuleSetDrafts drafts, RuleSetReach reach, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The person may not.</exception>
    /// <exception cref="RuleSetProblemsException">It cannot be used, or its number is not free. Nothing was kept.</exception>
    public Task<UploadedRuleSet> HandleAsync(UploadRuleSet command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => UploadAsync(command, me!, ct), ct);

    private async Task<UploadedRuleSet> UploadAsync(UploadRuleSet command, Person by, CancellationToken ct)
    {
        await drafts.AuthoriseAsync(Permission.DraftRoutes, by, ct);
        var file = command.File ?? "rule set";
        var content = Read(command.Json, file);
        var next = await drafts.NextAsync(content.Set.Code, ct);
        if (command.Renumber)
            content = Read(RuleSetContent.Renumber(command.Json, next), file);
        var problems = new List<RuleSetProblem>(await reach.UnknownRoutesAsync(content.Set, file, ct));
        if (await OfNumberAsync(content, next, file, ct) is { } wrong)
            problems.Add(wrong);
        if (problems.Count > 0)
            throw new RuleSetProblemsException(problems);
        var draft = db.RuleSets.Add(StoredRuleSet.Draft(content, by, clock.UtcNow())).Entity;
        drafts.Record(draft, nameof(UploadRuleSet), null, by);
        await db.SaveChangesAsync(ct);
        return new UploadedRuleSet(draft.Code, draft.Number, content.Set.Name);
    }

    private static RuleSetContent Read(string json, string file)
    {
        try
        {
            return RuleSetContent.Read(json, file);
        }
        catch (InvalidRuleSetException broken)
        {
            throw new RuleSetProblemsException(broken.Problems);
        }
    }

    private async Task<RuleSetProblem?> OfNumberAsync(RuleSetContent content, int next, string file, CancellationToken ct)
    {
        var (code, number) = (content.Set.Code, content.Set.Version);
        var free = new ProblemText("RuleExpected.Version", Quoted("version"), next);
        if (await db.RuleSets.AsNoTracking().Where(s => s.Code == code && s.Number == number).Select(s => s.ContentHash).SingleOrDefaultAsync(ct) is { } same)
        {
            return same == content.Hash
                ? new(file, null, new ProblemText("RuleProblem.VersionHere", number, Quoted(code)), new ProblemText("RuleExpected.SomethingNew"))
                : new(file, null, new ProblemText("RuleProblem.VersionOther", number, Quoted(code)), free);
        }
        // The address of the page that uploads.
        if (code == "upload")
            return new(file, null, new ProblemText("RuleProblem.CodeKept", Quoted("code"), Quoted(code)), new ProblemText("RuleExpected.AnotherCode", Quoted("imperial-physics")));
        if (number < StoredRuleSet.FirstLocalNumber)
            return new(file, null, new ProblemText("RuleProblem.VersionOfFiles", Quoted("version"), number), free);
        return number > StoredRuleSet.LastNumber ? new(file, null, new ProblemText("RuleProblem.VersionTooHigh", Quoted("version"), number), free) : null;
    }
}
