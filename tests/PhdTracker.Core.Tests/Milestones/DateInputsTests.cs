using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Planning;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Milestones;

public sealed class DateInputsTests
{
    private static readonly RuleSetLibrary Library = RuleSetLibrary.LoadFrom(Path.Combine(Checkout.Root, "workflows", "milestones"));

    [Fact]
    public void Parse_InputsOfAPlan_TellsAllThatCounted()
    {
        var input = new PlanInput
        {
            Start = new DateOnly(2024, 10, 1),
            Pauses = [new Pause(new DateOnly(2025, 2, 1), new DateOnly(2025, 4, 30))],
            FteChanges = [new FteChange(new DateOnly(2025, 6, 1), 0.5m)],
            Extensions = [new DateExtension("esa", 10)],
        };

        var inputs = InputsOf("imperial-2021-10", input, "esa");

        Assert.Equal((new DateOnly(2024, 10, 1), 12m, 1m, 10), (inputs.Start, inputs.Months, inputs.Fte, inputs.ExtensionDays));
        Assert.Equal(new Pause(new DateOnly(2025, 2, 1), new DateOnly(2025, 4, 30)), Assert.Single(inputs.Pauses));
        Assert.Equal(new FteChange(new DateOnly(2025, 6, 1), 0.5m), Assert.Single(inputs.FteChanges));
        Assert.Null(inputs.Anchor);
    }

    [Fact]
    public void Parse_ACampaign_TellsItsNumber() =>
        Assert.Equal(2, InputsOf("france-2022", new PlanInput { Start = new DateOnly(2024, 10, 1) }, "csi-2").Campaign);

    [Fact]
    public void Parse_ADateThatHangsOnAnother_NamesIt()
    {
        var input = new PlanInput { Start = new DateOnly(2024, 10, 1), DefenceOn = new DateOnly(2027, 12, 10) };

        Assert.Equal(("defence", new DateOnly(2027, 12, 10)), InputsOf("france-2022", input, "jury-proposal").Anchor);
    }

    [Fact]
    public void Parse_NothingKept_HasNothing()
    {
        var inputs = DateInputs.Parse("{}");

        Assert.Null(inputs.Start);
        Assert.Null(inputs.Anchor);
        Assert.Empty(inputs.Pauses);
    }

    private static DateInputs InputsOf(string set, PlanInput input, string milestone) =>
        DateInputs.Parse(Plan.Compute(Library.Find(set)!, input).Single(d => d.Milestone == milestone).Inputs);
}
