using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Meetings;

/// <summary>A meeting in a list.</summary>
/// <param name="Student">About whose thesis it is; null for the whole project.</param>
public sealed record MeetingRow(
    int Id, MeetingKind Kind, string Subject, MeetingState State, DateTime StartsAt, DateTime EndsAt, string Zone, string Place, int ProjectId, string ProjectCode, string? Student, bool IsJoint, int OpenActions)
{
    public string TitleIn(Texts texts) => Meeting.TitleOf(Kind, Subject, texts);

    /// <summary>Its hour has passed and nobody has written down that it took place.</summary>
    public bool IsToBeRecorded(DateTime now) => State == MeetingState.Planned && StartsAt <= now;
}

/// <summary>Something to be done after a meeting, in a list.</summary>
public sealed record ActionRow(int Id, string What, int PersonId, string Person, DateOnly? DueOn, DateOnly? DoneOn, int MeetingId, MeetingKind Kind, string Subject, DateTime StartsAt, string Zone, string ProjectCode)
{
    public string MeetingIn(Texts texts) => Meeting.TitleOf(Kind, Subject, texts);

    public bool IsLate(DateOnly today) => DoneOn is null && DueOn < today;
}

/// <summary>A meeting as its page shows it.</summary>
/// <param name="MayChange">Whether the reader may change it, record it and agree what is to be done.</param>
public sealed record MeetingView(Meeting Meeting, IReadOnlyList<ActionRow> Actions, bool MayChange)
{
    public Moment When => MeetingMails.When(Meeting);
    public int Minutes => (int)(Meeting.EndsAt - Meeting.StartsAt).TotalMinutes;
}

/// <summary>The meetings of a project or of a candidature in short.</summary>
/// <param name="Next">The next one that is planned.</param>
/// <param name="Last">The last one that took place.</param>
public sealed record MeetingSummary(MeetingRow? Next, MeetingRow? Last, int OpenActions, int All);

public enum MeetingsShown { Coming, Past, Actions }

/// <summary>Which meetings a list shows.</summary>
/// <param name="OnlyMine">Only those in which the reader takes part.</param>
/// <param name="OnlyJoint">Only those in which people of several sides take part.</param>
public sealed record MeetingFilter(MeetingsShown Shown = MeetingsShown.Coming, bool OnlyMine = false, int? ProjectId = null, int? CandidatureId = null, bool OnlyJoint = false);

/// <summary>Reads meetings for their pages, as far as the reader may see them.</summary>
public sealed class MeetingReader(PhdTrackerDb db, TimeProvider clock)
{
    private static readonly Expression<Func<Meeting, MeetingRow>> Row = m => new MeetingRow(
        m.Id, m.Kind, m.Subject, m.State, m.StartsAt, m.EndsAt, m.Zone, m.Place, m.ProjectId, m.Project.Code, m.Candidature == null ? null : m.Candidature.Student.GivenName + " " + m.Candidature.Student.FamilyName,
        m.Participants.Any(p => m.Participants.Any(other => other.PartyId != p.PartyId)), m.State == MeetingState.Cancelled ? 0 : m.Actions.Count(a => a.DoneOn == null));

    private static readonly Expression<Func<MeetingAction, ActionRow>> Action = a => new ActionRow(
        a.Id, a.What, a.PersonId, (a.Person.Title == null ? "" : a.Person.Title + " ") + a.Person.GivenName + " " + a.Person.FamilyName, a.DueOn, a.DoneOn, a.MeetingId, a.Meeting.Kind, a.Meeting.Subject, a.Meeting.StartsAt,
        a.Meeting.Zone, a.Meeting.Project.Code);

    /// <summary>Coming ones, the next first; or past ones, the last first.</summary>
    public IQueryable<MeetingRow> Of(MeetingFilter filter, Access mine)
    {
        var now = clock.UtcNow();
        var found = Matching(filter, mine);
        return (filter.Shown == MeetingsShown.Coming
            ? found.Where(m => m.EndsAt >= now).OrderBy(m => m.StartsAt).ThenBy(m => m.Id)
            : found.Where(m => m.EndsAt < now).OrderByDescending(m => m.StartsAt).ThenByDescending(m => m.Id)).Select(Row);
    }

