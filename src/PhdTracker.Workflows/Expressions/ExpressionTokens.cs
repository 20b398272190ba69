using System.Globalization;
using System.Text;

namespace PhdTracker.Workflows.Expressions;

internal enum TokenKind
{
    End,
    Number,
    Text,
    Name,
    Operator,
}

/// <summary>A piece of an expression; the position is counted from 1.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, double Number, int Position);

/// <summary>Cuts an expression into its pieces.</summary>
internal sealed class ExpressionTokens(string text)
{
    // Longest first, so that "===" is not read as "==" and "=".
    private static readonly string[] Operators =
        ["===", "!==", "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "+", "-", "*", "/", "%", "?", ":", "(", ")", ".", ",", "[", "]"];

    private int _at;

    public Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        if (_at >= text.Length)
            return new Token(TokenKind.End, "the end", 0, text.Length + 1);
        var character = text[_at];
        if (char.IsAsciiDigit(character) || (character == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])))
            return Number();
        if (character is '\'' or '"')
            return Text(character);
        if (char.IsLetter(character) || character is '_' or '$')
            return Name();
        foreach (var op in Operators)
        {
            if (string.CompareOrdinal(text, _at, op, 0, op.Length) == 0)
            {
                _at += op.Length;
                return new Token(TokenKind.Operator, op, 0, _at - op.Length + 1);
            }
        }

        throw new ExpressionSyntaxException(new("Problem.CharacterUnknown", character), _at + 1, new("Remedy.Language", "&& || !, + - * / %, ?:"));
    }

    private Token Name()
    {
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '$'))
            _at++;
        return new Token(TokenKind.Name, text[start.._at], 0, start + 1);
    }

    private Token Number()
    {
        var start = _at;
        if (text[_at] == '0' && _at + 1 < text.Length && text[_at + 1] is 'x' or 'X' or 'b' or 'B' or 'o' or 'O')
            _at += 2;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '.' || IsExponentSign(start)))
            _at++;
        var written = text[start.._at];
        var number = JsNumbers.FromText(written);
        var leadingZero = written.Length > 1 && written[0] == '0' && char.IsAsciiDigit(written[1]);
        if (double.IsNaN(number) || leadingZero)
            throw new ExpressionSyntaxException(new("Problem.NotANumber", written), start + 1, new("Remedy.Numbers", "12, 0.5, 1e3"));
        return new Token(TokenKind.Number, written, number, start + 1);
    }

    private bool IsExponentSign(int start) =>
        text[_at] is '+' or '-' && _at > start && text[_at - 1] is 'e' or 'E' && text[start..Math.Min(start + 2, text.Length)] is not ("0x" or "0X");

    private Token Text(char quote)
    {
        var start = _at++;
        var value = new StringBuilder();
        while (_at < text.Length && text[_at] != quote && text[_at] != '\n')
        {
            if (text[_at] == '\\' && _at + 1 < text.Length)
            {
                _at++;
                Escape(value);
            }
            else
            {
                value.Append(text[_at++]);
            }
        }

        if (_at >= text.Length || text[_at] != quote)
            throw new ExpressionSyntaxException(new("Problem.TextOpen"), start + 1, new("Remedy.Close", quote));
        _at++;
        return new Token(TokenKind.Text, value.ToString(), 0, start + 1);
    }

    private void Escape(StringBuilder value)
    {
        var letter = text[_at++];
        switch (letter)
        {
            case 'n': value.Append('\n'); break;
            case 't': value.Append('\t'); break;
            case 'r': value.Append('\r'); break;
            case 'b': value.Append('\b'); break;
            case 'f': value.Append('\f'); break;
            case 'v': value.Append('\v'); break;
            case '0': value.Append('\0'); break;
            case 'u': value.Append(Code(4)); break;
            case 'x': value.Append(Code(2)); break;
            default: value.Append(letter); break;
        }
    }

    private char Code(int length)
    {
        if (_at + length > text.Length
            || !int.TryParse(text.AsSpan(_at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw new ExpressionSyntaxException(new("Problem.EscapeOpen"), _at + 1, new("Remedy.Hexadecimal", length));
        }

        _at += length;
        return (char)code;
    }
}
