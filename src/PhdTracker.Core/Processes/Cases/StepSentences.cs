using PhdTracker.Core.Localisation;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>Says the steps of one route in sentences. What is asked of several at the same time, in the same way, is one sentence.</summary>
internal sealed class StepSentences(WorkflowDefinition definition, Texts texts)
{
    private readonly RouteShape _shape = new(definition);
    private readonly StatusWords _statuses = new(definition, texts);

    public IReadOnlyList<string> All()
    {
        var order = RouteDiagrams.Of(definition, texts).Nodes.Select(node => _shape.Step(node.ActivityId));
        return [.. order.Where(step => _shape.KindOf(step) is not (StepKind.Start or StepKind.End or StepKind.Fork or StepKind.Join)).GroupBy(Together, StringComparer.Ordinal).Select(group => Sentence([.. definition.Activities.Where(group.Contains)])).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Decisions that follow the same fork and ask in the same way have the same key; every other step has its own.</summary>
    private string Together(ActivityDefinition step)
    {
        var sources = _shape.Ways.Where(way => way.To == step.Id).Select(way => way.From).Distinct(StringComparer.Ordinal).ToList();
        return step.Type == "PhdTracker.RequestDecision" && sources is [var fork] && _shape.KindOf(_shape.Step(fork)) == StepKind.Fork
            ? string.Join('|', new[] { "kind", "choices", "dueIn", "lapsesAfter", "complete", "order", "reminders" }.Select(input => step.Written(input) ?? "").Prepend(fork))
            : step.Id;
    }

    private string Sentence(IReadOnlyList<ActivityDefinition> steps)
    {
        var step = steps[0];
        var who = texts.List(steps.Select(Asked));
        var main = OutcomeWords.Upper(Main(step, who, steps.Count));
        if (steps.Count > 1)
            main += texts["Words.InParallel"];
        if (step.Number("dueIn") is { } due)
            main += texts.Count("Words.Within", due);
        var clauses = string.Concat(Clauses(step, steps.Count));
        var leads = steps.SelectMany(Leads).Distinct(StringComparer.Ordinal).Select(lead => " " + lead + ".");
        return main + clauses + "." + Reminded(step) + string.Concat(leads);
    }

    private string Asked(ActivityDefinition step) => step.Type == "PhdTracker.RequestSubmission" ? texts["Asked.Student"] : StepTitles.Asked(texts, step.Text("assignee") ?? "");

    private string Main(ActivityDefinition step, string who, int count) => (step.Type, step.Text("kind"), step.Text("choices")) switch
    {
        ("PhdTracker.RequestDecision", "Opinion", _) => texts.Count("Words.GivesOpinion", Number(step, count), who),
        ("PhdTracker.RequestDecision", _, "Endorse") => texts.Count("Words.Endorses", Number(step, count), who),
        ("PhdTracker.RequestDecision", _, "Check") => texts.Count("Words.Checks", Number(step, count), who),
        ("PhdTracker.RequestDecision", _, "Side") => texts.Count("Words.DecidesForSide", Number(step, count), who),
        ("PhdTracker.RequestDecision", _, _) => texts.Count("Words.Decides", Number(step, count), who),
        ("PhdTracker.RequestAction", _, _) => texts["Words.Does", who, StepTitles.Of(texts, step)],
        ("PhdTracker.RequestSubmission", _, _) => texts["Words.HandsIn", who, StepTitles.Of(texts, step)],
        ("Elsa.DispatchWorkflow" or "Elsa.ExecuteWorkflow", _, _) => texts[step.Text("waitForCompletion") == "true" ? "Words.WaitsForRoute" : "Words.StartsRoute", StepTitles.Of(texts, step)],
        _ => StepTitles.Of(texts, step),
    };

    private static int Number(ActivityDefinition step, int count) => step.Text("assignee")?.EndsWith(":both", StringComparison.Ordinal) == true ? 2 : count;

    private IEnumerable<string> Clauses(ActivityDefinition step, int count)
    {
        if (step.Type != "PhdTracker.RequestDecision")
            yield break;
        if (step.Text("order") == "sequential")
            yield return texts["Words.Sequential"];
        if (step.Text("complete") is "all")
            yield return texts["Words.AllAnswer"];
        else if (step.Number("complete") is { } quorum)
            yield return texts.Count("Words.Quorum", quorum);
        if (step.Text("kind") != "Opinion" && step.Text("choices") != "Side")
            yield return Number(step, count) > 1 ? texts["Words.EitherReturns"] : texts["Words.MayReturn"];
        if (step.Number("lapsesAfter") is { } days)
            yield return texts.Count("Words.Lapses", days);
    }

    /// <summary>When people are reminded, where the step says something else than usual.</summary>
    private string Reminded(ActivityDefinition step) => step.Written("reminders") is { } written && ReminderDays.Read(written) is { } days
        ? " " + (days.Count == 0 ? texts["Words.NoReminders"] : texts.Count("Words.Reminders", days[^1], texts.List(days.Select(day => day.ToString(texts.Culture)))))
        : "";

    /// <summary>Where each outcome leads, with what the app does on the way.</summary>
    private IEnumerable<string> Leads(ActivityDefinition step)
    {
        var ways = _shape.Ways.Where(way => way.From == step.Id && OutcomeWords.CanBe(step, way.Port)).ToList();
        var all = ways.GroupBy(way => string.Join('|', way.Passed.Append(way.To)), StringComparer.Ordinal).ToList();
        foreach (var group in all)
        {
            var label = all.Count == 1 && group.Count() > 1 ? null : OutcomeWords.Label(texts, step, [.. group.Select(way => way.Port)]);
            var then = string.Join(texts["Words.Then"], group.First().Passed.Select(id => App(_shape.Step(id))).Concat(Targets(group.First().To, [])));
            if (then.Length > 0)
                yield return label is null ? texts["Diagram.Then", then] : texts["Diagram.Leads", OutcomeWords.Upper(label), then];
        }
    }

    private IEnumerable<string> Targets(string id, HashSet<string> passed) => _shape.KindOf(_shape.Step(id)) switch
    {
        StepKind.End => [texts["Words.End"]],
        StepKind.Fork when passed.Add(id) => [texts.List(_shape.Ways.Where(way => way.From == id).SelectMany(way => Targets(way.To, passed)).Distinct(StringComparer.Ordinal))],
        StepKind.Join when passed.Add(id) => [texts["Words.AfterAll"], .. _shape.Ways.Where(way => way.From == id).SelectMany(way => way.Passed.Select(app => App(_shape.Step(app))).Concat(Targets(way.To, passed)))],
        StepKind.Fork or StepKind.Join => [],
        _ => [texts["Words.Quoted", StepTitles.Of(texts, _shape.Step(id))]],
    };

    private string App(ActivityDefinition step) => step.Type == "PhdTracker.SetStatus" && step.Text("status") is { } status
        ? texts["Words.Status", _statuses.Of(status)]
        : OutcomeWords.Lower(StepTitles.Of(texts, step));
}
