using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules.Planning;

namespace PhdTracker.Core.Milestones.Rules.Words;

/// <summary>The terms of a rule in words: what sets its date, without a student.</summary>
internal sealed class TermWords(RuleSet set, Texts texts)
{
    private readonly Wording _wording = new(texts);

    public string Months(decimal months) => _wording.Months(months);

    public string FromStart(decimal months, bool stretches) => texts[stretches ? "RuleWords.FromStart" : "RuleWords.FromStartFlat", Months(months)];

    public string Offset(OffsetTerm term) => FromStart(term.Months, term.Stretches);

    public string Repeated(OffsetTerm term, RepeatTerm repeat) => texts[term.Stretches ? "RuleWords.Repeated" : "RuleWords.RepeatedFlat", Months(term.Months), repeat.Times];

    public string Cap(CapTerm term) => texts["RuleWords.AtMost", FromStart(term.Months, term.Stretches)];

    public string Campaign(CampaignTerm term)
    {
        var windows = texts.List(term.Windows.Select(w => texts["RuleWords.Window", Day(w.Opens), Day(w.Due)]));
        if (term.OnlyLast)
            return texts["RuleWords.LastCampaign", windows];
        var until = term.Until is null ? windows : texts["RuleWords.Until", windows, Name(term.Until)];
        return texts["RuleWords.Campaign", until, Day(term.AcademicYearStarts)] + (term.CountsBy is { } day ? texts["RuleWords.CountsBy", Day(day)] : "");
    }

    public string After(RelativeTerm term) => Relative(term, "RuleWords.After", "RuleWords.OnTheDay");

    public string Before(RelativeTerm term) => Relative(term, "RuleWords.Before", "RuleWords.By");

    /// <summary>How a sentence names another date.</summary>
    public string Name(string date) => set.Resolve(date) is { } target
        ? (target.Rule.Reference ?? target.Rule.Title).With(target.Repeat).In(texts)
        : KnownDates.All.Contains(date) ? Wording.NameOf(date).In(texts) : date;

    private string Relative(RelativeTerm term, string apart, string sameDay)
    {
        var distance = term.Days == 0 ? Months(term.Months)
            : term.Months == 0 ? _wording.Days(term.Days)
            : texts["Rules.Why.MonthsAndDays", Months(term.Months), _wording.Days(term.Days)];
        var sentence = (term.Months, term.Days) == (0, 0) ? texts[sameDay, Name(term.Date)] : texts[apart, distance, Name(term.Date)];
        return term.ByOutcome.Count == 0 ? sentence : texts["RuleWords.ByOutcome", sentence, texts.List(term.ByOutcome.Select(Outcome))];
    }

    private string Outcome(KeyValuePair<string, int?> outcome) => outcome.Value is { } months
        ? texts["RuleWords.OutcomeMonths", OutcomeName(outcome.Key), Months(months)]
        : texts["RuleWords.OutcomeNone", OutcomeName(outcome.Key)];

    private string OutcomeName(string outcome) => outcome switch
    {
        "minor" => texts["RuleWords.Outcome.Minor"],
        "major" => texts["RuleWords.Outcome.Major"],
        "resubmission" => texts["RuleWords.Outcome.Resubmission"],
        "required" => texts["RuleWords.Outcome.Required"],
        "optional" => texts["RuleWords.Outcome.Optional"],
        "none" => texts["RuleWords.Outcome.None"],
        _ => outcome,
    };

    // A leap year, so that 29 February is a day.
    private string Day(MonthDay day) => texts.DayMonth(day.In(2000));
}
