using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Examinations;

/// <summary>Tells the student and the supervisors of both sides the dates and outcomes of an examination.</summary>
public sealed class ExaminationMails(Desks desks, Notifier notifier, TimeProvider clock)
{
    private static readonly string[] Concerned = ["student", "lead:home", "lead:partner"];

    /// <summary>The day of the viva or soutenance is set or moved.</summary>
    public async Task TellDateAsync(Examination examination, Person by, CancellationToken ct)
    {
        foreach (var person in await PeopleAsync(examination, by, ct))
            notifier.Tell(person, "ExaminationDated", examination.Path(), null, Title(examination, person), examination.DefenceOn, by.DisplayName);
    }

    /// <summary>The examiners have decided.</summary>
    public async Task TellOutcomeAsync(Examination examination, Person by, CancellationToken ct)
    {
        foreach (var person in await PeopleAsync(examination, by, ct))
        {
            var texts = Texts.For(person.Language);
            var next = examination.CorrectionsDueOn is { } due ? texts["Examination.DueSentence", texts.Date(due)] : "";
            notifier.Tell(person, "ExaminationDecided", examination.Path(), null, Title(examination, person), texts.Enum(examination.Outcome!.Value), examination.OutcomeOn, next);
        }
    }

    /// <summary>The degree is awarded.</summary>
    public async Task TellAwardAsync(Examination examination, Person by, CancellationToken ct)
    {
        foreach (var person in await PeopleAsync(examination, by, ct))
            notifier.Tell(person, "ExaminationAwarded", examination.Path(), null, Title(examination, person), Texts.For(person.Language).Of(examination.DegreeEn, examination.DegreeFr), examination.AwardedOn);
    }

    /// <summary>The entry was withdrawn.</summary>
    public async Task TellWithdrawalAsync(Examination examination, string reason, Person by, CancellationToken ct)
    {
        // The other side learns that it is over, not why.
        foreach (var person in await PeopleAsync(examination, by, ct, ["student", "lead:home"]))
            notifier.Tell(person, "ExaminationWithdrawn", examination.Path(), null, Title(examination, person), by.DisplayName, reason);
    }

    private static string Title(Examination examination, Person reader) => examination.TitleIn(Texts.For(reader.Language));

    private async Task<IReadOnlyList<Person>> PeopleAsync(Examination examination, Person by, CancellationToken ct, string[]? asked = null)
    {
        var people = new List<Person>();
        foreach (var who in asked ?? Concerned)
            people.AddRange(await desks.HoldersAsync(DeskCase.Candidature(examination.CandidatureId), who, clock.Today(), ct));
        return [.. people.Distinct().Where(p => p != by)];
    }
}
