namespace PhdTracker.Core.Import.Cells;

/// <summary>What a cell was understood to say: a value, nothing, or something that could not be taken.</summary>
/// <param name="Fault">Why it could not be taken; null where it could.</param>
public readonly record struct CellReading<T>(bool HasValue, T? Value, CellFault? Fault)
{
    /// <summary>The cell says nothing, or says that there is nothing to say.</summary>
    public static CellReading<T> Blank => default;

    public static CellReading<T> Of(T value) => new(true, value, null);

    /// <param name="textKey">Key of the sentence that tells the office what to do.</param>
    /// <param name="arguments">What fills its placeholders.</param>
    public static CellReading<T> Wrong(string textKey, params object?[] arguments) => new(false, default, new CellFault(textKey, arguments));

    /// <summary>Understood, though not beyond doubt: the value is taken and the doubt is told.</summary>
    public static CellReading<T> Doubtful(T value, string textKey, params object?[] arguments) => new(true, value, new CellFault(textKey, arguments));
}

/// <summary>Why a cell could not be taken as it is.</summary>
public sealed record CellFault(string TextKey, object?[] Arguments);
