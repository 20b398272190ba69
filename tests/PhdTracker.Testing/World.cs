using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Testing;

/// <summary>
/// The smallest programme in which everybody exists: one project with a student and a lead on each side, a head, a director, an office,
/// a legal office and a signatory for each side, two investigators who are new, and a second project with other people, for whom the first is none of their business.
/// </summary>
public sealed class World
{
    public const string Password = "Joint-PhD-2026";
    internal static readonly string PasswordHash = new PasswordHasher<object>().HashPassword(new object(), Password);
    private readonly Dictionary<string, int> _people = new(StringComparer.Ordinal);

    private World()
    {
    }

    private World(World other)
    {
        _people = new(other._people, StringComparer.Ordinal);
        (ProgrammeId, UkPartyId, FrPartyId, ProjectId, OtherProjectId, OpenCallId) = (other.ProgrammeId, other.UkPartyId, other.FrPartyId, other.ProjectId, other.OtherProjectId, other.OpenCallId);
        (UkCandidatureId, FrCandidatureId, OtherUkCandidatureId) = (other.UkCandidatureId, other.FrCandidatureId, other.OtherUkCandidatureId);
        (EsaId, JointReportId, CsiId, OtherEsaId) = (other.EsaId, other.JointReportId, other.CsiId, other.OtherEsaId);
    }

    /// <summary>The people by their short names: <c>student.uk</c>, <c>lead.fr</c>, <c>office.uk</c>, <c>other.lead.uk</c> … The address is <c>{name}@test.example</c>.</summary>
    public IReadOnlyDictionary<string, int> People => _people;

    /// <summary>Short names of one person of each kind, for theories over roles.</summary>
    public static readonly IReadOnlyList<string> Everybody =
    [
        "student.uk", "student.fr", "lead.uk", "lead.fr", "unit.uk", "unit.fr", "director.uk", "school.fr", "office.uk", "office.fr",
        "legal.uk", "legal.fr", "registry.uk", "signatory.uk", "signatory.fr", "newcomer.uk", "newcomer.fr",
        "programme", "auditor", "admin", "other.student.uk", "other.student.fr", "other.lead.uk", "other.lead.fr", "other.director.uk", "nobody",
    ];

    public int ProgrammeId { get; private set; }
    public int UkPartyId { get; private set; }
    public int FrPartyId { get; private set; }
    public int ProjectId { get; private set; }
    public int OtherProjectId { get; private set; }
    public int UkCandidatureId { get; private set; }
    public int FrCandidatureId { get; private set; }
    public int OtherUkCandidatureId { get; private set; }

    /// <summary>Call 8 of the programme: opened on 1 November 2026, closes on 15 January 2027 at 17:00 in London; 4 awards.</summary>
    public int OpenCallId { get; private set; }

    /// <summary>UK student's early stage assessment, due on 1 October 2026; the first joint report is equivalent to it.</summary>
    public int EsaId { get; private set; }
    public int JointReportId { get; private set; }

    /// <summary>French student's first CSI, due on 30 September 2026.</summary>
    public int CsiId { get; private set; }

    /// <summary>Early stage assessment of the second project's UK student.</summary>
    public int OtherEsaId { get; private set; }

    /// <summary>Fills an empty database.</summary>
    public static async Task<World> CreateAsync(TestDatabase database) => new(await database.FillAsync(CreateAsync));

    public static async Task<World> CreateAsync(IServiceProvider services)
    {
        await services.GetRequiredService<SeedCollaborationHandler>().HandleAsync(new DateOnly(2020, 1, 1), CancellationToken.None);
        var world = new World();
        var db = services.GetRequiredService<PhdTrackerDb>();
        await services.GetRequiredService<DefinitionLibrary>().StoreAsync(db, services.GetRequiredService<TimeProvider>().UtcNow(), CancellationToken.None);
        await services.GetRequiredService<RuleSetStore>().StoreAsync(db, services.GetRequiredService<TimeProvider>().UtcNow(), CancellationToken.None);
        await world.BuildAsync(db);
        return world;
    }

    /// <summary>Makes somebody known by a short name.</summary>
    internal void Know(string name, int personId) => _people[name] = personId;

