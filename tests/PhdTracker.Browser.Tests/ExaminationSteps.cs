using Microsoft.Playwright;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Training;

namespace PhdTracker.Browser.Tests;

/// <summary>From the entry for the examination to the award, as the people of one side: a viva with corrections, or a soutenance without.</summary>
internal static class ExaminationSteps
{
    private static readonly (string Name, string Email, string Place, string Country, ExaminerRole Role, ExaminerRank Rank, bool IsExternal)[] British =
    [
        ("Dr Alice Whitfield", "whitfield@ic.example", "Imperial College London", "GB", ExaminerRole.InternalExaminer, ExaminerRank.Other, false),
        ("Prof Jens Holm", "holm@dtu.example", "DTU", "DK", ExaminerRole.ExternalExaminer, ExaminerRank.Professor, false),
    ];

    private static readonly (string Name, string Email, string Place, string Country, ExaminerRole Role, ExaminerRank Rank, bool IsExternal)[] French =
    [
        ("Prof Ingrid Solheim", "solheim@oslo.example", "Universitetet i Oslo", "NO", ExaminerRole.Rapporteur, ExaminerRank.Professor, true),
        ("Dr Paolo Bianchi", "bianchi@torino.example", "Università di Torino", "IT", ExaminerRole.Rapporteur, ExaminerRank.Other, true),
        ("Prof Claire Audibert", "audibert@lyon.example", "ENS de Lyon", "FR", ExaminerRole.President, ExaminerRank.Professor, false),
        ("Dr Marc Vial", "vial@lyon.example", "CNRS", "FR", ExaminerRole.Examinateur, ExaminerRank.Other, false),
    ];

    public static async Task OfAsync(Journey journey, Cast people, string side, string candidature)
    {
        var student = side == journey.Lead ? "ada.newbury" : "basile.nouvel";
        var t = journey.Texts;
        var id = await EnterAsync(journey, student, candidature, people.InvestigatorOf(side));
        if (side == "fr")
            await TrainAsync(journey, candidature);
        await NominateAsync(journey, people.InvestigatorOf(side), side);
        if (side == "uk")
        {
            await journey.ApproveAsync("director.uk", t.Of("Approval of the examiners by the director", "Approbation des examinateurs par la direction des études"), "Prof Jens Holm", "registry.uk");
            await journey.ApproveAsync("registry.uk", t.Of("Approval of the examiners by the registry", "Approbation des examinateurs par la scolarité"), "Prof Jens Holm", student);
        }
        else
        {
            await journey.ApproveAsync("school.fr", t.Of("Opinion of the doctoral school on the jury", "Avis de l’école doctorale sur le jury"), "Prof Ingrid Solheim", "signatory.fr");
            await journey.ApproveAsync("signatory.fr", t.Of("Appointment of the jury by the president", "Désignation du jury par le président"), "Prof Ingrid Solheim", student);
        }
        await HandInAsync(journey, student, t.Of("Thesis", "Thèse"), "First version", "office." + side);
        await HoldAsync(journey, side);
        if (side == "uk")
        {
            await HandInAsync(journey, student, t.Of("Corrected thesis", "Thèse corrigée"), "With corrections", people.InvestigatorOf(side));
            await journey.ApproveAsync(people.InvestigatorOf(side), t.Of("Check of the corrections", "Vérification des corrections"), "Corrected.pdf", "office." + side);
        }
        await AwardAsync(journey, side, id, student);
    }

    private static async Task<string> EnterAsync(Journey journey, string student, string candidature, string next)
    {
        var t = journey.Texts;
        var visit = await journey.AsAsync(student);
        await visit.Page.GotoAsync("/candidatures/" + candidature);
        await visit.Page.Locator($"a[href='/candidatures/{candidature}/examination']").ClickAsync();
        await Journey.FillAsync(visit, ("TitleEn", "How glaciers sound"), ("TitleFr", "Le son des glaciers"));
        await Journey.PressAsync(visit, t["Examinations.EnterSubmit"]);
        await Journey.SeesNoticeAsync(visit, await journey.NameOfAsync(next));
        return visit.Page.Url.Split('/')[^1];
    }

    /// <summary>The office records the training that the proposal of a jury needs.</summary>
    private static async Task TrainAsync(Journey journey, string candidature)
    {
        var visit = await journey.AsAsync("office.fr");
        await visit.Page.GotoAsync($"/candidatures/{candidature}/training/add");
        await Journey.FillAsync(visit, ("Title", "Doctoral training"), ("Hours", "100"), ("From", "2026-12-01"));
        await Journey.ChooseOptionAsync(visit, "Category", nameof(TrainingCategory.Ethics));
        await Journey.PressAsync(visit, journey.Texts["Training.AddSend"]);
        await Journey.SeesNoticeAsync(visit, "Doctoral training");
    }

