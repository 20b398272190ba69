using System.Globalization;
using System.Text.Json;
using PhdTracker.Core;
using PhdTracker.Core.Demo;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Training;

namespace PhdTracker.Web.Features.Demo;

/// <summary>What a visitor of a demonstration can fill the empty fields of a form with, instead of making it all up.</summary>
public sealed class DemoExamples(Texts texts, TimeProvider clock)
{
    /// <summary>As JSON: by the name of a field its text, the word that names an option, or one of these per row.</summary>
    /// <param name="path">The page: in some a field means another thing than elsewhere.</param>
    public string For(Person reader, PathString path)
    {
        var french = reader.Email!.Contains(".fr@", StringComparison.Ordinal);
        var today = clock.Today();
        var examples = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["TitleEn"] = Texts.English["DemoExample.Title"],
            ["TitleFr"] = Texts.French["DemoExample.Title"],
            ["AbstractEn"] = Texts.English["DemoExample.Abstract"],
            ["AbstractFr"] = Texts.French["DemoExample.Abstract"],
            ["HomeProfile"] = texts["DemoExample.HomeProfile"],
            ["PartnerProfile"] = texts["DemoExample.PartnerProfile"],
            ["Supervision"] = texts["DemoExample.Supervision"],
            ["Mobility"] = texts["DemoExample.Mobility"],
            ["Themes"] = "",
            ["Goals"] = "",
            ["Hdr"] = "",
            ["Language"] = "",
            ["HomeStipend"] = "96000",
            ["HomeTravel"] = "6000",
            ["HomeResearch"] = "9000",
            ["PartnerStipend"] = "110000",
            ["PartnerTravel"] = "5000",
            ["PartnerResearch"] = "8000",
            ["HomeInstitutionId"] = "ENS de Lyon",
            ["UnitId"] = french ? "UMR 5672" : "Physics",
            ["DoctoralSchoolId"] = "ED 52",
            ["StartOn"] = Day(today),
            ["ContractEndsOn"] = Day(today.AddYears(3).AddDays(-1)),
            ["FundingEndsOn"] = Day(today.AddYears(3).AddDays(-1)),
            ["On"] = Day(today),
            ["Place"] = french ? "Lyon, amphithéâtre Mérieux" : "London, Blackett Laboratory",
            ["Reason"] = texts["DemoExample.Reason"],
            ["TypedName"] = $"{reader.GivenName} {reader.FamilyName}",
            ["Files"] = "/demo/clock?handler=Thesis",
        };
        foreach (var (field, value) in Partner(french))
            examples[field] = value;
        var page = path.Value ?? "";
        if (page.EndsWith("/register", StringComparison.Ordinal))
            examples["Email"] = $"applicant.{(french ? "fr" : "uk")}@demo.example";
        foreach (var (field, value) in page.EndsWith("/training/add", StringComparison.Ordinal) ? Training(today) : [])
            examples[field] = value;
        foreach (var (field, value) in page.EndsWith("/nominate", StringComparison.Ordinal) ? Panel(french) : [])
            examples[field] = value;
        return JsonSerializer.Serialize(examples);
    }

    private static IEnumerable<(string, object)> Partner(bool french)
    {
        var (given, family, email) = DemoAccounts.NameOf(french ? "newcomer.uk" : "newcomer.fr");
        yield return ("PartnerGivenName", given);
        yield return ("PartnerFamilyName", family);
        yield return ("PartnerEmail", email);
    }

    /// <summary>All that a defence in France needs, in one.</summary>
    private IEnumerable<(string, object)> Training(DateOnly today)
    {
        yield return ("Title", texts["DemoExample.Training"]);
        yield return ("Category", texts.Enum(TrainingCategory.Ethics));
        yield return ("Hours", "100");
        yield return ("From", Day(today.AddDays(-1)));
    }

    /// <summary>Two British examiners; a French jury of two rapporteurs, a president and an examiner.</summary>
    private static IEnumerable<(string, object)> Panel(bool french)
    {
        yield return ("Rows.Name", french ? new[] { "Prof Ingrid Solheim", "Dr Paolo Bianchi", "Prof Claire Audibert", "Dr Marc Vial" } : ["Dr Alice Whitfield", "Prof Jens Holm"]);
        yield return ("Rows.Email", french ? new[] { "solheim@oslo.example", "bianchi@torino.example", "audibert@lyon.example", "vial@lyon.example" } : ["whitfield@ic.example", "holm@dtu.example"]);
        yield return ("Rows.Institution", french ? new[] { "Universitetet i Oslo", "Università di Torino", "ENS de Lyon", "CNRS" } : ["Imperial College London", "Danmarks Tekniske Universitet"]);
        yield return ("Rows.Country", french ? new[] { "NO", "IT", "FR", "FR" } : ["GB", "DK"]);
        yield return ("Rows.Role", french ? new[] { "Rapporteur", "Rapporteur", "President", "Examinateur" } : ["InternalExaminer", "ExternalExaminer"]);
        yield return ("Rows.Rank", french ? new[] { "Professor", "Other", "Professor", "Other" } : ["Other", "Professor"]);
        yield return ("Rows.IsExternal", french ? new[] { "true", "true" } : []);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
