using System.Globalization;
using System.Text.RegularExpressions;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>A point of a lane. Positions across are per cent of the width.</summary>
/// <param name="Y">How far below the top of the lane: what is close in time stands one below the other, each at its own day.</param>
/// <param name="LabelY">How far below the top its label stands.</param>
/// <param name="IsLed">Whether a line leads to its label.</param>
public sealed record TimelineMark(int Id, string X, int Y, string Style, string Sign, string Label, string Anchor, int LabelY, bool IsLed, string Told);

/// <summary>A stretch of a lane.</summary>
public sealed record TimelineBar(string X, string Width, string Style, string Label, string Anchor, string LabelX);

/// <summary>One line of the drawing.</summary>
public sealed record TimelineLane(string Name, string? Side, IReadOnlyList<TimelineMark> Marks, IReadOnlyList<TimelineBar> Bars)
{
    public int Height => Marks.Count == 0 ? 46 : 9 + Marks.Max(m => m.LabelY);
}

/// <summary>A pathway as a drawing: lanes of milestones, stays, interruptions, and the three clocks, over the same years.</summary>
public sealed partial class Timeline
{
    /// <summary>What a label takes of the width, in per cent, where the drawing is narrowest.</summary>
    private const double LabelCharacter = 0.74;
    private const int LongestLabel = 30;
    private readonly Texts _texts;
    private readonly DateOnly _today;
    private readonly DateOnly _from;
    private readonly double _days;

    private Timeline(Pathway pathway, IReadOnlyList<Pathway> together, Texts texts, DateOnly today)
    {
        (_texts, _today) = (texts, today);
        var days = together.SelectMany(p => Days(p).Append(p.StartOn)).ToList();
        _from = days.Min();
        var to = together.All(p => p.IsClosed) ? days.Max() : days.Append(today).Max();
        _days = Math.Max(to.AddMonths(2).DayNumber - _from.DayNumber, 365);
        IsNowInside = today >= _from && today.DayNumber - _from.DayNumber <= _days;
        Now = Place(today);
        Years = [.. Anniversaries(pathway.StartOn).Select(day => (Place(day), texts.MonthYear(day)))];
        Lanes = [.. LanesOf(pathway).Where(l => l.Marks.Count + l.Bars.Count > 0)];
        Warning = WarningOf(pathway);
    }

    public IReadOnlyList<TimelineLane> Lanes { get; }
    public IReadOnlyList<(string X, string Name)> Years { get; }

    /// <summary>Where today stands.</summary>
    public string Now { get; }
    public bool IsNowInside { get; }

    /// <summary>That money ends before the thesis is due; null where it does not.</summary>
    public string? Warning { get; }

    public static Timeline Of(Pathway pathway, Texts texts, DateOnly today) => new(pathway, [pathway], texts, today);

    /// <summary>Several pathways over the same years, to stand one above the other.</summary>
    public static IReadOnlyList<Timeline> Together(IReadOnlyList<Pathway> pathways, Texts texts, DateOnly today) => [.. pathways.Select(p => new Timeline(p, pathways, texts, today))];

    private static IEnumerable<DateOnly> Days(Pathway pathway) =>
        pathway.Milestones.SelectMany(m => new[] { m.DoneOn ?? m.DueOn })
            .Concat(pathway.Periods.SelectMany(p => new DateOnly?[] { p.From, p.To }))
            .Concat(pathway.Stays.SelectMany(s => new DateOnly?[] { s.From, s.To }))
            .Concat([pathway.ContractEndsOn, pathway.FundingEndsOn, pathway.DefenceOn, pathway.ClosedOn])
            .OfType<DateOnly>().Where(d => d < pathway.StartOn.AddYears(12));

    private IEnumerable<DateOnly> Anniversaries(DateOnly start)
    {
        for (var (day, year) = (start, 1); day.DayNumber - _from.DayNumber < _days * 0.95; day = start.AddYears(year++))
            yield return day;
    }

