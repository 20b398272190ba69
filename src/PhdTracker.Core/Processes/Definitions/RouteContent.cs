using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes;

/// <summary>A route that cannot be kept or published; everything that is wrong is listed.</summary>
public sealed class RouteProblemsException(IReadOnlyList<DefinitionProblem> problems) : DomainRuleException("RouteHasProblems")
{
    /// <summary>Never empty.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; } = problems;
}

/// <summary>A definition that was read and checked: what a version of a route holds.</summary>
/// <param name="Json">As it was written.</param>
/// <param name="Hash">Of the content; spaces and line ends do not count.</param>
public sealed record RouteContent(string Name, string Json, string Hash)
{
    /// <summary>Longest <c>definitionId</c>, in characters.</summary>
    public const int LongestId = 100;

    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>Reads and checks a definition.</summary>
    /// <exception cref="WorkflowDefinitionException">It cannot run; everything that is wrong is listed.</exception>
    public static (RouteContent Content, CompiledWorkflow Workflow) Read(string json)
    {
        var definition = WorkflowDefinition.Parse(json);
        var (workflow, problems) = Check(definition);
        return workflow is not null ? (Of(definition, json), workflow) : throw new WorkflowDefinitionException(problems);
    }

    /// <summary>All that keeps a definition from running; the workflow is there only where nothing does.</summary>
    public static (CompiledWorkflow? Workflow, IReadOnlyList<DefinitionProblem> Problems) Check(WorkflowDefinition definition)
    {
        var result = DefinitionCompiler.Compile(definition, RouteActivities.Registry);
        var problems = result.Problems.ToList();
        if (definition.DefinitionId.Length > LongestId)
            problems.Add(new(null, null, new("Problem.IdTooLong"), new("Remedy.AtMost", LongestId)));
        if (definition.Name.Length > LongestName)
            problems.Add(new(null, null, new("Problem.NameTooLong"), new("Remedy.AtMost", LongestName)));
        return (problems.Count == 0 ? result.Workflow : null, problems);
    }

    /// <summary>A definition as it is kept.</summary>
    public static RouteContent Of(WorkflowDefinition definition, string json) => new(definition.Name, json, HashOf(definition.Source));

    private static string HashOf(JsonObject source) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.ToJsonString())));
}