    private async Task BuildAsync(PhdTrackerDb db)
    {
        var programme = await db.Programmes.Include(p => p.Parties).ThenInclude(p => p.Institution).SingleAsync(p => p.Code == "IC-CNRS");
        var (uk, fr) = (programme.Parties.Single(p => p.Side == "UK"), programme.Parties.Single(p => p.Side == "FR"));
        var lille = await db.Institutions.SingleAsync(i => i.Code == "LILLE");
        var physics = new Unit(uk.Institution, UnitKind.Department, "Physics");
        var computing = new Unit(uk.Institution, UnitKind.Department, "Computing");
        var lab = new Unit(fr.Institution, UnitKind.ResearchUnit, "Laboratoire de Physique", "UMR 5672", "Lyon");
        var school = new Unit(lille, UnitKind.DoctoralSchool, "École doctorale", "ED 52");
        db.AddRange(physics, computing, lab, school);
        var people = AddPeople(db, uk.Institution, fr.Institution);
        var since = new DateOnly(2020, 1, 1);
        void Give(string name, Role role, Programme? p = null, ProgrammeParty? party = null, Unit? unit = null) =>
            db.RoleAssignments.Add(new RoleAssignment(people[name], role, p, party, unit, since, null));
        Give("unit.uk", Role.UnitHead, party: uk, unit: physics);
        Give("unit.fr", Role.UnitHead, party: fr, unit: lab);
        Give("director.uk", Role.DirectorOfPostgraduateStudies, party: uk, unit: physics);
        Give("other.director.uk", Role.DirectorOfPostgraduateStudies, party: uk, unit: computing);
        Give("school.fr", Role.DoctoralSchoolDirector, party: fr, unit: school);
        Give("office.uk", Role.Office, party: uk);
        Give("office.fr", Role.Office, party: fr);
        Give("legal.uk", Role.LegalOffice, party: uk);
        Give("legal.fr", Role.LegalOffice, party: fr);
        Give("registry.uk", Role.Registry, party: uk);
        Give("signatory.uk", Role.HeadOfInstitution, party: uk);
        Give("signatory.fr", Role.HeadOfInstitution, party: fr);
        Give("programme", Role.ProgrammeManager, programme);
        Give("auditor", Role.Auditor, programme);
        Give("admin", Role.SystemAdministrator);

        var call = await db.Calls.SingleAsync(c => c.ProgrammeId == programme.Id && c.Number == 5);
        var project = new Project(programme, call, "IC-CNRS-2025-01", "Bacterial chemotaxis in porous media");
        var other = new Project(programme, call, "IC-CNRS-2025-02", "Wake turbulence of floating wind farms");
        db.AddRange(project, other);
        var ukCandidature = Register(project, uk, people["student.uk"], new DateOnly(2025, 10, 1), (people["lead.uk"], people["lead.fr"]), fr, uk.Institution, physics, null);
        var frCandidature = Register(project, fr, people["student.fr"], new DateOnly(2025, 10, 1), (people["lead.fr"], people["lead.uk"]), uk, lille, lab, school);
        var otherUk = Register(other, uk, people["other.student.uk"], new DateOnly(2025, 10, 1), (people["other.lead.uk"], people["other.lead.fr"]), fr, uk.Institution, computing, null);
        var otherFr = Register(other, fr, people["other.student.fr"], new DateOnly(2025, 10, 1), (people["other.lead.fr"], people["other.lead.uk"]), uk, lille, lab, null);
        project.Follow([CandidatureState.Active, CandidatureState.Active]);
        other.Follow([CandidatureState.Active, CandidatureState.Active]);

        var esa = Plan(ukCandidature, uk, "imperial-2021-10", "esa", 0, "Early stage assessment", "Évaluation de première étape", new DateOnly(2026, 10, 1), retake: 3);
        var report = Plan(ukCandidature, null, "joint-programme", "joint-report", 1, "First joint project report", "Premier rapport conjoint", new DateOnly(2026, 10, 1));
        report.CountAs(esa);
        var csi = Plan(frCandidature, fr, "france-2022", "csi", 1, "First monitoring committee", "Premier comité de suivi", new DateOnly(2026, 9, 30));
        var otherEsa = Plan(otherUk, uk, "imperial-2021-10", "esa", 0, "Early stage assessment", "Évaluation de première étape", new DateOnly(2026, 10, 1), retake: 3);
        var open = OpenCall(programme);
        db.Calls.Add(open);
        await db.SaveChangesAsync();

        OpenCallId = open.Id;
        (ProgrammeId, UkPartyId, FrPartyId, ProjectId, OtherProjectId) = (programme.Id, uk.Id, fr.Id, project.Id, other.Id);
        (UkCandidatureId, FrCandidatureId, OtherUkCandidatureId) = (ukCandidature.Id, frCandidature.Id, otherUk.Id);
        (EsaId, JointReportId, CsiId, OtherEsaId) = (esa.Id, report.Id, csi.Id, otherEsa.Id);
        foreach (var (name, person) in people)
            _people[name] = person.Id;
    }

