using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Browser.Tests;

/// <summary>One joint project from an open call to two awards and two alumni, as all its people.</summary>
[Collection(BrowserCollection.Name)]
public sealed class JourneyTests(Browser browser)
{
    private const string Title = "Listening to glaciers";

    [InBrowserWith]
    [InlineData("en", "uk")]
    [InlineData("fr", "fr")]
    public async Task Project_FromCallToAlumni_IsCarriedByBothSides(string language, string lead)
    {
        await using var app = await App.StartAsync(listen: true);
        await using var journey = await Journey.BeginAsync(browser, app, language, lead);
        var people = new Cast(journey);

        var call = await OpenCallAsync(journey);
        var proposal = await BeginProposalAsync(journey, people, call);
        await WriteTogetherAsync(journey, people, proposal);
        await EndorseAsync(journey, people);
        await DecideAsync(journey);
        var project = await PublishAsync(journey, people, call, proposal);
        var agreement = await SendAgreementAsync(journey, people);
        await SignAsync(journey, people, agreement);

        var first = await RegisterAsync(journey, lead, "Ada", "Newbury");
        var second = await RegisterAsync(journey, journey.Partner, "Basile", "Nouvel");
        await journey.TurnToAsync(new DateTime(2027, 10, 1, 9, 0, 0));
        await BeginAsync(journey, lead, first);
        await BeginAsync(journey, journey.Partner, second);

        await ExaminationSteps.OfAsync(journey, people, lead, first);
        await ProjectIsAsync(journey, project, ProjectState.WindingDown);
        await ExaminationSteps.OfAsync(journey, people, journey.Partner, second);
        await ProjectIsAsync(journey, project, ProjectState.Completed);
        await JoinAlumniAsync(journey, "ada.newbury");
        await SeesAlumnusAsync(journey, "basile.nouvel", "Ada Newbury");
    }

    private static async Task<string> OpenCallAsync(Journey journey)
    {
        var t = journey.Texts;
        var office = await journey.AsAsync("office." + journey.Lead);
        await office.Page.GotoAsync("/calls");
        await office.Page.Locator("main a[href='/calls/add']").ClickAsync();
        await Journey.FillAsync(office,
            ("ThemeEn", "Earth in motion"), ("ThemeFr", "La Terre en mouvement"), ("Awards", "2"), ("OpensOn", "2026-11-23"), ("ClosesOn", "2026-12-15"),
            ("WhoEn", "One investigator on each side."), ("WhoFr", "Un ou une responsable de chaque côté."));
        await Journey.PressAsync(office, t["Calls.AddSubmit"]);
        await office.SeesAsync(t["Calls.IsDraft"]);
        await Journey.PressAsync(office, t["Calls.Announce"]);
        await office.SeesAsync(t.ZoneCity("Europe/London"));
        await office.SeesAsync(t.ZoneCity("Europe/Paris"));
        return office.Page.Url.Split('/')[^1];
    }

    private static async Task<string> BeginProposalAsync(Journey journey, Cast people, string call)
    {
        var t = journey.Texts;
        var lead = await journey.AsAsync(people.Lead);
        await lead.Page.GotoAsync("/calls/" + call);
        await lead.SeesAsync("h1", t.Of("Earth in motion", "La Terre en mouvement"));
        await lead.Page.Locator($"a[href='/proposals/add?call={call}']").ClickAsync();
        await Journey.ChooseLabelAsync(lead, "UnitId", Cast.UnitOf(journey.Lead));
        await Journey.FillAsync(lead, ("PartnerGivenName", people.PartnerName.Given), ("PartnerFamilyName", people.PartnerName.Family), ("PartnerEmail", people.Partner + "@test.example"));
        await Journey.PressAsync(lead, t["Proposals.Add.Submit"]);
        await lead.SeesAsync(t["Proposals.Edit.MissingPartner"]);
        var id = lead.Page.Url.Split('/')[^2];

        var link = await journey.LinkOfMailAsync("ProposalInvitation", people.Partner + "@test.example");
        var partner = people.PartnerIsNew ? await journey.ArriveAsync(people.Partner) : await journey.AsAsync(people.Partner);
        await partner.Page.GotoAsync(link);
        await partner.SeesAsync(await journey.NameOfAsync(people.Lead));
        await Journey.ChooseLabelAsync(partner, "UnitId", Cast.UnitOf(journey.Partner));
        if (people.PartnerIsNew)
            await Journey.FillAsync(partner, ("Password", World.Password));
        await Journey.PressAsync(partner, t["Invitations.Accept"]);
        await Journey.SeesNoticeAsync(partner, t["Invitations.Joined"]);
        return id;
    }

