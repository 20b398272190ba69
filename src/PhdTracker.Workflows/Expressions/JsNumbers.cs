using System.Globalization;
using System.Text;

namespace PhdTracker.Workflows.Expressions;

/// <summary>Numbers to texts and back, as ECMAScript does it (Number::toString, StringToNumber).</summary>
internal static class JsNumbers
{
    public static string ToText(double number)
    {
        if (double.IsNaN(number))
            return "NaN";
        if (double.IsInfinity(number))
            return number > 0 ? "Infinity" : "-Infinity";
        if (number == 0)
            return "0";
        if (number == Math.Floor(number) && Math.Abs(number) < 1e15)
            return ((long)number).ToString(CultureInfo.InvariantCulture);
        return FromShortestDigits(number);
    }

    // The shortest digits that read back as the same double, laid out by the rules of ECMAScript.
    private static string FromShortestDigits(double number)
    {
        var scientific = Math.Abs(number).ToString("E16", CultureInfo.InvariantCulture);
        var shortest = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture);
        var digits = new StringBuilder();
        foreach (var character in shortest)
        {
            if (character is 'E' or 'e')
                break;
            if (char.IsAsciiDigit(character))
                digits.Append(character);
        }

        var significant = digits.ToString().Trim('0');
        var exponent = PointAfter(number, shortest, scientific);
        var text = Layout(significant, exponent);
        return number < 0 ? "-" + text : text;
    }

    // n in ECMAScript's terms: the value is 0.digits × 10^n.
    private static int PointAfter(double number, string shortest, string scientific)
    {
        var at = shortest.IndexOf('E', StringComparison.Ordinal);
        if (at >= 0)
            return int.Parse(shortest.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) + 1;
        if (Math.Abs(number) >= 1)
        {
            var point = shortest.IndexOf('.', StringComparison.Ordinal);
            return point < 0 ? shortest.Length : point;
        }

        return int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1),
            NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) + 1;
    }

    private static string Layout(string digits, int n)
    {
        var k = digits.Length;
        if (n is > 0 and <= 21)
            return k <= n ? digits + new string('0', n - k) : digits[..n] + "." + digits[n..];
        if (n is > -6 and <= 0)
            return "0." + new string('0', -n) + digits;
        var exponent = (n - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
        return k == 1 ? digits + "e" + exponent : digits[0] + "." + digits[1..] + "e" + exponent;
    }

    public static double FromText(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty)
            return 0;
        if (trimmed.Length > 2 && trimmed[0] == '0' && Radix(trimmed[1]) is { } radix)
            return FromRadix(trimmed[2..], radix);
        if (trimmed is "Infinity" or "+Infinity")
            return double.PositiveInfinity;
        if (trimmed is "-Infinity")
            return double.NegativeInfinity;
        // double.Parse also takes "NaN" and "∞", which JavaScript does not.
        foreach (var character in trimmed)
        {
            if (!char.IsAsciiDigit(character) && character is not ('.' or '+' or '-' or 'e' or 'E'))
                return double.NaN;
        }

        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(trimmed, style, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
    }

    private static int? Radix(char letter) => letter switch
    {
        'x' or 'X' => 16,
        'o' or 'O' => 8,
        'b' or 'B' => 2,
        _ => null,
    };

    private static double FromRadix(ReadOnlySpan<char> digits, int radix)
    {
        double number = 0;
        foreach (var character in digits)
        {
            if (!char.IsAsciiHexDigit(character))
                return double.NaN;
            var digit = Convert.ToInt32(character.ToString(), 16);
            if (digit >= radix)
                return double.NaN;
            number = number * radix + digit;
        }

        return number;
    }
}
