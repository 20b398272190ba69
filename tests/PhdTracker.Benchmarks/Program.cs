Console.WriteLine("PhdTracker benchmarks");
