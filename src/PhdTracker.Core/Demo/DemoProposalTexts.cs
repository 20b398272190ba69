using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.Demo;

/// <summary>A demo proposal: who leads it and where, what is written in it, and what became of it.</summary>
/// <param name="FrenchLeads">Whether the French investigator began it.</param>
/// <param name="Department">Index of the British investigator's department.</param>
/// <param name="Laboratory">Index of the French investigator's laboratory.</param>
/// <param name="BegunAfter">Days after the call opened.</param>
internal sealed record DemoProposal(bool FrenchLeads, int Department, int Laboratory, int BegunAfter)
{
    /// <summary>What the investigator who leads wrote.</summary>
    public required IReadOnlyList<(ProposalPart Part, string Text)> ByLead { get; init; }

    /// <summary>What the other one wrote.</summary>
    public required IReadOnlyList<(ProposalPart Part, string Text)> ByPartner { get; init; }

    /// <summary>What was answered at steps of its route, each so many days after the one before; none for a draft.</summary>
    public IReadOnlyList<(int Days, string Step, DecisionKind Kind, string Comment)> Answers { get; init; } = [];

    /// <summary>Why it was withdrawn after all that; null where it was not.</summary>
    public string? Withdrawal { get; init; }
}

/// <summary>The proposals to the open call of the demo programme, each in the words of its investigators.</summary>
internal static class DemoProposalTexts
{
    /// <summary>One that London accepts and the CNRS reserves, one that London rejects and the CNRS accepts, one withdrawn, one still a draft.</summary>
    public static readonly IReadOnlyList<DemoProposal> All =
    [
        new(false, 3, 3, 1)
        {
            ByLead =
            [
                (ProposalPart.TitleEn, "Rivers under stress: reading drought from orbit and from the bank"),
                (ProposalPart.TitleFr, "Rivières sous tension : lire la sécheresse depuis l’orbite et depuis la berge"),
                (ProposalPart.AbstractEn, "Altimeters in orbit now see rivers fifty metres wide, and gauges on the bank see what happens between two passes. One student brings both together for the small catchments of the Alps and of Wales; the other works out what the combined record says about the droughts to come, and how sure it is."),
                (ProposalPart.AbstractFr, "Les altimètres en orbite voient désormais des rivières de cinquante mètres de large, et les stations de la berge voient ce qui se passe entre deux passages. L’une des thèses rapproche les deux pour les petits bassins des Alpes et du pays de Galles ; l’autre établit ce que cette série dit des sécheresses à venir, et avec quelle certitude."),
                (ProposalPart.Themes, "Arctic climate"),
                (ProposalPart.Goals, "6,13"),
                (ProposalPart.HomeProfile, "A hydrologist or physicist who likes measuring outdoors and is at ease with large data."),
                (ProposalPart.Supervision, "A call of both teams every fortnight and a week together each spring; each investigator reads the reports of both students."),
                (ProposalPart.HomeStipend, "94000"), (ProposalPart.HomeTravel, "7000"), (ProposalPart.HomeResearch, "9500"),
            ],
            ByPartner =
            [
                (ProposalPart.PartnerProfile, "Un profil de statistique ou de géophysique, avec le goût du terrain."),
                (ProposalPart.Hdr, ProposalParts.HoldsHdr),
                (ProposalPart.Mobility, "Quatre mois chez le partenaire en deuxième année pour chacun, et une campagne commune sur la Romanche."),
                (ProposalPart.PartnerStipend, "112000"), (ProposalPart.PartnerTravel, "6000"), (ProposalPart.PartnerResearch, "11000"),
            ],
            Answers =
            [
                (1, "confirm", DecisionKind.Approved, ""), (1, "unit-home", DecisionKind.Approved, "Fits the department’s plan, and there is bench space from October."), (1, "unit-partner", DecisionKind.Approved, ""),
                (1, "eligibility", DecisionKind.Approved, ""),
                (2, "decide-home", DecisionKind.Approved, "Strong on both sides, and the two theses need each other. The panel ranked it second."),
                (1, "decide-partner", DecisionKind.Reserved, "Projet solide, mais le contrat doctoral du côté français n’est pas encore financé au-delà de la deuxième année. Réservé jusqu’à la réponse de l’institut."),
            ],
        },
        new(true, 5, 1, 2)
        {
            ByLead =
            [
                (ProposalPart.TitleEn, "Proofs that machines can read, and people too"),
                (ProposalPart.TitleFr, "Des preuves lisibles par les machines, et par les humains"),
                (ProposalPart.AbstractEn, "Proof assistants check each step of an argument and hide its idea. One student writes a library of number theory in which each lemma keeps its reason; the other trains models that propose the next step and say why. Both are judged by mathematicians who have to follow the result."),
                (ProposalPart.AbstractFr, "Les assistants de preuve vérifient chaque pas d’un raisonnement et en cachent l’idée. L’une des thèses écrit une bibliothèque de théorie des nombres où chaque lemme garde sa raison d’être ; l’autre entraîne des modèles qui proposent le pas suivant et disent pourquoi. Des mathématiciens, qui doivent suivre le résultat, jugent l’une et l’autre."),
                (ProposalPart.Themes, "Artificial intelligence"),
                (ProposalPart.Goals, "4,9"),
                (ProposalPart.HomeProfile, "Une ou un mathématicien qui programme volontiers."),
                (ProposalPart.Supervision, "Une réunion commune chaque semaine, en alternance à Paris et à Londres une fois par trimestre."),
                (ProposalPart.HomeStipend, "110000"), (ProposalPart.HomeTravel, "5000"), (ProposalPart.HomeResearch, "4000"),
                (ProposalPart.Hdr, ProposalParts.HoldsHdr),
            ],
            ByPartner =
            [
                (ProposalPart.PartnerProfile, "A computer scientist with a background in machine learning and a taste for logic."),
                (ProposalPart.Mobility, "Three months in Paris in the second year; three months in London in the third."),
                (ProposalPart.PartnerStipend, "96000"), (ProposalPart.PartnerTravel, "5000"), (ProposalPart.PartnerResearch, "14000"),
            ],
            Answers =
            [
                (1, "confirm", DecisionKind.Approved, ""), (1, "unit-partner", DecisionKind.Approved, ""), (1, "unit-home", DecisionKind.Approved, "Avis favorable du conseil de laboratoire."),
                (1, "eligibility", DecisionKind.Approved, ""),
                (1, "decide-home", DecisionKind.Approved, "Très bon dossier ; l’équipe parisienne est la bonne."),
                (1, "decide-partner", DecisionKind.Rejected, "The computing on which the second thesis rests is not costed, and the call asks for measurements, which are absent. The panel would read a revised version in the next call."),
            ],
        },
        new(false, 1, 4, 3)
        {
            ByLead =
            [
                (ProposalPart.TitleEn, "Catalysts that heal: mathematics of surfaces that repair themselves"),
                (ProposalPart.TitleFr, "Des catalyseurs qui se réparent : mathématiques des surfaces autocicatrisantes"),
                (ProposalPart.AbstractEn, "Some catalysts lose their active sites in minutes and win them back in hours. One student describes the surface as a crowd that moves between two states; the other makes such surfaces and films them at work."),
                (ProposalPart.AbstractFr, "Certains catalyseurs perdent leurs sites actifs en quelques minutes et les retrouvent en quelques heures. L’une des thèses décrit la surface comme une foule qui passe d’un état à l’autre ; l’autre fabrique ces surfaces et les filme au travail."),
                (ProposalPart.Themes, "Sustainability"),
                (ProposalPart.Goals, "7,12"),
                (ProposalPart.HomeProfile, "An applied mathematician who wants to be in the lab twice a month."),
                (ProposalPart.Supervision, "A joint meeting every two weeks; the students share a logbook."),
                (ProposalPart.HomeStipend, "95000"), (ProposalPart.HomeTravel, "6000"), (ProposalPart.HomeResearch, "3000"),
            ],
            ByPartner =
            [
                (ProposalPart.PartnerProfile, "Une ou un chimiste des surfaces, formé à la microscopie."),
                (ProposalPart.Hdr, ProposalParts.HoldsHdr),
                (ProposalPart.Mobility, "Trois mois à Londres au début, pour le modèle ; quatre mois à Montpellier ensuite, pour les mesures."),
                (ProposalPart.PartnerStipend, "111000"), (ProposalPart.PartnerTravel, "5000"), (ProposalPart.PartnerResearch, "16000"),
            ],
            Answers = [(1, "confirm", DecisionKind.Approved, ""), (1, "unit-home", DecisionKind.Approved, "")],
            Withdrawal = "My colleague in Montpellier takes up a post abroad in January. We hope to apply again with the team that stays.",
        },
        new(true, 2, 2, 13)
        {
            ByLead =
            [
                (ProposalPart.TitleEn, "Sweet signals: how the gut tells the pancreas what is coming"),
                (ProposalPart.TitleFr, "Signaux sucrés : comment l’intestin prévient le pancréas"),
                (ProposalPart.AbstractFr, "Avant même que le sucre n’arrive dans le sang, l’intestin a déjà prévenu le pancréas. Nous voulons savoir par quelles voies, et ce qu’il en reste après un traitement du diabète de type 2."),
                (ProposalPart.Themes, "Health"),
                (ProposalPart.Goals, "3"),
                (ProposalPart.HomeProfile, "Une ou un biologiste du métabolisme, à l’aise avec la génomique en cellule unique."),
                (ProposalPart.HomeStipend, "110000"),
            ],
            ByPartner =
            [
                (ProposalPart.AbstractEn, "Before sugar reaches the blood, the gut has warned the pancreas. We want to know by which paths, and what is left of them after treatment of type 2 diabetes."),
                (ProposalPart.PartnerProfile, "A bioengineer who builds organ-on-chip devices."),
            ],
        },
    ];
}
