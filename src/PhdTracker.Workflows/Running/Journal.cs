namespace PhdTracker.Workflows;

/// <summary>Keeps bookmarks, incidents and the history of one burst together.</summary>
internal sealed class Journal(WorkflowInstance instance, DateTime now)
{
    public List<JournalEntry> Entries { get; } = [];

    public List<Bookmark> Opened { get; } = [];

    public List<Bookmark> Closed { get; } = [];

    public List<Incident> Raised { get; } = [];

    public void Add(CompiledActivity activity, JournalEvent happened, IReadOnlyList<string> outcomes, string? text = null) =>
        Entries.Add(new JournalEntry(++instance.JournalCount, activity.Id, activity.Type.TypeName, happened, outcomes, now, text));

    public Bookmark Open(Step step, string? name, DateTime? dueAt, string? dueOutcome)
    {
        var bookmark = new Bookmark(++instance.LastId, step.Activity.Id, name, now, dueAt, dueOutcome) { FrameId = step.Frame.Id, Failed = step.Failed };
        instance.OpenBookmarks.Add(bookmark);
        Opened.Add(bookmark);
        return bookmark;
    }

    public void Close(Bookmark bookmark)
    {
        instance.OpenBookmarks.Remove(bookmark);
        Closed.Add(bookmark);
    }

    public void Cancel(Bookmark bookmark)
    {
        Close(bookmark);
        Add(instance.Workflow.Find(bookmark.ActivityId)!, JournalEvent.Cancelled, []);
    }

    public void Fail(Step step, string message, string? input)
    {
        Add(step.Activity, JournalEvent.Faulted, [], message);
        var incident = new Incident(++instance.LastId, step.Activity.Id, message, input, now) { FrameId = step.Frame.Id };
        instance.OpenIncidents.Add(incident);
        Raised.Add(incident);
    }
}
