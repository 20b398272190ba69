using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>A sentence about a desk: its beginning is what the eye should catch.</summary>
public sealed record DeskLine(string Strong, string Rest)
{
    public override string ToString() => Strong + Rest;
}

/// <summary>How a desk reads: calm, done, to be watched, or bad.</summary>
public enum DeskTone { Waiting, Done, Watch, Bad }

/// <summary>Whose desk it is on, in words.</summary>
public static class DeskWords
{
    /// <summary>One sentence, for a message or a list: where it lies, by name, and since when.</summary>
    public static string Sentence(Texts texts, CaseDesk desk, int? readerId, DateOnly today) => Lines(texts, desk, readerId, today)[0].ToString();

    public static DeskTone Tone(CaseDesk desk) => desk switch
    {
        { Tasks.Count: > 0 } => desk.Tasks.Any(t => t.Kind != TaskKind.Submission && t.Holders.Count == 0) ? DeskTone.Bad : DeskTone.Waiting,
        { Stopped: true } => DeskTone.Bad,
        { State: MilestoneState.Failed } => DeskTone.Bad,
        { State: MilestoneState.Returned or MilestoneState.Resubmit or MilestoneState.Submitted } => DeskTone.Watch,
        _ => Milestone.Closed(desk.State) ? DeskTone.Done : DeskTone.Waiting,
    };

    /// <summary>A sentence for each open question; where none is open, one that says why.</summary>
    /// <param name="readerId">Who reads it: their own desk is called theirs.</param>
    public static IReadOnlyList<DeskLine> Lines(Texts texts, CaseDesk desk, int? readerId, DateOnly today) =>
        desk.Tasks.Count > 0
            ? desk.Tasks.OrderByDescending(t => t.Holders.Any(h => h.Id == readerId)).Select(t => Open(texts, desk, t, readerId)).ToList()
            : [Idle(texts, desk, readerId, today)];

    /// <summary>A sentence for each open question of a case other than a milestone: who is to do what, and since when.</summary>
    public static IReadOnlyList<DeskLine> Lines(Texts texts, IReadOnlyList<DeskTask> tasks, int? readerId) =>
        tasks.OrderByDescending(t => t.Holders.Any(h => h.Id == readerId)).Select(t => Open(texts, t, readerId)).ToList();

    private static DeskLine Open(Texts texts, DeskTask task, int? readerId)
    {
        var since = texts.LongDate(Dates.DayIn(task.OpenedAt, task.Zone));
        var what = texts["Desk.Step", texts.Of(task.TitleEn, task.TitleFr)];
        if (task.Holders.Count == 0)
            return new DeskLine(texts["Desk.Nobody"], texts["Desk.NobodyRest", Role(texts, task.AskedOf, task.Side), task.Institution, since] + what);
        var names = texts.List(task.Holders.Where(h => h.Id != readerId).Select(h => h.Name));
        return task.Holders.Any(h => h.Id == readerId)
            ? new DeskLine(texts["Desk.Mine"], (names.Length == 0 ? "" : texts["Desk.AlsoOf", names, task.Institution]) + texts["Desk.Since", since] + what)
            : new DeskLine(texts[task.Holders.Any(h => h.IsRole) ? "Desk.WaitingRole" : "Desk.Waiting", names, task.Institution], texts["Desk.Since", since] + what);
    }

    /// <summary>Whom a route asks, on a side: "director of postgraduate studies", « directeur ou directrice de l’école doctorale », "investigator of both sides", "a member of the group ethics".</summary>
    public static string Role(Texts texts, string askedOf, string side)
    {
        if (Assignees.GroupOf(askedOf) is { } group)
            return texts["Asked.Group", group];
        if (Assignees.EmailOf(askedOf) is { } email)
            return texts["Asked.Person", email];
        return askedOf.Split(':') switch
        {
            ["lead", "partner"] => texts["Asked.PartnerSupervisor"],
            [var role, "both"] => texts["Asked.Both", Named(texts, role, "")],
            [var role, "either"] => texts["Asked.Either", Named(texts, role, "")],
            [var role, ..] => Named(texts, role, side),
            _ => texts["Asked.Office"],
        };
    }

