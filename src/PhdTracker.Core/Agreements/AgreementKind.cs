using PhdTracker.Core.Calls;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Agreements;

/// <summary>What a project is agreed by: co-supervision, where each student has a degree of their own side, or a cotutelle, where both sides award.</summary>
public enum AgreementKind { CoSupervision, Cotutelle }

/// <summary>What follows from the kind of an agreement.</summary>
public static class AgreementKinds
{
    /// <summary>What an award model asks for: where both sides award, a cotutelle.</summary>
    public static AgreementKind Of(AwardModel model) => model == AwardModel.PairedNoJointAward ? AgreementKind.CoSupervision : AgreementKind.Cotutelle;

    /// <summary>The route that it takes.</summary>
    public static string Route(this AgreementKind kind) => kind == AgreementKind.Cotutelle ? "cotutelle" : "cosupervision-agreement";

    /// <summary>What people call the agreement of a project.</summary>
    public static string TitleOf(this AgreementKind kind, Texts texts, string? code) => kind == AgreementKind.Cotutelle ? texts["Agreement.CotutelleOf", code] : texts["Agreement.TitleOf", code];
}
