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
        "12 months from 1 October 2024, plus 1 day for the interruption of 1 February 2025: 2 October 2025.",
        "12 mois à compter du 1er octobre 2024, plus 1 jour pour l’interruption du 1er février 2025~: 2 octobre 2025.")]
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

    // What moved a date, in both languages.
    [Theory]
    [InlineData("shift", "lsr",
        "24 months from 1 October 2024, plus 14 days for the general suspension from 1 March 2026 to 14 March 2026: 15 October 2026.",
        "24 mois à compter du 1er octobre 2024, plus 14 jours pour la suspension générale du 1er mars 2026 au 14 mars 2026~: 15 octobre 2026.")]
    [InlineData("both", "lsr",
        "24 months from 1 October 2024, plus 28 days for an interruption and a general suspension, together from 15 February 2026 to 14 March 2026: 29 October 2026.",
        "24 mois à compter du 1er octobre 2024, plus 28 jours pour une interruption et une suspension générale, ensemble du 15 février 2026 au 14 mars 2026~: 29 octobre 2026.")]
    [InlineData("part", "mutual-expectations",
        "3 months from 1 October 2024, whatever the share of full time: 1 January 2025.",
        "3 mois à compter du 1er octobre 2024, quelle que soit la quotité de travail~: 1er janvier 2025.")]
    [InlineData("met", "esa",
        "12 months from 1 October 2024, met on 20 September 2025: 1 October 2025.",
        "12 mois à compter du 1er octobre 2024, étape franchie le 20 septembre 2025~: 1er octobre 2025.")]
    [InlineData("waived", "esa",
        "12 months from 1 October 2024, waived by an administrator: 1 October 2025.",
        "12 mois à compter du 1er octobre 2024, étape dont l’administration a dispensé~: 1er octobre 2025.")]
    [InlineData("again", "esa",
        "3 months after the decision of 6 October 2025 that asks for another attempt: 6 January 2026.",
        "3 mois après la décision du 6 octobre 2025 qui demande une nouvelle tentative~: 6 janvier 2026.")]
    [InlineData("thesis", "exam-entry",
        "4 months before the thesis submission (31 May 2028), the earlier of two dates (the other is 1 June 2028): 31 January 2028.",
        "4 mois avant le dépôt de la thèse (31 mai 2028), la plus proche de deux dates (l’autre est le 1er juin 2028)~: 31 janvier 2028.")]
    [InlineData("viva", "corrections-uk",
        "6 months after the viva (15 December 2028), as its outcome asks: 15 June 2029.",
        "6 mois après la soutenance (15 décembre 2028), selon son résultat~: 15 juin 2029.")]
    public void Compute_WhateverMovedTheDate_IsNamed(string history, string milestone, string english, string french)
    {
        var plain = From("2024-10-01");
        AssertSays(english, french, Plan.Compute(Imperial, history switch
        {
            "shift" => plain with { Shifts = [new(Day("2026-03-01"), Day("2026-03-14"))] },
            "both" => plain with { Shifts = [new(Day("2026-03-01"), Day("2026-03-14"))], Pauses = Pauses("2026-02-15..2026-03-05") },
            "part" => plain with { FteChanges = Changes("2025-06-01=0.5") },
            "met" => plain with { Facts = [new("esa") { DoneOn = Day("2025-09-20") }] },
            "waived" => plain with { Facts = [new("esa") { Waived = true }] },
            "again" => plain with { Facts = [new("esa") { RetakeAskedOn = Day("2025-10-06") }] },
            "thesis" => plain with { ThesisSubmittedOn = Day("2028-05-31") },
            _ => plain with { Facts = [new("viva") { DoneOn = Day("2028-12-15"), Outcome = "major" }] },
        }).One(milestone));
    }

    [Fact]
    public void Compute_SkippedCampaign_SaysWhy() =>
        AssertSays(
            "Year 1 campaign, open from 1 April 2025 to 30 September 2025, skipped because its last day lies in the interruption from 1 August 2025 to 31 October 2025: 30 September 2025.",
            "Campagne de l’année 1, ouverte du 1er avril 2025 au 30 septembre 2025, sans objet car son dernier jour tombe dans l’interruption du 1er août 2025 au 31 octobre 2025~: 30 septembre 2025.",
            Plan.Compute(France, From("2024-10-01") with { Pauses = Pauses("2025-08-01..2025-10-31") }).One("csi-1"));

    [Fact]
    public void Compute_NotNeeded_SaysWhy() =>
        AssertSays(
            "At most 36 months from 1 October 2024, the earlier of two dates (the other is 30 November 2027), not needed because the defence is no later (20 September 2027): 1 October 2027.",
            "Au plus 36 mois à compter du 1er octobre 2024, la plus proche de deux dates (l’autre est le 30 novembre 2027), sans objet car la soutenance n’a pas lieu plus tard (20 septembre 2027)~: 1er octobre 2027.",
            Plan.Compute(France, From("2024-10-01") with { DefenceOn = Day("2027-09-20") }).One("derogation-4"));

    [Fact]
    public void Compute_TooMuchForASentence_CountsIt() =>
        AssertSays(
            "24 months from 1 October 2024, plus 28 days for 7 interruptions, with 2 changes of the share of full time, the last to 100% from 1 March 2026: 28 December 2026.",
            "24 mois à compter du 1er octobre 2024, plus 28 jours pour 7 interruptions, avec 2 changements de quotité, le dernier à 100~% du temps plein à partir du 1er mars 2026~: 28 décembre 2026.",
            Plan.Compute(Imperial, From("2024-10-01") with
            {
                Pauses = [.. Enumerable.Range(0, 7).Select(i => new Pause(Day("2024-11-01").AddMonths(i), Day("2024-11-04").AddMonths(i)))],
                FteChanges = Changes("2025-11-01=0.5 2026-03-01=1"),
            }).One("lsr"));

    [Fact]
    public void Compute_TooMuchWithOneOfEach_CountsEachByItself() =>
        AssertSays(
            "24 months from 1 October 2024, plus 2 days for 1 interruption and 1 general suspension, with 5 changes of the share of full time, the last to 100% from 1 June 2025: 8 November 2026.",
            "24 mois à compter du 1er octobre 2024, plus 2 jours pour 1 interruption et 1 suspension générale, avec 5 changements de quotité, le dernier à 100~% du temps plein à partir du 1er juin 2025~: 8 novembre 2026.",
            Plan.Compute(Imperial, From("2024-10-01") with
            {
                Pauses = Pauses("2024-11-01..2024-11-01"),
                Shifts = [new(Day("2024-12-02"), Day("2024-12-02"))],
                FteChanges = Changes("2025-02-01=0.5 2025-03-01=1 2025-04-01=0.5 2025-05-01=0.8 2025-06-01=1"),
            }).One("lsr"));

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
