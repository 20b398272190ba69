using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Processes lie where their cases lie.</summary>
public static class ProcessScopes
{
    /// <summary>The processes to which a person may do this. What is about no case is for those who may do it to everything.</summary>
    public static IQueryable<Process> Of(PhdTrackerDb db, Access mine, Permission permission)
    {
        if (mine.May(permission, new CaseScope(null)))
            return db.Processes;
        var candidatures = mine.Filter(db.Candidatures, permission);
        // A draft that its partner left is nobody's business but its writers'.
        var proposals = mine.Filter(db.Proposals, permission).Where(p => p.FirstSentAt != null);
        var projects = mine.Filter(db.Projects, permission);
        return db.Processes.Where(p => candidatures.Any(c => c.Id == p.CandidatureId) || proposals.Any(x => x.Id == p.ProposalId) || projects.Any(x => x.Id == p.Agreement!.ProjectId));
    }
}
