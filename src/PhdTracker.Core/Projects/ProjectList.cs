using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Search;

namespace PhdTracker.Core.Projects;

/// <summary>A project in a list.</summary>
public sealed record ProjectRow
{
    public required int Id { get; init; }
    public required string Code { get; init; }
    public required string Title { get; init; }
    public required ProjectState State { get; init; }
    public int? CallNumber { get; init; }
    public int? CallYear { get; init; }

    /// <summary>The latest student of each place, side by side.</summary>
    public required List<PlaceRow> Places { get; init; }
}

/// <summary>A place and whoever is in it.</summary>
public sealed record PlaceRow(string Side, int? CandidatureId, string? GivenName, string? FamilyName, CandidatureState? State);

public static class ProjectList
{
    /// <summary>Narrows a list to what matches a search: title or code, also of a record that was merged into it, or the name of a student or a supervisor, however accented.</summary>
    public static IQueryable<Project> Matching(this IQueryable<Project> projects, string? search)
    {
        foreach (var word in SearchWords.Of(search))
        {
            projects = projects.Where(p => p.SearchTitle.Contains(word) || p.Doubles.Any(d => d.SearchTitle.Contains(word)) || p.Studentships.Any(s => s.Candidatures.Any(c =>
                c.Student.SearchName.Contains(word) || c.Supervisors.Any(x => x.Person.SearchName.Contains(word)))));
        }
        return projects;
    }

    /// <summary>One page, the newest codes first.</summary>
    public static Task<List<ProjectRow>> ReadAsync(IQueryable<Project> projects, int skip, int take, CancellationToken ct) =>
        projects.AsNoTracking().OrderByDescending(p => p.Code).Skip(skip).Take(take).Select(p => new ProjectRow
        {
            Id = p.Id,
            Code = p.Code,
            Title = p.Title,
            State = p.State,
            CallNumber = p.Call!.Number,
            CallYear = p.Call.Year,
            Places = p.Studentships.OrderBy(s => s.PartyId).Select(s => new
            {
                s.Party.Side,
                Latest = s.Candidatures.OrderByDescending(c => c.StartOn).ThenByDescending(c => c.Id).FirstOrDefault(),
            }).Select(s => new PlaceRow(s.Side, s.Latest!.Id, s.Latest.Student.GivenName, s.Latest.Student.FamilyName, s.Latest.State)).ToList(),
        }).ToListAsync(ct);
}
