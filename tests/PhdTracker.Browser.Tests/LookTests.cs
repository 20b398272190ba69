using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Browser.Tests;

/// <summary>An app in which there is something to see on every page.</summary>
public sealed class LookWorld : IAsyncLifetime
{
    public App App { get; private set; } = null!;
    public int TaskId { get; private set; }

    /// <summary>The route of that task, and where it waits for it.</summary>
    public int ProcessId { get; private set; }

    /// <summary>A failed step of <see cref="ProcessId"/>.</summary>
    public int IncidentId { get; private set; }

    /// <summary>A draft of the milestone review.</summary>
    public int DraftVersion { get; private set; }
    public int DraftRules { get; private set; }
    public string BookmarkId { get; private set; } = "";
    public int AlumnusId { get; private set; }

    /// <summary>An agreement to be signed by the UK lead, and the draft of another.</summary>
    public int AgreementId { get; private set; }

    /// <inheritdoc cref="AgreementId"/>
    public int DraftId { get; private set; }

    /// <summary>A proposal of two newcomers on the desk of the partner, and a draft whose partner is invited.</summary>
    public int ProposalId { get; private set; }

    /// <inheritdoc cref="ProposalId"/>
    public int ProposalDraftId { get; private set; }
    public string InvitationToken { get; private set; } = "";
    public int ConfirmTaskId { get; private set; }

    /// <summary>The place of the first project's UK student.</summary>
    public int UkStudentshipId { get; private set; }

    /// <summary>A group of people, with one member.</summary>
    public int GroupId { get; private set; }

    /// <summary>A shift of dates that the programme manager prepared.</summary>
    public int ShiftId { get; private set; }

    /// <summary>Sheets that the programme manager uploaded, and one of their lines.</summary>
    public (int Id, int LineId) Import { get; private set; }

    /// <summary>The partner's opinion on the early stage assessment, given.</summary>
    public int OpinionTaskId { get; private set; }

    /// <summary>A legal office's review of the agreement, done.</summary>
    public int ReviewedTaskId { get; private set; }

    /// <summary>Examinations whose next step is the nomination (UK), the reports (FR) and the award (second project).</summary>
    public (int Nomination, int Reports, int Award) Examinations { get; private set; }

    /// <summary>Milestones at the steps that ask committees.</summary>
    public CommitteeScene Committees { get; private set; } = null!;

    /// <summary>A request of the UK student that is being decided, and one of the French student that was returned.</summary>
    public (int Open, int Returned) Requests { get; private set; }

    /// <summary>A joint meeting to come, and one about the UK student that took place, with something to be done.</summary>
    public (int Coming, int Held) Meetings { get; private set; }

    /// <summary>Training of the UK student that waits to be confirmed.</summary>
    public int TrainingId { get; private set; }

