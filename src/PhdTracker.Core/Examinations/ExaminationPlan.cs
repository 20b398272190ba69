using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Examinations;

/// <summary>What an examination changes around it: milestones of the plan, the candidature, its project.</summary>
public sealed class ExaminationPlan(PhdTrackerDb db, OfficeMilestones milestones, PlanMilestones planner, ExaminationRulebook rulebook)
{
    /// <summary>Brings the plan into line with its rules, so that what the examination meets is there.</summary>
    public void Refresh(Candidature candidature) => planner.For(candidature);

    /// <summary>Milestones with these codes are met, and the dates that hang on them follow. What is being decided elsewhere is left alone.</summary>
    /// <param name="outcome">As the rules about milestones call it; null where they do not differ by it.</param>
    public async Task MeetAsync(Candidature candidature, IReadOnlyList<string> codes, DateOnly on, Person? by, CancellationToken ct, string? outcome = null)
    {
        foreach (var milestone in candidature.Milestones.Where(m => codes.Contains(m.RuleCode) && m.State != MilestoneState.Submitted).ToList())
        {
            milestone.Meet(on, outcome);
            await milestones.SettleAsync(milestone, by, ct);
        }
    }

    /// <summary>What a step of the examination met, and the steps after it, is asked for again: they were taken back. The dates that hang on it follow.</summary>
    /// <param name="task">Whose answer was taken back; the examination stands as it did before.</param>
    public async Task TakeBackAsync(Examination examination, ProcessTask task, CancellationToken ct)
    {
        await PlanMilestones.WithPlan(db.Candidatures.Where(c => c.Id == examination.CandidatureId)).LoadAsync(ct);
        var (candidature, undone) = (examination.Candidature, task.ActionsSince());
        var codes = CodesOf(rulebook.Of(candidature.Studentship.Party.Institution.Country).Milestones, undone, examination.Outcome is not null);
        foreach (var met in candidature.Milestones.Where(m => codes.Contains(m.RuleCode) && m.State == MilestoneState.Passed))
            met.AskAgain();
        if (undone.Contains("date"))
            candidature.ForgetDefence();
        planner.For(candidature);
        await FollowAsync(candidature, ct);
    }

    /// <param name="again">Whether the examiners had asked for another version: the first thesis was handed in all the same, and the next one was what they asked for.</param>
    private static List<string> CodesOf(ExaminationMilestones milestones, IReadOnlySet<string> steps, bool again) =>
        [.. steps.SelectMany(step => step switch
        {
            "nominate" => milestones.Nomination,
            "thesis" => again ? milestones.Corrections : [.. milestones.Thesis, .. milestones.Corrections],
            "reports" => milestones.Reports,
            "outcome" => milestones.Defence,
            "corrections" => milestones.Corrections,
            _ => [],
        })];

    /// <summary>The day of the defence is known: the dates that hang on it follow.</summary>
    public void Schedule(Candidature candidature, DateOnly on)
    {
        candidature.Describe(defenceOn: on);
        planner.For(candidature);
    }

    /// <summary>Says when what an outcome asks for is due: as the plan's rule about corrections says, else the months of the outcome.</summary>
    public void Expect(Examination examination, ExaminationRules rules, OutcomeRule outcome)
    {
        if (outcome.Then is not (OutcomeThen.Corrections or OutcomeThen.Thesis))
            return;
        var corrections = examination.Candidature.Milestones.Where(m => rules.Milestones.Corrections.Contains(m.RuleCode)).ToList();
        foreach (var again in corrections.Where(m => m.IsClosed))
            again.AskAgain();
        planner.For(examination.Candidature);
        if (outcome.Fact != "none" && corrections.FirstOrDefault(m => m.State == MilestoneState.Planned) is { DueOn: { } due } planned)
        {
            examination.Expect(due, planned.RationaleEn, planned.RationaleFr);
            return;
        }
        var on = examination.OutcomeOn!.Value;
        var last = on.AddMonths(outcome.Months!.Value);
        examination.Expect(last, Rationale(Texts.English, outcome.Months.Value, on, last), Rationale(Texts.French, outcome.Months.Value, on, last));
    }

    /// <summary>The candidature has ended: its project follows the present students of all places.</summary>
    public async Task CloseAsync(Candidature candidature, CandidatureState state, DateOnly on, CancellationToken ct)
    {
        candidature.MoveTo(state, on);
        await FollowAsync(candidature, ct);
    }

    /// <summary>The project follows the present students of all places.</summary>
    public async Task FollowAsync(Candidature candidature, CancellationToken ct)
    {
        await db.Entry(candidature).Reference(c => c.Studentship).Query().Include(s => s.Project).LoadAsync(ct);
        var project = candidature.Studentship.Project;
        await db.Set<Studentship>().Include(s => s.Candidatures).Where(s => s.ProjectId == project.Id).LoadAsync(ct);
        project.Follow([.. project.Studentships.Select(s => s.Candidatures.OrderBy(c => c.StartOn).ThenBy(c => c.Id).LastOrDefault()?.State ?? CandidatureState.Offered)]);
    }

    private static string Rationale(Texts texts, int months, DateOnly on, DateOnly due) => texts.Count("Examination.CorrectionsWhy", months, texts.Date(on), texts.Date(due));
}
