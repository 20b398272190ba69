using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Tasks;

/// <summary>Takes back one's own answer while nobody has acted on it; says why where that is not possible.</summary>
public sealed class RecallModel(PhdTrackerDb db, CurrentPerson current, RecallDecisionHandler recall, ReverseDecisionHandler reverse, Texts texts) : TakeBackModel(db, texts)
{
    public Decision Own { get; private set; } = null!;

    /// <summary>The page of the question, which whoever answered may open, while the case may be none of a delegate's business.</summary>
    public string TaskPath => FormattableString.Invariant($"/tasks/{Asked.Id}");

    /// <summary>Why it cannot be recalled; null if it can.</summary>
    public string? WhyNot { get; private set; }

    /// <summary>Whether the reader can reverse it instead.</summary>
    public bool MayReverse { get; private set; }

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await recall.HandleAsync(new RecallDecision(id, Reason ?? ""), await current.PersonAsync(ct), ct);
        this.Done(Texts["Recall.Done"]);
        // Where the question was closed, it is asked by a new task.
        var again = await Db.Tasks.Where(t => t.ProcessId == Asked.ProcessId && t.ActivityId == Asked.ActivityId && t.State == TaskState.Open).MaxAsync(t => t.Id, ct);
        return Redirect(FormattableString.Invariant($"/tasks/{again}"));
    }

    protected override async Task LoadAsync(int id, CancellationToken ct)
    {
        var me = await current.PersonAsync(ct);
        (var task, Own) = await recall.LoadAsync(id, me, ct);
        Show(task);
        try
        {
            await recall.EnsurePossibleAsync(Asked, ct);
        }
        catch (DomainRuleException refused)
        {
            WhyNot = refused.In(Texts);
            MayReverse = refused.Code == "RecallActedOn" && Asked is { State: TaskState.Done, Kind: TaskKind.Decision }
                && (Own.ById == me.Id || await reverse.MayAsync(await current.AccessAsync(ct), Asked.Process, ct));
        }
    }
}