    private static string Named(Texts texts, string role, string side) => (role, side) switch
    {
        ("lead", _) => texts["Asked.Lead"],
        ("student", _) => texts["Asked.Student"],
        ("assessor", _) => texts["Asked.Assessor"],
        ("committee", _) => texts["Asked.Committee"],
        ("director", "FR") => texts["Asked.DoctoralSchool"],
        ("director", _) => texts["Asked.Director"],
        ("unit", "FR") => texts["Asked.ResearchUnit"],
        ("unit", _) => texts["Asked.Department"],
        ("investigator", _) => texts["Asked.Investigator"],
        ("legal", _) => texts["Asked.LegalOffice"],
        ("signatory", _) => texts["Asked.Signatory"],
        ("registry", "FR") => texts["Asked.President"],
        ("registry", _) => texts["Asked.Registry"],
        _ => texts["Asked.Office"],
    };

    private static DeskLine Open(Texts texts, CaseDesk desk, DeskTask task, int? readerId)
    {
        var since = texts.LongDate(Dates.DayIn(task.OpenedAt, task.Zone));
        var names = texts.List(task.Holders.Where(h => h.Id != readerId).Select(h => h.Name));
        var mine = task.Holders.Any(h => h.Id == readerId);
        var end = task switch
        {
            { Kind: TaskKind.Submission } => texts["Desk.NewVersion"],
            { Kind: TaskKind.Opinion, LapsesOn: { } lapses } => texts["Desk.OpinionLapses", texts.Date(lapses)],
            { Kind: TaskKind.Opinion } => texts["Desk.Opinion"],
            { Kind: TaskKind.Action } => texts["Desk.Step", texts.Of(task.TitleEn, task.TitleFr)],
            _ => mine ? texts["Desk.Decision"] : "",
        };
        if (task.Kind == TaskKind.Submission)
            return desk.Student.Id == readerId
                ? new DeskLine(texts["Desk.Mine"], texts["Desk.Since", since] + end)
                : new DeskLine(texts["Desk.WithStudent", desk.Student.Name], texts["Desk.Since", since] + end);
        if (task.Holders.Count == 0)
            return new DeskLine(texts["Desk.Nobody"], texts["Desk.NobodyRest", Role(texts, task.AskedOf, task.Side), task.Institution, since]);
        if (!mine)
            return new DeskLine(texts[task.Kind == TaskKind.Opinion ? "Desk.WaitingOpinion" : "Desk.Waiting", names, task.Institution], texts["Desk.Since", since] + end);
        return new DeskLine(texts["Desk.Mine"], (names.Length == 0 ? "" : texts["Desk.AlsoOf", names, task.Institution]) + texts["Desk.Since", since] + end);
    }

    private static DeskLine Idle(Texts texts, CaseDesk desk, int? readerId, DateOnly today)
    {
        var on = desk.DoneOn is { } done ? texts["Desk.On", texts.Date(done)] : ".";
        var mine = desk.Student.Id == readerId;
        return desk.State switch
        {
            _ when desk.Stopped => new DeskLine(texts["Desk.Stopped"], texts["Desk.StoppedRest"]),
            MilestoneState.Passed => new DeskLine(texts["Desk.Passed"], on),
            MilestoneState.PassedWithConditions => new DeskLine(texts["Desk.PassedWithConditions"], on),
            MilestoneState.Failed => new DeskLine(texts["Desk.Failed"], on),
            MilestoneState.Waived => new DeskLine(texts["Desk.Waived"], texts["Desk.WaivedRest"]),
            MilestoneState.Skipped => new DeskLine(texts["Desk.Skipped"], texts["Desk.SkippedRest"]),
            MilestoneState.Submitted => new DeskLine(texts["Desk.Nowhere"], texts["Desk.NowhereRest"]),
            _ when !desk.TakesSubmission && desk.Followed == desk.MilestoneId => new DeskLine(texts["Desk.Office", desk.Institution], texts["Desk.OfficeRest"]),
            _ when desk.OpensOn > today => new DeskLine(texts["Desk.NotOpen"], texts["Desk.NotOpenRest", texts.Date(desk.OpensOn.Value)]),
            MilestoneState.Resubmit => new DeskLine(With(texts, desk, mine), texts["Desk.RetakeRest"]),
            _ => new DeskLine(With(texts, desk, mine), texts["Desk.NotSentRest"]),
        };
    }

    private static string With(Texts texts, CaseDesk desk, bool mine) => mine ? texts["Desk.Mine"] : texts["Desk.WithStudent", desk.Student.Name];
}
