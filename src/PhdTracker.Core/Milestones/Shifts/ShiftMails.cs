using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Shifts;

/// <summary>Tells students and those who supervise them that a shift moved dates, or was undone: one mail to each person, however many dates and students it is about.</summary>
public sealed class ShiftMails(PhdTrackerDb db, Notifier notifier, TimeProvider clock)
{
    private (int Shift, ShiftState State, SortedDictionary<int, int> Students)? _recipients;

    /// <summary>Writes to the next people; the caller saves.</summary>
    /// <returns>How many were gone through.</returns>
    public async Task<int> TellAsync(DateShift shift, int most, CancellationToken ct)
    {
        var students = await RecipientsAsync(shift, ct);
        var ids = students.Keys.Where(id => id > shift.Reached).Take(most).ToList();
        if (ids.Count == 0)
            return 0;
        var people = await db.Users.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var own = (await Moved(shift).Where(p => ids.Contains(p.Candidature.StudentId)).Select(p => new OwnDates(p.Candidature.StudentId, p.CandidatureId, p.Dates)).ToListAsync(ct)).ToLookup(o => o.StudentId);
        var titles = await TitlesAsync(own.SelectMany(o => o), ct);
        foreach (var id in ids.Where(id => id != shift.ActorId))
        {
            if (own.Contains(id))
                TellStudent(shift, people[id], [.. own[id]], titles);
            else
                TellSupervisor(shift, people[id], students[id]);
        }
        shift.Advance(ids[^1], ids.Count);
        return ids.Count;
    }

    private IQueryable<ShiftedPlan> Moved(DateShift shift) => db.ShiftedPlans.Where(p => p.ShiftId == shift.Id && p.LeftOut == null && p.Moved > 0);

    /// <summary>Whom it concerns, by their ids, and how many students each supervises of those whose dates moved. Asked once for all lots.</summary>
    private async Task<SortedDictionary<int, int>> RecipientsAsync(DateShift shift, CancellationToken ct)
    {
        if (_recipients is { } known && known.Shift == shift.Id && known.State == shift.State)
            return known.Students;
        var yesterday = clock.Today().AddDays(-1);
        var students = new SortedDictionary<int, int>();
        foreach (var id in await Moved(shift).Select(p => p.Candidature.StudentId).Distinct().ToListAsync(ct))
            students[id] = 0;
        var supervised = Moved(shift).SelectMany(p => p.Candidature.Supervisors.Where(s => s.To == null || s.To >= yesterday), (p, s) => new { s.PersonId, p.CandidatureId });
        foreach (var supervisor in await supervised.Distinct().GroupBy(s => s.PersonId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct))
            students[supervisor.Key] = supervisor.Count;
        _recipients = (shift.Id, shift.State, students);
        return students;
    }

    private void TellStudent(DateShift shift, Person student, IReadOnlyList<OwnDates> own, Dictionary<int, (string En, string Fr)> titles)
    {
        var texts = Texts.For(student.Language);
        var lines = own.SelectMany(o => ShiftedPlan.Read(o.Dates)).Where(d => d.Moves && !d.Stayed).Select(d =>
        {
            var (en, fr) = d.Id is { } id && titles.TryGetValue(id, out var title) ? title : (d.En ?? "", d.Fr ?? "");
            var (was, becomes) = IsUndone(shift) ? (d.After, d.Before) : (d.Before, d.After);
            return MovedDeadlines.Line(texts, texts.Of(en, fr), was, becomes);
        }).ToList();
        if (lines.Count == 0)
            return;
        notifier.Tell(student, IsUndone(shift) ? "ShiftUndoneYours" : "ShiftAppliedYours", string.Create(CultureInfo.InvariantCulture, $"/candidatures/{own[0].CandidatureId}"), Key(shift, student),
            shift.From, shift.To, shift.Reason, string.Join('\n', lines));
    }

    private void TellSupervisor(DateShift shift, Person person, int students) =>
        notifier.Tell(person, IsUndone(shift) ? "ShiftUndone" : "ShiftApplied", "/candidatures", Key(shift, person), shift.From, shift.To, shift.Reason, students);

    private async Task<Dictionary<int, (string En, string Fr)>> TitlesAsync(IEnumerable<OwnDates> own, CancellationToken ct)
    {
        var candidatures = own.Select(o => o.CandidatureId).ToList();
        return (await db.Milestones.AsNoTracking().Where(m => candidatures.Contains(m.CandidatureId)).Select(m => new { m.Id, m.TitleEn, m.TitleFr }).ToListAsync(ct))
            .ToDictionary(m => m.Id, m => (m.TitleEn, m.TitleFr));
    }

    private static bool IsUndone(DateShift shift) => shift.State == ShiftState.TellingUndone;

    private static string Key(DateShift shift, Person person) => string.Create(CultureInfo.InvariantCulture, $"{(IsUndone(shift) ? "shift-undone" : "shift")}:{shift.Id}:{person.Id}");

    private sealed record OwnDates(int StudentId, int CandidatureId, string Dates);
}
