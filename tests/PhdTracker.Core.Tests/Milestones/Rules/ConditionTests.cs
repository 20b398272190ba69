using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Planning;
using static PhdTracker.Core.Tests.Milestones.Rules.Shipped;

namespace PhdTracker.Core.Tests.Milestones.Rules;

/// <summary>Rules that ask some students only.</summary>
public class ConditionTests
{
    [Theory]
    [InlineData("""{ "sides": [ "FR" ] }""", "FR", true)]
    [InlineData("""{ "sides": [ "FR" ] }""", "UK", false)]
    [InlineData("""{ "sides": [ "FR" ] }""", null, false)]
    [InlineData("""{ "awardModels": [ "DualAward" ] }""", "FR", false)]
    [InlineData("""{ "awardModels": [ "DualAward", "PairedNoJointAward" ] }""", "FR", true)]
    [InlineData("{}", null, true)]
    public void Compute_SideAndAwardModel_AskOnlyTheirStudents(string onlyFor, string? side, bool asked) =>
        Assert.Equal(asked, Plan.Compute(Set(onlyFor), From("2024-10-01") with { Side = side }).Count == 1);

    // The review is due on 1 October 2025; what the student is on that day decides.
    [Theory]
    [InlineData("""{ "modes": [ "PartTime" ] }""", "", false)]
    [InlineData("""{ "modes": [ "PartTime" ] }""", "2025-09-30=0.5", true)]
    [InlineData("""{ "modes": [ "FullTime" ] }""", "2025-09-30=0.5", false)]
    [InlineData("""{ "modes": [ "FullTime" ] }""", "2025-11-15=0.5", true)]
    public void Compute_Mode_IsThatOfTheDueDay(string onlyFor, string changes, bool asked) =>
        Assert.Equal(asked, Plan.Compute(Set(onlyFor), From("2024-10-01") with { FteChanges = Changes(changes) }).Count == 1);

    [Theory]
    [InlineData("2025-10-01", false)]
    [InlineData("2025-10-02", true)]
    public void Compute_Status_IsThatOfTheDueDay(string writingUpFrom, bool asked) =>
        Assert.Equal(asked, Plan.Compute(Set("""{ "statuses": [ "Active" ] }"""), From("2024-10-01") with { Statuses = [new(Day(writingUpFrom), StatusKind.WritingUp)] }).Count == 1);

    [Fact]
    public void Compute_MetThoughNotAskedAnyMore_StaysInThePlan()
    {
        var input = From("2024-10-01") with { Statuses = [new(Day("2025-01-01"), StatusKind.WritingUp)], Facts = [new("review") { DoneOn = Day("2025-09-01") }] };

        Assert.Equal(PlannedState.Done, Plan.Compute(Set("""{ "statuses": [ "Active" ] }"""), input).One("review").State);
    }

    private static RuleSet Set(string onlyFor) => RuleSet.Parse($$"""
        { "code": "set", "version": 1, "name": { "en": "A", "fr": "A" }, "layer": "Institution", "appliesTo": {},
          "rules": [ { "code": "review", "title": { "en": "A", "fr": "A" }, "description": { "en": "A", "fr": "A" }, "offset": { "months": 12 }, "onlyFor": {{onlyFor}} } ] }
        """);
}
