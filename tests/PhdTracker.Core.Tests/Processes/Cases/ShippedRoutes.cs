using PhdTracker.Testing;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Tests.Processes.Cases;

/// <summary>The routes of the checkout.</summary>
internal static class ShippedRoutes
{
    private static string Folder => Path.Combine(Checkout.Root, "workflows", "approvals");

    public static IEnumerable<string> Ids => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static WorkflowDefinition Read(string id, Func<string, string>? edit = null) => WorkflowDefinition.Parse((edit ?? (json => json))(File.ReadAllText(Path.Combine(Folder, id + ".json"))));
}
