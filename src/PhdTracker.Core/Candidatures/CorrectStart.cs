using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Candidatures;

/// <summary>The office corrects a wrong start date or share of full time; every date that is still pending is computed anew.</summary>
/// <param name="Version">The version of the candidature that the page was loaded with.</param>
/// <param name="Reason">Why; it stays in the history.</param>
public sealed record CorrectStart(int CandidatureId, int Version, DateOnly StartOn, decimal Fte, string? Reason);

/// <inheritdoc cref="CorrectStart"/>
public sealed class CorrectStartHandler(PhdTrackerDb db, OfficeCandidatures candidatures, PlanMilestones plans, ConcernedPeople concerned, Notifier notifier)
{
    /// <exception cref="NotFoundException">The candidature is not of this office's side.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>DateOutOfRange</c>, <c>FteOutOfRange</c>, <c>CandidatureClosed</c>, <c>NothingChanged</c>, <c>StartAfterEnd</c>, <c>OfficeReasonMissing</c>.</exception>
    public async Task HandleAsync(CorrectStart command, Person by, CancellationToken ct)
    {
        var candidature = await candidatures.LoadAsync(command.CandidatureId, command.Version, by, ct);
        var reason = LeavingText.Required(command.Reason);
        var before = candidature.StartOn;
        StartPreview.Correct(candidature, command.StartOn, command.Fte);
        plans.For(candidature);
        foreach (var assignment in candidature.Supervisors.Where(s => s.From == before))
            assignment.MoveStart(command.StartOn);
        foreach (var person in concerned.Around(candidature))
            notifier.Tell(person, "StartCorrected", $"/candidatures/{candidature.Id}", null, candidature.Student.DisplayName, before, command.StartOn, by.DisplayName);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(CorrectStart), by.Id, SubjectKind: nameof(Candidature), SubjectId: candidature.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>A date of the plan before and after a correction; null where there is none.</summary>
public sealed record MovedDate(string TitleEn, string TitleFr, DateOnly? Before, DateOnly? After, bool IsKept);

/// <summary>Computes on a copy what a correction of the start would move.</summary>
public sealed class StartPreview(PlanMilestones plans)
{
    /// <summary>Every date of the plan before and after. Nothing is saved.</summary>
    /// <param name="candidatures">Those that the reader may correct.</param>
    /// <exception cref="NotFoundException">It is not among them.</exception>
    /// <exception cref="DomainRuleException">As <see cref="CorrectStartHandler.HandleAsync"/>, but for the reason.</exception>
    public async Task<IReadOnlyList<MovedDate>> OfAsync(IQueryable<Candidature> candidatures, int id, DateOnly startOn, decimal fte, CancellationToken ct)
    {
        var copy = await PlanMilestones.WithPlan(candidatures.Where(c => c.Id == id)).AsNoTrackingWithIdentityResolution().SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        var before = copy.Milestones.Where(m => m.State != MilestoneState.Skipped).ToDictionary(m => m, m => m.DueOn);
        Correct(copy, startOn, fte);
        plans.For(copy);
        return [.. copy.Milestones.Where(m => m.State != MilestoneState.Skipped || before.ContainsKey(m))
            .Select(m => new MovedDate(m.TitleEn, m.TitleFr, before.GetValueOrDefault(m), m.State == MilestoneState.Skipped ? null : m.DueOn, m.IsClosed || m.IsFixed || m.RetakeUsed))
            .OrderBy(m => m.After ?? m.Before ?? DateOnly.MaxValue).ThenBy(m => m.TitleEn, StringComparer.Ordinal)];
    }

    /// <summary>Corrects the start of a candidature that goes on.</summary>
    internal static void Correct(Candidature candidature, DateOnly startOn, decimal fte)
    {
        candidature.EnsureGoesOn();
        Days.EnsureSensible(startOn, "StartOn");
        if (candidature.StartOn == startOn && candidature.Fte == fte)
            throw new DomainRuleException("NothingChanged") { Field = "StartOn" };
        if (candidature.ContractEndsOn < startOn || candidature.FundingEndsOn < startOn)
            throw new DomainRuleException("StartAfterEnd", candidature.ContractEndsOn < startOn ? candidature.ContractEndsOn : candidature.FundingEndsOn) { Field = "StartOn" };
        candidature.CorrectStart(startOn, fte);
    }
}
