using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.Search;

/// <summary>The first few of what a search found, and whether there are more.</summary>
public sealed record Found<T>(IReadOnlyList<T> First, bool HasMore)
{
    public static readonly Found<T> Nothing = new([], false);
}

public sealed record FoundStudent(int CandidatureId, string Name, string Side, CandidatureState State, string ProjectCode);

public sealed record FoundPerson(int Id, string Name, string? Place);

public sealed record FoundProject(int Id, string Code, string Title, ProjectState State);

public sealed record FoundProposal(int Id, string TitleEn, string TitleFr, int CallNumber, int CallYear, ProposalState State);

/// <summary>Everything that a search found, each within what the reader may see.</summary>
public sealed record SearchResult(Found<FoundStudent> Students, Found<FoundPerson> People, Found<FoundProject> Projects, Found<FoundProposal> Proposals)
{
    public bool IsEmpty => Students.First.Count + People.First.Count + Projects.First.Count + Proposals.First.Count == 0;
}

/// <summary>Searches students, people, projects and proposals at once, without regard to accents and case.</summary>
public sealed class Searches(PhdTrackerDb db, PeopleReach reach)
{
    private const int Shown = 6;

    /// <param name="search">Every word of it must be in a name, a title or a code.</param>
    public async Task<SearchResult> FindAsync(string? search, Access access, CancellationToken ct)
    {
        if (SearchWords.Of(search).Count == 0)
            return new SearchResult(Found<FoundStudent>.Nothing, Found<FoundPerson>.Nothing, Found<FoundProject>.Nothing, Found<FoundProposal>.Nothing);
        return new SearchResult(await StudentsAsync(search, access, ct), await PeopleAsync(search, access, ct), await ProjectsAsync(search, access, ct), await ProposalsAsync(search, access, ct));
    }

    private Task<Found<FoundStudent>> StudentsAsync(string? search, Access access, CancellationToken ct) => FirstAsync(
        access.Filter(db.Candidatures, Permission.ViewCandidature).Named(search)
            .OrderBy(c => c.Student.FamilyName).ThenBy(c => c.Student.GivenName).ThenBy(c => c.Id)
            .Select(c => new FoundStudent(c.Id, c.Student.GivenName + " " + c.Student.FamilyName, c.Studentship.Party.Side, c.State, c.Studentship.Project.Code)), ct);

    private async Task<Found<FoundPerson>> PeopleAsync(string? search, Access access, CancellationToken ct) => !access.MayAnywhere(Permission.ViewPeople)
        ? Found<FoundPerson>.Nothing
        : await FirstAsync(
            PeopleList.Matching(await reach.VisibleAsync(access, ct), search).OrderBy(p => p.FamilyName).ThenBy(p => p.GivenName).ThenBy(p => p.Id)
                .Select(p => new FoundPerson(p.Id, p.GivenName + " " + p.FamilyName, p.Unit != null ? p.Unit.Name : p.Institution!.ShortName)), ct);

    private Task<Found<FoundProject>> ProjectsAsync(string? search, Access access, CancellationToken ct) => FirstAsync(
        access.Filter(db.Projects, Permission.ViewProject).Matching(search).OrderByDescending(p => p.Code)
            .Select(p => new FoundProject(p.Id, p.Code, p.Title, p.State)), ct);

    private Task<Found<FoundProposal>> ProposalsAsync(string? search, Access access, CancellationToken ct) => FirstAsync(
        db.Proposals.Matching(search, access).OrderByDescending(p => p.SentAt ?? p.BegunAt).ThenByDescending(p => p.Id)
            .Select(p => new FoundProposal(p.Id, p.TitleEn, p.TitleFr, p.Call.Number, p.Call.Year, p.State)), ct);

    private static async Task<Found<T>> FirstAsync<T>(IQueryable<T> found, CancellationToken ct)
    {
        var first = await found.Take(Shown + 1).ToListAsync(ct);
        return new Found<T>([.. first.Take(Shown)], first.Count > Shown);
    }
}
