using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>Writes and reads the state of an instance. Written by hand: it happens at every decision.</summary>
internal static class InstanceJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Write(WorkflowInstance instance)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteString("definition", instance.Workflow.Definition.DefinitionId);
        writer.WriteNumber("version", instance.Workflow.Definition.Version);
        writer.WriteString("status", instance.SubStatus.ToString());
        writer.WriteNumber("lastId", instance.LastId);
        writer.WriteNumber("journal", instance.JournalCount);
        if (instance.CorrelationId is { } correlation)
            writer.WriteString("correlationId", correlation);
        if (instance.Name is { } name)
            writer.WriteString("name", name);
        WriteValues(writer, "variables", instance.Workflow.Definition.Variables.Select((variable, slot) => (variable.Name, instance.Scope.Variables[slot])));
        WriteValues(writer, "inputs", instance.Scope.Inputs.Select(pair => (pair.Key, pair.Value)));
        WriteValues(writer, "output", instance.Output.Select(pair => (pair.Key, pair.Value)));
        WriteResults(writer, instance);
        WriteList(writer, "frames", instance.Frames, FrameJson.Write);
        WriteList(writer, "arrived", instance.Arrived, FrameJson.Write);
        WriteList(writer, "halted", instance.Halted, FrameJson.Write);
        WriteList(writer, "bookmarks", instance.OpenBookmarks, WriteBookmark);
        WriteList(writer, "incidents", instance.OpenIncidents, WriteIncident);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteValues(Utf8JsonWriter writer, string property, IEnumerable<(string Name, JsValue Value)> values)
    {
        var any = false;
        foreach (var (name, value) in values)
        {
            if (!any)
                writer.WriteStartObject(property);
            any = true;
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        if (any)
            writer.WriteEndObject();
    }

    private static void WriteResults(Utf8JsonWriter writer, WorkflowInstance instance)
    {
        WriteList(writer, "results", instance.Scope.ActivityOutputs, static (writer, result) =>
        {
            writer.WriteStartArray();
            writer.WriteStringValue(result.Key.Activity);
            writer.WriteStringValue(result.Key.Output);
            result.Value.WriteTo(writer);
            writer.WriteEndArray();
        });
        if (instance.Scope.LastResult.IsNothing)
            return;
        writer.WritePropertyName("lastResult");
        instance.Scope.LastResult.WriteTo(writer);
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string property, ICollection<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
            return;
        writer.WriteStartArray(property);
        foreach (var item in items)
            write(writer, item);
        writer.WriteEndArray();
    }

    private static void WriteBookmark(Utf8JsonWriter writer, Bookmark bookmark)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", bookmark.Id);
        writer.WriteString("activity", bookmark.ActivityId);
        if (bookmark.Name is not null)
            writer.WriteString("name", bookmark.Name);
        writer.WriteString("at", bookmark.CreatedAt);
        if (bookmark.DueAt is { } due)
            writer.WriteString("due", due);
        if (bookmark.DueOutcome is not null)
            writer.WriteString("dueOutcome", bookmark.DueOutcome);
        if (bookmark.FrameId != 0)
            writer.WriteNumber("frame", bookmark.FrameId);
        if (bookmark.Failed != 0)
            writer.WriteNumber("failed", bookmark.Failed);
        writer.WriteEndObject();
    }

    private static void WriteIncident(Utf8JsonWriter writer, Incident incident)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", incident.Id);
        writer.WriteString("activity", incident.ActivityId);
        writer.WriteString("message", incident.Message);
        if (incident.Input is not null)
            writer.WriteString("input", incident.Input);
        writer.WriteString("at", incident.At);
        if (incident.FrameId != 0)
            writer.WriteNumber("frame", incident.FrameId);
        writer.WriteEndObject();
    }

    public static WorkflowInstance Read(CompiledWorkflow workflow, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var definition = workflow.Definition;
        if (root.GetProperty("definition").GetString() != definition.DefinitionId || root.GetProperty("version").GetInt32() != definition.Version)
        {
            var version = definition.Version.ToString(CultureInfo.InvariantCulture);
            throw new FormatException($"The state is not one of version {version} of '{definition.DefinitionId}'.");
        }

        var instance = new WorkflowInstance(workflow);
        if (root.TryGetProperty("frames", out var frames))
            FrameJson.ReadFrames(instance, frames);
        foreach (var property in root.EnumerateObject())
            ReadProperty(instance, property);
        instance.Status = instance.SubStatus is WorkflowSubStatus.Suspended or WorkflowSubStatus.Executing
            ? WorkflowStatus.Running
            : WorkflowStatus.Finished;
        return instance;
    }

    private static void ReadProperty(WorkflowInstance instance, JsonProperty property)
    {
        var value = property.Value;
        switch (property.Name)
        {
            case "status": instance.SubStatus = Enum.Parse<WorkflowSubStatus>(value.GetString()!); break;
            case "lastId": instance.LastId = value.GetInt32(); break;
            case "journal": instance.JournalCount = value.GetInt32(); break;
            case "correlationId": instance.CorrelationId = value.GetString(); break;
            case "name": instance.Name = value.GetString(); break;
            case "variables": ReadVariables(instance, value); break;
            case "inputs": ReadValues(instance.Scope.Inputs, value); break;
            case "output": ReadValues(instance.Output, value); break;
            case "results": ReadResults(instance, value); break;
            case "lastResult": instance.Scope.LastResult = JsValue.From(value); break;
            case "arrived": instance.Arrived.AddRange(value.EnumerateArray().Select(item => FrameJson.ReadArrival(instance, item))); break;
            case "halted": instance.Halted.AddRange(value.EnumerateArray().Select(item => FrameJson.ReadStep(instance, item))); break;
            case "bookmarks": instance.OpenBookmarks.AddRange(value.EnumerateArray().Select(ReadBookmark)); break;
            case "incidents": instance.OpenIncidents.AddRange(value.EnumerateArray().Select(ReadIncident)); break;
        }
    }

    private static void ReadVariables(WorkflowInstance instance, JsonElement json)
    {
        foreach (var property in json.EnumerateObject())
        {
            if (instance.Workflow.Names.TryGetSlot(property.Name, out var slot))
                instance.Scope.Variables[slot] = JsValue.From(property.Value);
        }
    }

    private static void ReadValues(Dictionary<string, JsValue> values, JsonElement json)
    {
        foreach (var property in json.EnumerateObject())
            values[property.Name] = JsValue.From(property.Value);
    }

    private static void ReadResults(WorkflowInstance instance, JsonElement json)
    {
        foreach (var result in json.EnumerateArray())
            instance.Scope.ActivityOutputs[(result[0].GetString()!, result[1].GetString()!)] = JsValue.From(result[2]);
    }

    private static Bookmark ReadBookmark(JsonElement json) => new(
        json.GetProperty("id").GetInt32(),
        json.GetProperty("activity").GetString()!,
        Text(json, "name"),
        json.GetProperty("at").GetDateTime(),
        json.TryGetProperty("due", out var due) ? due.GetDateTime() : null,
        Text(json, "dueOutcome"))
    { FrameId = Number(json, "frame"), Failed = Number(json, "failed") };

    private static Incident ReadIncident(JsonElement json) => new(
        json.GetProperty("id").GetInt32(),
        json.GetProperty("activity").GetString()!,
        json.GetProperty("message").GetString()!,
        Text(json, "input"),
        json.GetProperty("at").GetDateTime())
    { FrameId = Number(json, "frame") };

    private static int Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
