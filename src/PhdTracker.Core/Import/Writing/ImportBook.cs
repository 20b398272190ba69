using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Cells;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Import.Writing;

/// <summary>What the database already holds about the rows of a batch, loaded at once so that no row asks for itself.</summary>
internal sealed class ImportBook
{
    private readonly Dictionary<string, Programme> _programmes;
    private readonly Dictionary<string, Project> _projects;
    private readonly List<Call> _calls;

    private ImportBook(List<Programme> programmes, List<Call> calls, List<Project> projects, PlaceBook places, PeopleBook people, ImportNames names)
    {
        Names = names;
        _programmes = programmes.ToDictionary(programme => programme.Code);
        _projects = projects.ToDictionary(project => project.Code);
        (_calls, Places, People) = (calls, places, people);
    }

    public ImportNames Names { get; }
    public PlaceBook Places { get; }
    public PeopleBook People { get; }

    public static async Task<ImportBook> LoadAsync(PhdTrackerDb db, IReadOnlyCollection<RowOutcome> rows, ImportNames names, CancellationToken ct)
    {
        var codes = rows.Select(outcome => outcome.Row.Code).Distinct().ToList();
        var addresses = rows.SelectMany(outcome => new[] { outcome.Row.StudentEmail, outcome.Row.SupervisorEmail, outcome.Row.PartnerEmail })
            .OfType<string>().Select(address => address.ToUpperInvariant()).Distinct().ToList();
        var programmes = await db.Programmes.Include(programme => programme.Parties).ThenInclude(party => party.Institution).ToListAsync(ct);
        var calls = await db.Calls.ToListAsync(ct);
        var places = new PlaceBook(db, await db.Institutions.ToListAsync(ct), await db.Units.ToListAsync(ct));
        var projects = await db.Projects.Where(project => codes.Contains(project.Code))
            .Include(project => project.Studentships).ThenInclude(place => place.Candidatures).ThenInclude(candidature => candidature.Student)
            .Include(project => project.Studentships).ThenInclude(place => place.Candidatures).ThenInclude(candidature => candidature.Supervisors).ThenInclude(supervisor => supervisor.Person)
            .Include(project => project.Studentships).ThenInclude(place => place.Candidatures).ThenInclude(candidature => candidature.StatusPeriods)
            .Include(project => project.Studentships).ThenInclude(place => place.Candidatures).ThenInclude(candidature => candidature.Milestones)
            .ToListAsync(ct);
        var people = await db.Users.Where(person => person.NormalizedEmail != null && addresses.Contains(person.NormalizedEmail)).ToListAsync(ct);
        var merged = await db.Users.Where(person => person.FormerEmail != null && addresses.Contains(person.FormerEmail)).Include(person => person.MergedInto).ToListAsync(ct);
        var supervising = await db.SupervisorAssignments.AsNoTracking()
            .Where(supervisor => supervisor.Person.NormalizedEmail != null && addresses.Contains(supervisor.Person.NormalizedEmail))
            .Select(supervisor => new { supervisor.Person.Email, supervisor.Candidature.Studentship.Project.Code }).ToListAsync(ct);
        var (namesakes, answers) = await NamesakesAsync(db, rows, names, ct);
        var book = new ImportBook(programmes, calls, projects, places, new PeopleBook(people, merged, namesakes, answers, names), names);
        foreach (var supervisor in supervising)
            book.People.Supervises(supervisor.Email!, supervisor.Code);
        return book;
    }

    /// <summary>Who was known before the import by a name that the rows mention, and what people answered about them.</summary>
    private static async Task<(List<Person> Namesakes, List<PersonMatch> Answers)> NamesakesAsync(PhdTrackerDb db, IReadOnlyCollection<RowOutcome> rows, ImportNames names, CancellationToken ct)
    {
        var written = rows.SelectMany(outcome => new[] { outcome.Row.Student, outcome.Row.Supervisor, outcome.Row.Partner }).OfType<WrittenName>().ToList();
        var plain = written.Select(name => Person.Plain(name.Full)).Distinct().ToList();
        var keys = written.Select(name => name.Key).Distinct().ToList();
        return (await db.Users.Where(person => person.Id <= names.LastKnown && person.MergedIntoId == null && plain.Contains(person.SearchName)).ToListAsync(ct),
            await db.PersonMatches.AsNoTracking().Where(match => keys.Contains(match.NameKey)).ToListAsync(ct));
    }

    /// <summary>The programme whose code begins a project's; null if there is none.</summary>
    public Programme? ProgrammeOf(string code) =>
        _programmes.Values.Where(programme => code.StartsWith(programme.Code + "-", StringComparison.Ordinal)).MaxBy(programme => programme.Code.Length);

    /// <summary>The side of a programme that a sheet speaks for; null if the programme has no such side.</summary>
    public static ProgrammeParty? PartyOf(Programme programme, SheetSide side) =>
        programme.Parties.FirstOrDefault(party => party.Side == (side == SheetSide.France ? "FR" : "UK"));

    public Project? Find(string code) => _projects.GetValueOrDefault(code);

    /// <summary>Adds a project with a place on every side, in the call of the year that its code names.</summary>
    public Project Add(PhdTrackerDb db, Programme programme, string code, string title)
    {
        var year = code[(programme.Code.Length + 1)..].Split('-')[0];
        var call = _calls.FirstOrDefault(each => each.Programme == programme && each.Year.ToString(System.Globalization.CultureInfo.InvariantCulture) == year);
        var project = new Project(programme, call, code, title);
        foreach (var party in programme.Parties.OrderBy(party => party.Id))
            project.AddStudentship(party);
        db.Projects.Add(project);
        return _projects[code] = project;
    }
}
