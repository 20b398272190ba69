using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort.Quality;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>What is missing or wrong in what is kept, problem by problem: each leads to its list, and each line to where it is mended.</summary>
public sealed class QualityModel(PhdTrackerDb db, CurrentPerson current, PeopleReach reach, TimeProvider clock, Texts texts) : CohortPageModel(db, current, clock)
{
    private Dictionary<QualityProblem, int> _counts = [];

    /// <summary>The problem whose list is shown; null for none.</summary>
    public QualityProblem? What { get; private set; }

    /// <summary>Problems that the reader can see: people who may be kept twice, only those who see the people.</summary>
    public IReadOnlyList<QualityProblem> Problems => [.. Enum.GetValues<QualityProblem>().Where(p => p is not QualityProblem.People || Access.MayAnywhere(Permission.ViewPeople))];

    public IReadOnlyList<QualityLine> Lines { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (reader, people) = await FindAsync(ct);
        _counts = new(await reader.CountAsync(ct)) { [QualityProblem.Projects] = await DoubleProjects.CountAsync(Db, Projects, ct) };
        if (Problems.Contains(QualityProblem.People))
            _counts[QualityProblem.People] = await people.CountAsync(ct);
        if (What is not { } what)
            return;
        Pager = CohortView.Pager(Request.Query, CountOf(what));
        Lines = await LinesAsync(what, reader, people, Pager.Skip, Pager.PageSize, ct);
    }

    public int CountOf(QualityProblem problem) => _counts.GetValueOrDefault(problem);

    /// <summary>What is wrong, in short.</summary>
    public string Title(QualityProblem problem) => texts.Enum(problem);

    /// <summary>Why it matters, and what counts.</summary>
    public string Why(QualityProblem problem) => problem switch
    {
        QualityProblem.Hdr => texts["Quality.Why.Hdr"],
        QualityProblem.PartnerSupervisor => texts["Quality.Why.PartnerSupervisor"],
        QualityProblem.Agreement => texts["Quality.Why.Agreement"],
        QualityProblem.Dates => texts["Quality.Why.Dates"],
        QualityProblem.People => texts["Quality.Why.People"],
        _ => texts["Quality.Why.Projects"],
    };

    /// <summary>The list that is shown; without one, all of them one after the other.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var (reader, people) = await FindAsync(ct);
        var sheet = new ListSheet(texts, texts["Quality.Problem"], texts["Quality.About"], texts["Cohort.Filter.Side"], texts["Quality.Also"], texts["Quality.What"]);
        foreach (var problem in Problems.Where(p => What is null || p == What))
        {
            foreach (var line in await LinesAsync(problem, reader, people, 0, int.MaxValue, ct))
                sheet.AddLine(texts.Enum(problem), line.About.Text, line.Side, line.Also.Text, line.What);
        }
        return (What is { } what ? $"{texts["Quality.File"]}-{CohortView.Word(what)}" : texts["Quality.File"], Today, sheet);
    }

    private async Task<(QualityReader Reader, IQueryable<PersonPair> People)> FindAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        What = CohortView.Value<QualityProblem>(Request.Query["what"].ToString()) is { } asked && Problems.Contains(asked) ? asked : null;
        var people = DoublePeople.Of(Db, await reach.VisibleAsync(Access, ct));
        if (View.IsNarrowed)
        {
            var inView = Candidatures.Select(c => c.StudentId).Concat(Candidatures.SelectMany(c => c.Supervisors).Select(s => s.PersonId));
            people = people.Where(p => inView.Contains(p.First.Id) || inView.Contains(p.Second.Id));
        }
        return (new QualityReader(Db, Candidatures, Projects, Access.Filter(Db.Candidatures, Permission.ManageCandidatures).Where(c => !Candidature.ClosedStates.Contains(c.State)), Today), people);
    }

    private async Task<List<QualityLine>> LinesAsync(QualityProblem problem, QualityReader reader, IQueryable<PersonPair> people, int skip, int take, CancellationToken ct)
    {
        var words = new QualityWords(texts, Access.MayAnywhere(Permission.ManagePeople), Access.MayAnywhere(Permission.ManageProjects), Today);
        return problem switch
        {
            QualityProblem.Hdr => (await reader.WithoutHdrAsync(skip, take, ct)).ConvertAll(words.Line),
            QualityProblem.PartnerSupervisor => (await reader.WithoutPartnerAsync(skip, take, ct)).ConvertAll(words.Line),
            QualityProblem.Agreement => (await reader.WithoutAgreementAsync(skip, take, ct)).ConvertAll(words.Line),
            QualityProblem.Dates => (await reader.WrongDatesAsync(skip, take, ct)).ConvertAll(words.Line),
            QualityProblem.People => (await DoublePeople.ReadAsync(people, skip, take, ct)).ConvertAll(words.Line),
            _ => (await DoubleProjects.ReadAsync(Db, Projects, skip, take, ct)).ConvertAll(words.Line),
        };
    }
}
