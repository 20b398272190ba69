using System.Globalization;
using PhdTracker.Benchmarks;

// dotnet run -c Release --project tests/PhdTracker.Benchmarks [instances] [folder]
var instances = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3000;
var folder = args.Length > 1 ? Directory.CreateDirectory(args[1]).FullName : Directory.CreateTempSubdirectory("phdtracker-bench-").FullName;

await using (var warmUp = await SampleRoute.CreateAsync(folder, "warm-up"))
    await Measurement.RunAsync(warmUp, 400, callers: 1);
var rounds = Environment.GetEnvironmentVariable("BENCH_CALLERS")?.Split(',').Select(c => int.Parse(c, CultureInfo.InvariantCulture)) ?? [1, 4, 1, 4, 1, 4];
foreach (var callers in rounds)
{
    await using var route = await SampleRoute.CreateAsync(folder, $"callers-{callers}");
    Console.WriteLine(await Measurement.RunAsync(route, instances, callers));
}

await using (var race = await SampleRoute.CreateAsync(folder, "race"))
    Console.WriteLine(await Measurement.RaceAsync(race, 200));
Console.WriteLine($"Peak memory {Environment.WorkingSet / 1e6:F0} MB now, {System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB at most");
