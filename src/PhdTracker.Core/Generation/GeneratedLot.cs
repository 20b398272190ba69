using PhdTracker.Core.Agreements;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Generation;

/// <summary>A lot of generated projects with their people, histories, agreements, meetings and audit trail.</summary>
internal sealed class GeneratedLot
{
    private readonly PhdTrackerDb _db;
    private readonly Random _random;
    private readonly GeneratedNames _names;
    private readonly GeneratedHistory _history;
    private readonly DateTime _now;
    private readonly DateOnly _today;
    private readonly GeneratedPlaces _places;
    private readonly Dictionary<ProgrammeParty, List<Person>> _leads;
    private readonly List<(Candidature Candidature, List<GeneratedHistory.Event> Events)> _students = [];
    private readonly List<Project> _projects = [];

    private GeneratedLot(PhdTrackerDb db, PlanMilestones plans, GeneratedPlaces places, Random random, int firstNumber, DateTime now)
    {
        (_db, _places, _random, _now, _today) = (db, places, random, now, DateOnly.FromDateTime(now));
        _names = new GeneratedNames(random, firstNumber);
        _history = new GeneratedHistory(plans, random, _today);
        _leads = places.Programme.Parties.ToDictionary(p => p, _ => new List<Person>());
    }

    /// <summary>Makes projects with these numbers and saves them, in one transaction.</summary>
    /// <param name="students">How many students; of an odd number, the last project has one.</param>
    /// <returns>The candidatures, saved.</returns>
    public static async Task<IReadOnlyList<Candidature>> CreateAsync(PhdTrackerDb db, PlanMilestones plans, Random random, int firstProject, int students, DateTime now, CancellationToken ct)
    {
        var places = await GeneratedPlaces.ReadAsync(db, ct);
        var lot = new GeneratedLot(db, plans, places, random, firstProject * 4, now);
        // The leads of the demo accounts supervise some of the first students.
        foreach (var (party, leads) in firstProject == 0 ? lot._leads : [])
            leads.Add(places.AccountOf("lead", party));
        for (var n = 0; n < students; n += 2)
            lot.AddProject(firstProject + (n / 2), alone: n + 1 == students);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        lot.AddMeetings();
        new GeneratedTrail(db, places, now).Write(lot._students);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return [.. lot._students.Select(s => s.Candidature)];
    }

    private void AddProject(int number, bool alone)
    {
        var call = _places.Calls[number % _places.Calls.Count];
        var project = new Project(_places.Programme, call, $"{_places.Programme.Code}-{call.Year}-{number + 1:D4}", _names.Title());
        project.Describe([_random.Next(1, 18), _random.Next(1, 18)], _random.Next(5) == 0 ? _names.Of(_places.Structures) : null, [_names.Of(_places.Themes)]);
        var parties = alone ? _places.Programme.Parties.Take(1).ToList() : _places.Programme.Parties;
        var leads = _places.Programme.Parties.ToDictionary(p => p, Lead);
        var start = new DateOnly(call.Year, 10, 1);
        foreach (var party in parties)
            AddStudent(project, party, leads, number == 0, start.AddDays(_random.Next(4) == 0 ? _random.Next(0, 120) : 0));
        _db.Projects.Add(project);
        _projects.Add(project);
        project.FollowStudents();
        AddAgreement(project, start);
    }

    /// <summary>One who supervises others already, or somebody new: a lead has some four students.</summary>
    private Person Lead(ProgrammeParty party)
    {
        var leads = _leads[party];
        if (leads.Count > 0 && _random.Next(100) < 72)
            return _names.Of(leads);
        leads.Add(_names.Person(party, _names.Of(_places.UnitsOf(party)), student: false));
        return leads[^1];
    }

