namespace PhdTracker.Core.Candidatures;

/// <summary>Sentences about endings, as people write them.</summary>
public static class LeavingText
{
    /// <summary>Characters of a sentence for both sides.</summary>
    public const int LongestNote = 500;

    /// <summary>Characters of what only the home office reads.</summary>
    public const int LongestReason = 2000;

    /// <summary>A sentence that must be given.</summary>
    /// <param name="field">Where it was written.</param>
    /// <exception cref="DomainRuleException"><c>OfficeReasonMissing</c>, <c>OfficeReasonTooLong</c>.</exception>
    public static string Required(string? text, string field = "Reason") =>
        Optional(text, field, LongestNote) ?? throw new DomainRuleException("OfficeReasonMissing") { Field = field };

    /// <summary>What may be left empty; null then.</summary>
    /// <exception cref="DomainRuleException"><c>OfficeReasonTooLong</c>.</exception>
    public static string? Optional(string? text, string field, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return text.Trim().Length <= longest ? text.Trim() : throw new DomainRuleException("OfficeReasonTooLong", longest) { Field = field };
    }
}