    private IEnumerable<TimelineLane> LanesOf(Pathway pathway)
    {
        foreach (var side in pathway.Milestones.Where(m => m.Side is not null).GroupBy(m => m.Side).OrderBy(g => g.Key != pathway.Side))
            yield return new TimelineLane(_texts["Pathway.Lane.Milestones"], side.Key, Marks(pathway, side), []);
        yield return new TimelineLane(_texts["Pathway.Lane.Joint"], null, Marks(pathway, pathway.Milestones.Where(m => m.Side is null)), []);
        yield return new TimelineLane(_texts["Pathway.Lane.Stays"], null, [], [.. StaysOf(pathway)]);
        yield return Bars(_texts["Pathway.Lane.Interruptions"], pathway, p => p.Kind is StatusKind.Interrupted or StatusKind.Shifted, "span-bar");
        yield return Bars(_texts["Pathway.Lane.Mode"], pathway, p => p.Kind is StatusKind.PartTime or StatusKind.WritingUp, "span-bar");
        foreach (var clock in ClocksOf(pathway))
            yield return clock;
    }

    private IEnumerable<TimelineBar> StaysOf(Pathway pathway)
    {
        var partner = pathway.Twins.Count > 0 ? pathway.Twins[0].Side : null;
        var stays = pathway.Stays.Select(s => (s.From, To: (DateOnly?)s.To, Side: (string?)s.Side, Label: _texts["Pathway.StayAt", s.Host, _texts.ShortDate(s.From), _texts.ShortDate(s.To)]))
            .Concat(pathway.Periods.Where(p => p.Kind == StatusKind.OnMobility).Select(p => (p.From, p.To, Side: partner, Label: LabelOf(p))));
        return stays.OrderBy(s => s.From).Select(s => PlannedBar(s.From, s.To, StyleOf(s.Side), s.Label));
    }

    private static string StyleOf(string? side) => side switch { "UK" => "span-bar span-uk", "FR" => "span-bar span-fr", _ => "span-bar" };

    /// <summary>Until when the student is registered, employed and paid: three clocks, one above the other.</summary>
    private IEnumerable<TimelineLane> ClocksOf(Pathway pathway)
    {
        var thesis = pathway.Thesis;
        var registered = (pathway.ClosedOn, thesis?.DoneOn) switch { ({ }, _) => "Pathway.RegisteredTo", (_, { }) => "Pathway.ThesisOn", _ => "Pathway.RegisteredUntil" };
        return new[]
        {
            (Name: _texts["Pathway.Lane.Registration"], End: pathway.ClosedOn ?? thesis?.DoneOn ?? thesis?.DueOn, Text: registered, IsShort: false),
            (Name: _texts["Pathway.Lane.Contract"], End: pathway.ContractEndsOn, Text: "Pathway.ContractUntil", IsShort: pathway.ContractEndsFirst),
            (Name: _texts["Pathway.Lane.Funding"], End: pathway.FundingEndsOn, Text: "Pathway.FundingUntil", IsShort: pathway.FundingEndsFirst),
        }
            .Where(c => c.End > pathway.StartOn)
            .Select(c => new TimelineLane(c.Name, null, [], [Bar(pathway.StartOn, c.End!.Value, c.IsShort ? "span-bar span-short" : "span-bar", _texts[c.Text, _texts.Date(c.End.Value)])]));
    }

    private string? WarningOf(Pathway pathway) => (pathway.ContractEndsFirst, pathway.FundingEndsFirst) switch
    {
        (true, true) => _texts["Pathway.BothEndFirst", _texts.Date(pathway.ContractEndsOn!.Value), _texts.Date(pathway.FundingEndsOn!.Value), _texts.Date(pathway.Thesis!.DueOn!.Value)],
        (true, false) => _texts["Pathway.MoneyEndsFirst", _texts.Date(pathway.ContractEndsOn!.Value), _texts.Date(pathway.Thesis!.DueOn!.Value)],
        (false, true) => _texts["Pathway.FundingEndsFirst", _texts.Date(pathway.FundingEndsOn!.Value), _texts.Date(pathway.Thesis!.DueOn!.Value)],
        _ => null,
    };