    private void AddStudent(Project project, ProgrammeParty party, Dictionary<ProgrammeParty, Person> leads, bool first, DateOnly start)
    {
        var (french, partner) = (party.Side == "FR", leads.Keys.First(p => p != party));
        var course = GeneratedCourse.Draw(_random, french, start);
        var studentship = project.AddStudentship(party);
        studentship.Entrust(leads[party], leads[party].Unit);
        var student = first ? _places.AccountOf("student", party) : _names.Person(party, null, student: true);
        var candidature = studentship.Fill(student, start, course.Fte, CandidatureState.Registered);
        candidature.Place(french ? _names.Of(_places.Universities) : party.Institution, _names.Of(_places.UnitsOf(party)), french ? _names.Of(_places.Schools) : null);
        candidature.Supervise(leads[party], SupervisorKind.Lead, party, start, french && _random.Next(100) < 96 ? true : null).Carry(70);
        if (_random.Next(100) < 97)
            candidature.Supervise(leads[partner], SupervisorKind.PartnerSupervisor, partner, start).Carry(30);
        candidature.Describe(contractEndsOn: start.AddYears(3).AddDays(-1), trainingHours: Math.Max(0, Math.Min(120, (_today.DayNumber - start.DayNumber) / 10)));
        candidature.Fund(null, null, start.AddMonths(french ? 36 : 42).AddDays(-1));
        if (course.Interruption is { } pause && pause.From <= _today && !(course.LeavesOn < pause.To))
            candidature.AddPeriod(StatusKind.Interrupted, pause.From, pause.To);
        if (_random.Next(100) < 70 && start.AddMonths(8) is var goes)
            candidature.StayWith(partner, _names.Of(_places.UnitsOf(partner)), goes, goes.AddMonths(_random.Next(1, 4)).AddDays(-1), "Experiments with the partner team.");
        _students.Add((candidature, _history.Play(candidature, course)));
    }

    private void AddAgreement(Project project, DateOnly start)
    {
        if (start > _today || _random.Next(100) < 4)
            return;
        var agreement = new Agreement(project, 1, AgreementKinds.Of(project.Programme.AwardModel));
        agreement.Between(AgreementDrafts.PartiesOf(project));
        var ends = start.AddMonths(_random.Next(44, 62));
        string Text(Texts texts) => $"{project.Title}. {texts.Date(start)} – {texts.Date(ends)}.";
        agreement.Write(new AgreementDraft(Text(Texts.English), Text(Texts.French), start, ends, AuthoritativeText.English));
        agreement.SendRound(start.AddDays(-40));
        var signed = start.AddDays(-20).ToDateTime(new TimeOnly(11, 0), DateTimeKind.Utc);
        agreement.Follow(nameof(AgreementState.Signing), signed);
        agreement.Follow(nameof(AgreementState.InForce), signed);
        AgreementMilestones.Meet(project, DateOnly.FromDateTime(signed));
        _db.Agreements.Add(agreement);
    }

    /// <summary>Most projects that run met together lately; some have not for long.</summary>
    private void AddMeetings()
    {
        foreach (var project in _projects.Where(p => p.State is ProjectState.Running && p.Studentships.Count > 1))
        {
            if (_random.Next(100) < 12)
                continue;
            var people = project.Studentships.SelectMany(s => s.Candidatures).SelectMany(c => c.Supervisors.Select(a => (a.Person, a.Party)).Append((Person: c.Student, c.Studentship.Party))).DistinctBy(p => p.Person)
                .Select(p => new MeetingPerson(p.Person.Id, p.Person.DisplayName, p.Party.Id, p.Party.Side, false)).ToList();
            var starts = _today.AddDays(-_random.Next(3, 140)).ToDateTime(new TimeOnly(10, 0));
            var meeting = new Meeting(project, null, project.Studentships[0].Investigator!);
            meeting.Hold(new MeetingDetails(null, MeetingKind.Supervision, null, starts, "Europe/London", 60, null, null, [.. people.Select(p => p.Id)]), null, people, _now);
            _db.Meetings.Add(meeting);
        }
    }
}
