using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Core.Tests.Processes.Administration;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Core.Tests.Processes.SubRoutes;

/// <summary>A world of its own, routes that were published in the app, and what people do in them.</summary>
public abstract partial class SubRouteFixture : WorldFixture
{
    /// <summary>Asks the lead, and gives the answer as its verdict.</summary>
    protected const string Child = """
        { "id": "ask", "type": "PhdTracker.RequestDecision", "assignee": "lead:home", "title": "Ethics", "choices": "Endorse", "decision": { "typeName": "Object", "memoryReference": { "id": "v" } } },
        { "id": "give", "type": "Elsa.SetOutput", "outputName": "Verdict", "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "variables.V" } } }
        """;

    protected const string ChildWays = "ask.Approved>give ask.Returned>give";

    protected static string Ask(string id, string who) =>
        $$"""{ "id": "{{id}}", "type": "PhdTracker.RequestDecision", "assignee": "{{who}}", "title": "{{id}}", "choices": "Endorse" }""";

    protected static string Sub(string id, string route, bool waits = true, string more = "") =>
        $$"""{ "id": "{{id}}", "type": "Elsa.DispatchWorkflow", "workflowDefinitionId": "{{route}}", "waitForCompletion": {{(waits ? "true" : "false")}}, "result": { "typeName": "Object", "memoryReference": { "id": "v" } }{{more}} }""";

    protected static string Event(string id, string name) => $$"""{ "id": "{{id}}", "type": "Elsa.Event", "eventName": "{{name}}", "result": { "typeName": "Object", "memoryReference": { "id": "v" } } }""";

    protected static string Tell(string id, string name, string more = "") => $$"""{ "id": "{{id}}", "type": "Elsa.PublishEvent", "eventName": "{{name}}"{{more}} }""";

    /// <param name="ways">As <c>ask.Approved>next</c>, apart by spaces. A question without one leads to an end.</param>
    protected static string Route(string id, string activities, string ways, int version = 1001, string incidents = "ContinueWithIncidentsStrategy")
    {
        foreach (var ask in Questions().Matches(activities).Select(m => m.Groups[1].Value).Where(ask => !ways.Contains(ask + ".", StringComparison.Ordinal)))
        {
            activities += $$""", { "id": "{{ask}}-end", "type": "Elsa.End" }""";
            ways += $" {ask}.Approved>{ask}-end {ask}.Returned>{ask}-end";
        }

        return Json(id, activities, ways, version, incidents);
    }

    private static string Json(string id, string activities, string ways, int version, string incidents) => $$"""
        {
          "definitionId": "{{id}}", "version": {{version}}, "name": "Route {{id}}", "options": { "incidentStrategyType": "{{incidents}}" },
          "variables": [{ "id": "v", "name": "V", "typeName": "Object", "value": null }], "inputs": [{ "name": "Given", "type": "String" }],
          "root": { "type": "Elsa.Flowchart", "activities": [{{activities}}], "connections": [{{string.Join(", ", ways.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Way))}}] }
        }
        """;

    [GeneratedRegex("\"id\": \"([^\"]+)\", \"type\": \"PhdTracker.RequestDecision\"")]
    private static partial Regex Questions();

    private static string Way(string way)
    {
        var (source, target) = (way.Split('>')[0].Split('.'), way.Split('>')[1]);
        return $$"""{ "source": { "activity": "{{source[0]}}", "port": "{{source.ElementAtOrDefault(1) ?? "Done"}}" }, "target": { "activity": "{{target}}" } }""";
    }

