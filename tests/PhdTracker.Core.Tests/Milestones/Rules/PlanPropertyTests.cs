using System.Text.Json.Nodes;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Planning;
using static PhdTracker.Core.Tests.Milestones.Rules.Shipped;

namespace PhdTracker.Core.Tests.Milestones.Rules;

/// <summary>What holds for every history. A failure names its seed; the same seed gives the same history again.</summary>
public class PlanPropertyTests
{
    private const int Histories = 150;
    private static readonly IReadOnlyList<RuleSet> Sets = [.. Library.Sets];

    [Fact]
    public void Compute_OneInterruptionMore_BringsNoOffsetOrCapForward() => ForEach((set, input, random) =>
    {
        var from = input.Start.AddDays(random.Next(-60, 1500));
        var more = input with { Pauses = [.. input.Pauses, new(from, from.AddDays(random.Next(0, 200)))] };

        var after = Plan.Compute(set, more).ToDictionary(d => d.Milestone);

        foreach (var before in Counted(Plan.Compute(set, input)))
            Assert.True(after[before.Milestone].DueOn >= before.DueOn, $"{before.Milestone}: {before.DueOn} to {after[before.Milestone].DueOn}");
    });

    [Fact]
    public void Compute_InterruptionsSplitInTwoAdjoiningOnes_ChangesNothing() => ForEach((set, input, random) =>
    {
        var split = input with
        {
            Pauses = [.. input.Pauses.SelectMany(p => Split(p, random)).OrderBy(_ => random.Next())],
            Shifts = [.. input.Shifts.SelectMany(s => Split(new(s.From, s.To), random).Select(p => new Shift(p.From, p.To)))],
        };

        Assert.Equal(All(Plan.Compute(set, input)), All(Plan.Compute(set, split)));
    });

    [Fact]
    public void Compute_EventsInAnotherOrder_ChangesNothing() => ForEach((set, input, random) =>
    {
        var shuffled = input with
        {
            Pauses = Shuffled(input.Pauses, random),
            Shifts = Shuffled(input.Shifts, random),
            FteChanges = Shuffled(input.FteChanges, random),
            Statuses = Shuffled(input.Statuses, random),
            Extensions = Shuffled(input.Extensions, random),
            Facts = Shuffled(input.Facts, random),
        };

        Assert.Equal(All(Plan.Compute(set, input)), All(Plan.Compute(set, shuffled)));
    });

    [Fact]
    public void Compute_WithWhatItSettledAsFacts_ChangesNoDate() => ForEach((set, input, random) =>
    {
        var key = set.Rules[0].KeyOf(set.Rules[0].Repeats ? 1 : 0);
        var given = input.Facts.Any(f => f.Milestone == key) ? input : input with { Facts = [.. input.Facts, new(key) { FixedOn = input.Start.AddDays(random.Next(100, 1200)) }] };
        var plan = Plan.Compute(set, given);
        List<MilestoneFact> settled = [.. plan.Where(d => d.State is PlannedState.Done or PlannedState.Fixed).Select(d => new MilestoneFact(d.Milestone)
        {
            DoneOn = d.DoneOn,
            DueOn = d.State == PlannedState.Done ? d.DueOn : null,
            FixedOn = d.State == PlannedState.Fixed ? d.DueOn : null,
        })];

        var again = Plan.Compute(set, given with { Facts = settled });

        Assert.Equal(Dates(plan), Dates(again));
    });

    [Fact]
    public void Compute_WhateverComesAfterADateWasMet_LeavesIt() => ForEach((set, input, random) =>
    {
        var plan = Plan.Compute(set, input);
        var met = plan[random.Next(plan.Count)];
        if (input.Facts.Any(f => f.Milestone == met.Milestone))
            return;
        var day = input.Start.AddDays(random.Next(1, 1500));
        var done = input with { Facts = [.. input.Facts, new(met.Milestone) { DoneOn = day }] };
        var first = Plan.Compute(set, done).One(met.Milestone);
        var from = day.AddDays(random.Next(0, 60));
        var later = done with
        {
            Pauses = [.. done.Pauses, new(from, from.AddDays(random.Next(0, 200)))],
            FteChanges = [.. done.FteChanges, new(Later(from, done.FteChanges.Select(c => c.On).Prepend(from).Max()).AddDays(1), 0.4m)],
            ThesisSubmittedOn = done.ThesisSubmittedOn is { } thesis && thesis >= day ? thesis.AddDays(90) : done.ThesisSubmittedOn,
        };

        var second = Plan.Compute(set, later).One(met.Milestone);

        Assert.Equal((first.OpensOn, first.DueOn, first.DoneOn, first.State), (second.OpensOn, second.DueOn, second.DoneOn, second.State));
    });

