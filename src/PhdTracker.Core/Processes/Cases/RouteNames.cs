using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>What routes are called. A definition has one name; those that are shipped have theirs in both languages, unless an office gave them another.</summary>
public static class RouteNames
{
    /// <param name="definitionId">Which route.</param>
    /// <param name="name">As its definition calls it.</param>
    public static string Of(Texts texts, string definitionId, string name) => Shipped(Texts.English, definitionId) == name ? Shipped(texts, definitionId)! : name;

    /// <summary>A route that another definition names by its id.</summary>
    public static string ById(Texts texts, string definitionId) => Shipped(texts, definitionId) ?? definitionId;

    private static string? Shipped(Texts texts, string definitionId) => definitionId switch
    {
        "cosupervision-agreement" => texts["Route.Name.CosupervisionAgreement"],
        "cotutelle" => texts["Route.Name.Cotutelle"],
        "examination" => texts["Route.Name.Examination"],
        "extension" => texts["Route.Name.Extension"],
        "interruption" => texts["Route.Name.Interruption"],
        "milestone-review" => texts["Route.Name.MilestoneReview"],
        "mobility-stay" => texts["Route.Name.MobilityStay"],
        "mode-change" => texts["Route.Name.ModeChange"],
        "monitoring-committee" => texts["Route.Name.MonitoringCommittee"],
        "panel-review" => texts["Route.Name.PanelReview"],
        "proposal" => texts["Route.Name.Proposal"],
        "re-registration" => texts["Route.Name.ReRegistration"],
        "soutenance" => texts["Route.Name.Soutenance"],
        "supervisor-change" => texts["Route.Name.SupervisorChange"],
        "title-change" => texts["Route.Name.TitleChange"],
        "withdrawal" => texts["Route.Name.Withdrawal"],
        _ => null,
    };
}
