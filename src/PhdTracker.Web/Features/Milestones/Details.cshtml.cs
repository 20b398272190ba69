using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>One milestone of one student: what it is, why it is due then, what was handed in, where it lies and what happened.</summary>
public sealed class DetailsModel(
    CurrentPerson current, MilestoneCases cases, CaseDesks desks, CaseRoutes routes, CaseHistories histories, Lazy<RuleSetLibrary> rules, PlanMilestones plans, Texts texts, TimeProvider clock) : PageModel
{
    public MilestoneCase Case { get; private set; } = null!;
    public CaseDesk? Desk { get; private set; }
    public WholeRoute Route { get; private set; } = WholeRoute.None;
    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];

    /// <summary>Versions handed in, the newest first; empty for those who may not read them.</summary>
    public IReadOnlyList<SubmissionView> Versions { get; private set; } = [];
    public SubmissionView? Draft { get; private set; }
    public bool MayRead { get; private set; }
    public bool MaySubmit { get; private set; }
    public bool MayRecord { get; private set; }

    /// <summary>It is not required, and the reader may ask for it after all.</summary>
    public bool MayRequire { get; private set; }

    /// <summary>What to send, as the rule says; null if the rule set is gone.</summary>
    public string? Description => Why.Rule?.Description.In(texts);

    /// <summary>Why it is due then.</summary>
    public DateExplanation Why { get; private set; } = null!;

    /// <summary>Whether the reader may try what a change would do.</summary>
    public bool MayTry { get; private set; }

    /// <summary>Whether the reader may open the rule set.</summary>
    public bool MayReadRules { get; private set; }

    /// <summary>Whether the reader's office may let the student follow a newer version.</summary>
    public bool MayMoveRules { get; private set; }
    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Case = await cases.ReadAsync(id, access, Permission.ViewCandidature, ct);
        Today = clock.Today();
        var submissions = await cases.SubmissionsAsync(Case.EquivalentTo?.Id ?? id, access, ct);
        Draft = submissions.FirstOrDefault(s => s.SubmittedAt is null);
        Versions = [.. submissions.Where(s => s.SubmittedAt is not null)];
        MayRead = access.May(Permission.ReadSubmissions, Case.Scope) || Versions.Count > 0;
        MaySubmit = Case.IsForStudent && access.May(Permission.SubmitMilestones, Case.Scope);
        MayRequire = Case.State == MilestoneState.Waived && !Candidature.IsClosed(Case.CandidatureState) && access.May(Permission.RecordMilestones, Case.Scope);
        MayRecord = Case.CanBeRecorded && access.May(Permission.RecordMilestones, Case.Scope);
        ViewData["MayReverse"] = access.May(Permission.ReverseDecisions, Case.Scope);
        Why = DateExplanation.Of(Case, rules.Value);
        if (Why is { MayMove: true, Rule.Cap: not null })
            Why = Why with { IsLatest = await cases.IsLatestAsync(Case, plans, ct) };
        MayTry = !Candidature.IsClosed(Case.CandidatureState) && access.May(Permission.TryChanges, Case.Scope);
        MayReadRules = access.MayAnywhere(Permission.ViewRoutes);
        MayMoveRules = !Candidature.IsClosed(Case.CandidatureState) && access.May(Permission.ManageCandidatures, Case.Scope);
        Desk = await desks.OfAsync(id, ct);
        Route = await routes.WholeAsync(id, texts, ct);
        History = await histories.OfAsync(id, texts, MayRead, ct);
    }
}
