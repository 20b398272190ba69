namespace PhdTracker.Core.Import.Cells;

/// <summary>What offices write where there is no value.</summary>
public static class NotYet
{
    /// <summary>A value is expected and was not there when the sheet was written: <c>TBC</c>, <c>à confirmer</c>.</summary>
    public static bool IsMeant(string text) =>
        Fold.Words(text) is "tbc" or "tba" or "tbd" or "to be confirmed" or "to be decided" or "pending" or "awaited" or "a confirmer" or "a definir" or "a venir" or "en attente"
        || text.Trim() is "?" or "??";

    /// <summary>There is no value, and none is missing: <c>n/a</c>, <c>no</c>, <c>sans objet</c>, a dash.</summary>
    public static bool IsNothing(string text) =>
        text.Length == 0 || Fold.Words(text) is "" or "n a" or "na" or "no" or "non" or "none" or "not yet" or "not applicable" or "pas encore" or "sans objet" or "s o" or "so" or "aucun" or "aucune" or "neant";
}