    [Fact]
    public void Compute_WhateverHappens_AFixedDateStays() => ForEach((set, input, random) =>
    {
        var due = input.Start.AddDays(random.Next(100, 1200));
        var settled = input with { Facts = [.. input.Facts.Where(f => f.Milestone != set.Rules[0].KeyOf(set.Rules[0].Repeats ? 1 : 0)), new(set.Rules[0].KeyOf(set.Rules[0].Repeats ? 1 : 0)) { FixedOn = due }] };

        Assert.Contains(Plan.Compute(set, settled), d => d.State == PlannedState.Fixed && d.DueOn == due);
    });

    [Fact]
    public void Compute_EachDate_ExplainsItselfInBothLanguages() => ForEach((set, input, _) =>
    {
        foreach (var date in Plan.Compute(set, input))
        {
            Assert.EndsWith($"{date.DueOn.Year}.", date.Rationale.En, StringComparison.Ordinal);
            Assert.EndsWith($"{date.DueOn.Year}.", date.Rationale.Fr, StringComparison.Ordinal);
            Assert.InRange(date.Rationale.Fr.Length, 10, 1000);
            Assert.DoesNotContain("Rules.", date.Rationale.En + date.Rationale.Fr, StringComparison.Ordinal);
            Assert.True(date.OpensOn is null || date.OpensOn <= date.DueOn);
            Assert.NotNull(JsonNode.Parse(date.Inputs));
        }
    });

    private static void ForEach(Action<RuleSet, PlanInput, Random> check)
    {
        for (var seed = 1; seed <= Histories; seed++)
        {
            var random = new Random(seed);
            var set = Sets[random.Next(Sets.Count)];
            try
            {
                check(set, History(set, random), random);
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed}, {set.Code}: {e.Message}");
            }
        }
    }

    private static PlanInput History(RuleSet set, Random random)
    {
        var start = Day("2019-09-01").AddDays(random.Next(0, 2500));
        var plain = new PlanInput
        {
            Start = start,
            Fte = random.Next(3, 11) / 10m,
            AwardModel = (AwardModel)random.Next(3),
            Pauses = Many(random, 4, () => start.AddDays(random.Next(-30, 1300)), from => new Pause(from, from.AddDays(random.Next(0, 150)))),
            Shifts = Many(random, 2, () => start.AddDays(random.Next(0, 1300)), from => new Shift(from, from.AddDays(random.Next(0, 40)))),
            FteChanges = [.. Enumerable.Range(0, random.Next(0, 4)).Select(i => new FteChange(start.AddDays(random.Next(0, 200) + 200 * i), random.Next(3, 11) / 10m))],
            Statuses = random.Next(2) == 0 ? [] : [new(start.AddDays(1000), StatusKind.WritingUp)],
            DefenceOn = random.Next(3) == 0 ? start.AddDays(random.Next(900, 1600)) : null,
            ThesisSubmittedOn = random.Next(3) == 0 ? start.AddDays(random.Next(900, 1500)) : null,
            ContractEndsOn = random.Next(2) == 0 ? start.AddYears(3).AddDays(-1) : null,
            AsOf = start.AddDays(random.Next(0, 1600)),
        };
        var plan = Plan.Compute(set, plain);
        var (met, moved) = (plan[random.Next(plan.Count)].Milestone, plan[random.Next(plan.Count)].Milestone);
        return plain with
        {
            Facts = [new(met) { DoneOn = start.AddDays(random.Next(1, 1500)) }],
            Extensions = [new(moved, random.Next(1, 90), random.Next(2) == 0)],
        };
    }

    private static List<T> Many<T>(Random random, int most, Func<DateOnly> day, Func<DateOnly, T> make) =>
        [.. Enumerable.Range(0, random.Next(0, most)).Select(_ => make(day()))];

    private static IEnumerable<Pause> Split(Pause pause, Random random)
    {
        if (pause.Days == 1)
            return [pause];
        var first = pause.From.AddDays(random.Next(0, pause.Days - 1));
        return [pause with { To = first }, pause with { From = first.AddDays(1) }];
    }

    private static IReadOnlyList<T> Shuffled<T>(IReadOnlyList<T> all, Random random) => [.. all.OrderBy(_ => random.Next())];

    private static IEnumerable<PlannedDate> Counted(IEnumerable<PlannedDate> plan) =>
        plan.Where(d => d is { Kind: RuleKind.Offset or RuleKind.Cap, State: PlannedState.Pending or PlannedState.Fixed });

    private static IEnumerable<object> All(IEnumerable<PlannedDate> plan) =>
        plan.Select(d => (object)(d.Milestone, d.OpensOn, d.DueOn, d.DoneOn, d.Kind, d.State, d.Rationale, d.Inputs));

    private static IEnumerable<object> Dates(IEnumerable<PlannedDate> plan) =>
        plan.Select(d => (object)(d.Milestone, d.DueOn, d.DoneOn, d.State)).OrderBy(d => d.ToString(), StringComparer.Ordinal);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
