using System.Linq.Expressions;
using PhdTracker.Core.Candidatures;

namespace PhdTracker.Core.People;

/// <summary>Where candidatures lie, for questions to <see cref="Access.May"/>.</summary>
public static class CaseScopes
{
    /// <summary>For queries.</summary>
    public static readonly Expression<Func<Candidature, CaseScope>> OfCandidature = c => new CaseScope(
        c.Studentship.Project.ProgrammeId, c.Studentship.PartyId, c.Studentship.ProjectId, c.Id, new[] { c.UnitId ?? 0, c.DoctoralSchoolId ?? 0 });

    /// <summary>For a candidature loaded with its studentship and project.</summary>
    public static readonly Func<Candidature, CaseScope> Of = OfCandidature.Compile();

    /// <summary>Of candidatures whose papers a person may read, those where they do not read them as a supervisor of another side: what is for the student's own side only.</summary>
    public static IQueryable<Candidature> AtHome(this IQueryable<Candidature> candidatures, int personId) =>
        candidatures.Where(c => !c.Supervisors.Any(s => s.PersonId == personId && s.PartyId != c.Studentship.PartyId));
}
