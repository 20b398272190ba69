namespace PhdTracker.Testing;

/// <summary>The folder that the solution lies in.</summary>
public static class Checkout
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PhdTracker.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("The tests are run from a checkout.");
    }
}
