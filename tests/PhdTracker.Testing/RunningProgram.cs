using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace PhdTracker.Testing;

/// <summary>A program in a process of its own, with what it says. It ends with the test.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _awaited = new(StringComparer.Ordinal);

    private RunningProgram(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(_error, line.Data);
        _process.Exited += (_, _) =>
        {
            foreach (var waiting in _awaited.Values)
                waiting.TrySetException(new InvalidOperationException("The program ended first."));
        };
    }

    public string Output => Text(_output);
    public string Error => Text(_error);

    /// <summary>The built app.</summary>
    /// <param name="data">Folder for its data.</param>
    /// <param name="settings">Environment variables, such as <c>Database__Provider</c>.</param>
    public static RunningProgram App(string data, IReadOnlyDictionary<string, string>? settings, params string[] arguments)
    {
        // The same configuration as this test: bin/{Debug or Release}/net10.0.
        var built = Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "..", ".."), AppContext.BaseDirectory);
        var start = Start("dotnet", [Path.Combine(Checkout.Root, "src", "PhdTracker.Web", "bin", built, "PhdTracker.Web.dll"), .. arguments]);
        foreach (var inherited in start.Environment.Keys.Where(k => k.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || k.StartsWith("DOTNET_ENVIRONMENT", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        start.WorkingDirectory = data;
        start.Environment["Data__Path"] = data;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Begin(start);
    }

    /// <summary>Any other program.</summary>
    public static RunningProgram Of(string program, params string[] arguments) => Begin(Start(program, arguments));

    /// <summary>Waits until the program says a line with this in it.</summary>
    /// <returns>The line.</returns>
    public async Task<string> SaysAsync(string part, TimeSpan atMost)
    {
        var waiting = _awaited.GetOrAdd(part, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        foreach (var line in (Output + Error).Split('\n').Where(l => l.Contains(part, StringComparison.Ordinal)))
            waiting.TrySetResult(line);
        if (_process.HasExited)
            waiting.TrySetException(new InvalidOperationException("The program has ended."));
        try
        {
            return await waiting.Task.WaitAsync(atMost);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            throw new InvalidOperationException($"It did not say '{part}': {e.Message}\nOutput: {Output}\nError: {Error}", e);
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndsAsync(TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private static ProcessStartInfo Start(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
        UseShellExecute = false,
    };

    private static RunningProgram Begin(ProcessStartInfo start)
    {
        var program = new RunningProgram(start);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        program._process.StandardInput.Close();
        return program;
    }

    private static string Text(StringBuilder heard)
    {
        lock (heard)
            return heard.ToString();
    }

    private void Hear(StringBuilder where, string? line)
    {
        if (line is null)
            return;
        lock (where)
            where.Append(line).Append('\n');
        foreach (var (part, waiting) in _awaited)
        {
            if (line.Contains(part, StringComparison.Ordinal))
                waiting.TrySetResult(line);
        }
    }
}
