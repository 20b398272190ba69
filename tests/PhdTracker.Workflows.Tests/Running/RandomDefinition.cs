using System.Globalization;
using System.Text.Json.Nodes;

namespace PhdTracker.Workflows.Tests.Running;

/// <summary>
/// Makes a definition from a seed: steps, forks with joins of each mode, decisions, returns, timers and containers, nested in each
/// other. It is sound by its structure: whatever is answered, a run that nobody stops comes to the step <c>last</c> exactly once.
/// </summary>
internal sealed class RandomDefinition(int seed)
{
    private readonly Random _random = new(seed);
    private int _ids;

    public string ToJson() => new JsonObject
    {
        ["definitionId"] = "random",
        ["version"] = 1,
        ["variables"] = new JsonArray(new JsonObject { ["id"] = "Rounds", ["name"] = "Rounds", ["typeName"] = "Int32", ["value"] = "0" }),
        ["root"] = Flowchart("flow", 4, Step("last", "Elsa.WriteLine", ("text", "last"))),
    }.ToJsonString();

    private JsonObject Flowchart(string id, int depth, JsonObject? last = null)
    {
        var canvas = new Canvas();
        var start = canvas.Add(Step(Id("start"), "Elsa.Start"));
        var body = Block(canvas, depth);
        canvas.Connect([(start, "Done")], body.Entry);
        if (last is not null)
            canvas.Connect(body.Exits, canvas.Add(last));
        else if (body.Exits.Count > 1 || body.Exits[0].Port != "Done")
            canvas.Connect(body.Exits, canvas.Add(Note()));
        return new JsonObject { ["id"] = id, ["type"] = "Elsa.Flowchart", ["activities"] = canvas.Activities, ["connections"] = canvas.Connections };
    }

    private Part Block(Canvas canvas, int depth)
    {
        if (depth == 0)
            return Leaf(canvas);
        return _random.Next(9) switch
        {
            0 or 1 => InTurn(canvas, depth),
            2 or 3 => Forked(canvas, depth),
            4 => Decided(canvas, depth),
            5 => Returned(canvas, depth),
            6 => Refused(canvas),
            7 => Done(canvas.Add(Container(depth))),
            _ => Leaf(canvas),
        };
    }

    private Part Leaf(Canvas canvas) => _random.Next(5) switch
    {
        0 => Done(canvas.Add(Note())),
        1 => Done(canvas.Add(Step(Id("delay"), "Elsa.Delay", ("timeSpan", "1.00:00:00")))),
        2 => Answered(canvas.Add(Ask())),
        _ => Done(canvas.Add(Task())),
    };

    private Part InTurn(Canvas canvas, int depth)
    {
        var first = Block(canvas, depth - 1);
        var second = Block(canvas, depth - 1);
        canvas.Connect(first.Exits, second.Entry);
        return new Part(first.Entry, second.Exits);
    }

    private Part Forked(Canvas canvas, int depth)
    {
        string[] names = ["A", "B", "C"];
        var branches = names[..(2 + _random.Next(2))];
        var fork = canvas.Add(Step(Id("fork"), "Elsa.FlowFork", ("branches", new JsonArray([.. branches.Select(branch => (JsonNode)branch)]))));
        var join = canvas.Add(_random.Next(4) switch
        {
            0 => Step(Id("all"), "Elsa.FlowJoin", ("mode", "WaitAll")),
            1 => Step(Id("active"), "Elsa.FlowJoin", ("mode", "WaitAllActive")),
            2 => Step(Id("any"), "Elsa.FlowJoin", ("mode", "WaitAny")),
            _ => Note(),
        });
        foreach (var branch in branches)
        {
            var body = Block(canvas, depth - 1);
            canvas.Connect([(fork, branch)], body.Entry);
            // A join that waits for all counts connections: a branch comes to it on one.
            canvas.Connect(body.Exits.Count == 1 ? body.Exits : Gathered(canvas, body.Exits), join);
        }

        return Done(join) with { Entry = fork };
    }

