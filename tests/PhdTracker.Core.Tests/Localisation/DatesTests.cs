using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Tests.Localisation;

public sealed class DatesTests
{
    private static readonly DateOnly Day = new(2026, 11, 26);

    [Fact]
    public void Dates_BothLanguages_WrittenAsReadersDo()
    {
        Assert.Equal("Thursday 26 November 2026", Texts.English.LongDate(Day));
        Assert.Equal("jeudi 26 novembre 2026", Texts.French.LongDate(Day));
        Assert.Equal("26 Nov 2026", Texts.English.ShortDate(Day));
        Assert.Equal("26 nov. 2026", Texts.French.ShortDate(Day));
        Assert.Equal("3 Sep 2026", Texts.English.ShortDate(new DateOnly(2026, 9, 3)));
        Assert.Equal("1er janvier 2027", Texts.French.Date(new DateOnly(2027, 1, 1)));
        Assert.Equal("1 January 2027", Texts.English.Date(new DateOnly(2027, 1, 1)));
    }

    [Theory]
    [InlineData(0, "today", "aujourd’hui")]
    [InlineData(1, "tomorrow", "demain")]
    [InlineData(-1, "yesterday", "hier")]
    [InlineData(4, "in 4 days", "dans 4\u00a0jours")]
    [InlineData(-12, "12 days ago", "il y a 12\u00a0jours")]
    [InlineData(91, "in 91 days", "dans 91\u00a0jours")]
    [InlineData(92, "in 3 months", "dans 3\u00a0mois")]
    [InlineData(730, "in 23 months", "dans 23\u00a0mois")]
    [InlineData(731, "in 2 years", "dans 2\u00a0ans")]
    [InlineData(-400, "13 months ago", "il y a 13\u00a0mois")]
    public void Relative_DaysFromToday_InWords(int days, string english, string french)
    {
        Assert.Equal(english, Texts.English.Relative(Day.AddDays(days), Day));
        Assert.Equal(french, Texts.French.Relative(Day.AddDays(days), Day));
    }

    [Fact]
    public void DateTimeIn_SummerAndWinter_ClockOfThePlace()
    {
        Assert.Equal("17 Jul 2026, 10:12 London", Texts.English.DateTimeIn(new DateTime(2026, 7, 17, 9, 12, 0, DateTimeKind.Utc), "Europe/London"));
        Assert.Equal("17 nov. 2026 à 00:30 (Paris)", Texts.French.DateTimeIn(new DateTime(2026, 11, 16, 23, 30, 0, DateTimeKind.Utc), "Europe/Paris"));
    }

    [Fact]
    public void FileSize_EachMagnitude_UnitsOfTheLanguage()
    {
        Assert.Equal("1 byte", Texts.English.FileSize(1));
        Assert.Equal("12\u00a0ko", Texts.French.FileSize(12_345));
        Assert.Equal("2.1\u00a0MB", Texts.English.FileSize(2_100_000));
        Assert.Equal("2,1\u00a0Mo", Texts.French.FileSize(2_100_000));
    }

    [Fact]
    public void List_Names_JoinedAsInASentence()
    {
        Assert.Equal("a, b and c", Texts.English.List(["a", "b", "c"]));
        Assert.Equal("a et b", Texts.French.List(["a", "b"]));
        Assert.Equal("a", Texts.French.List(["a"]));
    }
}
