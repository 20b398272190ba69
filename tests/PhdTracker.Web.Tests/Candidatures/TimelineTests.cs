using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Candidatures;

namespace PhdTracker.Web.Tests.Candidatures;

public sealed class TimelineTests
{
    private static readonly DateOnly Start = new(2024, 10, 1);
    private static readonly DateOnly Today = new(2026, 11, 23);

    static TimelineTests() => Texts.AddSource(typeof(Timeline).Assembly);

    [Fact]
    public void Of_MilestonesOfBothKinds_HaveLanesOfTheirOwn()
    {
        var timeline = Draw([At("esa", "UK", new DateOnly(2025, 10, 1)), At("joint-report", null, new DateOnly(2025, 10, 1))]);

        Assert.Equal([("Milestones", "UK"), ("Joint programme", null), ("Contract", null)], timeline.Lanes.Select(l => (l.Name, l.Side)));
        Assert.True(timeline.IsNowInside);
    }

    [Fact]
    public void Of_TwoOnOneDay_StandBelowEachOther()
    {
        var marks = Draw([At("a", "UK", new DateOnly(2025, 1, 1)), At("b", "UK", new DateOnly(2025, 1, 1))]).Lanes[0].Marks;

        Assert.Equal(marks[0].X, marks[1].X);
        Assert.NotEqual(marks[0].Y, marks[1].Y);
        Assert.NotEqual(marks[0].LabelY, marks[1].LabelY);
    }

    [Fact]
    public void Of_TenInHalfAYear_StandAtTheirDaysAndAllHaveNames()
    {
        var milestones = Enumerable.Range(0, 10).Select(i => At($"m{i}", "UK", new DateOnly(2028, 9, 1).AddDays(i * 19))).ToList();

        var marks = Draw(milestones).Lanes[0].Marks;

        var alone = milestones.Select(m => Draw([m, milestones[9]]).Lanes[0].Marks[0].X);
        Assert.Equal(alone, marks.Select(m => m.X));
        Assert.Equal(10, marks.Select(m => m.LabelY).Distinct().Count());
        // No line to a name runs through the name of another.
        Assert.All(marks.Zip(marks.Skip(1)), pair => Assert.True(pair.First is { Anchor: "end" } && pair.First.LabelY < pair.Second.LabelY));
    }

    [Fact]
    public void Of_FarApart_ShareTheFirstRow() =>
        Assert.All(Draw([At("a", "UK", new DateOnly(2025, 1, 1)), At("b", "UK", new DateOnly(2027, 1, 1))]).Lanes[0].Marks, m => Assert.Equal((16, 42, false), (m.Y, m.LabelY, m.IsLed)));

    [Theory]
    [InlineData(MilestoneState.Passed, 2025, "mark-done")]
    [InlineData(MilestoneState.Planned, 2025, "mark-late")]
    [InlineData(MilestoneState.Submitted, 2025, "mark-now")]
    [InlineData(MilestoneState.Planned, 2027, "mark-later")]
    [InlineData(MilestoneState.Failed, 2025, "mark-late")]
    public void Of_EachState_IsMarked(MilestoneState state, int year, string style) =>
        Assert.Equal(style, Draw([At("a", "UK", new DateOnly(year, 1, 1), state)]).Lanes[0].Marks[0].Style);

    [Theory]
    [InlineData("Comité de suivi individuel (CSI), année 2", "CSI, année 2")]
    [InlineData("Rapport conjoint du projet, année 1", "Rapport conjoint du…, année 1")]
    [InlineData("Joint supervision agreement in force", "Joint supervision agreement…")]
    [InlineData("Exam entry", "Exam entry")]
    public void Of_LongNames_AreShortenedWhereTheySayEnough(string title, string label) =>
        Assert.Equal(label, Draw([At("a", "UK", new DateOnly(2025, 1, 1)) with { TitleEn = title }]).Lanes[0].Marks[0].Label);

    [Fact]
    public void Of_ManyNames_StayInsideTheDrawing()
    {
        var milestones = Enumerable.Range(0, 30).Select(i => At($"m{i}", "UK", Start.AddDays(i * 40))).ToList();

        var marks = Draw(milestones).Lanes[0].Marks;

        Assert.Equal(("start", "end"), (marks[0].Anchor, marks[^1].Anchor));
        Assert.All(marks, m => Assert.InRange(double.Parse(m.X.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture), 0, 100));
    }

    [Fact]
    public void Of_ThreeClocks_StandBelowEachOtherAndWarn()
    {
        var thesis = At("thesis-submission", "UK", new DateOnly(2028, 10, 1));

        var timeline = Timeline.Of(PathwayOf([thesis]) with { FundingEndsOn = new DateOnly(2028, 9, 30) }, Texts.English, Today);

        Assert.Equal(["Registration", "Contract", "Funding"], timeline.Lanes.Skip(1).Select(l => l.Name));
        Assert.Equal(["registered, thesis due 1 October 2028", "contract until 31 March 2028", "funded until 30 September 2028"], timeline.Lanes.Skip(1).Select(l => l.Bars[0].Label));
        Assert.Equal([false, true, false], timeline.Lanes.Skip(1).Select(l => l.Bars[0].Style.Contains("span-short", StringComparison.Ordinal)));
        Assert.StartsWith("The contract ends on 31 March 2028, before the thesis is due", timeline.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Stays_AreOneLaneWhoeverToldOfThem()
    {
        var pathway = PathwayOf([]) with
        {
            Stays = [new PathwayStay("FR", "CNRS", new DateOnly(2027, 3, 1), new DateOnly(2027, 5, 31))],
            Periods = [new PathwayPeriod(StatusKind.OnMobility, new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31), null, null)],
        };

        var bars = Timeline.Of(pathway, Texts.English, Today).Lanes.Single(l => l.Name == "Stays").Bars;

        Assert.Equal(["1 Jan 2026 to 31 Jan 2026", "CNRS, 1 Mar 2027 to 31 May 2027"], bars.Select(b => b.Label));
        Assert.Equal(["span-bar", "span-bar span-fr span-planned"], bars.Select(b => b.Style));
    }

    [Fact]
    public void Together_TwoPathways_HaveTodayInTheSamePlace()
    {
        var (first, second) = (PathwayOf([At("esa", "UK", new DateOnly(2025, 10, 1))]), PathwayOf([]) with { StartOn = Start.AddMonths(11), ContractEndsOn = new DateOnly(2029, 8, 31) });

        var together = Timeline.Together([first, second], Texts.English, Today);

        Assert.Equal(together[0].Now, together[1].Now);
        Assert.NotEqual(Timeline.Of(first, Texts.English, Today).Now, together[0].Now);
    }

    private static Timeline Draw(IReadOnlyList<PathwayMilestone> milestones) => Timeline.Of(PathwayOf(milestones), Texts.English, Today);

    private static Pathway PathwayOf(IReadOnlyList<PathwayMilestone> milestones) =>
        new(1, new CaseScope(1), 1, "Freya", "Tanaka", "UK", "Imperial", "Europe/London", CandidatureState.Active, Start, 1, new DateOnly(2028, 3, 31), null, null, null, null, null, null, null,
            new PathwayProject(1, "IC-CNRS-2024-03", "Title"))
        { Milestones = milestones };

    private static PathwayMilestone At(string code, string? side, DateOnly due, MilestoneState state = MilestoneState.Planned) =>
        new(1, "set", code, "A title of a milestone", "Un titre", side, state, null, due, null, "", "", true, false, null, null);
}