    private static async Task NominateAsync(Journey journey, string lead, string side)
    {
        var t = journey.Texts;
        var visit = await journey.OpenTaskAsync(lead, side == "uk" ? t.Of("Nomination of the examiners", "Désignation des examinateurs") : t.Of("Proposal of the jury", "Proposition du jury"));
        var panel = side == "uk" ? British : French;
        for (var i = 0; i < panel.Length; i++)
        {
            var examiner = panel[i];
            await Journey.FillAsync(visit, ($"Rows[{i}].Name", examiner.Name), ($"Rows[{i}].Email", examiner.Email), ($"Rows[{i}].Institution", examiner.Place), ($"Rows[{i}].Country", examiner.Country));
            await Journey.ChooseOptionAsync(visit, $"Rows[{i}].Role", examiner.Role.ToString());
            await Journey.ChooseOptionAsync(visit, $"Rows[{i}].Rank", examiner.Rank.ToString());
            if (examiner.IsExternal)
                await visit.Page.CheckAsync($"input[name='Rows[{i}].IsExternal']");
        }
        await Journey.PressAsync(visit, t["Examinations.NominateSubmit"]);
        await Journey.SeesNoticeAsync(visit, t["Examinations.NominateDone"]);
    }

    private static async Task HandInAsync(Journey journey, string student, string asked, string says, string next)
    {
        var t = journey.Texts;
        var visit = await journey.OpenTaskAsync(student, asked);
        await Journey.ChooseOptionAsync(visit, "Language", "en");
        var file = says == "First version" ? "Thesis.pdf" : "Corrected.pdf";
        await visit.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = file, MimeType = "application/pdf", Buffer = Pdf.Saying(student + " " + says) });
        await Journey.PressAsync(visit, t["Examinations.HandIn"]);
        await Journey.SeesNoticeAsync(visit, await journey.NameOfAsync(next));
        await visit.SeesAsync(file);
    }

    /// <summary>The office records the reports in France, the day and the outcome; the president authorises in France.</summary>
    private static async Task HoldAsync(Journey journey, string side)
    {
        var t = journey.Texts;
        if (side == "fr")
        {
            var reports = await journey.OpenTaskAsync("office.fr", t.Of("Reports of the rapporteurs", "Rapports des rapporteurs"));
            await Journey.FillAsync(reports, ("On", "2027-10-01"));
            await Journey.PressAsync(reports, t["Examinations.Record"]);
        }
        var day = await journey.OpenTaskAsync("office." + side, side == "uk" ? t.Of("Day of the viva", "Date de soutenance") : t.Of("Day of the defence", "Date de soutenance"));
        await Journey.FillAsync(day, ("On", "2027-10-01"), ("Place", "Blackett 1004"), ("Reason", "Everybody could come."));
        await Journey.PressAsync(day, t["Examinations.SetDate"]);
        await Journey.SeesNoticeAsync(day, t.Date(new DateOnly(2027, 10, 1)));
        if (side == "fr")
            await journey.ApproveAsync("signatory.fr", t.Of("Authorisation of the defence", "Autorisation de soutenance"), "Blackett 1004", "office.fr");

        var outcome = side == "uk" ? ExaminationOutcome.MinorCorrections : ExaminationOutcome.Admitted;
        var visit = await journey.OpenTaskAsync("office." + side, side == "uk" ? t.Of("Outcome of the viva", "Résultat de la soutenance") : t.Of("Outcome of the defence", "Résultat de la soutenance"));
        await visit.ChooseAsync(outcome.ToString());
        await Journey.FillAsync(visit, ("On", "2027-10-01"));
        await Journey.PressAsync(visit, t["Examinations.Record"]);
        await Journey.SeesNoticeAsync(visit, t.Enum(outcome));
    }

    private static async Task AwardAsync(Journey journey, string side, string examination, string student)
    {
        var t = journey.Texts;
        var visit = await journey.OpenTaskAsync("office." + side, t.Of("Award of the degree", "Délivrance du diplôme"));
        await Journey.FillAsync(visit, ("On", "2027-10-01"));
        await Journey.PressAsync(visit, t["Examinations.AwardSubmit"]);
        await Journey.SeesNoticeAsync(visit, await journey.NameOfAsync(student));
        var graduate = await journey.AsAsync(student);
        await graduate.Page.GotoAsync("/examinations/" + examination);
        await graduate.SeesAsync(".page-head", t.Enum(ExaminationState.Awarded));
    }
}
