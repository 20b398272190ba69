using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Agreements;

/// <summary>Drafts of agreements from what a project says of itself.</summary>
public sealed class AgreementDrafts(PhdTrackerDb db, TimeProvider clock)
{
    private const int Years = 4;
    private const string MobilityMonths = "3";
    private const string HomeShare = "70";
    private const string PartnerShare = "30";

    /// <summary>Drafts the agreement of a project and adds it to the context; the caller saves.</summary>
    /// <param name="project">New, or loaded as <see cref="WithPeople"/> does.</param>
    /// <param name="number">The next number of the project.</param>
    /// <param name="kind">Null for what the programme's award model asks for.</param>
    public Agreement For(Project project, int number = 1, AgreementKind? kind = null)
    {
        var agreement = new Agreement(project, number, kind ?? AgreementKinds.Of(project.Programme.AwardModel));
        var sides = Sides(project);
        agreement.Between([.. sides.Select(s => s.Names)]);
        var starts = sides.Select(s => s.Student?.StartOn).OfType<DateOnly>().DefaultIfEmpty(NextOctober).Min();
        var authoritative = sides[0].Party.Institution.Language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? AuthoritativeText.French : AuthoritativeText.English;
        Write(agreement, project, sides, starts, starts.AddYears(Years).AddDays(-1), authoritative);
        db.Agreements.Add(agreement);
        return agreement;
    }

    /// <summary>Writes a draft's text anew from the template for other dates or another authoritative language.</summary>
    public static void Rewrite(Agreement agreement, Project project, DateOnly startsOn, DateOnly endsOn, AuthoritativeText authoritative)
    {
        var sides = Sides(project);
        agreement.Between([.. sides.Select(s => s.Names)]);
        Write(agreement, project, sides, startsOn, endsOn, authoritative);
    }

    /// <summary>Who agrees, by the names of today.</summary>
    public static IReadOnlyList<AgreementPartyNames> PartiesOf(Project project) => [.. Sides(project).Select(s => s.Names)];

    /// <summary>Projects with all that a draft names.</summary>
    public static IQueryable<Project> WithPeople(IQueryable<Project> projects) => projects
        .Include(p => p.Programme)
        .Include(p => p.Studentships).ThenInclude(s => s.Party).ThenInclude(p => p.Institution)
        .Include(p => p.Studentships).ThenInclude(s => s.Investigator)
        .Include(p => p.Studentships).ThenInclude(s => s.Unit)
        .Include(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.Student)
        .Include(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.HomeInstitution)
        .Include(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.Unit)
        .Include(p => p.Studentships).ThenInclude(s => s.Candidatures).ThenInclude(c => c.Supervisors).ThenInclude(s => s.Person)
        .AsSplitQuery();

    private DateOnly NextOctober
    {
        get
        {
            var today = clock.Today();
            return new DateOnly(today.Month < 10 ? today.Year : today.Year + 1, 10, 1);
        }
    }

    private static void Write(Agreement agreement, Project project, List<Side> sides, DateOnly startsOn, DateOnly endsOn, AuthoritativeText authoritative)
    {
        string In(Texts texts) => AgreementTemplate.Fill(agreement.Kind, texts, Values(texts, project, sides, startsOn, endsOn, authoritative));
        agreement.Write(new AgreementDraft(In(Texts.English), In(Texts.French), startsOn, endsOn, authoritative));
    }

    private static Dictionary<string, string?> Values(Texts texts, Project project, List<Side> sides, DateOnly startsOn, DateOnly endsOn, AuthoritativeText authoritative)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["project.title"] = project.Title,
            ["project.code"] = project.Code,
            ["programme"] = texts.Of(project.Programme.NameEn, project.Programme.NameFr),
            ["share.home"] = HomeShare,
            ["share.partner"] = PartnerShare,
            ["mobility"] = MobilityMonths,
            ["from"] = texts.Date(startsOn),
            ["to"] = texts.Date(endsOn),
            ["language"] = authoritative == AuthoritativeText.English ? texts["Agreement.Text.English"] : texts["Agreement.Text.French"],
        };
        foreach (var (side, name) in sides.Zip(["home", "partner"]))
        {
            values[name + ".institution"] = texts.Of(side.Party.Institution.NameEn, side.Party.Institution.NameFr);
            values[name + ".unit"] = side.Names.Unit.Length == 0 ? "" : ", " + side.Names.Unit;
            values[name + ".investigator"] = side.Names.Investigator.Length == 0 ? null : side.Names.Investigator;
            values[name + ".student"] = side.Student is null ? "" : texts["Agreement.Text.HeldBy", side.Student.Student.DisplayName];
            values[name + ".awarding"] = Awarding(side, texts);
        }
        return values;
    }

    private static string Awarding(Side side, Texts texts)
    {
        var (home, own) = (side.Student?.HomeInstitution, side.Party.Institution);
        if (home is { AwardsDegrees: true })
            return texts.Of(home.NameEn, home.NameFr);
        return own.AwardsDegrees ? texts.Of(own.NameEn, own.NameFr) : texts["Agreement.Text.University"];
    }

    /// <summary>Home first: the side that led the proposal, or the first.</summary>
    private static List<Side> Sides(Project project)
    {
        var lead = project.LeadParty?.Id ?? project.LeadPartyId;
        return [.. project.Studentships.OrderBy(s => s.Party == project.LeadParty || (lead > 0 && s.PartyId == lead) ? 0 : 1).ThenBy(s => s.PartyId).Select(Side.Of)];
    }

    private sealed record Side(ProgrammeParty Party, AgreementPartyNames Names, Candidature? Student)
    {
        public static Side Of(Studentship place)
        {
            var student = place.Candidatures.OrderByDescending(c => c.StartOn).ThenByDescending(c => c.Id).FirstOrDefault();
            var leader = place.Investigator ?? student?.Supervisors.Where(s => s.Kind == SupervisorKind.Lead && s.To is null).Select(s => s.Person).FirstOrDefault();
            var unit = place.Unit ?? student?.Unit;
            var institution = place.Party.Institution;
            var unitName = unit is null ? "" : unit.Code is null ? unit.Name : $"{unit.Name} ({unit.Code})";
            return new(place.Party, new AgreementPartyNames(place.Party, institution.NameEn, institution.NameFr, unitName, leader?.DisplayName ?? ""), student);
        }
    }
}
