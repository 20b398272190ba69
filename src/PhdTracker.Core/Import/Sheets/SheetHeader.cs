namespace PhdTracker.Core.Import.Sheets;

/// <summary>The line that names the columns: which line it is, what separates the cells, and which column stands where.</summary>
internal sealed record SheetHeader(int Line, char Separator, SheetSide Side, string[] Cells, IReadOnlyDictionary<SheetColumn, int> Places)
{
    private const int DeepestHeader = 25;
    private const int FewestColumns = 4;
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>Finds the line, of the first ones, on which most columns are understood; titles may stand above it.</summary>
    public static SheetHeader Find(string file, IReadOnlyList<string> lines)
    {
        var top = lines.Take(DeepestHeader).ToList();
        var best = Separators
            .SelectMany(separator => new SheetRecords(separator).Read(top).Select(record => (separator, record)))
            .Select(candidate => (candidate.separator, candidate.record, places: Recognise(candidate.record.Cells, null)))
            .MaxBy(candidate => candidate.places.Count);
        if (best.places is null || best.places.Count < FewestColumns)
            throw new DomainRuleException("ImportNoHeader", file);
        var side = SideOf(best.record.Cells, best.places) ?? throw new DomainRuleException("ImportSideUnknown", file);
        var places = Recognise(best.record.Cells, side);
        Require(file, places);
        return new SheetHeader(best.record.Line, best.separator, side, best.record.Cells, places);
    }

    private static Dictionary<SheetColumn, int> Recognise(string[] cells, SheetSide? side)
    {
        var places = new Dictionary<SheetColumn, int>();
        for (var i = 0; i < cells.Length; i++)
        {
            if (SheetWords.Recognise(cells[i], side) is { } column)
                places.TryAdd(column, i);
        }
        return places;
    }

    private static SheetSide? SideOf(string[] cells, IReadOnlyDictionary<SheetColumn, int> places)
    {
        var votes = places.Select(place => SheetWords.SideOf(place.Key, cells[place.Value])).OfType<SheetSide>().ToList();
        var british = votes.Count(vote => vote == SheetSide.UnitedKingdom);
        var french = votes.Count - british;
        return british == french ? null : british > french ? SheetSide.UnitedKingdom : SheetSide.France;
    }

    private static void Require(string file, Dictionary<SheetColumn, int> places)
    {
        if (!places.ContainsKey(SheetColumn.ProjectCode))
            throw new DomainRuleException("ImportNoCodeColumn", file);
        if (!places.ContainsKey(SheetColumn.StudentName) && !places.ContainsKey(SheetColumn.FamilyName))
            throw new DomainRuleException("ImportNoStudentColumn", file);
        if (!places.ContainsKey(SheetColumn.StartOn))
            throw new DomainRuleException("ImportNoStartColumn", file);
    }
}
