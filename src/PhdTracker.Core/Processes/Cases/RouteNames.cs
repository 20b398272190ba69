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
        "extension" => Named(texts["Route.Name.Extension"], Texts.English["Route.Name.Extension"], name),
        "interruption" => Named(texts["Route.Name.Interruption"], Texts.English["Route.Name.Interruption"], name),
        "milestone-review" => Named(texts["Route.Name.MilestoneReview"], Texts.English["Route.Name.MilestoneReview"], name),
        "mobility-stay" => Named(texts["Route.Name.MobilityStay"], Texts.English["Route.Name.MobilityStay"], name),
        "mode-change" => Named(texts["Route.Name.ModeChange"], Texts.English["Route.Name.ModeChange"], name),
        "monitoring-committee" => Named(texts["Route.Name.MonitoringCommittee"], Texts.English["Route.Name.MonitoringCommittee"], name),
        "panel-review" => Named(texts["Route.Name.PanelReview"], Texts.English["Route.Name.PanelReview"], name),
        "proposal" => Named(texts["Route.Name.Proposal"], Texts.English["Route.Name.Proposal"], name),
        "re-registration" => Named(texts["Route.Name.ReRegistration"], Texts.English["Route.Name.ReRegistration"], name),
        "soutenance" => Named(texts["Route.Name.Soutenance"], Texts.English["Route.Name.Soutenance"], name),
        "supervisor-change" => Named(texts["Route.Name.SupervisorChange"], Texts.English["Route.Name.SupervisorChange"], name),
        "title-change" => Named(texts["Route.Name.TitleChange"], Texts.English["Route.Name.TitleChange"], name),
        "withdrawal" => Named(texts["Route.Name.Withdrawal"], Texts.English["Route.Name.Withdrawal"], name),
        _ => name,
    };

    private static string Named(string shipped, string english, string name) => name == english ? shipped : name;
}
