using System.Globalization;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Supervision;
using PhdTracker.Web.Layout;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>The list of students as a <see cref="ListSheet"/> in the words that the import reads: importing it again changes nothing.</summary>
public static class CandidatureSheet
{
    public static ListSheet Write(IEnumerable<CandidatureExport> rows, Texts texts)
    {
        var sheet = new ListSheet(texts,
            texts["Export.ProjectCode"], texts["Export.Title"], texts["Export.Side"], texts["Export.StudentNumber"], texts["Export.FamilyName"], texts["Export.GivenName"], texts["Export.Email"],
            texts["Export.Institution"], texts["Export.Department"], texts["Export.ResearchUnit"], texts["Export.DoctoralSchool"], texts["Export.Supervisor"], texts["Export.SupervisorEmail"], texts["Export.Hdr"],
            texts["Export.Partner"], texts["Export.PartnerEmail"], texts["Export.Start"], texts["Export.Mode"], texts["Export.Status"], texts["Export.Esa"], texts["Export.Lsr"], texts["Export.Csi"],
            texts["Export.Interruptions"], texts["Export.Goals"], texts["Export.Mobility"], texts["Export.ContractEnd"], texts["Export.Training"], texts["Export.Defence"]);
        foreach (var row in rows)
        {
            var (lead, partner) = (row.Supervisor(SupervisorKind.Lead), row.Supervisor(SupervisorKind.PartnerSupervisor));
            var unit = Unit(row.UnitCode, row.UnitName);
            sheet.AddLine(row.ProjectCode, row.Title, row.Side, row.StudentNumber, row.FamilyName, row.GivenName, row.Email,
                row.Institution, row.UnitKind == UnitKind.ResearchUnit ? null : unit, row.UnitKind == UnitKind.ResearchUnit ? unit : null, Unit(row.SchoolCode, row.SchoolName),
                Name(lead), lead?.Email, lead?.HoldsHdr is { } hdr ? texts[hdr ? "Audit.Yes" : "Audit.No"] : null, Name(partner), partner?.Email,
                row.StartOn, Mode(row.Fte), row.State == CandidatureState.Registered ? texts["Export.NotStarted"] : texts.Enum(row.State),
                row.DoneOn("esa"), row.DoneOn("lsr"), string.Join("; ", row.Milestones.Where(m => m.Rule == "csi").Select(Opinion)),
                string.Join("; ", row.Interruptions.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.From:yyyy-MM-dd} → {p.To:yyyy-MM-dd}"))),
                string.Join(", ", row.Goals), row.MobilityNote, row.ContractEndsOn, row.TrainingHours, row.DefenceOn);
        }
        return sheet;
    }

    private static string Unit(string? code, string? name) => code == name ? name ?? "" : $"{code} {name}".Trim();

    private static string? Name(ExportedSupervisor? person) => person is null ? null : $"{person.FamilyName}, {person.Title} {person.GivenName}".Replace(",  ", ", ", StringComparison.Ordinal);

    private static string Mode(decimal fte) => fte == 1 ? "FT" : string.Create(CultureInfo.InvariantCulture, $"PT ({fte:0.###})");

    private static string Opinion(ExportedMilestone milestone) => string.Create(CultureInfo.InvariantCulture, $"{milestone.Occurrence}A: {(milestone.WithConditions ? "réservé" : "favorable")}");
}
