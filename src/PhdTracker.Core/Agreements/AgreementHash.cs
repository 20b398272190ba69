using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PhdTracker.Core.Agreements;

/// <summary>
/// The fingerprint of what is agreed: SHA-256, in lower-case hexadecimal digits, over a canonical form in UTF-8 that anybody can
/// write again from the agreement. Each of its lines ends with a line feed; texts are in Unicode normalisation form C with line
/// feeds, and their length in bytes stands before them, so that nothing can move from one part to another unnoticed:
/// <code>
/// agreement 1
/// project IC-CNRS-2027-01
/// number 1
/// from 2027-10-01
/// to 2031-09-30
/// authoritative English
/// party UK|Imperial College London|Imperial College London|Physics|Prof Niamh Sutcliffe
/// party FR|French National Centre for Scientific Research|Centre national de la recherche scientifique|…|Dr Aïcha Benoît
/// en 5120
/// (the English text)
/// fr 6044
/// (the French text)
/// </code>
/// Where the project was merged into another since, code and number are those of then. The first line counts changes of this form. In the lines of parties, a backslash stands before each bar or backslash that belongs to a name.
/// </summary>
public static class AgreementHash
{
    /// <summary>The hash of an agreement that was loaded with its project, its parties and their sides.</summary>
    public static string Of(Agreement agreement) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(agreement))));

    /// <summary>The canonical form.</summary>
    public static string Canonical(Agreement agreement)
    {
        var form = new StringBuilder("agreement 1\n");
        form.Append(CultureInfo.InvariantCulture, $"project {agreement.CodeInText}\nnumber {agreement.NumberInText}\n");
        form.Append(CultureInfo.InvariantCulture, $"from {agreement.StartsOn:yyyy-MM-dd}\nto {agreement.EndsOn:yyyy-MM-dd}\nauthoritative {agreement.Authoritative}\n");
        foreach (var party in agreement.Parties.OrderBy(p => p.Order))
            form.Append("party ").AppendJoin('|', new[] { party.Party.Side, party.InstitutionEn, party.InstitutionFr, party.Unit, party.Investigator }.Select(Name)).Append('\n');
        Append(form, "en", agreement.TextEn);
        Append(form, "fr", agreement.TextFr);
        return form.ToString();
    }

    private static void Append(StringBuilder form, string language, string text)
    {
        var normal = text.Normalize(NormalizationForm.FormC);
        form.Append(CultureInfo.InvariantCulture, $"{language} {Encoding.UTF8.GetByteCount(normal)}\n").Append(normal).Append('\n');
    }

    private static string Name(string name) =>
        name.Normalize(NormalizationForm.FormC).ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
}
