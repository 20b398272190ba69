using static PhdTracker.Core.Import.Sheets.SheetColumn;

namespace PhdTracker.Core.Import.Sheets;

/// <summary>
/// The words of a header, in English and French, that tell which column it is. A rule lists groups; a header meets it when it
/// has a word of every group. The first rule that is met counts, so the narrow ones stand first.
/// </summary>
public static class SheetWords
{
    private const string Mail = "mail email courriel mel";
    private const string Supervises = "supervisor supervisors director directeur directrice encadrant encadrante encadrants superviseur advisor pi";
    private const string Partner = "partner partenaire";
    private const string Second = "co codirecteur codirectrice coencadrant cosupervisor second other autre";
    private const string End = "end ends ending fin until echeance expiry";
    private const string Project = "project projet";
    private const string Student = "student doctorant doctorante etudiant etudiante candidate candidat phd";

    /// <summary>Words of one side: whether a supervisor is the partner's depends on whose sheet it is.</summary>
    private const string British = "imperial uk british london londres britannique";
    private const string French = "cnrs french france francais francaise";

    private static readonly (SheetColumn Column, string[] Groups)[] Rules =
    [
        (Side, ["side cote"]),
        (Hdr, ["hdr habilitation habilitated"]),
        (CsiOpinions, ["csi"]),
        (CsiOpinions, ["comite", "suivi"]),
        (CsiOpinions, ["monitoring", "committee"]),
        (EsaPassedOn, ["esa"]),
        (EsaPassedOn, ["early", "stage"]),
        (LsrPassedOn, ["lsr"]),
        (LsrPassedOn, ["late", "stage"]),
        (DoctoralSchool, ["ecole school", "doctorale doctoral"]),
        (DoctoralSchool, ["ed"]),
        (Sdgs, ["sdg sdgs odd"]),
        (Sdgs, ["sustainable durable"]),
        (Interruptions, ["interruption interruptions suspension suspensions cesure leave conges"]),
        (MobilityNotes, ["mobility mobilite stay stays sejour sejours"]),
        (ContractEndsOn, ["contract contrat funding financement", End]),
        (TrainingHours, ["hours heures training formation formations"]),
        (DefenceOn, ["soutenance defence defense viva"]),
        (StudentNumber, ["cid ine"]),
        (StudentNumber, [Student + " college", "number no id numero n"]),
        (StudentNumber, ["registration", "number no"]),
        (ProjectCode, [Project, "code codes ref reference id number no numero n identifiant"]),
        (Title, ["title titre topic sujet intitule"]),
        (Mode, ["mode fte quotite"]),
        (Mode, ["full temps", "part time partiel complet plein"]),
        (Status, ["status statut state etat situation"]),
        (Institution, ["etablissement universite university institution"]),
        (ResearchUnit, ["unite unit umr laboratoire labo lab laboratory"]),
        (Department, ["department departement dept faculty school"]),
        (City, ["ville city town location site lieu"]),
        (StartOn, ["start starts started debut commencement commenced entry"]),
        (StartOn, ["1re 1ere premiere first date", "inscription registration"]),
        (StartOn, ["registered inscrit", "on since le depuis date"]),
        (FamilyName, ["surname"]),
        (FamilyName, ["family last", "name"]),
        (FamilyName, ["nom", "famille usage"]),
        (GivenName, ["prenom prenoms forename forenames"]),
        (GivenName, ["first given", "name names"]),
        (StudentEmail, [Mail]),
        (StudentName, [Student + " name nom"]),
        (ProjectCode, ["code ref reference"]),
    ];

    /// <summary>What a header's cell stands for on a sheet of <paramref name="side"/>; null for a column that the import has no use for.</summary>
    public static SheetColumn? Recognise(string header, SheetSide? side)
    {
        if (header.Length is 0 or > 60)
            return null;
        var words = (" " + Fold.Words(header)).Replace(" e mail", " email", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Has(words, Supervises) && !Has(words, "hdr habilitation"))
            return Supervisor(words, side);
        foreach (var (column, groups) in Rules)
        {
            if (groups.All(group => Has(words, group)))
                return column;
        }
        return null;
    }

    /// <summary>Which side the words of a header speak for, if they do.</summary>
    public static SheetSide? SideOf(SheetColumn column, string header)
    {
        var words = Fold.Words(header).Split(' ');
        return column switch
        {
            Department or EsaPassedOn or LsrPassedOn => SheetSide.UnitedKingdom,
            StudentNumber when words.Contains("cid") => SheetSide.UnitedKingdom,
            DoctoralSchool or ResearchUnit or Hdr or CsiOpinions => SheetSide.France,
            DefenceOn when words.Contains("soutenance") => SheetSide.France,
            _ => null,
        };
    }

    private static SheetColumn? Supervisor(string[] words, SheetSide? side)
    {
        bool british = Has(words, British), french = Has(words, French);
        var partner = Has(words, Partner)
            || (side == SheetSide.UnitedKingdom && french && !british)
            || (side == SheetSide.France && british && !french);
        if (!partner && Has(words, Second))
            return null;
        var mail = Has(words, Mail);
        return partner
            ? mail ? PartnerSupervisorEmail : PartnerSupervisor
            : mail ? SupervisorEmail : SheetColumn.Supervisor;
    }

    private static bool Has(string[] words, string group) => group.Split(' ').Any(words.Contains);
}
