using PhdTracker.Core.Data;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Core.Processes.Running;

namespace PhdTracker.Core.Processes;

/// <summary>Opens the task of a step that asks people: on whose desks it lies, by when, and who is told.</summary>
public sealed class TaskOpening(PhdTrackerDb db, Desks desks, TaskMails asks, TaskDays days)
{
    /// <param name="shape">Says what else the step says about its task.</param>
    public async Task<StepEnd> OpenAsync(RouteStep step, TaskKind kind, Action<ProcessTask> shape, CancellationToken ct)
    {
        var asked = step.Text("assignee");
        var seats = await desks.SeatsAsync(new SeatRequest(step.Desk, step.Process.Subject?.Kind, kind, asked), step.Today, ct);
        var party = await desks.PartyAsync(step.Desk, asked, ct);
        if (party is not null)
            await db.Entry(party).Reference(p => p.Institution).LoadAsync(ct);
        var submission = await step.SubmissionAsync(ct);
        var (due, lapses) = (days.After(step, party, "dueIn"), days.After(step, party, "lapsesAfter"));
        // Only where somebody may be missing is an office told.
        var offices = seats.Count == 0 || Assignees.AsksBoth(asked) ? await asks.OfficesAsync(step.Desk, step.Today, ct) : (Home: [], Partner: []);
        var lapsesAt = lapses is { } day ? TaskDays.EndOf(day, party?.Institution) : (DateTime?)null;
        return StepEnd.Waiting(bookmark =>
        {
            var task = new ProcessTask(step.Process, bookmark.ActivityId, Bookmarks.Key(bookmark), kind, asked, party, submission, step.Now, due, lapses);
            task.Name(step.Text("title"), step.Call.Text("titleFr") ?? step.Text("title"));
            task.Remind(step.Call.Text("reminders"));
            shape(task);
            task.Ask(seats);
            db.Tasks.Add(task);
            var vacant = task.Vacant;
            if (vacant.Count > 0)
                task.NoteOfficeTold();
            db.OnceSaved(() =>
            {
                // Who has just acted and goes on with the next step needs no mail about it.
                asks.Tell(task, task.Asked.Where(p => kind != TaskKind.Action || p != step.By));
                asks.TellNobody(task, vacant, offices);
            });
        }, lapsesAt, lapsesAt is null ? null : "Lapsed");
    }
}
