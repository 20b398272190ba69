using System.Collections.Frozen;

namespace PhdTracker.Core.Import.Cells;

/// <summary>Where a candidature stands, in the words of either office.</summary>
public enum SheetStatus
{
    Offered,

    /// <summary>Registered at the home institution, and not begun.</summary>
    NotStarted,
    Enrolled,
    Interrupted,
    WritingUp,
    ThesisSubmitted,
    DefencePlanned,
    Defended,
    Corrections,
    Awarded,
    Withdrawn,
    Terminated,
    Transferred,
}

/// <summary>Reads a status in English or French.</summary>
public static class StatusCell
{
    private static readonly FrozenDictionary<string, SheetStatus> Words = new (SheetStatus Status, string[] Words)[]
    {
        (SheetStatus.Offered, ["offered", "offer made", "accepted", "recruited", "recrute", "recrutee", "admis", "admise", "place offered", "place proposee"]),
        (SheetStatus.NotStarted, ["registered not started", "inscription faite pas commence"]),
        (SheetStatus.Enrolled, ["registered", "enrolled", "active", "current", "in progress", "on programme", "inscrit", "inscrite", "inscrit e", "en cours", "en these", "reinscrit", "reinscrite", "reinscrit e"]),
        (SheetStatus.Interrupted, ["interrupted", "interruption", "on leave", "suspended", "interruption of studies", "en cesure", "cesure", "interrompu", "interrompue", "interrompu e", "suspension"]),
        (SheetStatus.WritingUp, ["writing up", "writing", "redaction", "en redaction"]),
        (SheetStatus.ThesisSubmitted, ["thesis submitted", "submitted", "these deposee", "deposee", "manuscrit depose", "these remise"]),
        (SheetStatus.DefencePlanned, ["soutenance prevue", "soutenance programmee", "viva scheduled", "viva booked", "defence planned", "defense planned", "awaiting viva"]),
        (SheetStatus.Defended, ["soutenue", "soutenu", "these soutenue", "defended", "viva held", "examined", "soutenance passee"]),
        (SheetStatus.Corrections, ["corrections", "in corrections", "minor corrections", "major corrections", "en corrections"]),
        (SheetStatus.Awarded, ["awarded", "completed", "graduated", "diplome", "diplomee", "diplome e", "docteur", "docteure", "degree awarded", "diplome obtenu", "alumni", "anciens du programme"]),
        (SheetStatus.Withdrawn, ["withdrawn", "withdrew", "left", "abandon", "abandonnee", "these abandonnee", "demission"]),
        (SheetStatus.Terminated, ["terminated", "excluded", "exclu", "exclue", "radie", "radiee", "non reinscrit", "ended early", "fin anticipee"]),
        (SheetStatus.Transferred, ["transferred", "transfer", "transfere", "transferee", "transfert"]),
    }.SelectMany(status => status.Words.Select(word => (word, status.Status))).ToFrozenDictionary(pair => pair.word, pair => pair.Status);

    public static CellReading<SheetStatus> Read(string text)
    {
        if (text.Length == 0)
            return CellReading<SheetStatus>.Blank;
        return Words.TryGetValue(Fold.Words(text), out var status)
            ? CellReading<SheetStatus>.Of(status)
            : CellReading<SheetStatus>.Wrong("Import.Problem.StatusNotUnderstood");
    }
}
