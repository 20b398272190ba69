using System.Globalization;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Cohort.Quality;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>A text that leads somewhere.</summary>
public sealed record QualityLink(string Text, string Url);

/// <summary>One problem: whom or what it is about, what is wrong, and where that is mended.</summary>
/// <param name="Also">The project of a student, or the other one of two.</param>
/// <param name="Mend">Null where the reader mends nothing there.</param>
public sealed record QualityLine(QualityLink About, string? Side, QualityLink Also, string What, QualityLink? Mend);

/// <summary>What is wrong, in sentences.</summary>
/// <param name="managesPeople">Whether the reader may compare people who may be one.</param>
/// <param name="managesProjects">The same of projects.</param>
public sealed class QualityWords(Texts texts, bool managesPeople, bool managesProjects, DateOnly today)
{
    public QualityLine Line(WithoutHdr row) => Line(
        row.About, row.Holds == false ? texts["Quality.Hdr.None", row.Lead.Display] : texts["Quality.Hdr.Unknown", row.Lead.Display], "supervisors");

    public QualityLine Line(QualityStudent student) => Line(student, texts["Quality.PartnerSupervisor.None"], "supervisors");

    public QualityLine Line(WithoutAgreement row)
    {
        var project = new QualityLink(row.Code, $"/projects/{Number(row.ProjectId)}");
        return new QualityLine(project, null, new QualityLink(row.Title, project.Url), Sentence(row), new QualityLink(texts["Quality.Mend.Agreement"], project.Url));
    }

    public QualityLine Line(WrongDates row) => Line(
        row.About,
        Sentence(row),
        row.Order switch
        {
            WrongOrder.MilestoneBeforeStart or WrongOrder.DefenceBeforeThesis => null,
            WrongOrder.SupervisionBackwards => "supervisors",
            _ => "start",
        },
        row.MilestoneId == 0 ? null : $"/milestones/{Number(row.MilestoneId)}");

    /// <summary>The one with an address is kept if the other has none; else the older.</summary>
    public QualityLine Line(DoubleRow row)
    {
        var (kept, other) = row.First.Email is null && row.Second.Email is not null ? (row.Second, row.First) : (row.First, row.Second);
        return new QualityLine(
            Link(kept), null, Link(other), texts["Quality.People.SameName"],
            managesPeople ? new QualityLink(texts["Quality.Mend.People"], $"/people/{Number(kept.Person.Id)}/merge/{Number(other.Person.Id)}") : null);
    }

    /// <summary>The older one is kept, unless the reader turns them round.</summary>
    public QualityLine Line(DoubleProjectRow row) => new(
        Link(row.First), null, Link(row.Second),
        (row.SameTitle, row.SameStudent) switch
        {
            (true, true) => texts["Quality.Projects.Both"],
            (true, false) => texts["Quality.Projects.Title"],
            _ => texts["Quality.Projects.Student"],
        },
        managesProjects ? new QualityLink(texts["Quality.Mend.Projects"], $"/projects/{Number(row.First.Id)}/merge/{Number(row.Second.Id)}") : null);

    private QualityLine Line(QualityStudent student, string what, string? place, string? url = null)
    {
        var page = $"/candidatures/{Number(student.CandidatureId)}";
        return new QualityLine(
            new QualityLink(student.Student.Display, page), student.Side, new QualityLink(student.ProjectCode, $"/projects/{Number(student.ProjectId)}"), what,
            url is not null ? new QualityLink(texts["Quality.Mend.Milestone"], url)
            : !student.MayMend ? null
            : place == "supervisors" ? new QualityLink(texts["Quality.Mend.Supervisors"], $"{page}/supervisors")
            : new QualityLink(texts["Quality.Mend.Start"], $"{page}/start"));
    }

    private string Sentence(WithoutAgreement row) => row switch
    {
        { Latest: null } => texts["Quality.Agreement.None"],
        { Latest: AgreementState.InForce, StartsOn: { } starts } when starts > today => texts["Quality.Agreement.Later", texts.Date(starts)],
        { Latest: AgreementState.InForce, EndsOn: { } ends } => texts["Quality.Agreement.Ended", texts.Date(ends)],
        { Latest: { } state } => texts["Quality.Agreement.State", texts.Enum(state)],
    };

    private string Sentence(WrongDates row)
    {
        var (earlier, later) = (texts.Date(row.Earlier), texts.Date(row.Later));
        return row.Order switch
        {
            WrongOrder.ContractBeforeStart => texts["Quality.Dates.ContractBeforeStart", earlier, later],
            WrongOrder.FundingBeforeStart => texts["Quality.Dates.FundingBeforeStart", earlier, later],
            WrongOrder.DefenceBeforeStart => texts["Quality.Dates.DefenceBeforeStart", earlier, later],
            WrongOrder.AwardBeforeStart => texts["Quality.Dates.AwardBeforeStart", earlier, later],
            WrongOrder.MilestoneBeforeStart => texts["Quality.Dates.MilestoneBeforeStart", earlier, later, texts.Of(row.TitleEn ?? "", row.TitleFr ?? "")],
            WrongOrder.DefenceBeforeThesis => texts["Quality.Dates.DefenceBeforeThesis", earlier, later],
            WrongOrder.PeriodBeforeStart => texts["Quality.Dates.PeriodBeforeStart", earlier, later],
            WrongOrder.PeriodBackwards => texts["Quality.Dates.PeriodBackwards", earlier, later],
            WrongOrder.StayBeforeStart => texts["Quality.Dates.StayBeforeStart", earlier, later],
            WrongOrder.StayBackwards => texts["Quality.Dates.StayBackwards", earlier, later],
            _ => texts["Quality.Dates.SupervisionBackwards", earlier, later],
        };
    }

    private static QualityLink Link(PossibleDouble record) => new(
        string.Join(" · ", new[] { record.Person.Display, record.Place, record.Email }.Where(p => !string.IsNullOrEmpty(p))), $"/people/{Number(record.Person.Id)}");

    private static QualityLink Link(PossibleProject project) => new($"{project.Code} · {project.Title}", $"/projects/{Number(project.Id)}");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
