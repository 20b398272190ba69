using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Import.Writing;

/// <summary>The rows of one project, of both sheets: which of them stand, and who is in them.</summary>
/// <remarks>The rows of one side come first whatever the order of the files, so that both orders give the same.</remarks>
internal sealed class ProjectRows
{
    private readonly List<RowOutcome> _standing = [];

    public ProjectRows(Programme programme, Project? project, IEnumerable<RowOutcome> rows, ImportNames names)
    {
        Programme = programme;
        foreach (var side in rows.GroupBy(outcome => outcome.Row.Side).OrderBy(side => side.Key))
        {
            if (ImportBook.PartyOf(programme, side.Key) is not { } party)
                side.ToList().ForEach(outcome => outcome.Reject(SheetColumn.ProjectCode, "Import.Problem.CodeOfNoProgramme"));
            else if (!names.Concerns(party))
                side.ToList().ForEach(outcome => outcome.Reject(SheetColumn.ProjectCode, "Import.Problem.SideOfOthers", party.Institution.ShortName));
            else
                Sort(side.ToList(), project?.Studentships.FirstOrDefault(place => place.Party == party));
        }
    }

    public Programme Programme { get; }

    /// <summary>The rows that are written; repeated and refused ones are not among them.</summary>
    public IReadOnlyList<RowOutcome> Standing => _standing;

    /// <summary>The side of a row.</summary>
    public ProgrammeParty PartyOf(RowOutcome outcome) => ImportBook.PartyOf(Programme, outcome.Row.Side)!;

    /// <summary>Who left comes first, in whatever order the lines stand: the place is free for who came after.</summary>
    private void Sort(List<RowOutcome> rows, Studentship? place)
    {
        var before = new List<RowOutcome>();
        foreach (var outcome in Distinct(rows).OrderBy(outcome => HasLeft(outcome) ? 0 : 1))
        {
            // Who holds the place comes before what the same student left: two records of a project may have told of both.
            outcome.Candidature = place?.Candidatures.OrderBy(candidature => Candidature.IsClosed(candidature.State)).FirstOrDefault(candidature => IsOf(candidature.Student, outcome));
            if (outcome.Candidature is null && !HasLeft(outcome) && Holder(place, before) is { } holder)
            {
                outcome.Reject(SheetColumn.StudentName, "Import.Problem.PlaceTaken", holder);
                continue;
            }
            before.Add(outcome);
            _standing.Add(outcome);
        }
    }

    /// <summary>Of the rows about one student the first; those that say something else are refused.</summary>
    private static List<RowOutcome> Distinct(List<RowOutcome> rows)
    {
        var distinct = new List<RowOutcome>();
        foreach (var outcome in rows)
        {
            if (distinct.FirstOrDefault(earlier => SameStudent(earlier, outcome)) is not { } twin)
                distinct.Add(outcome);
            else if (!outcome.Row.SaysTheSameAs(twin.Row))
                outcome.Reject(SheetColumn.StudentName, "Import.Problem.RepeatedDifferently", twin.Row.Line, twin.Row.File);
        }
        return distinct;
    }

    /// <summary>The name of the student who holds the place and goes on; null if it is free, or will be by what the rows tell.</summary>
    private static string? Holder(Studentship? place, List<RowOutcome> before) =>
        place?.Candidatures.FirstOrDefault(candidature => !Candidature.IsClosed(candidature.State) && !before.Any(row => row.Candidature == candidature && HasLeft(row)))?.Student.DisplayName
        ?? before.FirstOrDefault(earlier => !HasLeft(earlier))?.Row.Student!.Full;

    private static bool HasLeft(RowOutcome outcome) => Candidature.IsClosed(StateOfStatus.Of(outcome.Row.Status));

    private static bool SameStudent(RowOutcome one, RowOutcome other) =>
        one.Row.Student!.Key == other.Row.Student!.Key || (one.Row.StudentEmail is not null && one.Row.StudentEmail == other.Row.StudentEmail);

    private static bool IsOf(Person student, RowOutcome outcome) =>
        PeopleBook.KeyOf(student) == outcome.Row.Student!.Key || (student.Email is not null && student.Email == outcome.Row.StudentEmail);
}