    /// <summary>Each writes their part; what the other wrote is there, with their name, and is not overwritten.</summary>
    private static async Task WriteTogetherAsync(Journey journey, Cast people, string proposal)
    {
        var t = journey.Texts;
        var lead = await journey.AsAsync(people.Lead);
        await lead.Page.GotoAsync($"/proposals/{proposal}/edit");
        var partner = await journey.AsAsync(people.Partner);
        await partner.Page.GotoAsync($"/proposals/{proposal}/edit");
        await Journey.FillAsync(partner, ("Mobility", "Three months at the partner in year two."), ("PartnerProfile", "Somebody who likes data."), ("PartnerStipend", "110000"));
        await Journey.PressAsync(partner, t["Proposals.Edit.Save"]);
        await partner.SeesAsync(t["Proposals.Edit.LeadSends"]);

        // The lead's page was opened before: it holds none of the partner's words, and takes none away.
        await Journey.FillAsync(lead,
            ("TitleEn", Title), ("AbstractEn", "Optical fibres laid on a glacier hear it move."), ("HomeProfile", "Somebody who likes the field."),
            ("Supervision", "We meet every two weeks."), ("HomeStipend", "96000"));
        await lead.Page.Locator("main input[name=Themes]").First.CheckAsync();
        await lead.Page.Locator("main input[name=Goals]").First.CheckAsync();
        await Journey.ChooseOptionAsync(lead, "Hdr", ProposalParts.HoldsHdr);
        await Journey.PressAsync(lead, t["Proposals.Edit.Save"]);
        await Assertions.Expect(lead.Page.Locator("main [name=Mobility]")).ToHaveValueAsync("Three months at the partner in year two.");
        await lead.SeesAsync(await journey.NameOfAsync(people.Partner));
        await Journey.PressAsync(lead, t["Proposals.Edit.Send"]);
        await Journey.SeesNoticeAsync(lead, await journey.NameOfAsync(people.Partner));
    }

    private static async Task EndorseAsync(Journey journey, Cast people)
    {
        var t = journey.Texts;
        await journey.ApproveAsync(people.Partner, t.Of("Confirmation by the partner investigator", "Confirmation par le ou la responsable partenaire"), "Optical fibres", null);
        // Both heads are asked at once, and neither waits for the other.
        await journey.ApproveAsync("unit." + journey.Partner, t.Of("Endorsement of the partner’s unit", "Avis de l’unité partenaire"), "We meet every two weeks.", "unit." + journey.Lead);
        await journey.ApproveAsync("unit." + journey.Lead, t.Of("Endorsement of the lead’s unit", "Avis de l’unité porteuse"), "Somebody who likes data.", "office." + journey.Lead);
        await journey.ApproveAsync("office." + journey.Lead, t.Of("Check of eligibility", "Vérification de la recevabilité"), Title, null);
    }

    private static async Task DecideAsync(Journey journey)
    {
        var t = journey.Texts;
        await journey.ApproveAsync("office." + journey.Partner, t.Of("Decision of the partner side", "Décision du côté partenaire"), "Optical fibres", "office." + journey.Lead);
        await journey.ApproveAsync("office." + journey.Lead, t.Of("Decision of the leading side", "Décision du côté porteur"), "Optical fibres", null);
    }

