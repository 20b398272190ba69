namespace PhdTracker.Workflows.Tests.Conformance;

/// <summary>Every case of the folder Cases: definitions, answers and expected journals thought out by the rules.</summary>
public class OwnCaseTests
{
    public static TheoryData<string> Cases => [.. RecordedRun.NamesIn(RecordedRun.Own)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Play_Case_GivesItsJournal(string name)
    {
        var run = new RecordedRun(name, RecordedRun.Own);

        var trace = run.Play(CompiledWorkflow.Load(run.DefinitionJson(), WorkflowTrace.Registry));

        TraceComparison.Compare(trace, run.Lines(), variables => variables);
    }
}
