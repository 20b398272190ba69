using System.Globalization;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Web.Layout;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>The list of milestones as a <see cref="CsvSheet"/>.</summary>
public static class MilestoneSheet
{
    public static byte[] Write(IEnumerable<MilestoneRow> rows, Texts texts)
    {
        var sheet = new CsvSheet(texts);
        sheet.AddLine(texts["Cohort.Column.Student"], texts["Cohort.Filter.Side"], texts["Cohort.Column.Project"], texts["Milestones.List.Column.Milestone"],
            texts["Milestones.List.Column.Due"], texts["Milestones.List.Column.State"], texts["Milestones.List.Column.Done"]);
        foreach (var row in rows)
            sheet.AddLine($"{row.GivenName} {row.FamilyName}", row.Side, row.ProjectCode, texts.Of(row.TitleEn, row.TitleFr), Day(row.DueOn), texts.Enum(row.State), Day(row.DoneOn));
        return sheet.ToBytes();
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
