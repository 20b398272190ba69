using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Import.Writing;

/// <summary>Writes what one row says about one candidature. A blank cell erases nothing, and a sheet never takes a student back.</summary>
internal sealed class CandidatureImport(PhdTrackerDb db, ImportBook book, ProjectPeople people, DateOnly today)
{
    /// <summary>Makes or changes the candidature of a row.</summary>
    public Candidature Write(RowOutcome outcome, Studentship place, ProgrammeParty other)
    {
        var row = outcome.Row;
        var state = StateOfStatus.Of(row, today);
        if (outcome.Candidature is not { } candidature)
        {
            outcome.Candidature = candidature = new Candidature(place, people.NewStudent(outcome, place.Party), row.StartOn, row.Fte, state);
            candidature.MoveTo(state, Since(state));
            place.Candidatures.Add(candidature);
            db.Candidatures.Add(candidature);
            outcome.Create();
            // French offices keep no number, and of who is known nothing is new about it.
            if (row.Side == SheetSide.UnitedKingdom && outcome.IsBlank(SheetColumn.StudentNumber))
                outcome.Tell(SheetColumn.StudentNumber, "Import.Problem.StudentNumberMissing");
        }
        else
        {
            people.Readdress(outcome, candidature.Student);
            outcome.When(candidature.StartOn != row.StartOn || candidature.Fte != row.Fte, () => candidature.CorrectStart(row.StartOn, row.Fte));
            Follow(outcome, candidature, state);
        }
        people.TellIfSupervisor(outcome);
        Place(outcome, candidature, place.Party);
        Describe(outcome, candidature);
        foreach (var period in row.Interruptions)
        {
            var known = candidature.StatusPeriods.Any(each => each.Kind == StatusKind.Interrupted && each.From == period.FromOn && each.To == period.ToOn);
            outcome.When(!known, () => candidature.AddPeriod(StatusKind.Interrupted, period.FromOn, period.ToOn, reason: period.Reason.Length == 0 ? null : period.Reason));
        }
        Supervise(outcome, candidature, people.LeadOf(outcome), SupervisorKind.Lead, place.Party);
        Supervise(outcome, candidature, people.PartnerOf(outcome, other), SupervisorKind.PartnerSupervisor, other);
        return candidature;
    }

    /// <summary>A sheet says where a student stands, not since when: it is known from today on. Of one who has left, the day stays open.</summary>
    private DateOnly? Since(CandidatureState state) => Candidature.IsClosed(state) ? null : today;

    private void Follow(RowOutcome outcome, Candidature candidature, CandidatureState told)
    {
        // Among the alumni is who agreed to it; a sheet that says awarded says no less.
        outcome.IsAsFar = told == candidature.State || (told == CandidatureState.Awarded && candidature.State == CandidatureState.Alumnus);
        if (outcome.IsAsFar)
            return;
        if (StateOfStatus.IsBehind(told, candidature.State))
            outcome.Tell(SheetColumn.Status, "Import.Problem.StatusBehind");
        else
            outcome.When(!StateOfStatus.IsAsFar(told, candidature.State) || (told == CandidatureState.Interrupted && told != candidature.State), () => candidature.MoveTo(told, Since(told)));
    }

    private void Place(RowOutcome outcome, Candidature candidature, ProgrammeParty party)
    {
        // What is known and written just so is meant, wherever it belongs.
        var home = PlaceBook.IsNamed(candidature.HomeInstitution, outcome.Row.Place.Institution) ? candidature.HomeInstitution : book.Places.Home(outcome.Row.Place, party);
        var unit = PlaceBook.IsNamed(candidature.Unit, outcome.Row.Place.ResearchUnit, outcome.Row.Place.Department) ? candidature.Unit : book.Places.Unit(outcome.Row.Place, party);
        var school = PlaceBook.IsNamed(candidature.DoctoralSchool, outcome.Row.Place.DoctoralSchool) ? candidature.DoctoralSchool : book.Places.DoctoralSchool(outcome.Row.Place, home);
        var differs = (home is not null && home != candidature.HomeInstitution) || (unit is not null && unit != candidature.Unit)
            || (school is not null && school != candidature.DoctoralSchool);
        outcome.When(differs, () => candidature.Place(home, unit, school));
        var student = candidature.Student;
        outcome.When(student.Institution is null && student.InstitutionId is null && home is not null, () => student.BelongTo(home, unit));
    }

    private static void Describe(RowOutcome outcome, Candidature candidature)
    {
        var row = outcome.Row;
        var number = row.StudentNumber.Length == 0 ? null : row.StudentNumber;
        var note = row.MobilityNotes.Length == 0 ? null : row.MobilityNotes;
        var differs = Differs(number, candidature.StudentNumber) || Differs(row.ContractEndsOn, candidature.ContractEndsOn) || Differs(row.DefenceOn, candidature.DefenceOn)
            || Differs(row.TrainingHours, candidature.TrainingHours) || Differs(note, candidature.MobilityNote);
        outcome.When(differs, () => candidature.Describe(number, row.ContractEndsOn, row.DefenceOn, row.TrainingHours, note));
    }

    private static bool Differs<T>(T? told, T? known) => told is not null && !told.Equals(known);

    private void Supervise(RowOutcome outcome, Candidature candidature, Person? person, SupervisorKind kind, ProgrammeParty party)
    {
        if (person is null)
            return;
        var hdr = kind == SupervisorKind.Lead ? outcome.Row.Hdr : null;
        var current = candidature.Supervisors.Where(each => each.Kind == kind && each.To is null).ToList();
        if (current.FirstOrDefault(each => each.Person == person) is { } assignment)
        {
            outcome.When(hdr is not null && assignment.HoldsHdr != hdr, () => assignment.SetHdr(hdr!.Value));
        }
        else
        {
            var from = current.Count == 0 || candidature.StartOn > today ? candidature.StartOn : today;
            current.ForEach(each => each.End(today > each.From ? today.AddDays(-1) : each.From));
            outcome.When(true, () => candidature.Supervise(person, kind, party, from, hdr));
        }
        Complete(outcome, candidature, person, kind, party);
    }

    /// <summary>Fills in what is not known yet about a supervisor: the title, and where they work.</summary>
    private static void Complete(RowOutcome outcome, Candidature candidature, Person person, SupervisorKind kind, ProgrammeParty party)
    {
        var name = kind == SupervisorKind.Lead ? outcome.Row.Supervisor : outcome.Row.Partner;
        outcome.When(person.Title is null && name!.Title.Length > 0, () => person.Rename(person.GivenName, person.FamilyName, name!.Title));
        var unit = kind == SupervisorKind.Lead && person.Unit is null && person.UnitId is null ? candidature.Unit : null;
        var isNowhere = person.Institution is null && person.InstitutionId is null;
        outcome.When(isNowhere || unit is not null, () => person.BelongTo(isNowhere ? party.Institution : null, unit));
    }
}
