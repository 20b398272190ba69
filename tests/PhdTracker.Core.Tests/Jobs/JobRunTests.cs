using PhdTracker.Core.Jobs;

namespace PhdTracker.Core.Tests.Jobs;

public class JobRunTests
{
    [Fact]
    public void Failed_WithALongMessage_KeepsItsBeginning()
    {
        var run = new JobRun("SendMail", DateTime.UnixEpoch, null);

        run.Failed("No" + new string('x', 5000), DateTime.UnixEpoch);

        Assert.Equal((JobOutcome.Failed, JobRun.LongestMessage), (run.Outcome, run.Message!.Length));
        Assert.StartsWith("No", run.Message, StringComparison.Ordinal);
    }
}