    private static async Task<string> PublishAsync(Journey journey, Cast people, string call, string proposal)
    {
        var t = journey.Texts;
        var office = await journey.AsAsync("office." + journey.Lead);
        await office.Page.GotoAsync($"/calls/{call}/decisions");
        await office.SeesAsync(t["Calls.Decisions.NotClosed"]);
        await journey.TurnToAsync(new DateTime(2026, 12, 15, 18, 0, 0));

        office = await journey.AsAsync("office." + journey.Lead);
        await office.Page.GotoAsync("/tasks");
        await office.Page.Locator($"a.row-title[href='/calls/{call}/decisions']").ClickAsync();
        await office.SeesAsync(Title);
        await Journey.PressAsync(office, t["Calls.Decisions.Agree"]);
        // Until the other side agrees too, nobody else knows.
        var lead = await journey.AsAsync(people.Lead);
        await lead.Page.GotoAsync("/proposals/" + proposal);
        // The whole route names every end that there may be; nothing else does.
        var outside = await lead.Page.Locator("main").EvaluateAsync<string>("main => { const copy = main.cloneNode(true); copy.querySelector('[aria-labelledby=whole-route]').remove(); return copy.textContent; }");
        Assert.DoesNotContain(t.Enum(ProposalState.Accepted), outside, StringComparison.Ordinal);

        var other = await journey.AsAsync("office." + journey.Partner);
        await other.Page.GotoAsync($"/calls/{call}/decisions");
        await Journey.PressAsync(other, t["Calls.Decisions.Agree"]);
        await lead.Page.ReloadAsync();
        await lead.SeesAsync(t.Enum(ProposalState.Accepted));
        await lead.Page.Locator("main .form-actions a.btn-primary[href^='/projects/']").ClickAsync();
        await lead.SeesAsync("h1", Title);
        await lead.SeesAsync(t["Agreements.Project.NotYet"]);
        return lead.Page.Url.Split('/')[^1];
    }

    private static async Task<string> SendAgreementAsync(Journey journey, Cast people)
    {
        var t = journey.Texts;
        var office = await journey.AsAsync("office." + journey.Lead);
        await office.Page.GotoAsync("/tasks");
        await office.Page.Locator("a.row-title[href^='/agreements/']").ClickAsync();
        var id = office.Page.Url.Split('/')[^1];
        await office.SeesAsync(t["Agreements.DraftDesk"]);
        await office.Page.Locator($"a.btn-primary[href='/agreements/{id}/edit']").ClickAsync();
        await Journey.PressAsync(office, t["Agreements.Edit.Send"]);
        await office.SeesAsync(".desk", await journey.NameOfAsync("legal." + journey.Lead));

        // Whoever is not asked yet finds no place to sign.
        var signatory = await journey.AsAsync("signatory." + journey.Lead);
        await signatory.Page.GotoAsync($"/agreements/{id}/sign");
        await Assertions.Expect(signatory.Page.Locator("input[name=TypedName]")).ToHaveCountAsync(0);

        var review = t.Of("Legal review of the agreement", "Examen juridique de la convention");
        await journey.ApproveAsync("legal." + journey.Partner, review, await journey.NameOfAsync(people.Lead), "legal." + journey.Lead);
        await journey.ApproveAsync("legal." + journey.Lead, review, await journey.NameOfAsync(people.Partner), people.Lead);
        return id;
    }

