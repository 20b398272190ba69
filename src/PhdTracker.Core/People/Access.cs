using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.People;

/// <summary>Where a resource lies. Ids that do not apply are null.</summary>
/// <param name="PartyId">The home side.</param>
/// <param name="UnitIds">Department or research unit, and doctoral school.</param>
public sealed record CaseScope(int? ProgrammeId, int? PartyId = null, int? ProjectId = null, int? CandidatureId = null, IReadOnlyCollection<int>? UnitIds = null);

/// <summary>A role that a person holds today, with the ids that its scope lies in. All null: everything.</summary>
public sealed record Grant(Role Role, int? ProgrammeId, int? PartyId, int? UnitId, int? ProjectId, int? CandidatureId)
{
    internal bool Covers(CaseScope scope, Reach reach)
    {
        if (ProgrammeId is null && UnitId is null)
            return true;
        if (reach == Reach.Programme && ProgrammeId is not null)
            return ProgrammeId == scope.ProgrammeId;
        if (CandidatureId is null && ProjectId is not null)
            return ProjectId == scope.ProjectId;
        if (CandidatureId is not null)
            return reach == Reach.Project ? ProjectId == scope.ProjectId : CandidatureId == scope.CandidatureId;
        if (UnitId is not null)
            return scope.UnitIds?.Contains(UnitId.Value) == true;
        if (PartyId is not null)
            return PartyId == scope.PartyId;
        return ProgrammeId == scope.ProgrammeId;
    }
}

/// <summary>What one person may do today. Deny by default: no grant, no access.</summary>
public sealed class Access(int personId, IReadOnlyList<Grant> grants)
{
    public int PersonId { get; } = personId;

    /// <summary>The roles held today, for what the person sees first; never to decide what they may do.</summary>
    public IReadOnlyList<Grant> Grants { get; } = grants;

    /// <summary>Whether the person may do this to a resource.</summary>
    public bool May(Permission permission, CaseScope scope) =>
        Grants.Any(g => Permissions.ReachOf(g.Role, permission) is { } reach && g.Covers(scope, reach));

    /// <summary>Whether there is anything at all to which the person may do this: what a menu asks.</summary>
    public bool MayAnywhere(Permission permission) => Grants.Any(g => Permissions.ReachOf(g.Role, permission) is not null);

    /// <summary>Of these candidatures, those to which the person may do this.</summary>
    public IQueryable<Candidature> Filter(IQueryable<Candidature> candidatures, Permission permission)
    {
        if (Ids.Of(this, permission) is not { } ids)
            return candidatures;
        return candidatures.Where(c =>
            ids.Candidatures.Contains(c.Id) || ids.Projects.Contains(c.Studentship.ProjectId) || ids.Parties.Contains(c.Studentship.PartyId)
            || ids.Programmes.Contains(c.Studentship.Project.ProgrammeId) || ids.Units.Contains(c.UnitId ?? 0) || ids.Units.Contains(c.DoctoralSchoolId ?? 0));
    }

    /// <summary>Of these projects, those to which the person may do this. A record that was merged into another is found there.</summary>
    public IQueryable<Project> Filter(IQueryable<Project> projects, Permission permission)
    {
        projects = projects.Where(p => p.KeptAsId == null);
        if (Ids.Of(this, permission) is not { } ids)
            return projects;
        return projects.Where(p =>
            ids.Projects.Contains(p.Id) || ids.Programmes.Contains(p.ProgrammeId)
            || p.Studentships.Any(s => ids.Parties.Contains(s.PartyId)
                || s.Candidatures.Any(c => ids.Candidatures.Contains(c.Id) || ids.Units.Contains(c.UnitId ?? 0) || ids.Units.Contains(c.DoctoralSchoolId ?? 0))));
    }

    /// <summary>Of these proposals, those to which the person may do this by a role; investigators have their own beside it.</summary>
    public IQueryable<Proposal> Filter(IQueryable<Proposal> proposals, Permission permission)
    {
        if (Ids.Of(this, permission) is not { } ids)
            return proposals;
        return proposals.Where(p =>
            ids.Programmes.Contains(p.Call.ProgrammeId) || p.Sides.Any(s => ids.Parties.Contains(s.PartyId) || ids.Units.Contains(s.UnitId ?? 0)));
    }

