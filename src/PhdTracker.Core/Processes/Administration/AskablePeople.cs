using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Cases;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Somebody who may see a case and can be asked about it.</summary>
/// <param name="Grants">The roles in which they can be asked.</param>
public sealed record AskablePerson(Person Person, IReadOnlyList<Grant> Grants)
{
    /// <summary>Whether they stand on this side: by a role there, as a supervisor, or as manager of the whole programme.</summary>
    public bool IsOf(int partyId) => Grants.Any(g => g.PartyId == partyId || g is { PartyId: null, ProgrammeId: not null, UnitId: null });

    /// <summary>By name, with their roles.</summary>
    public string In(Texts texts) => texts["Person.WithRoles", Person.DisplayName, texts.List(Grants.Select(g => texts.Enum(g.Role)).Distinct(StringComparer.Ordinal))];
}

/// <summary>Who can be asked in a process instead of those whom its route names.</summary>
public sealed class AskablePeople(PhdTrackerDb db, AccessReader access, Desks desks, TimeProvider clock)
{
    /// <summary>Everybody who may see the case by a role of one of its sides, by name, but for its student and those who only look on; the subject of the process must be loaded.</summary>
    public async Task<IReadOnlyList<AskablePerson>> OfAsync(Process process, CancellationToken ct)
    {
        var (scopes, permission) = await ScopesAsync(process, ct);
        if (scopes.Count == 0)
            return [];
        var (programmes, projects) = (scopes.Select(s => s.ProgrammeId).ToList(), scopes.Select(s => s.ProjectId).ToList());
        var (today, student, proposal) = (clock.Today(), process.Candidature?.StudentId, process.ProposalId);
        var people = await db.Users.Where(p => p.Id != student && (
                db.RoleAssignments.Where(AccessReader.Held(today)).Any(r => r.PersonId == p.Id && programmes.Contains(r.ProgrammeId ?? r.Party!.ProgrammeId))
                || db.SupervisorAssignments.Any(s => s.PersonId == p.Id && s.From <= today && (s.To == null || s.To >= today) && projects.Contains(s.Candidature.Studentship.ProjectId))
                || db.Studentships.Any(s => s.InvestigatorId == p.Id && projects.Contains(s.ProjectId))
                || db.ProposalSides.Any(s => s.InvestigatorId == p.Id && s.ProposalId == proposal)))
            .OrderBy(p => p.FamilyName).ThenBy(p => p.GivenName).ThenBy(p => p.Id).ToListAsync(ct);
        var writers = (await db.ProposalSides.Where(s => s.ProposalId == proposal && s.InvestigatorId != null).Select(s => new { PersonId = s.InvestigatorId!.Value, s.PartyId }).ToListAsync(ct))
            .ToLookup(w => w.PersonId, w => new Grant(Role.Investigator, null, w.PartyId, null, null, null));
        var held = await access.ForAsync([.. people.Select(p => p.Id)], ct);
        return [.. people.Where(p => !p.IsClosed)
            .Select(p => new AskablePerson(p, [.. writers[p.Id], .. held[p.Id].Grants.Where(g => IsAsked(g.Role) && Permissions.ReachOf(g.Role, permission) is { } reach && scopes.Exists(s => g.Covers(s, reach)))]))
            .Where(p => p.Grants.Count > 0)];
    }

    /// <summary>Everybody whom the route asks themselves in one of its steps, or who is asked now: those who can be replaced. The student and committees are not.</summary>
    public async Task<IReadOnlyList<AskedPerson>> AskedAsync(Process process, CancellationToken ct)
    {
        var definition = await db.Definitions.AsNoTracking().Where(d => d.DefinitionId == process.DefinitionId && d.DefinitionVersion == process.DefinitionVersion)
            .Select(d => new { d.ContentHash, d.Json }).SingleAsync(ct);
        var steps = RouteOutline.Of(CaseDiagrams.Parsed(definition.ContentHash, definition.Json)).Select(s => s.AskedOf).Where(a => Assignees.MayBeReplaced(a) && Desks.Knows(a)).Distinct().ToList();
        var now = process.Tasks.Where(t => t.State == TaskState.Open && ReassignTaskHandler.MayMove(t))
            .SelectMany(ReassignTaskHandler.Places, (t, seat) => new AskedPerson(seat.Person, t.AskedOf, ReassignTaskHandler.SideOf(t, seat)));
        return [.. (await desks.PeopleAsync(DeskCase.Of(process), steps, clock.Today(), ct)).Concat(now).Distinct()];
    }

    /// <summary>Whether those who hold the role can be asked; auditors only look on, and administrators keep the app.</summary>
    private static bool IsAsked(Role role) => role is not (Role.Student or Role.Auditor or Role.SystemAdministrator);

    /// <summary>Where the case lies, and what somebody must be allowed to see of it to be asked about it.</summary>
    private async Task<(List<CaseScope> Scopes, Permission Permission)> ScopesAsync(Process process, CancellationToken ct) => process switch
    {
        { CandidatureId: { } id } => (
            await db.Candidatures.Where(c => c.Id == id).Select(CaseScopes.OfCandidature).ToListAsync(ct),
            // To decide on what was handed in is to read it.
            process.MilestoneId is null ? Permission.ViewCandidature : Permission.ReadSubmissions),
        { ProposalId: { } id } => (
            await db.ProposalSides.Where(s => s.ProposalId == id).Select(s => new CaseScope(s.Proposal.Call.ProgrammeId, s.PartyId, null, null, new[] { s.UnitId ?? 0 })).ToListAsync(ct),
            Permission.ViewProposals),
        { Agreement.ProjectId: var id } => (
            await db.Studentships.Where(s => s.ProjectId == id).Select(s => new CaseScope(s.Project.ProgrammeId, s.PartyId, s.ProjectId, null, new[] { s.UnitId ?? 0 })).ToListAsync(ct),
            Permission.ViewAgreements),
        _ => ([], Permission.ViewProcesses),
    };
}
