using System.Globalization;
using System.Text.RegularExpressions;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Rows;

namespace PhdTracker.Core.Import.Writing;

/// <summary>Finds the institutions and units that rows name, and adds those that are new.</summary>
internal sealed partial class PlaceBook(PhdTrackerDb db, List<Institution> institutions, List<Unit> units)
{
    private const int LongestCode = 40;

    /// <summary>The units by their names, or by their codes, comparable.</summary>
    private readonly Dictionary<(Institution, UnitKind, string), Unit> _byName = First(units, unit => Fold.Letters(unit.Name));
    private readonly Dictionary<(Institution, UnitKind, string), Unit> _byCode = First(units.Where(unit => unit.Code is not null), unit => unit.Code!);
    private readonly Dictionary<string, Institution> _byWords = [];

    /// <summary>Where a student of <paramref name="party"/> is registered: the side's institution itself if it awards degrees, else the one that the row names.</summary>
    public Institution? Home(SheetPlace place, ProgrammeParty party)
    {
        if (party.Institution.AwardsDegrees)
            return party.Institution;
        return place.Institution.Length == 0 ? null : Institution(place.Institution, party.Institution);
    }

    /// <summary>The department or research unit; both belong to the side's own institution.</summary>
    public Unit? Unit(SheetPlace place, ProgrammeParty party)
    {
        if (place.ResearchUnit.Length > 0)
            return Unit(party.Institution, UnitKind.ResearchUnit, place.ResearchUnit, place.City);
        return place.Department.Length == 0 ? null : Unit(party.Institution, UnitKind.Department, place.Department, "");
    }

    /// <summary>The doctoral school, of the institution where the student is registered.</summary>
    public Unit? DoctoralSchool(SheetPlace place, Institution? home) =>
        place.DoctoralSchool.Length == 0 || home is null ? null : Unit(home, UnitKind.DoctoralSchool, place.DoctoralSchool, "");

    /// <summary>Whether a sheet's words are an institution's name.</summary>
    public static bool IsNamed(Institution? institution, string text) =>
        institution is not null && text.Length > 0
        && Fold.Letters(text) is var key && new[] { institution.NameEn, institution.NameFr, institution.ShortName, institution.Code }.Any(name => Fold.Letters(name) == key);

    /// <summary>Whether one of a sheet's words is a unit's name, with or without its code.</summary>
    public static bool IsNamed(Unit? unit, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (unit is not null && text.Length > 0 && Fold.Letters(text) is var key && (key == Fold.Letters(unit.Name) || key == Fold.Letters(unit.Code + unit.Name) || key == Fold.Letters(unit.Code ?? "")))
                return true;
        }
        return false;
    }

    private Institution Institution(string name, Institution partner)
    {
        var key = Fold.Letters(name);
        if (_byWords.TryGetValue(key, out var found))
            return found;
        if (institutions.FirstOrDefault(each => Fold.Letters(each.NameFr) == key || Fold.Letters(each.NameEn) == key || Fold.Letters(each.Code) == key) is { } known)
            return _byWords[key] = known;
        var added = new Institution(
            FreeCode(name), name, name, name.Length > 80 ? name[..80] : name, partner.Country, partner.TimeZone, partner.Language, awardsDegrees: true, partner.Regime);
        institutions.Add(added);
        db.Institutions.Add(added);
        return _byWords[key] = added;
    }

    /// <summary>A code of a name's first letters that no other institution has.</summary>
    private string FreeCode(string name)
    {
        var code = Fold.Words(name).Replace(' ', '-').ToUpperInvariant();
        var free = code.Length > LongestCode ? code[..LongestCode] : code;
        for (var next = 2; institutions.Any(each => each.Code == free); next++)
        {
            var end = string.Create(CultureInfo.InvariantCulture, $"-{next}");
            free = code[..Math.Min(code.Length, LongestCode - end.Length)] + end;
        }
        return free;
    }

    private Unit Unit(Institution institution, UnitKind kind, string text, string city)
    {
        var match = Coded().Match(text);
        var code = match.Success ? $"{match.Groups[1].Value.ToUpperInvariant()} {match.Groups[2].Value}" : null;
        var name = match.Success && match.Groups[3].Length > 0 ? match.Groups[3].Value : code ?? text;
        var (known, key) = code is null ? (_byName, Fold.Letters(name)) : (_byCode, code);
        if (known.TryGetValue((institution, kind, key), out var unit))
            return unit;
        unit = new Unit(institution, kind, name, code, city.Length == 0 ? null : city);
        db.Units.Add(unit);
        _byName.TryAdd((institution, kind, Fold.Letters(name)), unit);
        return known[(institution, kind, key)] = unit;
    }

    private static Dictionary<(Institution, UnitKind, string), Unit> First(IEnumerable<Unit> units, Func<Unit, string> key)
    {
        var first = new Dictionary<(Institution, UnitKind, string), Unit>();
        foreach (var unit in units)
            first.TryAdd((unit.Institution, unit.Kind, key(unit)), unit);
        return first;
    }

    [GeneratedRegex(@"^(UMR|UPR|UAR|UMS|UR|EA|FRE|IRL|ED)\s*(?:n°\s*)?(\d{1,5})\s*[-–:,]?\s*(.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Coded();
}
