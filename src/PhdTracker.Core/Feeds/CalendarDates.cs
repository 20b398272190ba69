using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Feeds;

/// <summary>
/// The dates that stand in a person's calendar: of their own candidature and of those they supervise, and the meetings in which they take part, from a year ago on; and for whoever
/// records milestones for a side, those of the side from the last month to the next half year.
/// </summary>
public sealed class CalendarDates(PhdTrackerDb db, AccessReader access, ExaminationRulebook rulebook, TimeProvider clock)
{
    /// <summary>In order of their days.</summary>
    public async Task<IReadOnlyList<CalendarEvent>> OfAsync(int personId, Texts texts, CancellationToken ct)
    {
        var events = new List<CalendarEvent>();
        foreach (var span in SpansOf(await access.ForAsync(personId, ct), clock.Today()))
        {
            var examinations = await ExaminationsAsync(span, ct);
            // The day of the examination stands there already: the milestone about it says nothing more.
            var held = examinations.SelectMany(e => rulebook.Find(e.Country)?.Milestones.Defence ?? [], (e, code) => (e.CandidatureId, code)).ToHashSet();
            var milestones = await MilestonesAsync(span, ct);
            events.AddRange(examinations.Select(e => Event(e, personId, texts)));
            events.AddRange(milestones.Where(m => !held.Contains((m.CandidatureId, m.RuleCode))).Select(m => Event(m, personId, texts)));
            events.AddRange((await StaysAsync(span, ct)).Select(s => Event(s, personId, texts)));
        }
        events.AddRange((await MeetingsAsync(personId, clock.UtcNow().AddYears(-1), ct)).Select(m => Event(m, texts)));
        return [.. events.DistinctBy(e => e.Key).OrderBy(e => e.From).ThenBy(e => e.Key, StringComparer.Ordinal)];
    }

    private IEnumerable<Span> SpansOf(Access mine, DateOnly today)
    {
        yield return new Span(
            db.Candidatures.Where(c => c.StudentId == mine.PersonId || c.Supervisors.Any(s => s.PersonId == mine.PersonId && s.From <= today && (s.To == null || s.To >= today))),
            today.AddYears(-1), DateOnly.MaxValue);
        if (mine.MayAnywhere(Permission.RecordMilestones))
            yield return new Span(mine.Filter(db.Candidatures, Permission.RecordMilestones), today.AddMonths(-1), today.AddMonths(6));
    }

    private static Task<List<MilestoneDate>> MilestonesAsync(Span span, CancellationToken ct) => span.Of.AsNoTracking()
        .SelectMany(c => c.Milestones, (c, m) => new { Candidature = c, Milestone = m })
        .Where(x => x.Milestone.EquivalentToId == null && x.Milestone.DueOn != null
            && (x.Milestone.DoneOn ?? x.Milestone.DueOn) >= span.From && (x.Milestone.DoneOn ?? x.Milestone.DueOn) <= span.To)
        .Select(x => new MilestoneDate(
            x.Milestone.Id, x.Milestone.Version + x.Candidature.Version, x.Candidature.Id, x.Candidature.StudentId, x.Candidature.Student.GivenName + " " + x.Candidature.Student.FamilyName,
            x.Milestone.RuleCode, x.Milestone.TitleEn, x.Milestone.TitleFr, x.Milestone.State, x.Milestone.IsOptional, x.Milestone.DueOn!.Value, x.Milestone.DoneOn,
            x.Milestone.RationaleEn, x.Milestone.RationaleFr, x.Candidature.State,
            x.Milestone.Party == null ? x.Candidature.Studentship.Party.Institution.TimeZone : x.Milestone.Party.Institution.TimeZone))
        .ToListAsync(ct);

    private Task<List<ExaminationDate>> ExaminationsAsync(Span span, CancellationToken ct) => db.Examinations.AsNoTracking()
        .Where(e => e.DefenceOn >= span.From && e.DefenceOn <= span.To && span.Of.Any(c => c.Id == e.CandidatureId))
        .Select(e => new ExaminationDate(
            e.Id, e.Version, e.CandidatureId, e.Candidature.StudentId, e.Candidature.Student.GivenName + " " + e.Candidature.Student.FamilyName,
            e.DefenceOn!.Value, e.Place, e.State == ExaminationState.Withdrawn, e.Candidature.Studentship.Party.Institution.Country))
        .ToListAsync(ct);

    private static async Task<IReadOnlyList<StayDate>> StaysAsync(Span span, CancellationToken ct)
    {
        var agreed = await span.Of.AsNoTracking().SelectMany(c => c.Stays, (c, s) => new { Candidature = c, Stay = s })
            .Where(x => x.Stay.To >= span.From && x.Stay.From <= span.To)
            .Select(x => new StayDate(
                "stay", x.Stay.Id, x.Stay.Version + x.Candidature.Version, x.Candidature.Id, x.Candidature.StudentId, x.Candidature.Student.GivenName + " " + x.Candidature.Student.FamilyName,
                x.Stay.From, x.Stay.To, x.Stay.HostParty.Institution.ShortName, x.Candidature.ClosedOn)).ToListAsync(ct);
        // And those that an office's sheet told of.
        var imported = await span.Of.AsNoTracking().SelectMany(c => c.StatusPeriods, (c, p) => new { Candidature = c, Period = p })
            .Where(x => x.Period.Kind == StatusKind.OnMobility && x.Period.To >= span.From && x.Period.From <= span.To)
            .Select(x => new StayDate(
                "period", x.Period.Id, x.Period.Version + x.Candidature.Version, x.Candidature.Id, x.Candidature.StudentId, x.Candidature.Student.GivenName + " " + x.Candidature.Student.FamilyName,
                x.Period.From, x.Period.To!.Value, "", x.Candidature.ClosedOn)).ToListAsync(ct);
        return [.. agreed, .. imported];
    }

