using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Benchmarks;

/// <summary>Starts instances and decides them, and says how fast that went.</summary>
internal static class Measurement
{
    private static readonly JsValue Approve = JsValue.From("approve");

    public static async Task<string> RunAsync(SampleRoute route, int instances, int callers)
    {
        var before = await route.SizeAsync();
        var commands = route.Commands.Count;
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var ids = new int[instances];
        await InParallelAsync(callers, instances, async i => ids[i] = await route.StartAsync());
        var (starts, startCommands) = (watch.Elapsed, route.Commands.Count - commands);
        var took = new double[instances * 3];
        await InParallelAsync(callers, instances, async i =>
        {
            took[i * 3] = await TimedAsync(() => route.DecideAsync(ids[i], "Review", Approve));
            took[(i * 3) + 1] = await TimedAsync(() => route.DecideAsync(ids[i], "LegalApproval", JsValue.Null));
            took[(i * 3) + 2] = await TimedAsync(() => route.DecideAsync(ids[i], "FinanceApproval", JsValue.Null));
        });
        var all = watch.Elapsed;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var decisionCommands = route.Commands.Count - commands - startCommands;
        await EnsureFinishedAsync(route, instances);
        Array.Sort(took);
        var bytes = (await route.SizeAsync() - before) / (double)instances;
        return string.Create(CultureInfo.InvariantCulture, $"{callers} caller(s): {took.Length / (all - starts).TotalSeconds:F0} decisions/s, {instances / starts.TotalSeconds:F0} starts/s, {instances / all.TotalSeconds:F0} instances/s; a decision p5 {took[took.Length * 5 / 100]:F2} ms, p50 {took[took.Length / 2]:F2} ms, p95 {took[took.Length * 95 / 100]:F2} ms; an instance {cpu.TotalMilliseconds / instances:F2} ms CPU, {bytes:F0} bytes; {decisionCommands / (double)took.Length:F1} SQL commands a decision, {startCommands / (double)instances:F1} a start");
    }

    /// <summary>Both approvals of an instance at the same moment: both count, none is stuck.</summary>
    public static async Task<string> RaceAsync(SampleRoute route, int instances)
    {
        var retries = 0;
        for (var i = 0; i < instances; i++)
        {
            var id = await route.StartAsync();
            await route.DecideAsync(id, "Review", Approve);
            await Task.WhenAll(new[] { "LegalApproval", "FinanceApproval" }.Select(task => Task.Run(async () =>
            {
                while (true)
                {
                    try
                    {
                        await route.DecideAsync(id, task, JsValue.Null);
                        return;
                    }
                    catch (DbUpdateException)
                    {
                        Interlocked.Increment(ref retries);
                    }
                }
            })));
        }

        await EnsureFinishedAsync(route, instances);
        return $"Two approvals of one instance at the same moment, {instances} times: all finished, {retries} were tried again";
    }

    /// <summary>How long one decision takes among few instances and among many that wait, in one database.</summary>
    public static async Task<string> GrowthAsync(SampleRoute route, int few, int many)
    {
        var among = new List<(int Instances, double Typical, double Late)>();
        var started = 0;
        foreach (var instances in new[] { few, many })
        {
            await InParallelAsync(4, instances - started, _ => route.StartAsync());
            started = instances;
            var took = new double[2000];
            for (var i = 0; i < took.Length; i += 2)
            {
                var id = await route.StartAsync();
                took[i] = await TimedAsync(() => route.DecideAsync(id, "Review", Approve));
                took[i + 1] = await TimedAsync(() => route.DecideAsync(id, "LegalApproval", JsValue.Null));
            }
            Array.Sort(took);
            among.Add((instances, took[took.Length / 2], took[took.Length * 95 / 100]));
        }
        return string.Create(CultureInfo.InvariantCulture, $"A decision among {among[0].Instances:N0} instances that wait: p50 {among[0].Typical:F2} ms, p95 {among[0].Late:F2} ms; among {among[1].Instances:N0}: p50 {among[1].Typical:F2} ms, p95 {among[1].Late:F2} ms; {among[1].Typical / among[0].Typical:F2} times the p50");
    }

    private static async Task EnsureFinishedAsync(SampleRoute route, int instances)
    {
        var finished = await route.InScopeAsync((db, _) => db.Processes.CountAsync(p => p.SubStatus == "Finished"));
        if (finished != instances)
            throw new InvalidOperationException($"{finished} of {instances} instances are finished.");
    }

    public static Task InParallelAsync(int callers, int count, Func<int, Task> act) => callers == 1
        ? SequentiallyAsync(count, act)
        : Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = caller; i < count; i += callers)
                await act(i);
        })));

    private static async Task SequentiallyAsync(int count, Func<int, Task> act)
    {
        for (var i = 0; i < count; i++)
            await act(i);
    }

    public static async Task<double> TimedAsync(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
