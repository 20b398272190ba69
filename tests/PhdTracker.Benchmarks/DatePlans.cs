using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Planning;

namespace PhdTracker.Benchmarks;

/// <summary>Recomputes the whole plan of many candidatures on one thread, without a database: what the rules themselves cost.</summary>
internal static class DatePlans
{
    public static IEnumerable<string> Run(IEnumerable<int> counts)
    {
        var library = RuleSetLibrary.LoadFrom(Path.Combine(Here(), "..", "..", "workflows", "milestones"));
        RuleSet[][] followed = [[library.Find("imperial-2021-10")!, library.Find("joint-programme")!], [library.Find("france-2022")!, library.Find("joint-programme")!]];
        Measure(followed, 2000);
        foreach (var count in counts)
            yield return Measure(followed, count);
    }

    private static string Measure(RuleSet[][] followed, int count)
    {
        var inputs = Enumerable.Range(0, count).Select(History).ToArray();
        var (cpu, allocated, dates) = (Process.GetCurrentProcess().TotalProcessorTime, GC.GetAllocatedBytesForCurrentThread(), 0L);
        for (var i = 0; i < inputs.Length; i++)
            dates += Plan.Compute(followed[i % 2], inputs[i]).Count;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} plans: {cpu.TotalMilliseconds / count * 1000:F0} µs CPU a plan, {dates / (double)count:F1} dates a plan, {allocated / count / 1000.0:F0} kB allocated a plan");
    }

    /// <summary>A student of the third year: one interruption, half a year of part time, an extension, what the first two years ask for is met.</summary>
    private static PlanInput History(int number)
    {
        var start = new DateOnly(2021, 10, 1).AddDays(number % 700);
        return new PlanInput
        {
            Start = start,
            Pauses = [new(start.AddDays(200 + number % 90), start.AddDays(290 + number % 90))],
            Shifts = [new(start.AddDays(520), start.AddDays(534))],
            FteChanges = [new(start.AddDays(400), 0.5m), new(start.AddDays(580), 1m)],
            Extensions = [new("lsr", 30), new("csi-2", 30)],
            Facts =
            [
                Met("mutual-expectations", 60), Met("research-plan", 80), Met("esa", 350), Met("csi-named", 70), Met("csi-1", 300), Met("re-registration-1", 340), Met("stay-plan", 250),
            ],
            ContractEndsOn = start.AddYears(3).AddDays(-1),
            StayStartsOn = start.AddDays(500),
            StayEndsOn = start.AddDays(590),
        };

        MilestoneFact Met(string milestone, int days) => new(milestone) { DoneOn = start.AddDays(days) };
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
