using System.Text.Json;

namespace PhdTracker.Core.Agreements;

/// <summary>When the end of an agreement is warned of: <c>workflows/agreements.json</c>.</summary>
/// <param name="AmberDays">Days before the end from which a project shows it, where a defence is expected later.</param>
/// <param name="MailDays">Days before the end on which offices and investigators are told.</param>
public sealed record AgreementReminderRules(int AmberDays, IReadOnlyList<int> MailDays)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <exception cref="FormatException">The file says something else; the message says what.</exception>
    public static AgreementReminderRules Parse(string json, string file)
    {
        AgreementReminderRules? rules;
        try
        {
            rules = JsonSerializer.Deserialize<AgreementReminderRules>(json, Json);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{file}: not the reminders of agreements ({e.Message})", e);
        }
        if (rules is not { AmberDays: > 0, MailDays.Count: > 0 } || rules.MailDays.Any(d => d <= 0) || rules.MailDays.Distinct().Count() != rules.MailDays.Count)
            throw new FormatException($"{file}: amberDays and each of mailDays must be days before the end, each once.");
        return rules with { MailDays = [.. rules.MailDays.OrderDescending()] };
    }

    public static AgreementReminderRules Load(string folder)
    {
        var file = Path.Combine(folder, "agreements.json");
        return Parse(File.ReadAllText(file), file);
    }
}