    private static async Task SignAsync(Journey journey, Cast people, string agreement)
    {
        var t = journey.Texts;
        var (investigator, institution) = (t.Of("Signature of the investigator", "Signature du responsable scientifique"), t.Of("Signature for the institution", "Signature pour l’établissement"));
        foreach (var (name, asked) in new[] { (people.Lead, investigator), (people.Partner, investigator), ("signatory." + journey.Lead, institution), ("signatory." + journey.Partner, institution) })
        {
            var visit = await journey.OpenTaskAsync(name, asked);
            await visit.SeesAsync(t["Agreements.TextOf.English"]);
            await visit.SeesAsync(t["Agreements.TextOf.French"]);
            var typed = await journey.App.AskAsync(async db => await db.Users.Where(p => p.Email == name + "@test.example").Select(p => p.GivenName + " " + p.FamilyName).SingleAsync());
            await Journey.FillAsync(visit, ("TypedName", typed));
            await visit.Page.Locator("label.choice", new() { Has = visit.Page.Locator("input[name=HasRead]") }).ClickAsync();
            await Journey.PressAsync(visit, t["Agreements.Sign.Sign"]);
            await visit.Page.WaitForURLAsync("**/agreements/" + agreement);
        }
        var last = await journey.AsAsync("signatory." + journey.Partner);
        await Assertions.Expect(last.Page.Locator(".desk-ok, .desk").First).ToContainTextAsync(t.Date(new DateOnly(2027, 10, 1)));
        var pdf = await last.Page.APIRequest.GetAsync($"/agreements/{agreement}/pdf");
        Assert.Equal("application/pdf", pdf.Headers["content-type"]);
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString((await pdf.BodyAsync())[..5]), StringComparison.Ordinal);
    }

    /// <summary>The office registers a new person, who sets a password by the link of their mail.</summary>
    /// <returns>The number of the candidature.</returns>
    private static async Task<string> RegisterAsync(Journey journey, string side, string given, string family)
    {
        var t = journey.Texts;
        var email = $"{given}.{family}@test.example".ToLowerInvariant();
        var office = await journey.AsAsync("office." + side);
        await office.Page.GotoAsync("/tasks");
        await office.Page.Locator("a.row-title[href^='/studentships/']").First.ClickAsync();
        await office.SeesAsync(Title);
        await Journey.FillAsync(office, ("Email", email), ("GivenName", given), ("FamilyName", family));
        await Journey.ChooseOptionAsync(office, "Language", t.Language);
        if (side == "fr")
        {
            var lille = await journey.App.AskAsync(db => db.Institutions.SingleAsync(i => i.Code == "LILLE"));
            await Journey.ChooseLabelAsync(office, "HomeInstitutionId", t.Of(lille.NameEn, lille.NameFr));
            await Journey.ChooseLabelAsync(office, "DoctoralSchoolId", "École doctorale (ED 52)");
        }
        await Assertions.Expect(office.Page.Locator("main [name=StartOn]")).ToHaveValueAsync("2027-10-01");
        await Journey.PressAsync(office, t["Register.Submit"]);
        await Journey.SeesNoticeAsync(office, $"{given} {family}");

        var student = await journey.ArriveAsync(given);
        await student.Page.GotoAsync(await journey.LinkOfMailAsync("StudentInvited", email));
        await Journey.FillAsync(student, ("Password", World.Password), ("Again", World.Password));
        await Journey.PressAsync(student, t["ResetPassword.Submit"]);
        return new Uri(office.Page.Url).AbsolutePath.Split('/')[^1];
    }

    private static async Task BeginAsync(Journey journey, string side, string candidature)
    {
        var t = journey.Texts;
        var office = await journey.AsAsync("office." + side);
        await office.Page.GotoAsync("/tasks");
        await office.Page.Locator($"a.row-title[href='/candidatures/{candidature}/begin']").ClickAsync();
        await Journey.PressAsync(office, t["Begin.SubmitStart"]);
        await office.Page.WaitForURLAsync("**/candidatures/" + candidature);
    }

    private static async Task ProjectIsAsync(Journey journey, string project, ProjectState state)
    {
        var programme = await journey.AsAsync("programme");
        await programme.Page.GotoAsync("/projects/" + project);
        await programme.SeesAsync(".page-head", journey.Texts.Enum(state));
    }

    private static async Task JoinAlumniAsync(Journey journey, string name)
    {
        var t = journey.Texts;
        var alumnus = await journey.AsAsync(name);
        await alumnus.Page.GotoAsync("/alumni/me");
        await alumnus.Page.CheckAsync("input[name=Understood]");
        await Journey.PressAsync(alumnus, t["Alumni.Consent.Submit"]);
        await alumnus.Page.CheckAsync("input[name=ShowsName]");
        await alumnus.Page.Locator("label.choice", new() { Has = alumnus.Page.Locator("input[value=Form]") }).ClickAsync();
        await Journey.PressAsync(alumnus, t["Profile.Save"]);
        await alumnus.SeesAsync(t["Alumni.Me.Preview"]);
    }

    private static async Task SeesAlumnusAsync(Journey journey, string name, string other)
    {
        var visit = await journey.AsAsync(name);
        await visit.Page.GotoAsync("/alumni");
        await visit.SeesAsync(other);
    }
}

/// <summary>Who plays which part, by side.</summary>
internal sealed class Cast(Journey journey)
{
    public string Lead { get; } = "newcomer." + journey.Lead;

    /// <summary>On the French way the partner has no account yet.</summary>
    public bool PartnerIsNew { get; } = journey.Partner == "uk";
    public string Partner { get; } = journey.Partner == "uk" ? "rosalind.marsh" : "newcomer.fr";
    public (string Given, string Family) PartnerName => PartnerIsNew ? ("Rosalind", "Marsh") : ("Noémie", "Lefèvre");

    /// <summary>The investigator of a side, who supervises its student.</summary>
    public string InvestigatorOf(string side) => side == journey.Lead ? Lead : Partner;

    public static string UnitOf(string side) => side == "uk" ? "Physics" : "Laboratoire de Physique (UMR 5672)";
}
