using System.Text.Json;
using PhdTracker.Core.Cohort;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Cohort;

/// <summary>Against the numbers of R; <c>tests/data/survival/README.md</c> says how they were made.</summary>
public sealed class KaplanMeierTests
{
    private const double Near = 1e-8;
    private static readonly JsonElement[] References =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Checkout.Root, "tests", "data", "survival", "kaplan-meier.json"))).RootElement.EnumerateArray()];

    public static TheoryData<string> Names => [.. References.Select(r => r.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Estimate_PublishedData_GivesWhatRGives(string name)
    {
        var reference = References.Single(r => r.GetProperty("name").GetString() == name);

        var curve = KaplanMeier.Estimate(reference.GetProperty("observations").EnumerateArray().Select(o => new Observation(o[0].GetInt32(), o[1].GetInt32() == 1)));

        var steps = reference.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal(steps.Count, curve.Steps.Count);
        foreach (var (expected, step) in steps.Zip(curve.Steps))
        {
            Assert.Equal((expected[0].GetInt32(), expected[1].GetInt32(), expected[2].GetInt32(), expected[3].GetInt32()), (step.Days, step.AtRisk, step.Reached, step.Censored));
            Assert.Equal(expected[4].GetDouble(), step.Waiting, Near);
            Same(expected[5], step.Lower);
            Same(expected[6], step.Upper);
        }
        Same(reference.GetProperty("median"), curve.Median);
    }

    [Fact]
    public void Estimate_PeopleTogether_AreAsManyAsTheyAre()
    {
        var one = KaplanMeier.Estimate([new(10, true), new(10, true), new(10, false), new(20, true)]);
        var counted = KaplanMeier.Estimate([new(20, true), new(10, true, 2), new(10, false, 1), new(30, false, 0)]);

        Assert.Equal(one.Steps, counted.Steps);
    }

    [Fact]
    public void Estimate_Nobody_IsEmpty()
    {
        var curve = KaplanMeier.Estimate([]);

        Assert.Equal((0, 0, null, null), (curve.People, curve.Reached, curve.Median, curve.At(100)));
    }

    [Theory]
    [InlineData(0, 4, null)]
    [InlineData(10, 4, 0.75)]
    [InlineData(11, 3, 0.75)]
    [InlineData(40, 1, 0.0)]
    [InlineData(41, 0, 0.0)]
    public void At_ADay_TellsTheStepThatHolds(int days, int atRisk, double? waiting)
    {
        var curve = KaplanMeier.Estimate([new(10, true), new(20, true), new(30, true), new(40, true)]);

        Assert.Equal((atRisk, waiting), (curve.AtRiskOn(days), curve.At(days)?.Waiting));
    }

    private static void Same(JsonElement expected, double? actual)
    {
        Assert.Equal(expected.ValueKind == JsonValueKind.Null, actual is null);
        if (actual is { } number)
            Assert.Equal(expected.GetDouble(), number, Near);
    }
}
