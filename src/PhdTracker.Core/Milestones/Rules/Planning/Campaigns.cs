namespace PhdTracker.Core.Milestones.Rules.Planning;

/// <summary>The campaigns of one student: which days the k-th has.</summary>
internal sealed class Campaigns
{
    /// <summary>Nobody is registered for longer.</summary>
    private const int MostYears = 20;
    private readonly CampaignTerm _term;
    private readonly int _firstYear;
    private readonly int _missed;

    public Campaigns(CampaignTerm term, DateOnly start)
    {
        _term = term;
        _firstYear = (start >= term.AcademicYearStarts.In(start.Year) ? start.Year : start.Year - 1) + 1;
        _missed = term.Windows.Count(w => w.Due.In(_firstYear) <= start);
    }

    /// <summary>How many there are until a day.</summary>
    public int CountUntil(DateOnly until)
    {
        var count = 0;
        while (count < MostYears * _term.Windows.Count && CountsBy(count + 1) < until)
            count++;
        return count;
    }

    /// <summary>The last one that opens by a day; 0 if none does.</summary>
    public int LastOpenBy(DateOnly day) => Enumerable.Range(1, MostYears * _term.Windows.Count).LastOrDefault(number => Of(number).Opens <= day);

    /// <param name="number">From 1.</param>
    public (DateOnly Opens, DateOnly Due) Of(int number)
    {
        var (window, year) = At(number);
        return (window.Opens.In(year), window.Due.In(year));
    }

    private DateOnly CountsBy(int number)
    {
        var (window, year) = At(number);
        return (_term.CountsBy ?? window.Due).In(year);
    }

    private (CampaignWindow Window, int Year) At(int number)
    {
        var index = number - 1 + _missed;
        return (_term.Windows[index % _term.Windows.Count], _firstYear + index / _term.Windows.Count);
    }
}
