using PhdTracker.Core.Tests.Processes.Crashes;

await CrashingProgram.RunAsync(args);