    public async Task InitializeAsync()
    {
        if (Browser.WhyNot is not null)
            return;
        App = await App.StartAsync(listen: true);
        var acts = new Acts(App);
        await acts.HandInAsync("student.uk", App.World.EsaId);
        await acts.HandInAsync("student.fr", App.World.CsiId);
        await acts.DecideAsync("lead.fr", await acts.TaskAsync(App.World.CsiId, "lead:home"), DecisionKind.Returned, "Section 4 is missing.");
        OpinionTaskId = await acts.TaskAsync(App.World.EsaId, "lead:partner");
        await acts.DecideAsync("lead.fr", OpinionTaskId, DecisionKind.Reserved, "I would like to see the control experiment.");
        AlumnusId = await App.InScopeAsync(async services =>
        {
            await FormerStudents.AddAsync(services, App.World);
            return await FormerStudents.ConsentAsync(services, App.World, "alumnus.uk");
        });
        TaskId = await acts.TaskAsync(App.World.EsaId, "lead:home");
        (ProcessId, BookmarkId) = await App.AskAsync(async db =>
        {
            var task = await db.Tasks.SingleAsync(t => t.Id == TaskId);
            return (task.ProcessId, task.BookmarkId);
        });
        IncidentId = await FailedStep.AddAsync(App, ProcessId);
        DraftVersion = await acts.AsAsync("programme", async (services, by) => (await services.GetRequiredService<UploadRouteHandler>()
            .HandleAsync(new UploadRoute(await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "workflows", "approvals", "milestone-review.json")), Renumber: true), by, default)).Version);
        DraftRules = await acts.AsAsync("programme", async (services, by) => (await services.GetRequiredService<UploadRuleSetHandler>()
            .HandleAsync(new UploadRuleSet((await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "workflows", "milestones", "imperial-2021-10.json"))).Replace("\"months\": 12", "\"months\": 15", StringComparison.Ordinal), null, Renumber: true), by, default)).Number);
        var agreeing = new Agreeing(acts, App.World);
        var (uk, fr, other) = (new ExaminationActs(acts, App.World, App.Clock), new ExaminationActs(acts, App.World, App.Clock, french: true), new ExaminationActs(acts, App.World, App.Clock, other: true));
        Committees = await CommitteeScene.CreateAsync(App);
        await uk.EnterAsync();
        await fr.ApproveAsync();
        await fr.HandInAsync();
        await other.ToAwardAsync();
        Examinations = (uk.Id, fr.Id, other.Id);
        var applying = await Applying.ToAsync(App);
        (ProposalId, ProposalDraftId) = (await applying.SentAsync(), await applying.StartAsync("other.lead.uk", "other.lead.fr"));
        InvitationToken = await applying.TokenAsync();
        ConfirmTaskId = await App.AskAsync(db => db.Tasks.Where(t => t.Process.ProposalId == ProposalId).Select(t => t.Id).SingleAsync());
        UkStudentshipId = await App.AskAsync(db => db.Studentships.Where(s => s.ProjectId == App.World.ProjectId && s.PartyId == App.World.UkPartyId).Select(s => s.Id).SingleAsync());
        (AgreementId, DraftId) = (await agreeing.ToSigningAsync(), await agreeing.DraftAsync(App.World.OtherProjectId));
        await acts.LeaveAsync("office.fr", await App.AskAsync(db => db.Candidatures.Where(c => c.Studentship.ProjectId == App.World.OtherProjectId && c.Studentship.PartyId == App.World.FrPartyId).Select(c => c.Id).SingleAsync()));
        ShiftId = await new ShiftActs(new Acts(App), App.World).PrepareAsync("programme");
        Import = await new ImportActs(new Acts(App)).UploadAsync("programme");
        GroupId = await App.AskAsync(async db =>
        {
            var group = new PhdTracker.Core.People.Groups.PeopleGroup("ethics", "Ethics board", "Comité d’éthique");
            group.Add(await db.Users.SingleAsync(p => p.Id == App.World.People["registry.uk"]));
            db.Add(group);
            await db.SaveChangesAsync();
            return group.Id;
        });

        var meetings = new MeetingActs(acts, App.World);
        Meetings = (await meetings.PlanAsync("lead.uk", meetings.Joint), await meetings.HoldAsync());
        await meetings.AgreeAsync(Meetings.Held, due: new DateOnly(2026, 11, 20));
        TrainingId = await meetings.TrainAsync();
        var (open, returned) = (new ChangeRequestActs(acts, App.World), new ChangeRequestActs(acts, App.World, french: true));
        await open.SendAsync(ChangeRequestKind.Interruption);
        await returned.SendAsync(ChangeRequestKind.Supervisor);
        await returned.AnswerAsync("lead.fr", DecisionKind.Favourable);
        await returned.AnswerAsync("school.fr", DecisionKind.Returned, "Say from when.");
        Requests = (open.Id, returned.Id);
        ReviewedTaskId = await App.AskAsync(db => db.Tasks.Where(t => t.Process.AgreementId == AgreementId && t.ActivityId == "legal-home").Select(t => t.Id).SingleAsync());
    }

    public async Task DisposeAsync()
    {
        if (App is not null)
            await App.DisposeAsync();
    }

    /// <summary>Gives all students their whole plans.</summary>
    public Task PlanAsync() => App.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        foreach (var candidature in await PlanMilestones.WithPlan(db.Candidatures).ToListAsync())
            services.GetRequiredService<PlanMilestones>().For(candidature);
        return await db.SaveChangesAsync();
    });

    /// <summary>Sets the look of a person's pages.</summary>
    public Task PreferAsync(string name, string theme) => App.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var person = await db.Users.SingleAsync(p => p.Id == App.World.People[name]);
        person.Prefer(person.Language, theme);
        return await db.SaveChangesAsync();
    });
}

