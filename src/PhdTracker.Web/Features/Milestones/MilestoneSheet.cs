using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Web.Layout;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>The list of milestones as a <see cref="ListSheet"/>.</summary>
public static class MilestoneSheet
{
    public static ListSheet Write(IEnumerable<MilestoneRow> rows, DateOnly today, Texts texts)
    {
        var sheet = new ListSheet(texts, texts["Cohort.Column.Student"], texts["Cohort.Filter.Side"], texts["Cohort.Column.Project"], texts["Milestones.List.Column.Milestone"],
            texts["Milestones.List.Column.Due"], texts["Milestones.List.Column.State"], texts["Milestones.List.Column.Done"]);
        foreach (var row in rows)
            sheet.AddLine($"{row.GivenName} {row.FamilyName}", row.Side, row.ProjectCode, texts.Of(row.TitleEn, row.TitleFr), row.DueOn, StateOf(row, today, texts), row.DoneOn);
        return sheet;
    }

    // As the page says it: what is overdue, and then how far it has come unless nothing was done yet.
    private static string StateOf(MilestoneRow row, DateOnly today, Texts texts) => !row.IsOverdueOn(today) ? texts.Enum(row.State)
        : row.State == MilestoneState.Planned ? texts["Milestones.List.Overdue"]
        : $"{texts["Milestones.List.Overdue"]} · {texts.Enum(row.State)}";
}
