using PhdTracker.Web.Cli;

return await CommandLine.RunAsync(args);
