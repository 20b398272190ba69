using PhdTracker.Core.Localisation;

namespace PhdTracker.Core;

/// <summary>
/// A rule of the programme was not met. The code is stable and names the text <c>Error.{code}</c> that tells the person, in
/// their language, what happened and what to do.
/// </summary>
/// <param name="code">Stable name of the rule, such as <c>TaskAlreadyDecided</c>.</param>
/// <param name="arguments">What fills the placeholders of the text.</param>
public class DomainRuleException(string code, params object?[] arguments) : Exception(code)
{
    /// <summary>Stable name of the rule.</summary>
    public string Code { get; } = code;

    /// <summary>What fills the placeholders of the text.</summary>
    public IReadOnlyList<object?> Arguments { get; } = arguments;

    /// <summary>The form field that the rule speaks of, if there is one.</summary>
    public string? Field { get; init; }

    /// <summary>The sentence for the reader, its days, hours and instants written out.</summary>
    public virtual string In(Texts texts) => texts["Error." + Code, [.. Arguments.Select(texts.Written)]];
}

/// <summary>A rule whose text differs by a number: <c>Error.{code}.one</c> and <c>Error.{code}.other</c>.</summary>
/// <param name="code">Stable name of the rule.</param>
/// <param name="number">Says which form is told, and is its <c>{0}</c>.</param>
/// <param name="more">What fills the other placeholders, from <c>{1}</c>.</param>
public sealed class CountedRuleException(string code, int number, params object?[] more) : DomainRuleException(code, [number, .. more])
{
    private readonly int _number = number;

    public override string In(Texts texts) => texts.Count("Error." + Code, _number, [.. Arguments.Skip(1).Select(texts.Written)]);
}

/// <summary>The thing asked for does not exist, or not for this person: both are answered alike.</summary>
public sealed class NotFoundException() : Exception("Not found");
