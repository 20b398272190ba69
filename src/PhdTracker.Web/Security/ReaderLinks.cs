using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Web.Security;

/// <summary>Addresses that the reader may open: a case opens for whoever is asked about it, the pages around it only by a role.</summary>
public sealed class ReaderLinks(PhdTrackerDb db, CurrentPerson current)
{
    /// <summary>The page of a student; null if the reader may not open it.</summary>
    public async Task<string?> StudentAsync(int candidatureId) =>
        await (await current.AccessAsync(default)).Filter(db.Candidatures, Permission.ViewCandidature).AnyAsync(c => c.Id == candidatureId) ? $"/candidatures/{candidatureId}" : null;

    /// <summary>The page of a project; null if the reader may not open it.</summary>
    public async Task<string?> ProjectAsync(int projectId) =>
        await (await current.AccessAsync(default)).Filter(db.Projects, Permission.ViewProject).AnyAsync(p => p.Id == projectId) ? $"/projects/{projectId}" : null;
}