    /// <summary>What is still to be done, the most urgent first; with <see cref="MeetingFilter.OnlyMine"/> by the reader.</summary>
    public IQueryable<ActionRow> ActionsOf(MeetingFilter filter, Access mine)
    {
        var (meetings, me) = (Matching(filter with { OnlyMine = false }, mine), mine.PersonId);
        return db.MeetingActions.AsNoTracking().Where(a => a.DoneOn == null && a.Meeting.State != MeetingState.Cancelled && (!filter.OnlyMine || a.PersonId == me) && meetings.Any(m => m.Id == a.MeetingId))
            .OrderBy(a => a.DueOn == null).ThenBy(a => a.DueOn).ThenBy(a => a.Id).Select(Action);
    }

    /// <param name="candidatureId">Those about this student or in which they take part; null for those of the whole project.</param>
    public async Task<MeetingSummary> SummaryAsync(int projectId, int? candidatureId, Access mine, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var of = Matching(new MeetingFilter(ProjectId: projectId, CandidatureId: candidatureId), mine);
        var all = await of.CountAsync(ct);
        if (all == 0)
            return new MeetingSummary(null, null, 0, 0);
        return new MeetingSummary(
            await of.Where(m => m.State == MeetingState.Planned && m.EndsAt >= now).OrderBy(m => m.StartsAt).Select(Row).FirstOrDefaultAsync(ct),
            await of.Where(m => m.State == MeetingState.Held).OrderByDescending(m => m.StartsAt).Select(Row).FirstOrDefaultAsync(ct),
            await of.Where(m => m.State != MeetingState.Cancelled).SelectMany(m => m.Actions).CountAsync(a => a.DoneOn == null, ct), all);
    }

    /// <exception cref="NotFoundException">There is no such meeting, or not for this reader.</exception>
    public async Task<MeetingView> ReadAsync(int id, Access mine, CancellationToken ct)
    {
        var meeting = await MeetingBook.Visible(db, mine).AsNoTrackingWithIdentityResolution().Where(m => m.Id == id)
            .Include(m => m.Organiser)
            .Include(m => m.Candidature!.Student)
            .Include(m => m.Participants).ThenInclude(p => p.Person)
            .Include(m => m.Participants).ThenInclude(p => p.Party)
            .Include(m => m.Project).ThenInclude(p => p.Studentships).ThenInclude(s => s.Party).ThenInclude(p => p.Institution)
            .AsSplitQuery().SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        var actions = await db.MeetingActions.AsNoTracking().Where(a => a.MeetingId == id).OrderBy(a => a.DoneOn != null).ThenBy(a => a.DueOn == null).ThenBy(a => a.DueOn).ThenBy(a => a.Id).Select(Action).ToListAsync(ct);
        var mayChange = await MeetingBook.Changeable(db, mine).AnyAsync(p => p.Id == meeting.ProjectId, ct);
        return new MeetingView(meeting, actions, mayChange);
    }

    private IQueryable<Meeting> Matching(MeetingFilter filter, Access mine)
    {
        var me = mine.PersonId;
        var meetings = MeetingBook.Visible(db, mine).AsNoTracking();
        if (filter.OnlyMine)
            meetings = meetings.Where(m => m.OrganiserId == me || m.Participants.Any(p => p.PersonId == me));
        if (filter.ProjectId is { } project)
            meetings = meetings.Where(m => m.ProjectId == project);
        if (filter.CandidatureId is { } candidature)
            meetings = meetings.Where(m => m.CandidatureId == candidature || (m.CandidatureId == null && m.Participants.Any(p => db.Candidatures.Any(c => c.Id == candidature && c.StudentId == p.PersonId))));
        return filter.OnlyJoint ? meetings.Where(Meeting.Joint) : meetings;
    }
}