    private sealed record Ids(List<int> Candidatures, List<int> Projects, List<int> Parties, List<int> Programmes, List<int> Units)
    {
        /// <summary>Null: everything.</summary>
        public static Ids? Of(Access access, Permission permission)
        {
            var ids = new Ids([], [], [], [], []);
            foreach (var grant in access.Grants)
            {
                if (Permissions.ReachOf(grant.Role, permission) is not { } reach)
                    continue;
                if (grant.ProgrammeId is null && grant.UnitId is null)
                    return null;
                if (reach == Reach.Programme && grant.ProgrammeId is { } whole)
                    ids.Programmes.Add(whole);
                else if (grant.CandidatureId is { } candidature && reach == Reach.Scope)
                    ids.Candidatures.Add(candidature);
                else if (grant.ProjectId is { } project)
                    ids.Projects.Add(project);
                else if (grant.UnitId is { } unit)
                    ids.Units.Add(unit);
                else if (grant.PartyId is { } party)
                    ids.Parties.Add(party);
                else
                    ids.Programmes.Add(grant.ProgrammeId!.Value);
            }
            return ids;
        }
    }
}

/// <summary>Reads what a person may do today: roles assigned, candidatures of their own, supervision, projects that they lead.</summary>
public sealed class AccessReader(PhdTrackerDb db, TimeProvider clock)
{
    public async Task<Access> ForAsync(int personId, CancellationToken ct) => (await ForAsync([personId], ct))[personId];

    /// <summary>What each of these people may do today, in as many queries as for one.</summary>
    public async Task<IReadOnlyDictionary<int, Access>> ForAsync(IReadOnlyCollection<int> personIds, CancellationToken ct)
    {
        var today = clock.Today();
        var grants = new List<PersonGrant>();
        grants.AddRange(await db.RoleAssignments.AsNoTracking().Where(r => personIds.Contains(r.PersonId)).Where(Held(today))
            .Select(r => new PersonGrant(r.PersonId, new Grant(r.Role, r.ProgrammeId ?? (r.Party == null ? null : r.Party.ProgrammeId), r.PartyId, r.UnitId, null, null))).ToListAsync(ct));
        // What follows from students, supervision and projects comes in one command: every page asks it.
        var held = await db.Candidatures.AsNoTracking().Where(c => personIds.Contains(c.StudentId))
            .Select(c => new { PersonId = c.StudentId, Kind = (int)Role.Student, c.Studentship.Project.ProgrammeId, c.Studentship.PartyId, c.Studentship.ProjectId, CandidatureId = (int?)c.Id })
            .Concat(db.SupervisorAssignments.AsNoTracking().Where(s => personIds.Contains(s.PersonId) && s.From <= today && (s.To == null || s.To >= today))
                .Select(s => new { s.PersonId, Kind = (int)Role.Supervisor, s.Candidature.Studentship.Project.ProgrammeId, s.PartyId, s.Candidature.Studentship.ProjectId, CandidatureId = (int?)s.CandidatureId }))
            .Concat(db.Studentships.AsNoTracking().Where(s => s.InvestigatorId != null && personIds.Contains(s.InvestigatorId.Value))
                .Select(s => new { PersonId = s.InvestigatorId!.Value, Kind = (int)Role.Investigator, s.Project.ProgrammeId, s.PartyId, s.ProjectId, CandidatureId = (int?)null }))
            .ToListAsync(ct);
        grants.AddRange(held.Select(h => new PersonGrant(h.PersonId, new Grant((Role)h.Kind, h.ProgrammeId, h.PartyId, null, h.ProjectId, h.CandidatureId))));
        var ofPerson = grants.ToLookup(g => g.PersonId, g => g.Grant);
        return personIds.Distinct().ToDictionary(id => id, id => new Access(id, [.. ofPerson[id]]));
    }

    /// <summary>Roles held on a day, its first and last days included.</summary>
    public static Expression<Func<RoleAssignment, bool>> Held(DateOnly day) => r => r.From <= day && (r.To == null || r.To >= day);

    private sealed record PersonGrant(int PersonId, Grant Grant);
}
