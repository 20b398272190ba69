using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Committees;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>Where a monitoring committee writes its report of one part of its meeting, and its opinion. What is typed in confidence is kept nowhere before it is sent.</summary>
public sealed class MeetingModel(CommitteeDesk desk, CommitteePapers papers, ReportMeetingHandler report, PhdTrackerDb db, Texts texts) : CommitteeActModel(desk, db, texts)
{
    [BindProperty]
    public CommitteeOpinion? Opinion { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Who of the doctoral school may read a note.</summary>
    [BindProperty]
    public List<int> Readers { get; set; } = [];

    public IReadOnlyList<Person> School { get; private set; } = [];

    /// <summary>The notes that name the reader, of all years.</summary>
    public IReadOnlyList<CommitteePaper> Earlier { get; private set; } = [];

    public bool IsConfidential => ReportMeetingHandler.Confidential(Writes) is not null;

    /// <summary>The part that the address names.</summary>
    public MeetingPart Writes => Enum.GetValues<MeetingPart>().Cast<MeetingPart?>().FirstOrDefault(p => ReportMeetingHandler.Action(p!.Value) == $"meeting/{RouteData.Values["part"]}") ?? throw new NotFoundException();

    protected override string Action => ReportMeetingHandler.Action(Writes);

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return await TooLateAsync(ct);
        ModelState.Remove(nameof(Opinion));
        await report.HandleAsync(new ReportMeeting(id, Writes, Opinion, Text ?? "", Readers), await Desk.PersonAsync(ct), ct);
        return Writes == MeetingPart.Opinion
            ? Done(Texts["Committees.PartDone"])
            : Next(id);
    }

    protected override async Task PrepareAsync(CancellationToken ct)
    {
        if (IsConfidential)
            School = await report.SchoolAsync(Asked.Case.CandidatureId, ct);
        Earlier = await papers.EarlierAsync(Asked.Case.CandidatureId, (await Desk.PersonAsync(ct)).Id, ct);
    }

    /// <summary>Whoever writes goes on with the next part.</summary>
    private RedirectResult Next(int id)
    {
        Layout.Notice.Done(this, Texts["Committees.PartDone"]);
        return Redirect($"/milestones/{id}/{ReportMeetingHandler.Action(Writes + 1)}");
    }
}
