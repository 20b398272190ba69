using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes.Editing;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes;

/// <summary>Finds steps that ask a person or a group by name who is not there. A role of the case may be empty for a while; a name that nobody has stays so.</summary>
internal static class RouteAssignees
{
    public static async Task<IReadOnlyList<DefinitionProblem>> ProblemsAsync(PhdTrackerDb db, WorkflowDefinition definition, CancellationToken ct)
    {
        var asked = definition.Activities
            .SelectMany(a => StepInput.Of(a).Where(i => i.Input.Name is "assignee" or "to" && i.Value is not null), (a, input) => (a.Id, Whom: input.Value!)).ToList();
        var emails = asked.Select(a => Assignees.EmailOf(a.Whom)?.ToUpperInvariant()).OfType<string>().Distinct().ToList();
        var groups = asked.Select(a => Assignees.GroupOf(a.Whom)).OfType<string>().Distinct().ToList();
        var people = emails.Count == 0 ? [] : await db.Users.Where(p => emails.Contains(p.NormalizedEmail!)).Select(p => p.NormalizedEmail!).ToListAsync(ct);
        var known = groups.Count == 0 ? [] : await db.Groups.Where(g => groups.Contains(g.Code)).Select(g => g.Code).ToListAsync(ct);
        return
        [
            .. asked.Where(a => Assignees.EmailOf(a.Whom) is { } email && !people.Contains(email.ToUpperInvariant()))
                .Select(a => new DefinitionProblem(a.Id, null, new("Problem.NobodyWithAddress", a.Whom), new("Remedy.NameSomebody"))),
            .. asked.Where(a => Assignees.GroupOf(a.Whom) is { } code && !known.Contains(code))
                .Select(a => new DefinitionProblem(a.Id, null, new("Problem.NoGroup", a.Whom), new("Remedy.NameGroup", "lead:home"))),
        ];
    }
}