    /// <summary>Publishes a version, whatever a check would say of what it starts.</summary>
    protected Task PublishAsync(string json) => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var (content, workflow) = RouteContent.Read(json);
        var by = await db.Users.SingleAsync(p => p.Id == World.People["admin"]);
        var draft = StoredDefinition.Draft(workflow.Definition.DefinitionId, workflow.Definition.Version, content, null, by, Database.Clock.UtcNow());
        draft.Publish("For a test.", null, by, Database.Clock.UtcNow());
        db.Add(draft);
        await db.SaveChangesAsync();
    });

    protected Task RetireAsync(string id) => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        (await db.Definitions.SingleAsync(d => d.DefinitionId == id)).Retire("For a test.", await db.Users.SingleAsync(p => p.Id == World.People["admin"]), Database.Clock.UtcNow());
        await db.SaveChangesAsync();
    });

    /// <summary>Starts a route about a milestone of the student.</summary>
    protected Task<int> StartAsync(string id, int? milestoneId = null) => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var about = milestoneId ?? World.EsaId;
        var milestone = await db.Milestones.Include(m => m.Candidature.Student).SingleAsync(m => m.Id == about);
        var process = await services.GetRequiredService<ProcessRunner>().StartAsync(id, milestone, null, default);
        await db.SaveChangesAsync();
        return process.Id;
    });

    protected Task DecideAsync(string activity, string person = "lead.uk", DecisionKind kind = DecisionKind.Approved) =>
        Database.InScopeAsync(services => DecideAsync(services, activity, person, kind));

    protected async Task<Decision> DecideAsync(IServiceProvider services, string activity, string person = "lead.uk", DecisionKind kind = DecisionKind.Approved)
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var task = await db.Tasks.AsNoTracking().SingleAsync(t => t.ActivityId == activity && t.State == TaskState.Open);
        var by = await db.Users.SingleAsync(p => p.Id == World.People[person]);
        return await services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version, kind, "Because."), by, default);
    }

    /// <summary>Answers a step that waits for an event or another system, as nobody.</summary>
    protected Task AnswerAsync(string activity) => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var bookmark = await db.Bookmarks.Include(b => b.Process).SingleAsync(b => b.ActivityId == activity);
        await services.GetRequiredService<ProcessRunner>().ResumeAsync(bookmark.Process, bookmark.BookmarkId, "Done", JsValue.Null, null, default);
        await db.SaveChangesAsync();
    });

    /// <summary>The processes of a route, the oldest first.</summary>
    protected Task<List<Process>> ProcessesAsync(string id) => Database.AskAsync(db => db.Processes.AsNoTracking().Where(p => p.DefinitionId == id).OrderBy(p => p.Id).ToListAsync());

    protected async Task<string> StateAsync(string id) => string.Join(' ', (await ProcessesAsync(id)).Select(p => p.SubStatus));

    /// <summary>What waits in the processes of a route.</summary>
    protected Task<List<string>> WaitingAsync(string id) => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var waiting = new List<string>();
        foreach (var process in await db.Processes.Where(p => p.DefinitionId == id && p.Status == "Running").ToListAsync())
            waiting.AddRange((await services.GetRequiredService<ProcessRunner>().InstanceAsync(process, default)).Bookmarks.Select(b => b.ActivityId));
        return waiting.Order(StringComparer.Ordinal).ToList();
    });

    /// <summary>The variable of the newest process of a route.</summary>
    protected Task<JsValue> ValueAsync(string id) => Database.InScopeAsync(async services =>
    {
        var process = await services.GetRequiredService<PhdTrackerDb>().Processes.OrderBy(p => p.Id).LastAsync(p => p.DefinitionId == id);
        return (await services.GetRequiredService<ProcessRunner>().InstanceAsync(process, default)).Variable("V");
    });

    protected Task<ProcessIncident> IncidentAsync() => Database.AskAsync(db => db.Incidents.AsNoTracking().Include(i => i.Process).SingleAsync(i => i.ResolvedAt == null));

    protected Task<T> AsAsync<THandler, T>(Func<THandler, Person, Task<T>> act, string name = "office.uk") where THandler : notnull => Database.AsAsync(World, name, act);

    protected async Task MendAsync(string? outcome = null)
    {
        var incident = await IncidentAsync();
        await AsAsync<MendIncidentHandler, bool>((handler, me) => handler.HandleAsync(new MendIncident(incident.Id, outcome, Repair.Why), me, default));
    }

    protected async Task CallOffAsync(string id)
    {
        var process = (await ProcessesAsync(id))[^1];
        await AsAsync<CancelProcessHandler, Process>((handler, me) => handler.HandleAsync(new CancelProcess(process.Id, process.Version, Repair.Why), me, default));
    }

    protected async Task RestartAsync(string id)
    {
        var process = (await ProcessesAsync(id))[^1];
        await AsAsync<RestartProcessHandler, Process>((handler, me) => handler.HandleAsync(new RestartProcess(process.Id, process.Version, Repair.Why), me, default));
    }

    protected async Task MoveBackAsync(string id, string activity)
    {
        var process = (await ProcessesAsync(id))[^1];
        await AsAsync<MoveBackHandler, ProcessTask>((handler, me) => handler.HandleAsync(new MoveBack(process.Id, process.Version, activity, Repair.Why), me, default));
    }
}
