using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Running;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Import.Writing;

/// <summary>Writes the rows of one project: each act is saved, and so audited, by itself, inside the import's one transaction.</summary>
internal sealed class ProjectImport(PhdTrackerDb db, ImportBook book, MilestoneImport milestones, NameOnlyDoubles doubles, int? byId, DateOnly today)
{
    /// <summary>The row that is being written.</summary>
    public RowOutcome? Writing { get; private set; }

    public async Task WriteAsync(string code, IReadOnlyCollection<RowOutcome> outcomes, CancellationToken ct)
    {
        if (book.ProgrammeOf(code) is not { } programme)
        {
            foreach (var outcome in outcomes)
                outcome.Reject(SheetColumn.ProjectCode, "Import.Problem.CodeOfNoProgramme");
            return;
        }
        var project = book.Find(code);
        var rows = new ProjectRows(programme, project, outcomes, book.Names);
        if (rows.Standing.Count == 0)
            return;
        var people = new ProjectPeople(book.People, rows, project);
        people.FindLeads();
        Merge(project, people.Doubles);
        var isNew = project is null;
        project ??= Add(rows, code);
        var candidatures = new CandidatureImport(db, book, people, today);
        foreach (var outcome in rows.Standing)
        {
            Writing = outcome;
            var place = project.Studentships.Single(each => each.Party == rows.PartyOf(outcome));
            var other = programme.Parties.Where(party => party != place.Party).OrderBy(party => party.Id).First();
            Describe(outcome, project);
            var candidature = candidatures.Write(outcome, place, other);
            milestones.Write(outcome, candidature);
            project.Follow(StatesOf(project));
            await SaveAsync(outcome, candidature, isNew && outcome == rows.Standing[0] ? project : null, ct);
            outcome.IsSaved = true;
        }
        Writing = null;
        doubles.Add(people.Doubles.Keys, rows.Standing[^1]);
    }

    private Project Add(ProjectRows rows, string code)
    {
        var title = rows.Standing.Select(outcome => outcome.Row.Title).FirstOrDefault(title => title.Length > 0) ?? code;
        return book.Add(db, rows.Programme, code, title);
    }

    /// <summary>
    /// Titles are English: the UK sheet's counts. The French one has been through a search-and-replace that made "for" a "pour", so a
    /// title that differs by that alone is no other title.
    /// </summary>
    private static void Describe(RowOutcome outcome, Project project)
    {
        var (row, isUk) = (outcome.Row, outcome.Row.Side == SheetSide.UnitedKingdom);
        outcome.When(row.Sdgs.Count > 0 && !row.Sdgs.SequenceEqual(project.Goals), () => project.Describe(row.Sdgs, null, []));
        if (row.Title.Length == 0 || row.Title == project.Title)
            return;
        var hasUkTitle = project.Studentships.Any(place => place.Party.Side == "UK" && place.Candidatures.Count > 0);
        if (isUk || !hasUkTitle)
            outcome.When(true, () => project.Rename(row.Title));
        else if (Repaired(row.Title) != Repaired(project.Title))
            outcome.Tell(SheetColumn.Title, "Import.Problem.TitleIsAnother", project.Title);
    }

    private static string Repaired(string title) => Fold.Letters(title).Replace("pour", "for", StringComparison.Ordinal);

    /// <summary>The state of the student who holds each place now, or held it last.</summary>
    private static List<CandidatureState> StatesOf(Project project) =>
        [.. project.Studentships.Where(place => place.Candidatures.Count > 0).Select(place => place.Candidatures.MaxBy(candidature => candidature.StartOn)!.State)];

    /// <param name="begun">The project, if the row begins it.</param>
    private async Task SaveAsync(RowOutcome outcome, Candidature candidature, Project? begun, CancellationToken ct)
    {
        if (outcome.Result is not (RowResult.Created or RowResult.Changed))
            return;
        var name = outcome.Result == RowResult.Created ? "ImportCandidature" : "ImportCandidatureAgain";
        db.Record(
            () => CaseKey.Candidature(candidature.Id),
            () => new Act(name, byId, SubjectKind: nameof(Candidature), SubjectId: candidature.Id, Comment: $"{outcome.Row.File}: {outcome.Row.Line}"));
        if (begun is not null)
            db.Record(() => CaseKey.Project(begun.Id), () => new Act("ImportProject", byId, SubjectKind: nameof(Project), SubjectId: begun.Id));
        await RowTrace.SaveAsync(db, outcome, book.Names, ct);
    }

    /// <summary>Puts the person with the address in the place of the same person known by name only.</summary>
    private void Merge(Project? project, IReadOnlyDictionary<Person, Person> doubles)
    {
        foreach (var candidature in project?.Studentships.SelectMany(place => place.Candidatures) ?? [])
        {
            foreach (var assignment in candidature.Supervisors.Where(each => each.To is null && doubles.ContainsKey(each.Person)).ToList())
            {
                db.SupervisorAssignments.Remove(assignment);
                candidature.Supervisors.Remove(assignment);
                candidature.Supervise(doubles[assignment.Person], assignment.Kind, assignment.Party, assignment.From, assignment.HoldsHdr);
            }
        }
    }
}
