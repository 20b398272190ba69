using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Web.Hosting;
using PhdTracker.Workflows;

namespace PhdTracker.Web.Cli;

/// <summary>Definitions as files on a disk. What one of them starts is looked for beside it: among the <c>*.json</c> files of its folder, the highest version of that definitionId.</summary>
internal sealed class DefinitionFiles
{
    private readonly Dictionary<(string Id, int Version), string> _versions = [];
    private readonly Dictionary<string, Dictionary<string, WorkflowDefinition>> _folders = [];

    /// <summary>What is wrong with each of them, and between them.</summary>
    public List<(string File, DefinitionProblem Problem)> Check(IEnumerable<string> files) => [.. files.SelectMany(file => Check(file).Select(problem => (file, problem)))];

    /// <summary>A definition that is ready to run, and those that it starts, by their id.</summary>
    /// <exception cref="StartException">The file cannot be read.</exception>
    /// <exception cref="WorkflowDefinitionException">One of them cannot run.</exception>
    public (CompiledWorkflow Workflow, IReadOnlyDictionary<string, CompiledWorkflow> Started) Load(string file)
    {
        var workflow = CompiledWorkflow.Load(Read(file), RouteActivities.Registry);
        var problems = RouteReach.Problems(workflow.Definition, id => Beside(file, id)).ToList();
        var started = new Dictionary<string, CompiledWorkflow>(StringComparer.Ordinal);
        foreach (var other in RouteReach.Reached(workflow.Definition, id => Beside(file, id)).Select(id => Beside(file, id)).OfType<WorkflowDefinition>())
        {
            var compiled = DefinitionCompiler.Compile(other, RouteActivities.Registry);
            problems.AddRange(compiled.Problems.Select(problem => problem with { What = new("Problem.InStarted", other.DefinitionId, problem.What) }));
            if (compiled.Workflow is { } ready)
                started[other.DefinitionId] = ready;
        }

        return problems.Count == 0 ? (workflow, started) : throw new WorkflowDefinitionException(problems);
    }

    /// <exception cref="StartException">It cannot be read.</exception>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartException($"The file {path} cannot be read: {e.Message}", e);
        }
    }

    private IReadOnlyList<DefinitionProblem> Check(string file)
    {
        try
        {
            var definition = CompiledWorkflow.Load(Read(file), RouteActivities.Registry).Definition;
            return _versions.TryAdd((definition.DefinitionId, definition.Version), file)
                ? RouteReach.Problems(definition, id => Beside(file, id))
                : [new(null, null, new("Problem.SameVersion", _versions[(definition.DefinitionId, definition.Version)], definition.DefinitionId), new("Remedy.OtherVersion"))];
        }
        catch (WorkflowDefinitionException refusal)
        {
            return refusal.Problems;
        }
        catch (StartException unreadable)
        {
            return [new(null, null, new("Problem.FileUnreadable", unreadable.Message), new("Remedy.ReadableFile"))];
        }
    }

    private WorkflowDefinition? Beside(string file, string definitionId)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (!_folders.TryGetValue(folder, out var definitions))
        {
            definitions = _folders[folder] = Directory.EnumerateFiles(folder, "*.json").Select(Definition).OfType<WorkflowDefinition>()
                .GroupBy(d => d.DefinitionId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.MaxBy(d => d.Version)!, StringComparer.Ordinal);
        }

        return definitions.GetValueOrDefault(definitionId);
    }

    // Other files may lie there too.
    private static WorkflowDefinition? Definition(string path)
    {
        try
        {
            return WorkflowDefinition.Parse(Read(path));
        }
        catch (Exception e) when (e is StartException or WorkflowDefinitionException)
        {
            return null;
        }
    }
}
