using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhdTracker.Core.Examinations;

/// <summary>The rules of <c>workflows/examinations.json</c>, by country. Read once at start, then shared.</summary>
public sealed class ExaminationRulebook
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private readonly Dictionary<string, ExaminationRules> _byCountry;

    private ExaminationRulebook(IEnumerable<ExaminationRules> rules) => _byCountry = rules.ToDictionary(r => r.Country, StringComparer.Ordinal);

    /// <summary>The rules of a country, or null.</summary>
    public ExaminationRules? Find(string country) => _byCountry.GetValueOrDefault(country);

    /// <summary>The rules of a country.</summary>
    /// <exception cref="DomainRuleException"><c>NoExaminationRules</c>.</exception>
    public ExaminationRules Of(string country) => Find(country) ?? throw new DomainRuleException("NoExaminationRules", country);

    /// <exception cref="FormatException">The file says something else; the message says where.</exception>
    public static ExaminationRulebook Parse(string json, string file)
    {
        List<ExaminationRules> rules;
        try
        {
            rules = JsonSerializer.Deserialize<List<ExaminationRules>>(json, Json) ?? [];
        }
        catch (JsonException e)
        {
            throw new FormatException($"{file}: not a list of examination rules ({e.Message})", e);
        }
        if (rules.GroupBy(r => r.Country).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new FormatException($"{file}: two rules are about '{twice.Key}'.");
        foreach (var rule in rules)
        {
            if (rule.Outcomes.FirstOrDefault(o => o is { Then: OutcomeThen.Corrections or OutcomeThen.Thesis, Months: null or < 1 }) is { } endless)
                throw new FormatException($"{file}: {rule.Country}: the outcome {endless.Outcome} asks for a new version and says no months for it.");
            if (rule.Outcomes.GroupBy(o => o.Outcome).FirstOrDefault(g => g.Count() > 1) is { } again)
                throw new FormatException($"{file}: {rule.Country}: the outcome {again.Key} is there twice.");
            if (rule.Panel.AtLeast.Keys.Concat(rule.Panel.AtMost.Keys).Except(rule.Roles).ToList() is [var unknown, ..])
                throw new FormatException($"{file}: {rule.Country}: the panel counts {unknown}, which is none of its roles.");
        }
        return new ExaminationRulebook(rules);
    }

    public static ExaminationRulebook Load(string folder)
    {
        var file = Path.Combine(folder, "examinations.json");
        return Parse(File.ReadAllText(file), file);
    }
}
