using PhdTracker.Core.Audit;

namespace PhdTracker.Core.Tests.Audit;

public sealed class AuditChangesTests
{
    [Fact]
    public void Of_ReasonOfAnInterruption_IsNotShown()
    {
        var changes = AuditChanges.Of("{}", """{"StatusPeriod:3":{"Kind":"Interrupted","From":"2025-02-01","Reason":"surgery"}}""", mayReadContent: true);

        Assert.Equal(["Kind", "From"], changes.Select(c => c.Field));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void Of_CommentOfADecision_IsForThoseWhoReadSubmissions(bool mayRead, int expected) =>
        Assert.Equal(expected, AuditChanges.Of("{}", """{"Decision:3":{"Kind":"Returned","Comment":"weak"}}""", mayRead).Count);

    [Fact]
    public void Of_ChangedAndNewValues_AreTheirRows()
    {
        var changes = AuditChanges.Of("""{"Milestone:1":{"State":"Planned","DueOn":null}}""", """{"Milestone:1":{"State":"Passed","DueOn":"2026-01-01"},"Submission:2":{"Number":1,"MilestoneId":1,"AuthorId":7}}""", true);

        Assert.Equal(["Milestone.State", "Milestone.DueOn", "Submission.Number", "Submission.AuthorId"], changes.Select(c => $"{c.Kind}.{c.Field}"));
        Assert.Equal(("Planned", "Passed"), (changes[0].Before!.Value.GetString(), changes[0].After!.Value.GetString()));
        Assert.Null(changes[1].Before);
        Assert.Equal(7, AuditChange.PersonOf(changes[3].Field, changes[3].After));
    }

    [Fact]
    public void Of_AlteredText_IsEmpty() => Assert.Empty(AuditChanges.Of("not json", "[1]", true));

    [Theory]
    [InlineData("candidature:12", CaseKind.Candidature, 12)]
    [InlineData("system", CaseKind.System, 0)]
    public void Parse_Key_NamesItsCase(string key, CaseKind kind, int id) => Assert.Equal((kind, id), (AuditCases.Parse(key)!.Kind, AuditCases.Parse(key)!.Id));

    [Theory]
    [InlineData("candidature:")]
    [InlineData("candidature:-1")]
    [InlineData("ship:4")]
    [InlineData("candidature:1:2")]
    public void Parse_Nonsense_IsNothing(string key) => Assert.Null(AuditCases.Parse(key));
}