/// <summary>Every page in both themes for people who see, hear or type it otherwise (axe), and on a phone.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class LookTests(Browser browser, LookWorld world) : IClassFixture<LookWorld>
{
    private static readonly string[] EveryReader = ["", "newcomer.uk", "newcomer.fr", "other.lead.uk", "student.uk", "student.fr", "lead.uk", "lead.fr", "office.uk", "office.fr", "other.student.uk", "programme", "alumnus.uk", "alumnus.fr", "admin"];

    /// <summary>Pages that show nothing: they send their readers on, or give a file. That of the demonstration is looked at in <see cref="DemoTests"/>.</summary>
    private static readonly string[] WithoutLooks = ["/account/sign-out", "/account/preferences", "/documents/{id:int}", "/agreements/{id:int}/pdf", "/calendar/{token}.ics", "/demo/clock"];

    private const int PhoneWidth = 390;

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    /// <summary>What a theme can break: everything else is the same in both.</summary>
    private static readonly AxeRunOptions RulesOfColour = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } };

    [InBrowserWith]
    [MemberData(nameof(Readers))]
    public async Task Pages_InBothThemesAndOnAPhone_HaveNoViolationAndDoNotScrollSideways(string reader)
    {
        await using var visit = await browser.VisitAsync(world.App);
        if (reader.Length > 0)
            await visit.SignInAsync(reader);
        var found = new List<string>();
        foreach (var url in PagesOf(reader))
        {
            await ShowAsync(visit, url);
            found.AddRange(await ViolationsAsync(visit, url, Rules));

            await visit.Page.SetViewportSizeAsync(PhoneWidth, 844);
            var width = await visit.Page.EvaluateAsync<int>("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(document.documentElement.scrollWidth))))");
            if (width > PhoneWidth)
                found.Add($"{url} is {width} px wide on a phone");
            await visit.Page.SetViewportSizeAsync(1280, 900);

            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-bs-theme", "dark");
            found.AddRange(await ViolationsAsync(visit, $"{url} (dark)", RulesOfColour));
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [InBrowser]
    public void Pages_OfTheApp_AreAllLookedAt()
    {
        var visited = EveryReader.SelectMany(PagesOf).Select(url => url.Split('?')[0]).ToList();
        var unseen = world.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).Where(p => !p.Contains("/index", StringComparison.Ordinal) && !WithoutLooks.Contains(p)).Distinct()
            .Where(pattern => !visited.Any(url => Regex.IsMatch(url, "^" + Regex.Replace(Regex.Replace(pattern, @"/\{[^}]+\?\}", "(/[^/]+)?"), @"\{[^}]+\}", "[^/]+") + "$")));

        Assert.Empty(unseen);
    }

    [InBrowserWith]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Forms_WithErrors_NoViolation(string theme)
    {
        await world.PreferAsync("lead.uk", theme);
        await using var visit = await browser.VisitAsync(world.App, scheme: theme == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        await visit.Page.GotoAsync("/account/sign-in");
        await visit.Page.FillAsync("input[name=Email]", "nobody@elsewhere.example");
        await visit.Page.FillAsync("input[name=Password]", "not the password");
        await visit.Page.PressAsync("input[name=Password]", "Enter");
        await Assertions.Expect(visit.Page.Locator("[data-error-summary]")).ToBeVisibleAsync();
        var found = await ViolationsAsync(visit, "/account/sign-in with errors", Rules);
        await visit.SignInAsync("lead.uk");
        await visit.Page.GotoAsync($"/tasks/{world.TaskId}");
        await visit.Page.ClickAsync("#answer button[type=submit]");
        await Assertions.Expect(visit.Page.Locator("[data-error-summary]")).ToBeVisibleAsync();
        // The summary has the focus and leads to the field.
        await Assertions.Expect(visit.Page.Locator("[data-error-summary]")).ToBeFocusedAsync();
        await visit.Page.ClickAsync("[data-error-summary] a");
        await Assertions.Expect(visit.Page.Locator("#Decision")).ToBeFocusedAsync();
        found = [.. found, .. await ViolationsAsync(visit, "/tasks/{id} with errors", Rules)];

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [InBrowserWith]
    [InlineData("office.uk")]
    [InlineData("office.fr")]
    public async Task Pathway_Printed_IsOneSheet(string office)
    {
        await world.PlanAsync();
        await using var visit = await browser.VisitAsync(world.App);
        await visit.SignInAsync(office);
        await visit.Page.GotoAsync($"/candidatures/{(office == "office.uk" ? world.App.World.UkCandidatureId : world.App.World.FrCandidatureId)}");

        var pdf = await visit.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true });

        Assert.Single(PdfPage().Matches(System.Text.Encoding.Latin1.GetString(pdf)));
    }

    public static TheoryData<string> Readers() => [.. EveryReader];

    private IEnumerable<string> PagesOf(string reader)
    {
        var w = world.App.World;
        return reader switch
        {
            "" => ["/account/sign-in", "/account/second-step", "/account/confirm-email?token=x", "/account/forgot-password", "/error/404", $"/account/reset-password?id={w.People["student.uk"]}&token=x", $"/invitations/{world.InvitationToken}"],
            "student.uk" => ["/", "/meetings", "/meetings?show=actions", $"/meetings/{world.Meetings.Held}", $"/candidatures/{w.UkCandidatureId}/training", $"/candidatures/{w.UkCandidatureId}/training/add", $"/candidatures/{w.UkCandidatureId}/training/{world.TrainingId}", $"/examinations/{world.Examinations.Nomination}", $"/examinations/{world.Examinations.Nomination}/withdraw", $"/candidatures/{w.UkCandidatureId}", $"/milestones/{w.EsaId}", $"/milestones/{w.JointReportId}", $"/projects/{w.ProjectId}", "/account/profile", "/account/security", "/account/security/authenticator", "/account/security/add-passkey", "/account/security/recovery-codes", "/account/security/turn-off", "/account/sessions", "/account/email", "/account/delegations", "/account/calendar", $"/candidatures/{w.UkCandidatureId}/what-if", $"/candidatures/{w.UkCandidatureId}/what-if?kind=interruption&From=2027-02-01&To=2027-04-30", $"/candidatures/{w.UkCandidatureId}/requests", .. Enum.GetNames<ChangeRequestKind>().Select(kind => $"/candidatures/{w.UkCandidatureId}/requests/{kind.ToLowerInvariant()}"), $"/change-requests/{world.Requests.Open}", $"/change-requests/{world.Requests.Open}/withdraw"],
            "student.fr" => ["/", $"/change-requests/{world.Requests.Returned}", $"/change-requests/{world.Requests.Returned}/edit", $"/examinations/{world.Examinations.Reports}/thesis", $"/milestones/{w.CsiId}", $"/milestones/{w.CsiId}/submit", $"/milestones/{w.CsiId}/withdraw"],
            "alumnus.uk" => ["/", "/alumni", $"/alumni/{world.AlumnusId}", "/alumni/me", "/alumni/me/edit", "/alumni/me/destination", "/alumni/me/email", "/alumni/confirm/0123456789abcdef"],
            "alumnus.fr" => ["/", "/alumni/me"],
            "lead.uk" => ["/tasks", $"/examinations/{world.Examinations.Nomination}/nominate", $"/tasks/{world.TaskId}", "/candidatures", $"/candidatures/{w.UkCandidatureId}", $"/agreements/{world.AgreementId}/sign", $"/meetings/plan?project={w.ProjectId}", $"/meetings/held?project={w.ProjectId}", $"/meetings/{world.Meetings.Coming}", $"/meetings/{world.Meetings.Coming}/edit", $"/meetings/{world.Meetings.Coming}/cancel", $"/meetings/{world.Meetings.Held}/record"],
            "lead.fr" => ["/tasks", "/search?q=a", "/search?q=nothing+is+called+so", $"/tasks/{world.OpinionTaskId}/recall", "/account/delegations", $"/milestones/{w.EsaId}", "/projects", $"/change-requests/{world.Requests.Open}"],
            "office.uk" => [$"/milestones/{world.Committees.PanelId}/panel", $"/projects/{w.ProjectId}/terminate", $"/projects/{w.OtherProjectId}/withdrawal", $"/candidatures/{w.UkCandidatureId}/start", $"/candidatures/{w.UkCandidatureId}/supervisors", $"/candidatures/{w.UkCandidatureId}/supervisors/successor", $"/candidatures/{w.UkCandidatureId}/leave", $"/candidatures/{w.UkCandidatureId}/transfer", $"/candidatures/{w.OtherUkCandidatureId}/transfer", $"/candidatures/{w.UkCandidatureId}/begin", $"/studentships/{world.UkStudentshipId}/register", $"/tasks/{world.ReviewedTaskId}/reverse", $"/examinations/{world.Examinations.Award}", $"/examinations/{world.Examinations.Award}/award", $"/examinations/{world.Examinations.Award}/outcome", $"/examinations/{world.Examinations.Award}/date", $"/agreements/{world.AgreementId}", $"/agreements/{world.AgreementId}/terminate", $"/agreements/{world.DraftId}/edit", $"/projects/{w.OtherProjectId}/agreement", "/calls", "/calls/add", $"/calls/{w.OpenCallId}", $"/calls/{w.OpenCallId}/edit", $"/calls/{w.OpenCallId}/decisions", "/cohort", "/milestones", "/milestones?show=overdue", "/candidatures", "/projects", "/tasks/all", "/alumni", "/alumni/invitations", "/people", $"/people/{w.People["student.uk"]}", $"/people/{w.People["student.uk"]}/edit", "/people/add", "/people/groups", "/people/groups/add", $"/people/groups/{world.GroupId}", $"/people/{w.People["unit.uk"]}/roles", "/processes", $"/processes/{world.ProcessId}", $"/processes/{world.ProcessId}/reassign/{world.TaskId}", $"/processes/{world.ProcessId}/replace", $"/processes/{world.ProcessId}/skip/{world.BookmarkId}", $"/processes/{world.ProcessId}/back", $"/processes/{world.ProcessId}/mend/{world.IncidentId}", $"/processes/{world.ProcessId}/cancel", $"/processes/{world.ProcessId}/restart", "/processes/move?route=milestone-review&version=1", "/meetings?show=past", "/meetings/plan", $"/candidatures/{w.UkCandidatureId}/training", $"/candidatures/{w.UkCandidatureId}/training/{world.TrainingId}/return", $"/candidatures/{w.UkCandidatureId}/rules", "/cohort?side=UK", "/cohort/stages", "/cohort/stuck", "/cohort/answers", $"/cohort/nudge?task={world.TaskId}", "/cohort/progress", "/cohort/outcomes", "/cohort/pairs", "/cohort/risk", "/cohort/supervisors", "/cohort/programme", "/cohort/filters", "/cohort/filters/save?side=UK"],
            "office.fr" => [$"/candidatures/{w.FrCandidatureId}/committee", $"/milestones/{world.Committees.MeetingId}", $"/examinations/{world.Examinations.Reports}/reports"],
            "newcomer.uk" => ["/", $"/milestones/{world.Committees.ReportId}/report", "/proposals", $"/proposals/{world.ProposalId}", $"/proposals/{world.ProposalId}/withdraw"],
            "newcomer.fr" => [$"/milestones/{world.Committees.MeetingId}/meeting/student-alone", $"/tasks/{world.ConfirmTaskId}/answer"],
            "other.lead.uk" => [$"/proposals/add?call={w.OpenCallId}", $"/proposals/{world.ProposalDraftId}", $"/proposals/{world.ProposalDraftId}/edit", $"/proposals/{world.ProposalDraftId}/partner"],
            "other.student.uk" => ["/", $"/examinations/{world.Examinations.Award}/corrections", $"/candidatures/{w.OtherUkCandidatureId}/examination"],
            "programme" => ["/cohort", "/cohort/quality", "/cohort/quality?what=people", $"/people/{w.People["lead.uk"]}/merge/{w.People["other.lead.uk"]}", $"/projects/{w.ProjectId}/merge/{w.OtherProjectId}", "/audit", $"/audit/candidature:{w.UkCandidatureId}", $"/milestones/{w.CsiId}/record", $"/milestones/{w.CsiId}/fix", "/milestones/fixed", "/milestones/shifts", "/milestones/shifts/add", $"/milestones/shifts/{world.ShiftId}", "/import", "/import/upload", $"/import/{world.Import.Id}", $"/import/{world.Import.Id}/columns", $"/import/{world.Import.Id}/rows", $"/import/{world.Import.Id}/rows/{world.Import.LineId}", "/milestones/rules", "/milestones/rules/france-2022", "/milestones/rules/imperial-2021-10/1/candidatures", $"/milestones/rules/imperial-2021-10/difference?from=1&to={world.DraftRules}", $"/milestones/rules/imperial-2021-10/{world.DraftRules}/try", $"/milestones/rules/imperial-2021-10/{world.DraftRules}/publish", "/milestones/rules/imperial-2021-10/1/retire", "/milestones/rules/upload", "/routes", "/routes/milestone-review", "/routes/milestone-review/1/try", "/routes/milestone-review/1/steps/lead", "/routes/milestone-review/1/insert?way=lead%7CApproved%7Cdirector", "/routes/milestone-review/difference?from=1&to=1", $"/routes/milestone-review/{world.DraftVersion}/publish", "/routes/milestone-review/retire", "/routes/upload", "/cohort/progress?to=esa&by=side", "/cohort/rules"],
            _ => ["/administration/jobs", "/processes?state=all", "/administration/mail", "/audit"],
        };
    }

    private static async Task<List<string>> ViolationsAsync(Visit visit, string page, AxeRunOptions rules)
    {
        var result = await visit.Page.RunAxe(rules);
        return [.. result.Violations.Select(v => $"{page}: {v.Id}: {v.Help}\n    " + string.Join("\n    ", v.Nodes.Take(3).Select(n => n.Html)))];
    }

    private static async Task ShowAsync(Visit visit, string url)
    {
        var answer = await visit.Page.GotoAsync(url, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        Assert.True(answer!.Ok, $"{url} answered {answer.Status}");
        // Charts are drawn after the page has loaded.
        if (await visit.Page.Locator("[data-chart]").CountAsync() > 0)
            await Assertions.Expect(visit.Page.Locator("[data-chart] svg, [data-chart] canvas").First).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex PdfPage();
}
