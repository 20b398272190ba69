using System.CommandLine;
using PhdTracker.Core;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Explaining;
using PhdTracker.Core.Milestones.Rules.Reading;
using PhdTracker.Web.Configuration;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Cli;

/// <summary>Computes the dates of a made-up candidature, without a database: for trying a rule set before anybody follows it.</summary>
public static class DatesVerb
{
    public static Command Describe() => new("dates", "Try rule sets, without a database.") { DescribeExplain() };

    private static Command DescribeExplain()
    {
        var file = new Argument<string>("file") { Description = "The candidature and what happened (JSON), or - for standard input; workflows/milestones/README.md says how." };
        var more = new Option<string[]>("--rules") { Description = "A rule set (JSON) to use beside the installed ones, or in place of those of its code." };
        var command = new Command("explain", "Print every date of a candidature as a JSON array, with what set it and what moved it. Problems go to standard error, a line each.") { file, more };
        command.SetAction(parsed => Explain(parsed.GetValue(file)!, parsed.GetValue(more) ?? []));
        return command;
    }

    private static int Explain(string file, IReadOnlyList<string> more)
    {
        try
        {
            var json = file == "-" ? Console.In.ReadToEnd() : DefinitionFiles.Read(file);
            using var app = AppBuilder.Build([]);
            var library = RuleSetLibrary.LoadFrom(Path.Combine(app.Services.GetRequiredService<Settings>().WorkflowsPath, "milestones"))
                .With(RuleSetLibrary.From(more.Select(path => (path, DefinitionFiles.Read(path)))));
            var question = PlanQuestion.Parse(json, library, app.Services.GetRequiredService<TimeProvider>().Today());
            Console.WriteLine(PlanAnswer.Json(question.Answer(), question.AsOf));
            return ExitCode.Done;
        }
        catch (PlanQuestionException refused)
        {
            return Refuse(refused.Problems);
        }
        catch (InvalidRuleSetException broken)
        {
            return Refuse(broken.Problems.Select(p => p.ToString()));
        }
    }

    private static int Refuse(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine(problem.ReplaceLineEndings(" "));
        return ExitCode.Failed;
    }
}