    private Task<List<MeetingDate>> MeetingsAsync(int personId, DateTime from, CancellationToken ct) => db.Meetings.AsNoTracking()
        .Where(m => m.EndsAt >= from && m.Participants.Any(p => p.PersonId == personId))
        .Select(m => new MeetingDate(m.Id, m.Version, m.Kind, m.Subject, m.StartsAt, m.EndsAt, m.Zone, m.Place, m.Agenda, m.State == MeetingState.Cancelled, m.Project.Code)).ToListAsync(ct);

    /// <summary>What was reached stands on the day when it was; what is asked for no more is cancelled.</summary>
    private static CalendarEvent Event(MilestoneDate m, int reader, Texts texts)
    {
        var (closed, done) = (Milestone.Closed(m.State), m.State is MilestoneState.Passed or MilestoneState.PassedWithConditions);
        var day = done ? m.DoneOn ?? m.DueOn : m.DueOn;
        var title = texts.Of(m.TitleEn, m.TitleFr);
        List<string> lines = [texts["CalendarFeed.State", texts.Enum(m.State)], texts.Of(m.RationaleEn, m.RationaleFr)];
        if (!closed)
            lines.Add(texts["CalendarFeed.EndOfDay", texts.ZoneCity(m.Zone)]);
        if (!closed && m.IsOptional)
            lines.Add(texts["CalendarFeed.Optional"]);
        return new CalendarEvent(Key("milestone", m.Id), m.Sequence, day, day, About(done ? texts["CalendarFeed.Done", title] : title, m.StudentId, m.Student, reader),
            string.Join('\n', lines), Path("milestones", m.Id))
        {
            IsCancelled = m.State is MilestoneState.Waived or MilestoneState.Skipped || (!closed && Candidature.IsClosed(m.CandidatureState)),
        };
    }

    private static CalendarEvent Event(ExaminationDate e, int reader, Texts texts) =>
        new(Key("examination", e.Id), e.Sequence, e.On, e.On, About(texts["CalendarFeed.Examination"], e.StudentId, e.Student, reader),
            texts["CalendarFeed.ExaminationMore", texts.LongDate(e.On)], Path("examinations", e.Id))
        { Place = e.Place, IsCancelled = e.IsCancelled, IsBusy = true };

    private static CalendarEvent Event(StayDate s, int reader, Texts texts) =>
        new(Key(s.Kind, s.Id), s.Sequence, s.From, s.To, About(texts["CalendarFeed.Stay"], s.StudentId, s.Student, reader),
            texts["CalendarFeed.StayMore", texts.Date(s.From), texts.Date(s.To)], Path("candidatures", s.CandidatureId))
        { Place = s.Host, IsCancelled = s.ClosedOn < s.From };

    /// <summary>Whole days are those of the clock on which it was agreed.</summary>
    private static CalendarEvent Event(MeetingDate m, Texts texts)
    {
        var title = Meeting.TitleOf(m.Kind, m.Subject, texts);
        return new CalendarEvent(
            Key("meeting", m.Id), m.Sequence, Dates.DayIn(m.StartsAt, m.Zone), Dates.DayIn(m.EndsAt, m.Zone), $"{title} · {m.Project}",
            string.Join('\n', new[] { texts["CalendarFeed.MeetingMore", texts.DateTimeIn(m.StartsAt, m.Zone)], m.Agenda }.Where(line => line.Length > 0)), Path("meetings", m.Id))
        { Place = m.Place, Hours = (m.StartsAt, m.EndsAt), IsCancelled = m.IsCancelled, IsBusy = true };
    }

    /// <summary>Says whose it is to everybody but the student.</summary>
    private static string About(string title, int studentId, string student, int reader) => studentId == reader ? title : $"{title} · {student}";

    private static string Key(string kind, int id) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{id}");

    private static string Path(string pages, int id) => string.Create(CultureInfo.InvariantCulture, $"/{pages}/{id}");

    /// <summary>Whose dates, and from which day to which.</summary>
    private sealed record Span(IQueryable<Candidature> Of, DateOnly From, DateOnly To);

    /// <param name="Sequence">Rows count their changes, so the sum of two counts only rises; the candidature's is in it because what is pending ends with it.</param>
    private sealed record MilestoneDate(
        int Id, int Sequence, int CandidatureId, int StudentId, string Student, string RuleCode, string TitleEn, string TitleFr, MilestoneState State, bool IsOptional,
        DateOnly DueOn, DateOnly? DoneOn, string RationaleEn, string RationaleFr, CandidatureState CandidatureState, string Zone);

    private sealed record ExaminationDate(int Id, int Sequence, int CandidatureId, int StudentId, string Student, DateOnly On, string Place, bool IsCancelled, string Country);

    private sealed record MeetingDate(int Id, int Sequence, MeetingKind Kind, string Subject, DateTime StartsAt, DateTime EndsAt, string Zone, string Place, string Agenda, bool IsCancelled, string Project);

    private sealed record StayDate(string Kind, int Id, int Sequence, int CandidatureId, int StudentId, string Student, DateOnly From, DateOnly To, string Host, DateOnly? ClosedOn);
}
