using PhdTracker.Core.Localisation;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Web.Features.Proposals;

/// <summary>Costs in the currency of a side.</summary>
public static class Money
{
    public static string SignOf(string country) => country switch
    {
        "GB" => "£",
        "AU" => "A$",
        _ => "€",
    };

    /// <summary>£84,000 · 84 000 €.</summary>
    public static string Written(Texts texts, long amount, string country)
    {
        var number = amount.ToString("N0", texts.Culture);
        return texts.Language == "fr" ? $"{number}\u00A0{SignOf(country)}" : SignOf(country) + number;
    }

    /// <summary>The fields of a side's costs.</summary>
    public static IReadOnlyList<ProposalPart> PartsOf(bool home) => home
        ? [ProposalPart.HomeStipend, ProposalPart.HomeTravel, ProposalPart.HomeResearch]
        : [ProposalPart.PartnerStipend, ProposalPart.PartnerTravel, ProposalPart.PartnerResearch];
}
