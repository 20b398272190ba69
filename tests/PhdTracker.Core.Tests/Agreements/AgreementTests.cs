using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Agreements;

public sealed class AgreementTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private TestDatabase _database = null!;
    private Project _project = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(_database);
        _project = await _database.AskAsync(db => AgreementDrafts.WithPeople(db.Projects).SingleAsync(p => p.Id == world.ProjectId));
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public void Draft_OfAProject_NamesPartiesPeopleAndDaysInBothLanguages()
    {
        var agreement = Drafted();

        Assert.Equal((new DateOnly(2025, 10, 1), new DateOnly(2029, 9, 30), AuthoritativeText.English), (agreement.StartsOn, agreement.EndsOn, agreement.Authoritative));
        foreach (var text in new[] { agreement.TextEn, agreement.TextFr })
        {
            Assert.Contains("Prof Niamh Sutcliffe", text, StringComparison.Ordinal);
            Assert.Contains("Dr Aïcha Benoît", text, StringComparison.Ordinal);
            Assert.Contains("Léonie D’Alméida", text, StringComparison.Ordinal);
            Assert.Contains("UMR 5672", text, StringComparison.Ordinal);
            Assert.DoesNotContain("{", text, StringComparison.Ordinal);
            Assert.DoesNotContain("[", text, StringComparison.Ordinal);
        }
        Assert.Contains("ends on 30 September 2029", agreement.TextEn, StringComparison.Ordinal);
        Assert.Contains("prend fin le 30 septembre 2029", agreement.TextFr, StringComparison.Ordinal);
    }

    [Fact]
    public void Hash_AnyChange_GivesAnother()
    {
        var agreement = Drafted();
        var hashes = new HashSet<string>(StringComparer.Ordinal) { AgreementHash.Of(agreement) };
        Assert.Equal(hashes.Single(), AgreementHash.Of(agreement));
        var draft = new AgreementDraft(agreement.TextEn, agreement.TextFr, agreement.StartsOn, agreement.EndsOn, agreement.Authoritative);
        foreach (var other in new[]
        {
            draft with { TextEn = draft.TextEn + "." },
            draft with { TextFr = draft.TextFr + "." },
            draft with { StartsOn = draft.StartsOn!.Value.AddDays(1) },
            draft with { EndsOn = draft.EndsOn!.Value.AddDays(1) },
            draft with { Authoritative = AuthoritativeText.French },
        })
        {
            agreement.Write(other);
            Assert.True(hashes.Add(AgreementHash.Of(agreement)));
        }
        agreement.Write(draft);
        var names = AgreementDrafts.PartiesOf(_project);
        agreement.Between([names[0] with { Investigator = "Dr Somebody Else" }, names[1]]);
        Assert.True(hashes.Add(AgreementHash.Of(agreement)));
        agreement.Between([names[0] with { Unit = names[0].Unit + "|" }, names[1]]);
        Assert.True(hashes.Add(AgreementHash.Of(agreement)));
    }

    [Fact]
    public void Hash_LineEndingsAndCompositionOfAccents_AreOne()
    {
        var agreement = Drafted();
        var hash = AgreementHash.Of(agreement);

        agreement.Write(new AgreementDraft(agreement.TextEn.ReplaceLineEndings("\r\n") + "\r\n", agreement.TextFr.Normalize(System.Text.NormalizationForm.FormD), agreement.StartsOn, agreement.EndsOn, agreement.Authoritative));

        Assert.Equal(hash, AgreementHash.Of(agreement));
        Assert.Matches("^[0-9a-f]{64}$", hash);
    }

    [Theory]
    [InlineData("", "AgreementTextMissing")]
    [InlineData("It ends on 30 September 2029. [to be completed]", "AgreementHasGaps")]
    [InlineData("It ends some day.", "AgreementEndNotInText")]
    public void SendRound_UnfinishedText_IsRefused(string english, string code)
    {
        var agreement = Drafted();
        agreement.Write(new AgreementDraft(english, agreement.TextFr, agreement.StartsOn, agreement.EndsOn, agreement.Authoritative));

        var refused = Assert.Throws<DomainRuleException>(() => agreement.SendRound(Today));

        Assert.Equal((code, "TextEn"), (refused.Code, refused.Field));
    }

    [Fact]
    public void Write_ImpossibleDays_AreRefused()
    {
        var agreement = Drafted();
        var draft = new AgreementDraft("a", "b", Today, Today, AuthoritativeText.English);

        Assert.Equal("AgreementEndsBeforeStart", Assert.Throws<DomainRuleException>(() => agreement.Write(draft)).Code);
        Assert.Equal("AgreementEndMissing", Assert.Throws<DomainRuleException>(() => agreement.Write(draft with { EndsOn = null })).Code);
        Assert.Equal("AgreementStartMissing", Assert.Throws<DomainRuleException>(() => agreement.Write(draft with { StartsOn = null })).Code);
        Assert.Equal("DateOutOfRange", Assert.Throws<DomainRuleException>(() => agreement.Write(draft with { EndsOn = new DateOnly(2999, 1, 1) })).Code);
        Assert.Equal("AgreementTextTooLong", Assert.Throws<DomainRuleException>(() => agreement.Write(draft with { TextFr = new string('x', Agreement.LongestText + 1) })).Code);
    }

    [Fact]
    public void SendRound_EndHasPassed_IsRefused() =>
        Assert.Equal("AgreementEndInPast", Assert.Throws<DomainRuleException>(() => Drafted().SendRound(new DateOnly(2029, 10, 1))).Code);

    [Fact]
    public void Terminate_WithoutReasonOrTwice_IsRefused()
    {
        var agreement = Drafted();

        Assert.Equal("AgreementReasonsMissing", Assert.Throws<DomainRuleException>(() => agreement.Terminate(" ", Today)).Code);
        agreement.Terminate("Given up.", Today);
        Assert.Equal("AgreementOver", Assert.Throws<DomainRuleException>(() => agreement.Terminate("Again.", Today)).Code);
        Assert.False(agreement.IsInForceOn(Today));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "amberDays": 0, "mailDays": [90] }""")]
    [InlineData("""{ "amberDays": 365, "mailDays": [90, 90] }""")]
    [InlineData("""{ "amberDays": 365, "mailDays": [-3] }""")]
    public void ReminderRules_BrokenFile_SaysSo(string json) =>
        Assert.Contains("agreements.json", Assert.Throws<FormatException>(() => AgreementReminderRules.Parse(json, "agreements.json")).Message, StringComparison.Ordinal);

    private Agreement Drafted()
    {
        var agreement = new Agreement(_project);
        AgreementDrafts.Rewrite(agreement, _project, new DateOnly(2025, 10, 1), new DateOnly(2029, 9, 30), AuthoritativeText.English);
        return agreement;
    }
}
