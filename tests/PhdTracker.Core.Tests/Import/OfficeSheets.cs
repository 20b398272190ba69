using System.Text;

namespace PhdTracker.Core.Tests.Import;

/// <summary>The two offices' sheets, and sheets made for a test.</summary>
internal static class OfficeSheets
{
    public static readonly DateOnly Today = new(2026, 11, 22);
    public static byte[] Uk => File.ReadAllBytes(Path.Combine(Folder, "uk-office.csv"));
    public static byte[] Fr => File.ReadAllBytes(Path.Combine(Folder, "fr-office.csv"));

    private static string Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "PhdTracker.sln")))
                folder = folder.Parent;
            return Path.Combine(folder.FullName, "tests", "data");
        }
    }

    public const string UkHeader = "Project code,Project title,CID,Student,E-mail,Department,Main supervisor,Supervisor e-mail,CNRS supervisor,Start date,Mode,Status,ESA passed,LSR passed,Interruptions,SDGs,Mobility notes";
    public const string FrHeader = "Code projet;Titre;Doctorant(e);Courriel;Établissement d'inscription;École doctorale;Unité de recherche;Ville;Directeur de thèse;Courriel directeur;HDR;Encadrant Imperial;1re inscription;Fin de contrat;Statut;Avis CSI;Heures de formation;Date de soutenance";

    public static byte[] Utf8(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n");
}
