using System.Text.Json;
using PhdTracker.Core.Milestones.Rules.Reading;

namespace PhdTracker.Core.Milestones.Rules.Calendars;

/// <summary>A holiday of every year: a fixed day, a distance from Easter Sunday, or the n-th weekday of a month (-1: the last).</summary>
internal sealed record HolidayRule(MonthDay? Fixed, int? Easter, int? Month, DayOfWeek? Weekday, int? Nth, bool Substitute)
{
    public static HolidayRule? Read(JsonElement item, string file, List<RuleSetProblem> problems)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new(file, null, "'holidays' holds something else; expected objects"));
            return null;
        }
        var fields = new JsonFields(item, "holidays.", problem => problems.Add(new(file, null, problem)));
        fields.Local("name", required: true);
        var rule = new HolidayRule(
            fields.MonthDay("fixed"), fields.Whole("easter", -60), fields.Whole("month", 1),
            fields.Choice<DayOfWeek>("weekday"), fields.Whole("nth", -1), fields.Flag("substitute", otherwise: false));
        fields.NothingElse();
        var forms = (rule.Fixed is null ? 0 : 1) + (rule.Easter is null ? 0 : 1) + (rule.Weekday is null ? 0 : 1);
        if (forms != 1 || (rule.Weekday is not null && rule is not { Month: >= 1 and <= 12, Nth: -1 or (>= 1 and <= 4) }))
            fields.Problem("fixed", "is not the only form; expected one of 'fixed', 'easter', or 'weekday' with 'month' and 'nth' (1 to 4, or -1 for the last)");
        return rule;
    }

    public DateOnly In(int year)
    {
        if (Fixed is { } day)
            return day.In(year);
        if (Easter is { } distance)
            return EasterSunday(year).AddDays(distance);
        var first = new DateOnly(year, Month!.Value, 1);
        if (Nth == -1)
        {
            var last = first.AddMonths(1).AddDays(-1);
            return last.AddDays(-(((int)last.DayOfWeek - (int)Weekday!.Value + 7) % 7));
        }
        return first.AddDays((((int)Weekday!.Value - (int)first.DayOfWeek + 7) % 7) + 7 * (Nth!.Value - 1));
    }

    /// <summary>Easter Sunday of the Gregorian calendar (the "anonymous" algorithm, as Meeus gives it).</summary>
    internal static DateOnly EasterSunday(int year)
    {
        var (golden, century, yearOfCentury) = (year % 19, year / 100, year % 100);
        var moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - moon - yearOfCentury % 4) % 7;
        var correction = (golden + 11 * moon + 22 * weekday) / 451;
        var sum = moon + weekday - 7 * correction + 114;
        return new(year, sum / 31, sum % 31 + 1);
    }
}
