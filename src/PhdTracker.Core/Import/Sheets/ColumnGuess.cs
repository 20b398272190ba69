using System.Globalization;
using System.Text.RegularExpressions;
using PhdTracker.Core.Import.Cells;

namespace PhdTracker.Core.Import.Sheets;

/// <summary>Guesses what the columns of a sheet tell: by the header's words first, then, where those say nothing, by what stands below them.</summary>
internal static partial class ColumnGuess
{
    private const int Sampled = 1_000;

    /// <summary>Of the filled cells of a column, the share that must look alike.</summary>
    private const double Enough = 0.6;

    public static SheetLayout Layout(string file, SheetHeader header, IReadOnlyList<SheetRecord> records)
    {
        var sample = records.Where(record => record.Line != header.Line && record.Filled > 2 && !record.Unclosed).Take(Sampled).ToList();
        var (places, side) = ByWords(header.Cells);
        side = ByContent(header.Cells, sample, places) ?? side;
        return new SheetLayout(file, side, header.Line, header.Cells, places, IsMonthFirst(sample, places));
    }

    private static (Dictionary<SheetColumn, int> Places, SheetSide? Side) ByWords(string[] header)
    {
        var side = SideOf(header, Recognise(header, null));
        return (Recognise(header, side), side);
    }

    private static Dictionary<SheetColumn, int> Recognise(string[] header, SheetSide? side)
    {
        var places = new Dictionary<SheetColumn, int>();
        for (var i = 0; i < header.Length; i++)
        {
            if (SheetWords.Recognise(header[i], side) is { } column)
                places.TryAdd(column, i);
        }
        // "Nom" beside "Prénom" is the family name.
        if (places.ContainsKey(SheetColumn.GivenName) && !places.ContainsKey(SheetColumn.FamilyName) && places.Remove(SheetColumn.StudentName, out var name))
            places[SheetColumn.FamilyName] = name;
        return places;
    }

    private static SheetSide? SideOf(string[] header, Dictionary<SheetColumn, int> places)
    {
        if (places.ContainsKey(SheetColumn.Side))
            return null;
        var votes = places.Select(place => SheetWords.SideOf(place.Key, header[place.Value])).OfType<SheetSide>().ToList();
        var british = votes.Count(vote => vote == SheetSide.UnitedKingdom);
        var french = votes.Count - british;
        return british == french ? null : british > french ? SheetSide.UnitedKingdom : SheetSide.France;
    }

    /// <summary>Adds the columns whose content cannot be anything else.</summary>
    /// <returns>The side, where the content gives it away.</returns>
    private static SheetSide? ByContent(string[] header, List<SheetRecord> sample, Dictionary<SheetColumn, int> places)
    {
        SheetSide? side = null;
        foreach (var (column, looks) in Looks)
        {
            if (places.ContainsKey(column) || !MayStandAlone(column, places))
                continue;
            var place = Free(header, places).FirstOrDefault(place => Share(sample, place, looks) >= Enough, -1);
            if (place < 0)
                continue;
            places[column] = place;
            if (column is SheetColumn.CsiOpinions or SheetColumn.Hdr && !places.ContainsKey(SheetColumn.Side))
                side ??= SheetSide.France;
        }
        Names(header, sample, places, SheetColumn.StudentEmail, SheetColumn.StudentName);
        Names(header, sample, places, SheetColumn.SupervisorEmail, SheetColumn.Supervisor);
        return side;
    }

    /// <summary>A column is named by nothing but its content only where nothing like it is named already.</summary>
    private static bool MayStandAlone(SheetColumn column, Dictionary<SheetColumn, int> places) => column switch
    {
        SheetColumn.SupervisorEmail => places.ContainsKey(SheetColumn.StudentEmail),
        _ => true,
    };

    private static readonly (SheetColumn Column, Func<string, bool> Looks)[] Looks =
    [
        (SheetColumn.ProjectCode, text => ProjectCodeCell.Read(text).HasValue),
        (SheetColumn.StudentEmail, text => EmailCell.Read(text).HasValue),
        (SheetColumn.SupervisorEmail, text => EmailCell.Read(text).HasValue),
        (SheetColumn.StartOn, text => DateCell.Read(text).HasValue),
        (SheetColumn.CsiOpinions, text => CsiCell.Read(text).HasValue),
        (SheetColumn.Status, text => StatusCell.Read(text).HasValue),
        (SheetColumn.Mode, text => Fold.Words(text).Split(' ')[0] is "ft" or "pt" or "full" or "part" or "temps" or "mi" or "half" && ModeCell.Read(text).HasValue),
        (SheetColumn.Interruptions, text => PeriodCell.Read(text).HasValue),
    ];

    /// <summary>The column of names that the addresses of another one are made of.</summary>
    private static void Names(string[] header, List<SheetRecord> sample, Dictionary<SheetColumn, int> places, SheetColumn mail, SheetColumn name)
    {
        if (!places.TryGetValue(mail, out var addresses) || places.ContainsKey(name) || (name == SheetColumn.StudentName && places.ContainsKey(SheetColumn.FamilyName)))
            return;
        foreach (var place in Free(header, places))
        {
            var rows = sample.Where(record => Cell(record, place).Length > 0 && Cell(record, addresses).Contains('@', StringComparison.Ordinal)).ToList();
            if (rows.Count == 0 || rows.Count(record => IsMadeOf(Cell(record, addresses), Cell(record, place))) < rows.Count * Enough)
                continue;
            places[name] = place;
            return;
        }
    }

    private static bool IsMadeOf(string address, string name)
    {
        var local = Fold.Letters(address[..address.IndexOf('@', StringComparison.Ordinal)]);
        return !name.Contains('@', StringComparison.Ordinal) && Fold.Words(name).Split(' ').Any(word => word.Length > 2 && local.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>Dates are read day first, unless several could be no day otherwise and none speaks against it.</summary>
    private static bool IsMonthFirst(List<SheetRecord> sample, Dictionary<SheetColumn, int> places)
    {
        SheetColumn[] dated = [SheetColumn.StartOn, SheetColumn.ContractEndsOn, SheetColumn.EsaPassedOn, SheetColumn.LsrPassedOn, SheetColumn.DefenceOn];
        int month = 0, day = 0;
        foreach (var match in dated.Where(places.ContainsKey).SelectMany(column => sample.Select(record => TwoNumbers().Match(Cell(record, places[column])))).Where(match => match.Success))
        {
            var (first, second) = (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
            day += first > 12 ? 1 : 0;
            month += second is > 12 and <= 31 && first <= 12 ? 1 : 0;
        }
        return month > 1 && day == 0;
    }

    private static double Share(List<SheetRecord> sample, int place, Func<string, bool> looks)
    {
        var filled = sample.Select(record => Cell(record, place)).Where(cell => cell.Length > 0).ToList();
        return filled.Count == 0 ? 0 : (double)filled.Count(looks) / filled.Count;
    }

    private static IEnumerable<int> Free(string[] header, Dictionary<SheetColumn, int> places) => Enumerable.Range(0, header.Length).Where(place => !places.ContainsValue(place)).ToList();

    private static string Cell(SheetRecord record, int place) => place < record.Cells.Length ? record.Cells[place] : "";

    [GeneratedRegex(@"^(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{2,4}$")]
    private static partial Regex TwoNumbers();
}
