using System.CommandLine;
using System.Text.Json;
using System.Xml;
using PhdTracker.Core.Processes.Trials;
using PhdTracker.Web.Hosting;
using PhdTracker.Workflows;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Web.Cli;

/// <summary>Checks approval routes and tries them, without a database: for a pipeline, and for comparing with Elsa.</summary>
public static class WorkflowVerb
{
    private static readonly DateTime TrialStart = new(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc);

    public static Command Describe() => new("workflow", "Check approval routes, or try one, without a database.") { DescribeCheck(), DescribeRun() };

    private static Command DescribeCheck()
    {
        var files = new Argument<string[]>("files") { Description = "Workflow definitions (JSON).", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print the problems as a JSON array." };
        var command = new Command("check", "List what is wrong with definitions, a line each: file: activity: what is wrong: what to do.") { files, json };
        command.SetAction(parsed =>
        {
            var problems = new DefinitionFiles().Check(parsed.GetValue(files)!);
            if (parsed.GetValue(json))
                Console.WriteLine(TrialOutput.Json(problems));
            else
                problems.ForEach(p => Console.WriteLine(TrialOutput.Line(p.File, p.Problem)));
            return problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static Command DescribeRun()
    {
        var file = new Argument<string>("file") { Description = "A workflow definition (JSON)." };
        var answers = new Option<string>("--answers") { Description = """Answers, in turn (a JSON file): [{ "activity": "review", "outcome": "Approved", "output": … }, { "advance": "P3D" }].""" };
        var input = new Option<string>("--input") { Description = "The workflow's inputs: JSON, or @file." };
        var command = new Command("run", $"Run a definition in memory and print what happens, one JSON object a line. The clock begins at {TrialStart:yyyy-MM-dd HH:mm} UTC. Steps of this app change nothing: those that ask for a decision or a new version, and those that cannot end with Done, wait for an answer. Routes that it starts are looked for in its folder and run too.")
        {
            file, answers, input,
        };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(answers), parsed.GetValue(input)));
        return command;
    }

    private static int Run(string file, string? answersFile, string? inputText)
    {
        var inputs = Inputs(inputText);
        using var answers = answersFile is null ? null : Json(DefinitionFiles.Read(answersFile), answersFile);
        try
        {
            var (workflow, started) = new DefinitionFiles().Load(file);
            var trial = RouteTrial.Of(workflow, TrialStart, started.GetValueOrDefault);
            trial.Start(inputs);
            foreach (var answer in answers is null ? [] : Entries(answers, answersFile!))
                Give(trial, answer, answersFile!);
            foreach (var line in TrialOutput.Lines(trial))
                Console.WriteLine(line);
            return ExitCode.Done;
        }
        catch (WorkflowDefinitionException refusal)
        {
            Console.WriteLine(TrialOutput.Refused(refusal));
            return ExitCode.Failed;
        }
        catch (ArgumentException unknown) when (unknown.ParamName == "inputs")
        {
            throw new StartException(unknown.Message, unknown);
        }
    }

    private static void Give(WorkflowTrial trial, JsonElement answer, string file)
    {
        if (Text(answer, "advance") is { } length)
        {
            trial.Advance(Length(length, file));
            return;
        }

        var (activity, outcome) = (Text(answer, "activity"), Text(answer, "outcome"));
        if (activity is null || outcome is null)
            throw new StartException($"{file}: an answer has no activity or no outcome: {answer.GetRawText()}");
        try
        {
            if (!trial.Answer(activity, outcome, answer.TryGetProperty("output", out var output) ? JsValue.From(output) : JsValue.Null))
                Console.Error.WriteLine($"The step '{activity}' does not wait: the answer changes nothing.");
        }
        catch (AnswerRefusedException refused)
        {
            Console.Error.WriteLine(refused.Message);
        }
    }

    private static Dictionary<string, JsValue> Inputs(string? text)
    {
        if (text is null)
            return [];
        using var json = text.StartsWith('@') ? Json(DefinitionFiles.Read(text[1..]), text[1..]) : Json(text, "--input");
        return json.RootElement.ValueKind == JsonValueKind.Object
            ? json.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => JsValue.From(property.Value), StringComparer.Ordinal)
            : throw new StartException("The inputs are not a JSON object.");
    }

    private static JsonElement.ArrayEnumerator Entries(JsonDocument answers, string file) => answers.RootElement.ValueKind == JsonValueKind.Array
        ? answers.RootElement.EnumerateArray()
        : throw new StartException($"{file}: the answers are not a JSON array.");

    private static string? Text(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static TimeSpan Length(string text, string file)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text) is { Ticks: >= 0 } length ? length : throw new FormatException();
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new StartException($"{file}: '{text}' is not a length of time to advance by; write one as P3D or PT12H.", e);
        }
    }

    private static JsonDocument Json(string text, string place)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new StartException($"{place}: this is not JSON ({e.Message})", e);
        }
    }
}
