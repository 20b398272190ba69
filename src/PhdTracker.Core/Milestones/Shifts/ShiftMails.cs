using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Milestones.Shifts;

/// <summary>Tells students and those who supervise them that a shift moved dates, or was undone: one mail to each person, however many dates and students it is about.</summary>
public sealed class ShiftMails(PhdTrackerDb db, Notifier notifier, TimeProvider clock)
{
    /// <summary>Students that one mail names.</summary>
    private const int MostNames = 12;
    private (int Shift, ShiftState State, SortedSet<int> People)? _recipients;

    /// <summary>Writes to the next people; the caller saves.</summary>
    /// <returns>How many were gone through.</returns>
    public async Task<int> TellAsync(DateShift shift, int most, CancellationToken ct)
    {
        var ids = (await RecipientsAsync(shift, ct)).Where(id => id > shift.Reached).Take(most).ToList();
        if (ids.Count == 0)
            return 0;
        var people = await db.Users.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var own = (await Moved(shift).Where(p => ids.Contains(p.Candidature.StudentId)).Select(p => new OwnDates(p.Candidature.StudentId, p.CandidatureId, p.Dates)).ToListAsync(ct)).ToLookup(o => o.StudentId);
        var titles = await TitlesAsync(own.SelectMany(o => o), ct);
        var supervised = await SupervisedAsync(shift, [.. ids.Where(id => !own.Contains(id))], ct);
        foreach (var id in ids.Where(id => id != shift.ActorId))
        {
            if (own.Contains(id))
                TellStudent(shift, people[id], [.. own[id]], titles);
            else
                TellSupervisor(shift, people[id], [.. supervised[id]]);
        }
        shift.Advance(ids[^1], ids.Count);
        return ids.Count;
    }

    private IQueryable<ShiftedPlan> Moved(DateShift shift) => db.ShiftedPlans.Where(p => p.ShiftId == shift.Id && p.LeftOut == null && p.Moved > 0);

    /// <summary>Whom it concerns, by their ids. Asked once for all lots.</summary>
    private async Task<SortedSet<int>> RecipientsAsync(DateShift shift, CancellationToken ct)
    {
        if (_recipients is { } known && known.Shift == shift.Id && known.State == shift.State)
            return known.People;
        var people = new SortedSet<int>(await Moved(shift).Select(p => p.Candidature.StudentId).Distinct().ToListAsync(ct));
        people.UnionWith(await Supervised(shift).Select(s => s.PersonId).Distinct().ToListAsync(ct));
        _recipients = (shift.Id, shift.State, people);
        return people;
    }

    /// <summary>Supervisions, to yesterday at least, of students whose dates moved.</summary>
    private IQueryable<SupervisorAssignment> Supervised(DateShift shift)
    {
        var yesterday = clock.Today().AddDays(-1);
        return Moved(shift).SelectMany(p => p.Candidature.Supervisors.Where(s => s.To == null || s.To >= yesterday));
    }

    /// <summary>For each of these people the students whom they supervise, by name.</summary>
    private async Task<ILookup<int, string>> SupervisedAsync(DateShift shift, IReadOnlyList<int> people, CancellationToken ct) =>
        (await Supervised(shift).Where(s => people.Contains(s.PersonId))
            .Select(s => new { s.PersonId, s.CandidatureId, s.Candidature.Student.FamilyName, Name = s.Candidature.Student.GivenName + " " + s.Candidature.Student.FamilyName }).Distinct().ToListAsync(ct))
            .OrderBy(s => s.FamilyName, StringComparer.Ordinal).ThenBy(s => s.CandidatureId).ToLookup(s => s.PersonId, s => s.Name);

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

    private void TellSupervisor(DateShift shift, Person person, IReadOnlyList<string> students)
    {
        var texts = Texts.For(person.Language);
        var more = students.Count - MostNames;
        var named = texts.List(more <= 0 ? students : [.. students.Take(MostNames), texts.Count("Shift.MoreStudents", more)]);
        var sentence = IsUndone(shift) ? texts.Count("Shift.MovedBackOf", students.Count, named) : texts.Count("Shift.MovedOf", students.Count, named);
        notifier.Tell(person, IsUndone(shift) ? "ShiftUndone" : "ShiftApplied", "/candidatures", Key(shift, person), shift.From, shift.To, shift.Reason, sentence);
    }

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
