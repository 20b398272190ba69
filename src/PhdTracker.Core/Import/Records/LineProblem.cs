using System.Globalization;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Import.Records;

/// <summary>What could not be taken as it is, as it is kept beside its line: told in the language of who reads it.</summary>
/// <param name="Column">What the column tells.</param>
/// <param name="Label">The header's words for it.</param>
/// <param name="Arguments">What fills the placeholders: days as <c>d:2026-10-01</c>, numbers as <c>n:4</c>, texts as <c>t:…</c>, sentences in both languages as <c>b:…</c>.</param>
/// <param name="Rejects">Whether the row is left out because of it.</param>
public sealed record LineProblem(SheetColumn? Column, string Label, string Value, string TextKey, IReadOnlyList<string> Arguments, bool Rejects)
{
    internal static LineProblem Of(SheetProblem problem) => new(problem.Of, problem.Column, problem.Value, problem.TextKey, [.. problem.Arguments.Select(Kept)], problem.Rejects);

    /// <summary>The sentence for the reader.</summary>
    public string In(Texts texts) => new SheetProblem(0, Label, Value, TextKey, [.. Arguments.Select(kept => Told(kept, texts))], Rejects).In(texts);

    private static string Kept(object? argument) => argument switch
    {
        DateOnly day => "d:" + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        int number => "n:" + number.ToString(CultureInfo.InvariantCulture),
        BothLanguages both => $"b:{both.En}\n{both.Fr}",
        _ => "t:" + Convert.ToString(argument, CultureInfo.InvariantCulture),
    };

    private static object Told(string kept, Texts texts) => kept[0] switch
    {
        'd' => DateOnly.ParseExact(kept.AsSpan(2), "yyyy-MM-dd", CultureInfo.InvariantCulture),
        'n' => int.Parse(kept.AsSpan(2), CultureInfo.InvariantCulture),
        'b' when kept[2..].Split('\n', 2) is [var en, var fr] => texts.Of(en, fr),
        _ => kept[2..],
    };
}

/// <summary>What was said when the row was gone through, for whoever reads it later.</summary>
public sealed record BothLanguages(string En, string Fr);

/// <summary>Something that is new because of a line.</summary>
/// <param name="Kind">The kind of row, such as <c>Person</c>.</param>
/// <param name="Name">What it is called; null where only the number counts.</param>
public sealed record LineNews(string Kind, string? Name, int Count = 1);
