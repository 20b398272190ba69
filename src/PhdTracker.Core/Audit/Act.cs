using System.Globalization;

namespace PhdTracker.Core.Audit;

/// <summary>What someone does to a case, said once by each command; the audit trail adds when, before and after when it is saved.</summary>
/// <param name="Name">Name of the command.</param>
/// <param name="ById">Null when the app itself acts.</param>
public sealed record Act(string Name, int? ById, int? OnBehalfOfId = null, string? SubjectKind = null, int? SubjectId = null, string? Comment = null);

/// <summary>Keys of the cases that audit chains are kept by.</summary>
public static class CaseKey
{
    public static string Candidature(int id) => Key("candidature", id);
    public static string Project(int id) => Key("project", id);
    public static string Person(int id) => Key("person", id);
    public static string Proposal(int id) => Key("proposal", id);
    public static string Programme(int id) => Key("programme", id);

    /// <summary>What belongs to no case: settings, jobs, imports as a whole.</summary>
    public const string System = "system";

    private static string Key(string kind, int id) => string.Create(CultureInfo.InvariantCulture, $"{kind}:{id}");
}