    private static Call OpenCall(Programme programme)
    {
        var announced = new DateTime(2026, 10, 20, 9, 0, 0, DateTimeKind.Utc);
        var call = new Call(programme, 8, 2027, "", "");
        call.Plan(new CallDetails(2027, "Frontiers of measurement", "Frontières de la mesure", new DateTime(2026, 11, 1, 9, 0, 0), new DateTime(2027, 1, 15, 17, 0, 0), "Europe/London", 4,
            "One investigator on each side.", "Un responsable de chaque partie.", [], true, "", ""), announced);
        call.Announce(announced);
        return call;
    }

    private static Dictionary<string, Person> AddPeople(PhdTrackerDb db, Institution uk, Institution fr)
    {
        var names = new Dictionary<string, (string Given, string Family, string? Title)>(StringComparer.Ordinal)
        {
            ["student.uk"] = ("Freya", "Tanaka", null),
            ["student.fr"] = ("Léonie", "D’Alméida", null),
            ["lead.uk"] = ("Niamh", "Sutcliffe", "Prof"),
            ["lead.fr"] = ("Aïcha", "Benoît", "Dr"),
            ["unit.uk"] = ("Callum", "Ashworth", "Prof"),
            ["unit.fr"] = ("Théo", "Vasseur", "Dr"),
            ["director.uk"] = ("Ruth", "Pemberton", "Dr"),
            ["school.fr"] = ("Hélène", "Ferrand", "Prof"),
            ["office.uk"] = ("Grace", "Okafor", null),
            ["office.fr"] = ("Maud", "Girardot", null),
            ["legal.uk"] = ("Owen", "Fairbairn", null),
            ["legal.fr"] = ("Solène", "Kerbrat", null),
            ["registry.uk"] = ("Bethan", "Llewellyn", null),
            ["signatory.uk"] = ("Margaret", "Osei", "Prof"),
            ["signatory.fr"] = ("Édouard", "de La Rochette", "Prof"),
            ["newcomer.uk"] = ("Arjun", "Banerjee", "Dr"),
            ["newcomer.fr"] = ("Noémie", "Lefèvre", "Dr"),
            ["programme"] = ("Tariq", "Haddad", null),
            ["auditor"] = ("Isla", "Lindqvist", null),
            ["admin"] = ("Ewan", "Kerr", null),
            ["other.student.uk"] = ("Chloe", "Pryce", null),
            ["other.student.fr"] = ("Bastien", "Tréguier", null),
            ["other.lead.uk"] = ("Kwame", "O’Donnell", "Prof"),
            ["other.lead.fr"] = ("Joël", "N’Diaye", "Dr"),
            ["other.director.uk"] = ("Zainab", "Rahman", "Dr"),
            ["nobody"] = ("Mei", "Zhang", null),
        };
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        foreach (var (name, (given, family, title)) in names)
        {
            var french = name.EndsWith(".fr", StringComparison.Ordinal);
            var person = new Person(given, family, $"{name}@test.example", french ? "fr" : "en", title) { PasswordHash = PasswordHash, EmailConfirmed = true };
            person.BelongTo(french ? fr : uk, null);
            db.Users.Add(people[name] = person);
        }
        return people;
    }

    private static Candidature Register(Project project, ProgrammeParty party, Person student, DateOnly start, (Person Home, Person Partner) leads, ProgrammeParty partner, Institution home, Unit unit, Unit? school)
    {
        var candidature = new Candidature(project.AddStudentship(party), student, start, 1, CandidatureState.Active);
        candidature.Studentship.Candidatures.Add(candidature);
        candidature.Place(home, unit, school);
        candidature.Supervise(leads.Home, SupervisorKind.Lead, party, start);
        candidature.Supervise(leads.Partner, SupervisorKind.PartnerSupervisor, partner, start);
        return candidature;
    }

    private static Milestone Plan(Candidature candidature, ProgrammeParty? party, string ruleSet, string rule, int occurrence, string en, string fr, DateOnly due, int? retake = null)
    {
        var milestone = new Milestone(candidature, party, new MilestoneRuleRef(ruleSet, 1, rule, occurrence), en, fr);
        milestone.Plan(new MilestonePlan(null, due, $"12 months from 1 October 2025: {due:d MMMM yyyy}.", $"12 mois à partir du 1er octobre 2025 : {due:dd/MM/yyyy}.", "{}", true, "milestone-review", retake));
        candidature.Milestones.Add(milestone);
        return milestone;
    }
}