    private List<TimelineMark> Marks(Pathway pathway, IEnumerable<PathwayMilestone> milestones)
    {
        var shown = milestones.Where(m => (m.DoneOn ?? m.DueOn) is not null && m.State != MilestoneState.Waived).OrderBy(m => m.DoneOn ?? m.DueOn).ToList();
        var labels = TimelineLabels.Place([.. shown.Select(m => (Percent((m.DoneOn ?? m.DueOn)!.Value), LabelCharacter * LabelOf(m).Length))]);
        var labelsFrom = 22 + (20 * labels.Select(l => l.Level).DefaultIfEmpty().Max()) + 20;
        return [.. shown.Zip(labels, (milestone, label) =>
        {
            var (style, sign) = StyleOf(pathway, milestone);
            return new TimelineMark(milestone.Id, Place((milestone.DoneOn ?? milestone.DueOn)!.Value), 16 + (20 * label.Level), style, sign, LabelOf(milestone),
                label.Anchor, labelsFrom + (15 * label.Row), label.Row > 0 || labelsFrom > 42, Told(milestone));
        })];
    }

    private string LabelOf(PathwayMilestone milestone) => Short(_texts.Of(milestone.TitleEn, milestone.TitleFr));

    private (string Style, string Sign) StyleOf(Pathway pathway, PathwayMilestone milestone) => milestone.State switch
    {
        MilestoneState.Passed or MilestoneState.PassedWithConditions => ("mark-done", "✓"),
        MilestoneState.Failed => ("mark-late", "✕"),
        MilestoneState.Submitted => ("mark-now", "…"),
        _ when pathway.IsLate(milestone, _today) => ("mark-late", "!"),
        MilestoneState.Draft or MilestoneState.Returned or MilestoneState.Resubmit => ("mark-now", "✎"),
        _ => ("mark-later", ""),
    };

    private string Told(PathwayMilestone milestone) =>
        $"{_texts.Of(milestone.TitleEn, milestone.TitleFr)} · {_texts.Date((milestone.DoneOn ?? milestone.DueOn)!.Value)} · {_texts.Enum(milestone.State)}";

    private TimelineLane Bars(string name, Pathway pathway, Func<PathwayPeriod, bool> which, string style) =>
        new(name, null, [], [.. pathway.Periods.Where(which).Select(p => PlannedBar(p.From, p.To, style, LabelOf(p)))]);

    private TimelineBar PlannedBar(DateOnly from, DateOnly? to, string style, string label) => Bar(from, to ?? _today.AddMonths(1), from > _today ? style + " span-planned" : style, label);

    private string LabelOf(PathwayPeriod period)
    {
        var days = period.To is { } to ? _texts["Pathway.FromTo", _texts.ShortDate(period.From), _texts.ShortDate(to)] : _texts["Pathway.Since", _texts.ShortDate(period.From)];
        return period.Kind switch
        {
            StatusKind.PartTime when period.Fte is { } fte => _texts["Pathway.PartTime", fte, days],
            StatusKind.Shifted => _texts["Shifts.OnTimeline", days],
            StatusKind.WritingUp => _texts["Pathway.WritingUp", days],
            _ => days,
        };
    }

    private TimelineBar Bar(DateOnly from, DateOnly to, string style, string label)
    {
        var (x, end) = (Percent(from), Percent(to));
        var toTheLeft = x + (label.Length * LabelCharacter) > 100;
        return new TimelineBar(Text(x), Text(Math.Max(end - x, 0.8)), style, label, toTheLeft ? "end" : "start", Text(toTheLeft ? end : x));
    }

    /// <summary>An abbreviation in brackets stands for what it abbreviates; what is cut keeps its year.</summary>
    private static string Short(string title)
    {
        var name = Abbreviated().Replace(title, "${short}");
        if (name.Length <= LongestLabel)
            return name;
        var year = name.LastIndexOf(',') is var comma and > 0 && name.Length - comma < LongestLabel / 2 ? name[comma..] : "";
        var words = name[..(LongestLabel - 1 - year.Length)];
        return words[..(words.LastIndexOf(' ') is var space and > 0 ? space : words.Length)].TrimEnd(' ', ',') + "…" + year;
    }

    [GeneratedRegex(@"^.*\((?<short>\p{Lu}{2,6})\)")]
    private static partial Regex Abbreviated();

    private double Percent(DateOnly day) => Math.Clamp((day.DayNumber - _from.DayNumber) / _days * 97 + 1.5, 0, 100);

    private string Place(DateOnly day) => Text(Percent(day));

    private static string Text(double percent) => percent.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
