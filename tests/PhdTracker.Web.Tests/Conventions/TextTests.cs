using System.Reflection;
using System.Text.RegularExpressions;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Tests.Conventions;

/// <summary>Every sentence in both languages, none missing, none left over, and French written as French.</summary>
public sealed partial class TextTests
{
    private static readonly string[] Plurals = [".one", ".other"];

    static TextTests() => Texts.AddSource(typeof(WebSetup).Assembly);

    [Fact]
    public void Keys_EnglishAndFrench_AreTheSame()
    {
        var (english, french) = (Texts.English.Keys.ToHashSet(), Texts.French.Keys.ToHashSet());

        None("has no French text", english.Except(french));
        None("has no English text", french.Except(english));
    }

    [Fact]
    public void Texts_EnglishAndFrench_HaveTheSamePlaceholders() => None("has other placeholders in French than in English", Texts.English.Keys
        .Where(Texts.French.Has)
        .Where(key => !Placeholders(Texts.English[key], key).SetEquals(Placeholders(Texts.French[key], key))));

    [Fact]
    public void Plurals_EachForm_IsThere() => None("lacks its other form", Texts.English.Keys
        .Where(k => k.EndsWith(".one", StringComparison.Ordinal) != k.EndsWith(".other", StringComparison.Ordinal))
        .Where(k => Plurals.Any(k.EndsWith) && Plurals.Any(form => !Texts.English.Has(Base(k) + form))));

    [Fact]
    public void Keys_UsedInCode_HaveATextInBothLanguages()
    {
        // Whatever looks like a key and begins as keys do must be one.
        var families = Texts.English.Keys.Where(k => k.Contains('.', StringComparison.Ordinal)).Select(k => k[..k.IndexOf('.', StringComparison.Ordinal)]).ToHashSet();
        var named = SourceTexts.Literals.Value.Where(l => KeyShape().IsMatch(l) && !IsProperty(l) && families.Contains(l[..l.IndexOf('.', StringComparison.Ordinal)]));
        var asked = Asked().Matches(SourceTexts.Code).Select(m => m.Groups[1].Value);
        var used = named.Concat(asked)
            .Concat(SourceTexts.RuleCodes.Select(c => $"Error.{c}"))
            .Concat(SourceTexts.Acts.Select(a => $"Act.{a}"))
            .Concat(SourceTexts.MailKinds.Select(k => $"MailKind.{k}"))
            .Concat(SourceTexts.MailKinds.SelectMany(k => new[] { $"Mail.{k}.Subject", $"Mail.{k}.Body" }));

        None("has no text", used.Where(key => !Texts.English.Has(key) && !Texts.English.Has(key + ".one")));
    }

    [Fact]
    public void Keys_InTextFiles_AreUsed() => None("is used nowhere", Texts.English.Keys.Where(key => !IsUsed(key)));

    [Fact]
    public void Enums_ShownToPeople_HaveAWordForEachValue()
    {
        var shown = new[] { typeof(Texts).Assembly, typeof(WebSetup).Assembly }.SelectMany(ShownEnums).Distinct().ToList();

        Assert.NotEmpty(shown);
        None("has no text", shown.SelectMany(type => Enum.GetNames(type).Select(value => $"Enum.{type.Name}.{value}")).Where(key => !Texts.English.Has(key)));
    }

    [Fact]
    public void French_Typography_NonBreakingBlanksAndRealApostrophes()
    {
        None("needs a non-breaking blank before : ; ? ! » or after «", Texts.French.Keys.Where(key => BadBlank().IsMatch(WithoutCitations(Texts.French[key]))));
        None("has a straight apostrophe or quotation mark", Texts.French.Keys.Where(key => Straight().IsMatch(Texts.French[key])));
    }

    [Fact]
    public void English_Typography_RealApostrophes() =>
        None("has a straight apostrophe or quotation mark", Texts.English.Keys.Where(key => Straight().IsMatch(Texts.English[key])));