    private Part Decided(Canvas canvas, int depth)
    {
        var decision = canvas.Add(Step(Id("decide"), "Elsa.FlowDecision", ("condition", Flow.Script($"variables.Rounds % 2 == {_random.Next(2)}", "Boolean"))));
        var (yes, no) = (Block(canvas, depth - 1), Block(canvas, depth - 1));
        canvas.Connect([(decision, "True")], yes.Entry);
        canvas.Connect([(decision, "False")], no.Entry);
        return new Part(decision, Gathered(canvas, [.. yes.Exits, .. no.Exits]));
    }

    private Part Returned(Canvas canvas, int depth)
    {
        var count = canvas.Add(Step(Id("count"), "Elsa.SetVariable",
            ("variable", new JsonObject { ["name"] = "Rounds" }), ("value", Flow.Script("variables.Rounds + 1", "Int32"))));
        var body = Block(canvas, depth - 1);
        canvas.Connect([(count, "Done")], body.Entry);
        var ask = canvas.Add(Ask());
        canvas.Connect(body.Exits, ask);
        canvas.Connect([(ask, "Returned")], count);
        return new Part(count, [(ask, "Approved"), (ask, "Rejected")]);
    }

    // A refusal ends the flowchart in which it is given.
    private Part Refused(Canvas canvas)
    {
        var ask = canvas.Add(Ask());
        canvas.Connect([(ask, "Rejected")], canvas.Add(Step(Id("stop"), "Elsa.End")));
        return new Part(ask, [(ask, "Approved"), (ask, "Returned")]);
    }

    private JsonObject Container(int depth) => _random.Next(5) switch
    {
        0 => Flowchart(Id("chart"), depth - 1),
        1 => Step(Id("if"), "Elsa.If", ("condition", Flow.Script("variables.Rounds > 0", "Boolean")), ("then", Inner(depth - 1)), ("else", Inner(depth - 1))),
        2 => Step(Id("each"), "Elsa.ForEach", ("items", new JsonArray(1, 2)), ("body", Inner(depth - 1))),
        3 => Step(Id("parallel"), "Elsa.ParallelForEach", ("items", new JsonArray(1, 2, 3)), ("body", Inner(depth - 1))),
        _ => Sequence(depth - 1),
    };

    private JsonObject Inner(int depth) => depth == 0 ? Task() : _random.Next(3) switch
    {
        0 => Ask(),
        1 => Sequence(depth),
        _ => Container(depth),
    };

    private JsonObject Sequence(int depth) =>
        Step(Id("sequence"), "Elsa.Sequence", ("activities", new JsonArray(Inner(Math.Max(0, depth - 1)), Note(), Inner(Math.Max(0, depth - 1)))));

    private List<(string, string)> Gathered(Canvas canvas, IReadOnlyList<(string, string)> exits)
    {
        var note = canvas.Add(Note());
        canvas.Connect(exits, note);
        return [(note, "Done")];
    }

    private static Part Done(string id) => new(id, [(id, "Done")]);

    private static Part Answered(string id) => new(id, [(id, "Approved"), (id, "Returned"), (id, "Rejected")]);

    private JsonObject Ask() => Step(Id("ask"), "PhdTracker.RequestDecision", ("assignee", "someone"), ("title", "?"));

    private JsonObject Task() => Step(Id("task"), "Elsa.RunTask", ("taskName", "do"));

    private JsonObject Note() => Step(Id("note"), "Elsa.WriteLine", ("text", "."));

    private static JsonObject Step(string id, string type, params (string Name, JsonNode? Value)[] inputs)
    {
        var step = new JsonObject { ["id"] = id, ["type"] = type };
        foreach (var (name, value) in inputs)
            step[name] = value;
        return step;
    }

    private string Id(string kind) => kind + (++_ids).ToString(CultureInfo.InvariantCulture);

    private sealed record Part(string Entry, IReadOnlyList<(string From, string Port)> Exits);

    private sealed class Canvas
    {
        public JsonArray Activities { get; } = [];

        public JsonArray Connections { get; } = [];

        public string Add(JsonObject step)
        {
            Activities.Add((JsonNode)step);
            return step["id"]!.GetValue<string>();
        }

        public void Connect(IEnumerable<(string From, string Port)> exits, string to)
        {
            foreach (var (from, port) in exits)
            {
                Connections.Add((JsonNode)new JsonObject
                {
                    ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
                    ["target"] = new JsonObject { ["activity"] = to },
                });
            }
        }
    }
}
