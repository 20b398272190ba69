namespace PhdTracker.Core.Processes.Cases;

/// <summary>How wide a text is, about, where no browser can be asked: letters are counted in four widths.</summary>
internal static class TextMeasure
{
    public static double Width(string text, double size) => text.Sum(Em) * size;

    /// <summary>Breaks a text between words into lines of at most that width; what does not fit into the last line is cut, with three dots.</summary>
    public static List<string> Wrap(string text, double size, double width, int most)
    {
        var lines = new List<string>();
        var line = "";
        // Blanks that do not break stay where they are.
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length == 0 || Width(longer, size) <= width)
            {
                line = longer;
                continue;
            }

            lines.Add(line);
            line = word;
        }

        if (line.Length > 0)
            lines.Add(line);
        var isCut = lines.Count > most;
        lines = [.. lines.Take(most).Select(l => Cut(l, size, width))];
        if (isCut)
            lines[^1] = Cut(lines[^1] + "…", size, width);
        return lines;
    }

    /// <summary>The text, or as much of it as fits, with three dots.</summary>
    public static string Cut(string text, double size, double width)
    {
        if (Width(text, size) <= width)
            return text;
        var kept = text.TrimEnd('…');
        while (kept.Length > 1 && Width(kept + "…", size) > width)
            kept = kept[..^(char.IsLowSurrogate(kept[^1]) ? 2 : 1)];
        return kept.TrimEnd() + "…";
    }

    private static double Em(char letter) => letter switch
    {
        'i' or 'j' or 'l' or 't' or 'f' or 'r' or 'I' or '.' or ',' or ':' or ';' or '’' or '\'' or '|' or '(' or ')' or ' ' or '\u00a0' or '\u202f' => .34,
        'm' or 'w' or 'M' or 'W' or '—' or '…' => .9,
        >= 'A' and <= 'Z' => .7,
        _ => .58,
    };
}
