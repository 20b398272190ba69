using System.Text.Json;

namespace PhdTracker.Core.Audit;

/// <summary>One value that an act changed.</summary>
/// <param name="Kind">The kind of row, such as <c>Milestone</c>.</param>
/// <param name="RowId">Its number.</param>
/// <param name="Field">The value's name.</param>
/// <param name="Before">Null for a row that is new.</param>
/// <param name="After">Null for a row that was removed.</param>
public sealed record AuditChange(string Kind, int RowId, string Field, JsonElement? Before, JsonElement? After)
{
    /// <summary>Stands for a value that is somebody's own.</summary>
    public const string NotTold = "•••";

    /// <summary>The person's number, where the value names a person.</summary>
    public static int? PersonOf(string field, JsonElement? value) =>
        AuditChanges.PersonFields.Contains(field) && value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var id) ? id : null;
}

/// <summary>Reads what an entry keeps, without what nobody is shown.</summary>
public static class AuditChanges
{
    /// <summary>Values that name a person.</summary>
    public static readonly IReadOnlySet<string> PersonFields = new HashSet<string>(StringComparer.Ordinal) { "PersonId", "StudentId", "AuthorId", "ById", "OnBehalfOfId", "UploadedById", "InvestigatorId", "GivenById", "PrincipalId", "DelegateId", "SuccessorId", "FixedById", "OrganiserId", "RecordedById", "SettledById", "MergedIntoId" };

    /// <summary>Confidential: why a student was away or left. Shown in no audit view.</summary>
    private static readonly HashSet<string> Confidential = new(StringComparer.Ordinal) { "StatusPeriod.Reason", "Candidature.LeavingReason", "ChangeRequest.Evidence", "ChangeRequest.Category" };

    /// <summary>What a student handed in and what was written about it: only for those who may read submissions.</summary>
    private static readonly HashSet<string> Content = new(StringComparer.Ordinal) { "Submission.Comment", "Decision.Comment", "Milestone.Conditions", "Document.FileName", "ChangeRequest.Reason", "ChangeRequest.Purpose", "TrainingActivity.ReturnReason" };

    /// <summary>How the app works rather than what happened.</summary>
    private static readonly HashSet<string> Technical = new(StringComparer.Ordinal)
    {
        "RuleSetVersion", "WordingEn", "WordingFr", "Route", "ActivityId", "Action", "Choices", "Complete", "IsSequential", "Reminders", "AnswerCount", "OfficeTold", "SubjectState", "Registrations", "AskedOf", "ContentType", "Sha256", "Length", "SavedAt", "ProcessId", "RationaleEn", "RationaleFr", "RuleRationaleEn", "RuleRationaleFr", "TakesSubmission", "RetakeMonths", "RuleCode", "RuleSetCode", "Occurrence", "Known",
    };

    /// <summary>The changed values of an entry, row by row.</summary>
    /// <param name="mayReadContent">Whether the reader may read submissions of this case.</param>
    public static IReadOnlyList<AuditChange> Of(string before, string after, bool mayReadContent)
    {
        var (old, now) = (Read(before), Read(after));
        var changes = new List<AuditChange>();
        foreach (var row in old.Keys.Union(now.Keys))
        {
            if (row.Split(':') is not [var kind, var number] || !int.TryParse(number, out var id))
                continue;
            var (was, became) = (old.GetValueOrDefault(row), now.GetValueOrDefault(row));
            var fields = (was?.Keys ?? Enumerable.Empty<string>()).Union(became?.Keys ?? Enumerable.Empty<string>());
            changes.AddRange(fields.Where(f => IsShown(kind, f, mayReadContent)).Select(f => new AuditChange(kind, id, f, Value(was, f), Value(became, f))));
        }
        return changes;
    }

    private static bool IsShown(string kind, string field, bool mayReadContent)
    {
        var name = $"{kind}.{field}";
        if (Confidential.Contains(name) || Technical.Contains(field) || (!mayReadContent && Content.Contains(name)))
            return false;
        return PersonFields.Contains(field) || !field.EndsWith("Id", StringComparison.Ordinal);
    }

    private static JsonElement? Value(Dictionary<string, JsonElement>? row, string field) =>
        row is not null && row.TryGetValue(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static Dictionary<string, Dictionary<string, JsonElement>> Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, JsonElement>>>(json) ?? [];
        }
        catch (JsonException)
        {
            // An altered entry is told by its hash; the page must still open.
            return [];
        }
    }
}
