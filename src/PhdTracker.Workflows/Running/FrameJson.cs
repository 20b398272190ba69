using System.Text.Json;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>Writes and reads frames, and what stands in one: in the root as it is, elsewhere as a pair with the frame's id.</summary>
internal static class FrameJson
{
    public static void Write(Utf8JsonWriter writer, Frame frame)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", frame.Id);
        writer.WriteString("in", frame.Container.Activity.Id);
        if (frame.Scope.Port != 0)
            writer.WriteNumber("port", frame.Scope.Port);
        if (frame.Parent!.Id != 0)
            writer.WriteNumber("parent", frame.Parent.Id);
        if (frame.Round != 0)
            writer.WriteNumber("round", frame.Round);
        if (frame.Items.Kind == JsKind.Object)
        {
            writer.WritePropertyName("items");
            frame.Items.WriteTo(writer);
        }

        if (frame.Locals.Length > 0)
        {
            writer.WriteStartObject("variables");
            for (var local = 0; local < frame.Locals.Length; local++)
            {
                writer.WritePropertyName(frame.Scope.Locals[local].Name);
                frame.Locals[local].WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, Arrival arrival)
    {
        if (arrival.Frame.Parent is null)
        {
            writer.WriteNumberValue(arrival.Way.Index);
            return;
        }

        writer.WriteStartArray();
        writer.WriteNumberValue(arrival.Way.Index);
        writer.WriteNumberValue(arrival.Frame.Id);
        writer.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter writer, Step step)
    {
        if (step.Frame.Parent is null)
        {
            writer.WriteStringValue(step.Activity.Id);
            return;
        }

        writer.WriteStartArray();
        writer.WriteStringValue(step.Activity.Id);
        writer.WriteNumberValue(step.Frame.Id);
        writer.WriteEndArray();
    }

    public static void ReadFrames(WorkflowInstance instance, JsonElement json)
    {
        foreach (var item in json.EnumerateArray())
        {
            var scope = instance.Workflow.Find(item.GetProperty("in").GetString()!)!.Ports[Number(item, "port")]!;
            var frame = new Frame(item.GetProperty("id").GetInt32(), scope, instance.FrameOf(Number(item, "parent")))
            {
                Round = Number(item, "round"),
                Items = item.TryGetProperty("items", out var items) ? JsValue.From(items) : default,
            };
            for (var local = 0; local < frame.Locals.Length; local++)
                frame.Locals[local] = JsValue.From(item.GetProperty("variables").GetProperty(scope.Locals[local].Name));
            instance.Frames.Add(frame);
        }
    }

    public static Arrival ReadArrival(WorkflowInstance instance, JsonElement json) => json.ValueKind == JsonValueKind.Number
        ? new(instance.Workflow.Connections[json.GetInt32()], instance.Root)
        : new(instance.Workflow.Connections[json[0].GetInt32()], instance.FrameOf(json[1].GetInt32()));

    public static Step ReadStep(WorkflowInstance instance, JsonElement json) => json.ValueKind == JsonValueKind.String
        ? new(instance.Workflow.Find(json.GetString()!)!, instance.Root)
        : new(instance.Workflow.Find(json[0].GetString()!)!, instance.FrameOf(json[1].GetInt32()));

    private static int Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
}
