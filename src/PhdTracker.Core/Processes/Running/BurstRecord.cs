using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Running;

/// <summary>Keeps what a burst has left behind: bookmarks, tasks that are not needed any more, incidents, and one line of the journal.</summary>
internal sealed class BurstRecord(PhdTrackerDb db, Process process, WorkflowRun run)
{
    private static readonly string[] Events = ["started", "completed", "cancelled", "faulted"];

    /// <param name="answered">The bookmark whose answer began the burst.</param>
    /// <param name="lapsed">Whether the time answered it, and nobody did.</param>
    public async Task KeepAsync(int? answered, bool lapsed, Person? by, CancellationToken ct)
    {
        KeepBookmarks();
        await CloseTasksAsync(answered, lapsed, ct);
        foreach (var incident in run.Raised)
            db.Incidents.Add(new ProcessIncident(process, incident.Id, incident.ActivityId, incident.Message, incident.Input, incident.At));
        if (run.Journal.Count > 0)
            db.Journal.Add(new JournalEntry(process, run.Journal[0].Sequence, run.Now, Lines(), by?.Id));
    }

    /// <summary>The sub-routes for whose end nobody waits any more.</summary>
    public async Task<IReadOnlyList<Process>> LeftAsync(CancellationToken ct)
    {
        var closed = run.Closed.Where(b => HostTypes.StartsWorkflow(TypeOf(b).TypeName)).Select(b => (int?)b.Id).ToList();
        if (closed.Count == 0)
            return [];
        if (process.Id > 0)
            await db.Processes.Where(p => p.ParentId == process.Id && closed.Contains(p.ParentBookmarkId)).LoadAsync(ct);
        return [.. db.Processes.Local.Where(p => p.Parent == process && closed.Contains(p.ParentBookmarkId))];
    }

    // A person's task, or a sub-route, is itself the place where the process waits; other places have a row of their own, found by their due date.
    private void KeepBookmarks()
    {
        foreach (var bookmark in run.Opened)
        {
            if (HasRow(bookmark) && !run.Closed.Contains(bookmark))
                db.Bookmarks.Add(new ProcessBookmark(process, bookmark.Id, bookmark.ActivityId, bookmark.Name, bookmark.DueAt));
        }

        foreach (var bookmark in run.Closed)
        {
            if (HasRow(bookmark) && !run.Opened.Contains(bookmark))
                db.Bookmarks.Remove(db.Bookmarks.Local.FirstOrDefault(b => b.Process == process && b.BookmarkId == bookmark.Id)
                    ?? new ProcessBookmark(process, bookmark.Id, bookmark.ActivityId, bookmark.Name, bookmark.DueAt));
        }
    }

    private async Task CloseTasksAsync(int? answered, bool lapsed, CancellationToken ct)
    {
        var closed = run.Closed.Where(IsTask).Select(Bookmarks.Key).ToList();
        if (closed.Count == 0)
            return;
        if (process.Id > 0 && (closed.Count > 1 || lapsed || closed[0] != Bookmarks.Key(answered)))
            await db.Tasks.Where(t => t.ProcessId == process.Id && closed.Contains(t.BookmarkId)).LoadAsync(ct);
        foreach (var task in db.Tasks.Local.Where(t => t.Process == process && t.State == TaskState.Open && closed.Contains(t.BookmarkId)).ToList())
        {
            if (task.BookmarkId == Bookmarks.Key(answered) && lapsed)
                task.Lapse(run.Now);
            else
                task.Cancel(run.Now);
        }
    }

    private bool HasRow(Bookmark bookmark) => bookmark.IsRetry || !TypeOf(bookmark).IsOfHost;

    private bool IsTask(Bookmark bookmark) => !HasRow(bookmark) && !HostTypes.StartsWorkflow(TypeOf(bookmark).TypeName);

    private ActivityType TypeOf(Bookmark bookmark) => run.Instance.Workflow.Find(bookmark.ActivityId)!.Type;

    private string EventOf(PhdTracker.Workflows.JournalEntry line) => line switch
    {
        { Event: JournalEvent.Completed, Text: "Skipped" } => "skipped",
        { Event: JournalEvent.Started } when line.ActivityId == run.AskedAnew => "reopened",
        _ => Events[(int)line.Event],
    };

    private string Lines()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        foreach (var line in run.Journal)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(line.ActivityId);
            writer.WriteStringValue(EventOf(line));
            foreach (var outcome in line.Outcomes)
                writer.WriteStringValue(outcome);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

/// <summary>How tasks name the place where their process waits.</summary>
internal static class Bookmarks
{
    public static string Key(Bookmark bookmark) => Key(bookmark.Id);

    public static string Key(int? id) => id?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static int Id(string key) => int.Parse(key, CultureInfo.InvariantCulture);
}
