using System.Globalization;
using PhdTracker.Benchmarks;

// dotnet run -c Release --project tests/PhdTracker.Benchmarks [decisions|growth|queue|dates|shift|import|pages] [instances | connection string of a generated programme]
var over = args.FirstOrDefault(a => a.Contains('=', StringComparison.Ordinal));
var which = args.FirstOrDefault(a => a != over && !int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out _));
var instances = args.Select(a => int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(n => n > 0);
bool Asked(string measurement) => which is null || which == measurement;

if (Asked("dates"))
{
    foreach (var line in DatePlans.Run(instances > 0 ? [instances] : [1000, 10_000, 100_000]))
        Console.WriteLine(line);
}
if (over is not null)
{
    await foreach (var line in CohortPages.RunOverAsync(over))
        Console.WriteLine(line);
}
foreach (var provider in which == "dates" || over is not null ? [] : BenchmarkDatabase.Present)
{
    await using (var warmUp = await SampleRoute.CreateAsync(provider))
        await Measurement.RunAsync(warmUp, 400, callers: 1);
    foreach (var callers in Asked("decisions") ? [1, 4, 16] : Array.Empty<int>())
    {
        await using var route = await SampleRoute.CreateAsync(provider);
        Console.WriteLine($"{provider}, {await Measurement.RunAsync(route, instances > 0 ? instances : 1500, callers)}");
    }
    if (Asked("decisions"))
    {
        await using var race = await SampleRoute.CreateAsync(provider);
        Console.WriteLine($"{provider}. {await Measurement.RaceAsync(race, 200)}");
    }
    if (Asked("growth"))
    {
        await using var route = await SampleRoute.CreateAsync(provider);
        Console.WriteLine($"{provider}. {await Measurement.GrowthAsync(route, 1000, instances > 0 ? instances : 100_000)}");
    }
    if (Asked("queue"))
        Console.WriteLine(await SupervisorQueue.RunAsync(provider, 5000));
    if (Asked("import"))
    {
        await foreach (var line in ImportOfMany.RunAsync(provider, instances > 0 ? [instances] : [1000, 5000, 20_000]))
            Console.WriteLine($"{provider}: {line}");
    }
    if (Asked("shift"))
    {
        await foreach (var line in ShiftOfMany.RunAsync(provider, instances > 0 ? instances : 10_000))
            Console.WriteLine(line);
    }
    foreach (var candidatures in !Asked("pages") ? [] : instances > 0 ? [instances] : new[] { 1000, 10_000, 100_000 })
    {
        await foreach (var line in CohortPages.RunAsync(provider, candidatures))
            Console.WriteLine(line);
    }
}
Console.WriteLine($"At most {System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB of memory");