    private static bool IsUsed(string key)
    {
        var parts = key.Split('.');
        var literals = SourceTexts.Literals.Value;
        return literals.Contains(key) || (Plurals.Any(key.EndsWith) && literals.Contains(Base(key))) || parts switch
        {
            ["Enum", var type, var value] => IsEnumValue(type, value),
            ["Error", var code] => literals.Contains(code),
            ["Error", var code, "one" or "other"] => literals.Contains(code),
            ["Act", var act] => literals.Contains(act),
            ["Mail", var kind, "Subject" or "Body"] => literals.Contains(kind),
            ["MailKind", var kind] => literals.Contains(kind),
            ["Job", var job, ..] => IsType(job),
            _ => false,
        };
    }

    private static bool IsEnumValue(string type, string value) => new[] { typeof(Texts).Assembly, typeof(WebSetup).Assembly }
        .SelectMany(a => a.GetTypes()).Any(t => t.IsEnum && t.Name == type && Enum.GetNames(t).Contains(value));

    /// <summary>Audit views name columns as <c>Decision.Comment</c>: no keys.</summary>
    private static bool IsProperty(string name) => typeof(Texts).Assembly.GetTypes()
        .Any(t => name.StartsWith(t.Name + ".", StringComparison.Ordinal) && t.GetProperty(name[(t.Name.Length + 1)..]) is not null);

    private static bool IsType(string name) => typeof(Texts).Assembly.GetTypes().Concat(typeof(WebSetup).Assembly.GetTypes()).Any(t => t.Name == name);

    /// <summary>The type arguments of every call of <see cref="Texts.Enum{T}"/> in an assembly, from its table of generic methods.</summary>
    private static IEnumerable<Type> ShownEnums(Assembly assembly)
    {
        const int genericMethods = 0x2B000000;
        for (var row = 1; ; row++)
        {
            MethodBase? method;
            try
            {
                method = assembly.ManifestModule.ResolveMethod(genericMethods | row);
            }
            catch (ArgumentOutOfRangeException)
            {
                yield break;
            }
            catch (Exception e) when (e is BadImageFormatException or ArgumentException)
            {
                // A call whose type argument is a parameter of its caller.
                continue;
            }
            if (method is { Name: nameof(Texts.Enum) } && method.DeclaringType == typeof(Texts) && method.GetGenericArguments()[0].IsEnum)
                yield return method.GetGenericArguments()[0];
        }
    }

    private static HashSet<string> Placeholders(string text, string key)
    {
        var found = Placeholder().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();
        // "One day" need not say the number.
        if (Plurals.Any(key.EndsWith))
            found.Remove("0");
        return found;
    }

    private static string Base(string key) => key[..key.LastIndexOf('.')];

    /// <summary>A text without what it only cites: addresses, and words between quotation marks, such as what a sheet says.</summary>
    private static string WithoutCitations(string text) => Cited().Replace(Address().Replace(Placeholder().Replace(text, "X"), ""), "«\u00A0X\u00A0»");

    private static void None(string fault, IEnumerable<string> keys)
    {
        var all = keys.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{all.Count}: {string.Join(", ", all)} {fault}.");
    }

    [GeneratedRegex(@"\{(\d+)(?:[,:][^}]*)?\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*(\.[A-Z][A-Za-z0-9]*)+$")]
    private static partial Regex KeyShape();

    [GeneratedRegex(@"\b(?:T|[tT]exts|Texts\.(?:English|French))(?:\[|\.Count\()\s*""([A-Za-z0-9.]+)""\s*[,\])]")]
    private static partial Regex Asked();

    [GeneratedRegex(@"[^\u00A0\u202F?!.…][;?!»]|[^\u00A0\u202F]:(?!\d)|«(?![\u00A0\u202F])")]
    private static partial Regex BadBlank();

    [GeneratedRegex(@"['""]")]
    private static partial Regex Straight();

    [GeneratedRegex(@"«[\u00A0\u202F][^»]*[\u00A0\u202F]»")]
    private static partial Regex Cited();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Address();
}
