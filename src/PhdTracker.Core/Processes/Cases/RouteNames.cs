using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>What routes are called. A definition has one name; those that are shipped have theirs in both languages, unless an office gave them another.</summary>
public static class RouteNames
{
    /// <param name="definitionId">Which route.</param>
    /// <param name="name">As its definition calls it.</param>
    public static string Of(Texts texts, string definitionId, string name) => definitionId switch
    {
        "cosupervision-agreement" => Named(texts["Route.Name.CosupervisionAgreement"], Texts.English["Route.Name.CosupervisionAgreement"], name),
        "cotutelle" => Named(texts["Route.Name.Cotutelle"], Texts.English["Route.Name.Cotutelle"], name),
        "examination" => Named(texts["Route.Name.Examination"], Texts.English["Route.Name.Examination"], name),
        "milestone-review" => Named(texts["Route.Name.MilestoneReview"], Texts.English["Route.Name.MilestoneReview"], name),
        "monitoring-committee" => Named(texts["Route.Name.MonitoringCommittee"], Texts.English["Route.Name.MonitoringCommittee"], name),
        "panel-review" => Named(texts["Route.Name.PanelReview"], Texts.English["Route.Name.PanelReview"], name),
        "proposal" => Named(texts["Route.Name.Proposal"], Texts.English["Route.Name.Proposal"], name),
        "re-registration" => Named(texts["Route.Name.ReRegistration"], Texts.English["Route.Name.ReRegistration"], name),
        "soutenance" => Named(texts["Route.Name.Soutenance"], Texts.English["Route.Name.Soutenance"], name),
        _ => name,
    };

    private static string Named(string shipped, string english, string name) => name == english ? shipped : name;
}
