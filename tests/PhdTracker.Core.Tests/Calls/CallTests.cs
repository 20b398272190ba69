using PhdTracker.Core.Calls;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Tests.Calls;

/// <summary>What a call says of itself by the clock, to the second.</summary>
public sealed class CallTests
{
    private static readonly DateTime Opens = new(2027, 1, 11, 9, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Closes = new(2027, 6, 1, 16, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Planned = new(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);

    public static TheoryData<DateTime, CallState> Instants => new()
    {
        { Opens.AddSeconds(-1), CallState.Announced },
        { Opens, CallState.Open },
        { Closes.AddSeconds(-1), CallState.Open },
        { Closes, CallState.Closed },
        { Closes.AddSeconds(1), CallState.Closed },
    };

    [Theory, MemberData(nameof(Instants))]
    public void StateAt_Announced_FollowsTheClockToTheSecond(DateTime now, CallState state)
    {
        var call = Announced();

        Assert.Equal(state, call.StateAt(now));
        Assert.Equal(state == CallState.Open, call.IsOpenAt(now));
    }

    [Fact]
    public void StateAt_NotAnnounced_IsADraftWhateverTheClockSays()
    {
        var call = Draft();

        Assert.Equal(CallState.Draft, call.StateAt(Opens.AddDays(1)));
        Assert.Equal(CallState.Draft, call.StateAt(Closes.AddDays(1)));
    }

    [Fact]
    public void StateAt_CallFromBefore_HasNoTimes()
    {
        var call = new Call(Programme(), 3, 2022, "Ice", "Glace");

        Assert.Equal(CallState.Before, call.StateAt(Planned));
        Assert.Null(call.OpensAt);
        Assert.Null(call.ClosesAt);
        Refused("CallClosedLongAgo", () => call.EnsureOpen(Planned));
        Refused("CallAlreadyAnnounced", () => call.Announce(Planned));
        Refused("CallNotOpen", () => call.Extend(new DateTime(2027, 7, 1, 17, 0, 0), "More time.", Planned));
    }

    [Fact]
    public void EnsureOpen_ClosedASecondAgo_RefusesWithTheTimeInItsZone()
    {
        var call = Announced();
        call.EnsureOpen(Closes.AddSeconds(-1));

        var refused = Refused("CallClosed", () => call.EnsureOpen(Closes.AddSeconds(1)));

        var moment = Assert.IsType<Moment>(Assert.Single(refused.Arguments));
        Assert.Equal(Closes, moment.Utc);
        Assert.Equal(["Europe/London"], moment.Zones);
        Assert.Contains("17:00", refused.In(Texts.For("en")), StringComparison.Ordinal);
        Assert.Contains("17:00", refused.In(Texts.For("fr")), StringComparison.Ordinal);
    }

    [Fact]
    public void EnsureOpen_BeforeTheOpening_SaysWhenItOpens()
    {
        var refused = Refused("CallNotOpenYet", () => Announced().EnsureOpen(Opens.AddSeconds(-1)));

        Assert.Contains("09:00", refused.In(Texts.For("en")), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_HourThatTheClocksSkip_IsRefused()
    {
        var problem = Assert.Single((Details() with { Opens = new DateTime(2027, 3, 28, 1, 30, 0) }).Problems(Planned));

        Assert.Equal(("TimeDoesNotExist", "OpensOn"), (problem.Code, problem.Field));
        Assert.Contains("01:30", problem.In(Texts.For("en")), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_HourThatTheClocksShowTwice_IsRefused()
    {
        var typed = Details() with { Closes = new DateTime(2027, 10, 31, 1, 30, 0) };

        var problem = Assert.Single(typed.Problems(Planned));

        Assert.Equal(("TimeIsAmbiguous", "ClosesOn"), (problem.Code, problem.Field));
        Assert.Contains("01:30", problem.In(Texts.For("en")), StringComparison.Ordinal);
        Refused("TimeIsAmbiguous", () => Draft().Plan(typed, Planned));
    }

    [Fact]
    public void Plan_EverythingMissing_ListsEveryField()
    {
        var typed = new CallDetails(null, " ", null, null, null, "Europe/London", 0, "", null, [], true, null, null);

        Assert.Equal(
            [("CallThemeMissing", "ThemeEn"), ("CallThemeMissing", "ThemeFr"), ("CallTimeMissing", "OpensOn"), ("CallTimeMissing", "ClosesOn"),
                ("CallYearOutOfRange", "Year"), ("CallAwardsOutOfRange", "Awards"), ("CallWhoMissing", "WhoEn"), ("CallWhoMissing", "WhoFr")],
            typed.Problems(Planned).Select(p => (p.Code, p.Field!)));
    }

    [Theory]
    [InlineData("2027-01-11T09:00", "CallClosesBeforeItOpens")]
    [InlineData("2027-01-10T09:00", "CallClosesBeforeItOpens")]
    public void Plan_ClosingNotAfterOpening_IsRefused(string closes, string code) =>
        Refused(code, () => Draft().Plan(Details() with { Closes = DateTime.Parse(closes, System.Globalization.CultureInfo.InvariantCulture) }, Planned));

    [Fact]
    public void Plan_ClosingInThePast_IsRefused() => Refused("CallClosesInPast", () => Draft().Plan(Details(), Closes));

    [Fact]
    public void Plan_UnknownZone_IsRefused() => Refused("TimeZoneUnknown", () => Draft().Plan(Details() with { Zone = "Europe/Nowhere" }, Planned));

    [Fact]
    public void Plan_Open_IsRefused()
    {
        var call = Announced();
        call.Plan(Details() with { Awards = 9 }, Opens.AddSeconds(-1));

        Assert.Equal(9, call.Awards);
        Refused("CallAlreadyOpen", () => call.Plan(Details(), Opens));
    }

    [Fact]
    public void Announce_Twice_IsRefused() => Refused("CallAlreadyAnnounced", () => Announced().Announce(Planned));

    [Fact]
    public void Announce_ClosingPassedMeanwhile_IsRefused() => Refused("CallClosesInPast", () => Draft().Announce(Closes));

    [Theory]
    [InlineData("2027-06-01T17:00")] // the same instant
    [InlineData("2027-06-01T16:59")]
    [InlineData("2027-01-12T09:00")] // in the past
    public void Extend_NotLater_IsRefused(string closes)
    {
        var call = Announced();

        var refused = Refused("CallExtensionNotLater", () => call.Extend(DateTime.Parse(closes, System.Globalization.CultureInfo.InvariantCulture), "More time.", Closes.AddDays(-1)));

        Assert.Equal("ClosesOn", refused.Field);
        Assert.Equal(Closes, call.ClosesAt);
    }

    [Fact]
    public void Extend_Later_KeepsWhenAndWhy()
    {
        var call = Announced();

        call.Extend(new DateTime(2027, 6, 8, 17, 0, 0), "  Strikes.  ", Closes.AddSeconds(-1));

        Assert.Equal((Closes.AddDays(7), "Strikes.", Closes.AddSeconds(-1)), (call.ClosesAt!.Value, call.ExtensionReason, call.ExtendedAt!.Value));
        Assert.True(call.IsOpenAt(Closes));
    }

    [Fact]
    public void Extend_ClosedAlready_IsRefused() => Refused("CallNotOpen", () => Announced().Extend(new DateTime(2027, 6, 8, 17, 0, 0), "Strikes.", Closes));

    [Fact]
    public void Extend_WithoutAReason_IsRefused() => Refused("CallExtensionReasonMissing", () => Announced().Extend(new DateTime(2027, 6, 8, 17, 0, 0), " ", Opens));

    private static Programme Programme() => new("TEST", "Test", "Essai", AwardModel.PairedNoJointAward, null, null);

    private static CallDetails Details() => new(
        2027, "Ice", "Glace", new DateTime(2027, 1, 11, 9, 0, 0), new DateTime(2027, 6, 1, 17, 0, 0), "Europe/London", 4, "Everybody", "Tout le monde", [], true, null, null);

    private static Call Draft()
    {
        var call = new Call(Programme(), 8, 2027, "", "");
        call.Plan(Details(), Planned);
        return call;
    }

    private static Call Announced()
    {
        var call = Draft();
        call.Announce(Planned);
        return call;
    }

    private static DomainRuleException Refused(string code, Action act)
    {
        var refused = Assert.ThrowsAny<DomainRuleException>(act);
        Assert.Equal(code, refused.Code);
        return refused;
    }
}
