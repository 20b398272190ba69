using System.Text.Json;
using PhdTracker.Core.Milestones.Rules.Planning;
using static PhdTracker.Core.Tests.Milestones.Rules.Shipped;

namespace PhdTracker.Core.Tests.Milestones.Rules;

public class RationaleTests
{
    // "~" stands for the non-breaking space of French typography.
    [Theory]
    [InlineData("esa", "2025-02-01..2025-04-30", "1", "",
        "12 months from 1 October 2024, plus 89 days for the interruption from 1 February 2025 to 30 April 2025: 29 December 2025.",
        "12 mois à compter du 1er octobre 2024, plus 89 jours pour l’interruption du 1er février 2025 au 30 avril 2025~: 29 décembre 2025.")]
    [InlineData("esa", "2025-02-01..2025-02-01", "1", "",
        "12 months from 1 October 2024, plus 1 day for the interruption from 1 February 2025 to 1 February 2025: 2 October 2025.",
        "12 mois à compter du 1er octobre 2024, plus 1 jour pour l’interruption du 1er février 2025 au 1er février 2025~: 2 octobre 2025.")]
    [InlineData("esa", "", "0.5", "",
        "12 months from 1 October 2024, that is 24 months at 50% of full time: 1 October 2026.",
        "12 mois à compter du 1er octobre 2024, soit 24 mois à 50~% du temps plein~: 1er octobre 2026.")]
    [InlineData("research-plan", "", "0.7", "",
        "3 months from 1 October 2024, that is 4 months and 9 days at 70% of full time: 10 February 2025.",
        "3 mois à compter du 1er octobre 2024, soit 4 mois et 9 jours à 70~% du temps plein~: 10 février 2025.")]
    [InlineData("esa", "", "1", "2025-04-01=0.5",
        "12 months from 1 October 2024, at 50% of full time from 1 April 2025: 2 April 2026.",
        "12 mois à compter du 1er octobre 2024, à 50~% du temps plein à partir du 1er avril 2025~: 2 avril 2026.")]
    [InlineData("thesis-submission", "", "1", "",
        "At most 48 months from 1 October 2024: 1 October 2028.",
        "Au plus 48 mois à compter du 1er octobre 2024~: 1er octobre 2028.")]
    [InlineData("viva", "", "1", "",
        "3 months after the thesis submission (1 October 2028): 1 January 2029.",
        "3 mois après le dépôt de la thèse (1er octobre 2028)~: 1er janvier 2029.")]
    public void Compute_Imperial_ExplainsTheDate(string milestone, string pauses, string fte, string changes, string english, string french) =>
        AssertSays(english, french, Plan.Compute(Imperial, From("2024-10-01") with { Pauses = Pauses(pauses), Fte = Number(fte), FteChanges = Changes(changes) }).One(milestone));

    [Theory]
    [InlineData("csi-1",
        "Year 1 campaign, open from 1 April 2025 to 30 September 2025: 30 September 2025.",
        "Campagne de l’année 1, ouverte du 1er avril 2025 au 30 septembre 2025~: 30 septembre 2025.")]
    [InlineData("jury-proposal",
        "2 months before the defence (9 December 2027): 9 October 2027.",
        "2 mois avant la soutenance (9 décembre 2027)~: 9 octobre 2027.")]
    [InlineData("rapporteur-reports",
        "14 days before the defence (9 December 2027): 25 November 2027.",
        "14 jours avant la soutenance (9 décembre 2027)~: 25 novembre 2027.")]
    [InlineData("training-hours",
        "No later than the jury proposal (9 October 2027): 9 October 2027.",
        "Au plus tard à la date fixée pour la proposition de jury (9 octobre 2027)~: 9 octobre 2027.")]
    [InlineData("defence",
        "Date recorded for the defence: 9 December 2027.",
        "Date enregistrée pour la soutenance~: 9 décembre 2027.")]
    public void Compute_France_ExplainsTheDate(string milestone, string english, string french) =>
        AssertSays(english, french, Plan.Compute(France, From("2024-10-01") with { DefenceOn = Day("2027-12-09") }).One(milestone));

    [Fact]
    public void Compute_Extended_SaysByHowMuch() =>
        AssertSays(
            "12 months from 1 October 2024, plus an extension of 30 days: 31 October 2025.",
            "12 mois à compter du 1er octobre 2024, plus une prolongation de 30 jours~: 31 octobre 2025.",
            Plan.Compute(Imperial, From("2024-10-01") with { Extensions = [new("esa", 30)] }).One("esa"));

    [Fact]
    public void Compute_ExtensionHeldBack_SaysSo() =>
        AssertSays(
            "At most 48 months from 1 October 2024, the latest that an extension may reach without an administrator: 1 October 2028.",
            "Au plus 48 mois à compter du 1er octobre 2024, date la plus tardive possible sans l’accord de l’administration~: 1er octobre 2028.",
            Plan.Compute(Imperial, From("2024-10-01") with { Extensions = [new("thesis-submission", 30)] }).One("thesis-submission"));

    [Fact]
    public void Compute_Fixed_SaysWho() =>
        AssertSays(
            "Date set by an administrator instead of 1 October 2026: 1 December 2026.",
            "Date fixée par l’administration au lieu du 1er octobre 2026~: 1er décembre 2026.",
            Plan.Compute(Imperial, From("2024-10-01") with { Facts = [new("lsr") { FixedOn = Day("2026-12-01") }] }).One("lsr"));

    [Fact]
    public void Compute_AllShippedSets_SayEverythingInWords()
    {
        var input = From("2024-10-15") with
        {
            Fte = 0.8m,
            Pauses = Pauses("2025-02-01..2025-04-30"),
            FteChanges = Changes("2026-01-01=1"),
            ContractEndsOn = Day("2027-10-14"),
            StayStartsOn = Day("2026-03-01"),
            StayEndsOn = Day("2026-05-31"),
        };
        foreach (var date in Shipped.Library.Sets.SelectMany(set => Plan.Compute(set, input)))
        {
            Assert.DoesNotContain("Rules.", date.Rationale.En + date.Rationale.Fr, StringComparison.Ordinal);
            Assert.DoesNotContain("{0}", date.Title.En + date.Title.Fr, StringComparison.Ordinal);
            Assert.EndsWith($"{date.DueOn.Year}.", date.Rationale.En, StringComparison.Ordinal);
            Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(date.Inputs).RootElement.ValueKind);
        }
    }

    private static void AssertSays(string english, string french, PlannedDate date) =>
        Assert.Equal((english, french.Replace('~', '\u00a0')), (date.Rationale.En, date.Rationale.Fr));
}
