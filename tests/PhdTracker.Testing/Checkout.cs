namespace PhdTracker.Testing;

/// <summary>The checkout that the tests were built from.</summary>
public static class Checkout
{
    /// <summary>Full path of the folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>Files below a folder of the checkout, without what builds make.</summary>
    /// <param name="folder">From the root, such as <c>src/PhdTracker.Web/Features</c>.</param>
    /// <param name="pattern">Such as <c>*.cshtml</c>.</param>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or "App_Data"))
            .Order(StringComparer.Ordinal),
    ];

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PhdTracker.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"No PhdTracker.sln above {AppContext.BaseDirectory}.");
    }
}
