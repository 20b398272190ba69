using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Access;

/// <summary>The one table of who may open what. A page without a line here fails <see cref="PageAccessTests"/>.</summary>
public static class PageTable
{
    private const string Nothing = "999999";
    private static readonly IReadOnlyCollection<string> Everybody = [.. World.Everybody];
    private static readonly string[] Cohort = ["office.uk", "office.fr", "programme", "auditor"];
    private static readonly string[] Steering = ["unit.uk", "unit.fr", "director.uk", "other.director.uk", "school.fr", "signatory.uk", "signatory.fr", .. Cohort];
    private static readonly string[] Nudgers = [.. Steering.Except(["auditor"])];
    private static readonly string[] Viewers = [.. Cohort, "admin"];
    private static readonly string[] UkManagers = ["office.uk", "programme", "admin"];
    private static readonly string[] FrManagers = ["office.fr", "programme", "admin"];
    private static readonly string[] Managers = ["office.uk", "office.fr", "programme", "admin"];
    private static readonly string[] Publishers = ["programme", "admin"];
    private static readonly string[] Callers = ["office.uk", "office.fr", "programme"];
    // In this world the other UK student has just been awarded the degree, and may become an alumnus too.
    private static readonly string[] Alumnus = ["alumnus.uk"];
    private static readonly IReadOnlyCollection<string> InProgramme = [.. World.Everybody.Except(["admin", "nobody", "newcomer.uk", "newcomer.fr"])];
    private static readonly string[] Auditors = ["programme", "auditor", "admin"];

    // Dates and outcomes: the student, both leads, their unit and director, registry and head of institution, and the offices of both sides.
    private static readonly string[] UkCase = ["student.uk", "lead.uk", "lead.fr", "unit.uk", "director.uk", "registry.uk", "signatory.uk", .. Cohort];
    private static readonly string[] FrCase = ["student.fr", "lead.fr", "lead.uk", "unit.fr", "school.fr", "signatory.fr", .. Cohort];

    // An examination: the president too, who authorises it.
    private static readonly string[] FrExamination = [.. FrCase, "signatory.fr"];

    // What was handed in: not the other side's office.
    private static readonly string[] UkPapers = [.. UkCase.Except(["office.fr"])];

    // Training is recorded by the student, and by those of the student's side who confirm it.
    private static readonly string[] UkTrainers = ["student.uk", "office.uk", "director.uk", "programme"];

    // A meeting about the UK student: not their twin, who does not take part.
    private static readonly string[] UkMeetings = ["student.uk", "lead.uk", "lead.fr", "office.uk", "office.fr", "programme"];

    // The project: its twin students and whoever follows one of them.
    private static readonly string[] Project = [.. UkCase.Union(FrCase), "legal.uk", "legal.fr"];

    // Its agreement: whoever signs too.
    private static readonly string[] AgreementReaders = [.. Project, "legal.uk", "legal.fr", "registry.uk", "signatory.uk", "signatory.fr"];

    private static readonly string[] CohortQueries = ["?side=UK", "?call=1&theme=1&state=current", "?state=writing-up&side=FR&page=2", "?programme=1&institution=1&unit=1&goal=13&structure=1&supervisor=1&mode=part-time", "?supervisor=ashworth&mode=full-time"];

    public static IReadOnlyList<PageRule> Rules { get; } =
    [
        new("/Home/Index", _ => "/", Everybody) { Redirects = true },

        new("/Account/SignIn", _ => "/account/sign-in", Everybody) { IsOpen = true, Redirects = true },
        new("/Account/SignOut", _ => "/account/sign-out", Everybody) { IsOpen = true, Redirects = true },
        new("/Account/Preferences", _ => "/account/preferences", Everybody) { IsOpen = true, Redirects = true },
        new("/Account/ForgotPassword", _ => "/account/forgot-password", Everybody) { IsOpen = true },
        new("/Account/ResetPassword", w => $"/account/reset-password?id={w.World.People["student.uk"]}&token=x", Everybody) { IsOpen = true },
        new("/Account/SecondStep", _ => "/account/second-step", Everybody) { IsOpen = true, Redirects = true },
        new("/Account/ConfirmEmail", _ => "/account/confirm-email?token=x", Everybody) { IsOpen = true },
        new("/Account/Profile", _ => "/account/profile", Everybody),
        new("/Account/Email", _ => "/account/email", Everybody),
        new("/Account/Calendar", _ => "/account/calendar", Everybody),
        new("/Calendar/Feed", w => $"/calendar/{w.CalendarToken}.ics", Everybody) { IsOpen = true, IsFile = true, Unknown = "/calendar/none.ics" },
        new("/Account/Sessions", _ => "/account/sessions", Everybody),
        new("/Account/Delegations", _ => "/account/delegations", Everybody),
        new("/Account/Security/Index", _ => "/account/security", Everybody),
        new("/Account/Security/Authenticator", _ => "/account/security/authenticator", Everybody),
        new("/Account/Security/AddPasskey", _ => "/account/security/add-passkey", Everybody),
        new("/Account/Security/RecoveryCodes", _ => "/account/security/recovery-codes", Everybody) { Redirects = true },
        new("/Account/Security/TurnOff", _ => "/account/security/turn-off", Everybody) { Redirects = true },
        // There is no demonstration here, and so no such page.
        new("/Demo/Clock", _ => "/demo/clock", []),
        new("/Error/Index", _ => "/error/404", Everybody) { IsOpen = true },

        new("/Tasks/Index", _ => "/tasks", Everybody) { Queries = ["?handler=csv"] },
        new("/Tasks/All", _ => "/tasks/all", Steering) { Queries = [.. CohortQueries, "?show=idle", "?show=nobody", "?holder=1", "?route=milestone-review&step=lead&asked=UK", "?handler=csv"] },
        new("/Tasks/Decide", w => $"/tasks/{w.LeadTaskId}", UkCase) { Unknown = $"/tasks/{Nothing}", Redirects = true },
        new("/Tasks/Decide", w => $"/tasks/{w.PartnerTaskId}", UkCase) { Unknown = $"/tasks/{Nothing}", Redirects = true },

        new("/Tasks/Answer", w => $"/tasks/{w.ConfirmTaskId}/answer", ["newcomer.fr"]) { Unknown = $"/tasks/{Nothing}/answer" },
        new("/Tasks/Reverse", w => $"/tasks/{w.ReviewedTaskId}/reverse", ["legal.uk", "office.uk", "office.fr", "programme"]) { Unknown = $"/tasks/{Nothing}/reverse" },
        new("/Tasks/Recall", w => $"/tasks/{w.ReviewedTaskId}/recall", ["legal.uk"]) { Unknown = $"/tasks/{Nothing}/recall" },
        new("/Studentships/Register", w => $"/studentships/{w.UkStudentshipId}/register", ["office.uk", "programme"]) { Unknown = $"/studentships/{Nothing}/register" },
        new("/Candidatures/Begin", w => $"/candidatures/{w.World.UkCandidatureId}/begin", ["office.uk", "programme"]) { Unknown = $"/candidatures/{Nothing}/begin", Redirects = true },

        new("/Milestones/Index", _ => "/milestones", Everybody)
        {
            Queries =
            [
                .. CohortQueries, "?show=overdue", "?show=due30", "?show=due60", "?show=due-in30-days", "?show=met", "?show=open", "?stage=esa", "?stage=esa&start=2025&standing=met-late", "?show=shared", "?reached=2026-q3", "?reached=2026-q3-on-time", "?start=2025", "?month=2026-10", "?student=tanaka", "?handler=csv",
            ],
        },
        new("/Milestones/Details", w => $"/milestones/{w.World.EsaId}", UkCase) { Unknown = $"/milestones/{Nothing}" },
        new("/Milestones/Details", w => $"/milestones/{w.World.CsiId}", FrCase) { Unknown = $"/milestones/{Nothing}" },
        new("/Milestones/Submit", w => $"/milestones/{w.World.CsiId}/submit", ["student.fr"]) { Unknown = $"/milestones/{Nothing}/submit" },
        new("/Milestones/Withdraw", w => $"/milestones/{w.World.CsiId}/withdraw", ["student.fr"]) { Unknown = $"/milestones/{Nothing}/withdraw", Redirects = true },
        new("/Milestones/Record", w => $"/milestones/{w.World.CsiId}/record", ["office.fr", "programme"]) { Unknown = $"/milestones/{Nothing}/record" },
        new("/Milestones/Fix", w => $"/milestones/{w.World.CsiId}/fix", ["office.fr", "programme"]) { Unknown = $"/milestones/{Nothing}/fix" },
        new("/Import/Index", _ => "/import", Callers) { Queries = ["?page=2", "?handler=csv"] },
        new("/Import/Upload", _ => "/import/upload", Callers),
        new("/Import/Details", w => $"/import/{w.Import.Id}", ["programme"]) { Unknown = $"/import/{Nothing}", Queries = ["?page=2", "?handler=csv"] },
        new("/Import/Columns", w => $"/import/{w.Import.Id}/columns", ["programme"]) { Unknown = $"/import/{Nothing}/columns" },
        new("/Import/Rows", w => $"/import/{w.Import.Id}/rows", ["programme"]) { Unknown = $"/import/{Nothing}/rows", Queries = ["?show=created&page=2", "?show=ignored", "?q=ada", "?handler=csv"] },
        new("/Import/Row", w => $"/import/{w.Import.Id}/rows/{w.Import.LineId}", ["programme"]) { Unknown = $"/import/{Nothing}/rows/{Nothing}" },
        new("/Milestones/Fixed", _ => "/milestones/fixed", Steering) { Queries = ["?side=UK", "?side=FR&page=2", "?handler=csv"] },
        new("/Milestones/Shifts/Index", _ => "/milestones/shifts", Steering) { Queries = ["?page=2", "?handler=csv"] },
        new("/Milestones/Shifts/Add", _ => "/milestones/shifts/add", Callers),
        new("/Milestones/Shifts/Details", w => $"/milestones/shifts/{w.ShiftId}", ["programme"]) { Unknown = $"/milestones/shifts/{Nothing}", Queries = ["?show=left-out", "?show=stayed&page=2", "?handler=csv"] },
        new("/Milestones/Panel", w => $"/milestones/{w.Committees.PanelId}/panel", ["office.uk"]) { Unknown = $"/milestones/{Nothing}/panel" },
        new("/Milestones/Report", w => $"/milestones/{w.Committees.ReportId}/report", ["newcomer.uk"]) { Unknown = $"/milestones/{Nothing}/report" },
        new("/Milestones/Meeting", w => $"/milestones/{w.Committees.MeetingId}/meeting/student-alone", ["newcomer.fr", "other.lead.uk"]) { Unknown = $"/milestones/{Nothing}/meeting/student-alone" },
        new("/Documents/Details", w => $"/documents/{w.DocumentId}", UkPapers) { Unknown = $"/documents/{Nothing}", IsFile = true },

        new("/Candidatures/Index", _ => "/candidatures", Everybody) { Queries = [.. CohortQueries, "?q=tanaka", "?start=2025&outcome=left", "?outcome=awarded", "?outcome=here"] },
        new("/Candidatures/Details", w => $"/candidatures/{w.World.UkCandidatureId}", UkCase) { Unknown = $"/candidatures/{Nothing}" },
        new("/Candidatures/Details", w => $"/candidatures/{w.World.FrCandidatureId}", FrCase) { Unknown = $"/candidatures/{Nothing}" },
        new("/Candidatures/Committee", w => $"/candidatures/{w.World.FrCandidatureId}/committee", ["school.fr", "office.fr", "programme"]) { Unknown = $"/candidatures/{Nothing}/committee" },
        new("/Calls/Index", _ => "/calls", Everybody) { Queries = ["?page=2", "?handler=csv"] },
        new("/Calls/Add", _ => "/calls/add", Callers),
        new("/Calls/Details", w => $"/calls/{w.World.OpenCallId}", Everybody) { Unknown = $"/calls/{Nothing}", Queries = ["?page=2"] },
        new("/Calls/Edit", w => $"/calls/{w.World.OpenCallId}/edit", Callers) { Unknown = $"/calls/{Nothing}/edit", KnownTo = Everybody },
        new("/Calls/Decisions", w => $"/calls/{w.World.OpenCallId}/decisions", Cohort) { Unknown = $"/calls/{Nothing}/decisions", Queries = ["?page=2", "?handler=csv"] },
        new("/Candidatures/Leave", w => $"/candidatures/{w.World.UkCandidatureId}/leave", ["office.uk", "programme"]) { Unknown = $"/candidatures/{Nothing}/leave" },
        new("/Candidatures/Rules", w => $"/candidatures/{w.World.UkCandidatureId}/rules", ["office.uk", "programme"]) { Unknown = $"/candidatures/{Nothing}/rules" },
        new("/Candidatures/Supervisors", w => $"/candidatures/{w.World.UkCandidatureId}/supervisors", ["office.uk", "programme"]) { Unknown = $"/candidatures/{Nothing}/supervisors" },
        new("/Candidatures/Successor", w => $"/candidatures/{w.World.UkCandidatureId}/supervisors/successor", ["office.uk", "office.fr", "programme"]) { Unknown = $"/candidatures/{Nothing}/supervisors/successor" },
        new("/Candidatures/Start", w => $"/candidatures/{w.World.UkCandidatureId}/start", ["office.uk", "programme"]) { Unknown = $"/candidatures/{Nothing}/start" },
        new("/Candidatures/Transfer", w => $"/candidatures/{w.World.UkCandidatureId}/transfer", ["office.uk", "programme"]) { Unknown = $"/candidatures/{Nothing}/transfer" },
        new("/Projects/Terminate", w => $"/projects/{w.World.ProjectId}/terminate", Callers) { Unknown = $"/projects/{Nothing}/terminate" },
        new("/Projects/Withdrawal", w => $"/projects/{w.World.ProjectId}/withdrawal", Callers) { Unknown = $"/projects/{Nothing}/withdrawal" },
        new("/Projects/Merge", w => $"/projects/{w.World.ProjectId}/merge/{w.World.OtherProjectId}", Callers) { Unknown = $"/projects/{Nothing}/merge/{Nothing}" },
        new("/Search/Index", _ => "/search", Everybody) { Queries = ["?q=chemotaxis", "?q=%20"] },
        new("/Projects/Index", _ => "/projects", Everybody) { Queries = [.. CohortQueries, "?q=chemotaxis", "?handler=csv"] },
        new("/Projects/Details", w => $"/projects/{w.World.ProjectId}", Project) { Unknown = $"/projects/{Nothing}" },
        new("/Projects/Details", w => $"/projects/{w.World.OtherProjectId}", ["other.student.uk", "other.student.fr", "other.lead.uk", "other.lead.fr", "other.director.uk", "unit.fr", "registry.uk", "signatory.uk", "signatory.fr", "legal.uk", "legal.fr", .. Cohort])
        {
            Unknown = $"/projects/{Nothing}",
        },

        new("/Proposals/Index", _ => "/proposals", Everybody) { Queries = ["?q=ice", "?call=1&state=draft", "?state=with-nobody&page=2"] },
        new("/Proposals/Add", _ => "/proposals/add", Everybody),
        new("/Proposals/Details", w => $"/proposals/{w.ProposalId}", ["newcomer.uk", "newcomer.fr", "unit.uk", "unit.fr", .. Cohort]) { Unknown = $"/proposals/{Nothing}" },
        new("/Proposals/Details", w => $"/proposals/{w.DraftId}", ["other.lead.uk"]) { Unknown = $"/proposals/{Nothing}" },
        new("/Proposals/Edit", w => $"/proposals/{w.DraftId}/edit", ["other.lead.uk"]) { Unknown = $"/proposals/{Nothing}/edit" },
        new("/Proposals/Partner", w => $"/proposals/{w.DraftId}/partner", ["other.lead.uk"]) { Unknown = $"/proposals/{Nothing}/partner" },
        new("/Proposals/Withdraw", w => $"/proposals/{w.ProposalId}/withdraw", ["newcomer.uk", "newcomer.fr"]) { Unknown = $"/proposals/{Nothing}/withdraw" },
        new("/Invitations/Index", w => $"/invitations/{w.InvitationToken}", Everybody) { IsOpen = true, Unknown = "/invitations/none" },
        new("/ChangeRequests/Index", w => $"/candidatures/{w.World.UkCandidatureId}/requests", UkCase) { Unknown = $"/candidatures/{Nothing}/requests" },
        new("/Candidatures/WhatIf", w => $"/candidatures/{w.World.UkCandidatureId}/what-if", ["student.uk", "lead.uk", "lead.fr", "office.uk", "programme"]) { Unknown = $"/candidatures/{Nothing}/what-if", Queries = ["?kind=interruption&From=2027-02-01&To=2027-04-30", "?kind=mode&From=2027-01-01&Percent=50", "?kind=extension&MilestoneId=1&Days=10"] },
        new("/ChangeRequests/New", w => $"/candidatures/{w.World.UkCandidatureId}/requests/interruption", ["student.uk", "office.uk"]) { Unknown = $"/candidatures/{Nothing}/requests/interruption" },
        new("/ChangeRequests/New", w => $"/candidatures/{w.World.FrCandidatureId}/requests/supervisor", ["student.fr", "office.fr"]) { Unknown = $"/candidatures/{Nothing}/requests/supervisor" },
        new("/ChangeRequests/Details", w => $"/change-requests/{w.ChangeRequestId}", UkCase) { Unknown = $"/change-requests/{Nothing}" },
        new("/ChangeRequests/Details", w => $"/change-requests/{w.DraftRequestId}", ["student.uk"]) { Unknown = $"/change-requests/{Nothing}" },
        new("/ChangeRequests/Edit", w => $"/change-requests/{w.DraftRequestId}/edit", ["student.uk"]) { Unknown = $"/change-requests/{Nothing}/edit" },
        new("/ChangeRequests/Withdraw", w => $"/change-requests/{w.ChangeRequestId}/withdraw", ["student.uk", "office.uk"]) { Unknown = $"/change-requests/{Nothing}/withdraw" },
        new("/Training/Index", w => $"/candidatures/{w.World.UkCandidatureId}/training", UkCase) { Unknown = $"/candidatures/{Nothing}/training", Queries = ["?handler=csv"] },
        new("/Training/Add", w => $"/candidatures/{w.World.UkCandidatureId}/training/add", UkTrainers) { Unknown = $"/candidatures/{Nothing}/training/add" },
        new("/Training/Edit", w => $"/candidatures/{w.World.UkCandidatureId}/training/{w.TrainingId}", UkTrainers) { Unknown = $"/candidatures/{Nothing}/training/{Nothing}" },
        new("/Training/Return", w => $"/candidatures/{w.World.UkCandidatureId}/training/{w.TrainingId}/return", ["office.uk", "director.uk", "programme"]) { Unknown = $"/candidatures/{Nothing}/training/{Nothing}/return" },
        new("/Meetings/Index", _ => "/meetings", Everybody) { Queries = ["?show=past&whose=all", "?show=actions&whose=mine", "?project=1&candidature=1&joint=yes&page=2", "?whose=all&handler=csv", "?show=actions&handler=csv"] },
        new("/Meetings/Details", w => $"/meetings/{w.MeetingId}", [.. UkMeetings, "auditor"]) { Unknown = $"/meetings/{Nothing}" },
        new("/Meetings/Edit", w => $"/meetings/{w.MeetingId}/edit", UkMeetings) { Unknown = $"/meetings/{Nothing}/edit" },
        new("/Meetings/Record", w => $"/meetings/{w.MeetingId}/record", UkMeetings) { Unknown = $"/meetings/{Nothing}/record", Redirects = true },
        new("/Meetings/Cancel", w => $"/meetings/{w.MeetingId}/cancel", UkMeetings) { Unknown = $"/meetings/{Nothing}/cancel" },
        new("/Meetings/Plan", w => $"/meetings/plan?project={w.World.ProjectId}", [.. UkMeetings, "student.fr"]) { Unknown = $"/meetings/plan?project={Nothing}" },
        new("/Meetings/Held", w => $"/meetings/held?project={w.World.ProjectId}", [.. UkMeetings, "student.fr"]) { Unknown = $"/meetings/held?project={Nothing}" },
        new("/Examinations/Enter", w => $"/candidatures/{w.World.UkCandidatureId}/examination", ["student.uk"]) { Unknown = $"/candidatures/{Nothing}/examination" },
        new("/Examinations/Details", w => $"/examinations/{w.ExaminationId}", FrExamination) { Unknown = $"/examinations/{Nothing}" },
        new("/Examinations/Nominate", w => $"/examinations/{w.ExaminationId}/nominate", ["lead.fr"]) { Unknown = $"/examinations/{Nothing}/nominate", Redirects = true },
        new("/Examinations/Thesis", w => $"/examinations/{w.ExaminationId}/thesis", ["student.fr"]) { Unknown = $"/examinations/{Nothing}/thesis", Redirects = true },
        new("/Examinations/Reports", w => $"/examinations/{w.ExaminationId}/reports", ["office.fr"]) { Unknown = $"/examinations/{Nothing}/reports" },
        new("/Examinations/Withdraw", w => $"/examinations/{w.ExaminationId}/withdraw", ["student.fr", "office.fr", "programme"]) { Unknown = $"/examinations/{Nothing}/withdraw" },
        new("/Examinations/Date", w => $"/examinations/{w.AwardedId}/date", ["office.uk"]) { Unknown = $"/examinations/{Nothing}/date", Redirects = true },
        new("/Examinations/Outcome", w => $"/examinations/{w.AwardedId}/outcome", ["office.uk"]) { Unknown = $"/examinations/{Nothing}/outcome", Redirects = true },
        new("/Examinations/Corrections", w => $"/examinations/{w.AwardedId}/corrections", ["other.student.uk"]) { Unknown = $"/examinations/{Nothing}/corrections", Redirects = true },
        new("/Examinations/Award", w => $"/examinations/{w.AwardedId}/award", ["office.uk"]) { Unknown = $"/examinations/{Nothing}/award", Redirects = true },

        new("/Agreements/Details", w => $"/agreements/{w.AgreementId}", AgreementReaders) { Unknown = $"/agreements/{Nothing}" },
        new("/Agreements/Sign", w => $"/agreements/{w.AgreementId}/sign", AgreementReaders) { Unknown = $"/agreements/{Nothing}/sign", Redirects = true },
        new("/Agreements/Pdf", w => $"/agreements/{w.AgreementId}/pdf", AgreementReaders) { Unknown = $"/agreements/{Nothing}/pdf", IsFile = true },
        new("/Agreements/Edit", w => $"/agreements/{w.AgreementId}/edit", Callers) { Unknown = $"/agreements/{Nothing}/edit", Redirects = true },
        new("/Agreements/Terminate", w => $"/agreements/{w.AgreementId}/terminate", Callers) { Unknown = $"/agreements/{Nothing}/terminate" },
        new("/Agreements/Draft", w => $"/projects/{w.World.OtherProjectId}/agreement", Callers) { Unknown = $"/projects/{Nothing}/agreement" },

        new("/People/Index", _ => "/people", Viewers) { Queries = ["?q=niamh", "?q=dalmeida&role=Student", "?side=1&role=Office", "?role=Supervisor&page=2", "?handler=csv"] },
        new("/People/Add", _ => "/people/add", Managers),
        new("/People/Details", w => $"/people/{w.World.People["student.uk"]}", Viewers) { Unknown = $"/people/{Nothing}" },
        new("/People/Edit", w => $"/people/{w.World.People["student.uk"]}/edit", ["office.uk", "programme", "admin"]) { Unknown = $"/people/{Nothing}/edit", KnownTo = Viewers },
        new("/People/Edit", w => $"/people/{w.World.People["office.fr"]}/edit", ["office.fr", "programme", "admin"]) { Unknown = $"/people/{Nothing}/edit", KnownTo = Viewers },
        new("/People/Merge", w => $"/people/{w.World.People["lead.uk"]}/merge/{w.World.People["other.lead.uk"]}", Managers) { Unknown = $"/people/{Nothing}/merge/{Nothing}", KnownTo = Viewers },
        new("/People/Groups/Index", _ => "/people/groups", Managers) { Queries = ["?page=2", "?handler=csv"] },
        new("/People/Groups/Add", _ => "/people/groups/add", Managers),
        new("/People/Groups/Details", w => $"/people/groups/{w.GroupId}", Managers) { Unknown = $"/people/groups/{Nothing}" },
        new("/People/Roles", w => $"/people/{w.World.People["lead.uk"]}/roles", Managers) { Unknown = $"/people/{Nothing}/roles", KnownTo = Viewers },

        new("/Alumni/Index", _ => "/alumni", InProgramme) { Queries = ["?q=coeurdelion", "?year=2025&side=UK", "?sector=industry&country=fr&theme=1&page=2", "?handler=csv"] },
        new("/Alumni/Details", w => $"/alumni/{w.AlumnusId}", InProgramme) { Unknown = $"/alumni/{Nothing}" },
        new("/Alumni/Invitations", _ => "/alumni/invitations", ["office.uk", "office.fr", "programme"]) { Queries = ["?handler=csv"] },
        new("/Alumni/Me", _ => "/alumni/me", [.. Alumnus, "other.student.uk"]),
        new("/Alumni/Edit", _ => "/alumni/me/edit", Alumnus),
        new("/Alumni/Destination", _ => "/alumni/me/destination", Alumnus),
        new("/Alumni/Email", _ => "/alumni/me/email", Alumnus),
        new("/Alumni/Confirm", _ => "/alumni/confirm/0123456789abcdef", Alumnus),

        new("/Cohort/Index", _ => "/cohort", Steering) { Queries = CohortQueries },
        new("/Cohort/Stages", _ => "/cohort/stages", Steering) { Queries = [.. CohortQueries, "?handler=csv"] },
        new("/Cohort/Stuck", _ => "/cohort/stuck", Steering) { Queries = [.. CohortQueries, "?handler=csv"] },
        new("/Cohort/Answers", _ => "/cohort/answers", Steering) { Queries = [.. CohortQueries, "?route=milestone-review&step=lead&asked=UK", "?handler=csv", "?handler=xlsx"] },
        new("/Cohort/Nudge", w => $"/cohort/nudge?task={w.LeadTaskId}", Nudgers) { Queries = [] },
        new("/Cohort/Progress", _ => "/cohort/progress", Steering) { Queries = [.. CohortQueries, "?to=esa&by=side", "?to=csi-1&by=cohort", "?handler=csv"] },
        new("/Cohort/Outcomes", _ => "/cohort/outcomes", Steering) { Queries = [.. CohortQueries, "?handler=csv"] },
        new("/Cohort/Pairs", _ => "/cohort/pairs", Steering) { Queries = [.. CohortQueries, "?gap=far-apart", "?gap=close", "?order=progress", "?order=stays", "?handler=csv", "?handler=xlsx"] },
        new("/Cohort/Risk", _ => "/cohort/risk", Steering) { Queries = [.. CohortQueries, "?why=overdue", "?why=funding&page=2", "?why=agreement", "?why=returns", "?handler=csv"] },
        new("/Cohort/Rules", _ => "/cohort/rules", Publishers),
        new("/Cohort/Supervisors", _ => "/cohort/supervisors", Steering) { Queries = [.. CohortQueries, "?over=yes", "?handler=csv"] },
        new("/Cohort/Programme", _ => "/cohort/programme", Steering) { Queries = [.. CohortQueries, "?handler=csv", "?handler=pdf"] },
        new("/Cohort/Quality", _ => "/cohort/quality", Steering) { Queries = [.. CohortQueries, "?what=hdr", "?what=partner-supervisor", "?what=agreement&page=2", "?what=dates", "?what=people&side=UK", "?what=projects", "?what=nonsense", "?handler=csv", "?what=dates&handler=xlsx"] },
        new("/Cohort/Filters/Index", _ => "/cohort/filters", Steering) { Queries = ["?page=2"] },
        new("/Cohort/Filters/Save", _ => "/cohort/filters/save?side=UK", Steering),
        new("/Cohort/Filters/Change", w => $"/cohort/filters/{w.SavedFilterId}", ["office.uk"]) { Unknown = $"/cohort/filters/{Nothing}" },
        new("/Audit/Index", _ => "/audit", Auditors) { Queries = ["?who=ruth", "?case=chemotaxis", "?from=2026-01-01&to=2026-12-31", "?page=2", "?handler=csv"] },
        new("/Audit/Case", w => $"/audit/candidature:{w.World.UkCandidatureId}", Auditors) { Unknown = $"/audit/candidature:{Nothing}", Queries = ["?handler=csv"] },
        new("/Audit/Case", w => $"/audit/person:{w.World.People["lead.uk"]}", Auditors) { Unknown = $"/audit/person:{Nothing}" },
        new("/Milestones/Rules/Index", _ => "/milestones/rules", Viewers) { Queries = ["?page=2"] },
        new("/Milestones/Rules/Details", _ => "/milestones/rules/imperial-2021-10", Viewers) { Unknown = "/milestones/rules/nothing" },
        new("/Milestones/Rules/Details", _ => "/milestones/rules/imperial-2021-10/1", Viewers) { Unknown = $"/milestones/rules/imperial-2021-10/{Nothing}", Queries = ["?handler=file"] },
        new("/Milestones/Rules/Candidatures", _ => "/milestones/rules/imperial-2021-10/1/candidatures", Viewers) { Unknown = "/milestones/rules/nothing/1/candidatures", Queries = ["?page=2", "?handler=csv"] },
        new("/Milestones/Rules/Difference", _ => "/milestones/rules/imperial-2021-10/difference?from=1&to=1", Viewers) { Unknown = "/milestones/rules/nothing/difference?from=1&to=1" },
        new("/Milestones/Rules/Try", _ => "/milestones/rules/france-2022/1/try", Viewers) { Unknown = "/milestones/rules/nothing/1/try", Queries = ["?Start=2026-09-01&Percent=50&From=2027-01-01&To=2027-03-31"] },
        new("/Milestones/Rules/Upload", _ => "/milestones/rules/upload", Managers),
        new("/Milestones/Rules/Publish", _ => "/milestones/rules/imperial-2021-10/1/publish", Publishers) { Unknown = "/milestones/rules/nothing/1/publish", Redirects = true },
        new("/Milestones/Rules/Retire", _ => "/milestones/rules/imperial-2021-10/1/retire", Publishers) { Unknown = "/milestones/rules/nothing/1/retire" },

        new("/Routes/Index", _ => "/routes", Viewers) { Queries = ["?page=2"] },
        new("/Routes/Details", _ => "/routes/milestone-review", Viewers) { Unknown = "/routes/nothing" },
        new("/Routes/Details", _ => "/routes/milestone-review/1", Viewers) { Unknown = $"/routes/milestone-review/{Nothing}", Queries = ["?handler=file"] },
        new("/Routes/Difference", _ => "/routes/milestone-review/difference?from=1&to=1", Viewers) { Unknown = "/routes/nothing/difference?from=1&to=1" },
        new("/Routes/Try", _ => "/routes/milestone-review/1/try", Viewers) { Unknown = "/routes/nothing/1/try", Queries = ["?then=lead.Approved", "?days=20&act=lead.Returned"] },
        new("/Routes/Step", _ => "/routes/milestone-review/1/steps/lead", Managers) { Unknown = "/routes/milestone-review/1/steps/nothing" },
        new("/Routes/Insert", _ => "/routes/milestone-review/1/insert?way=lead%7CApproved%7Cdirector", Managers) { Unknown = "/routes/milestone-review/1/insert?way=nothing" },
        new("/Routes/Upload", _ => "/routes/upload", Managers),
        new("/Routes/Publish", _ => "/routes/milestone-review/1/publish", Publishers) { Unknown = "/routes/nothing/1/publish", Redirects = true },
        new("/Routes/Retire", _ => "/routes/milestone-review/retire", Publishers) { Unknown = "/routes/nothing/retire" },
        new("/Administration/Jobs", _ => "/administration/jobs", ["admin"]) { Queries = ["?handler=csv"] },
        new("/Processes/Index", _ => "/processes", Viewers) { Queries = ["?state=all", "?route=proposal&version=1&state=ended", "?state=called-off&side=FR", "?age=30&holder=1", "?incident=yes&nobody=yes", "?page=2", "?handler=csv"] },
        new("/Processes/Details", w => $"/processes/{w.ReviewProcessId}", Viewers) { Unknown = $"/processes/{Nothing}" },
        new("/Processes/Reassign", w => $"/processes/{w.ReviewProcessId}/reassign/{w.LeadTaskId}", UkManagers) { Unknown = $"/processes/{Nothing}/reassign/{Nothing}" },
        new("/Processes/Replace", w => $"/processes/{w.ReviewProcessId}/replace", UkManagers) { Unknown = $"/processes/{Nothing}/replace" },
        new("/Processes/Back", w => $"/processes/{w.ExaminationProcessId}/back", FrManagers) { Unknown = $"/processes/{Nothing}/back" },
        new("/Processes/Skip", w => $"/processes/{w.ReviewProcessId}/skip/{w.LeadBookmarkId}", UkManagers) { Unknown = $"/processes/{Nothing}/skip/1" },
        new("/Processes/Cancel", w => $"/processes/{w.ReviewProcessId}/cancel", UkManagers) { Unknown = $"/processes/{Nothing}/cancel" },
        new("/Processes/Restart", w => $"/processes/{w.ReviewProcessId}/restart", UkManagers) { Unknown = $"/processes/{Nothing}/restart" },
        new("/Processes/Mend", w => $"/processes/{w.ReviewProcessId}/mend/{w.IncidentId}", UkManagers) { Unknown = $"/processes/{Nothing}/mend/{Nothing}" },
        new("/Processes/Move", w => $"/processes/move?route=milestone-review&version={w.ReviewVersion}", UkManagers) { Unknown = "/processes/move?route=no-such-route&version=1" },
        new("/Administration/Mail", _ => "/administration/mail", ["admin"]) { Queries = ["?State=Pending", "?page=2", "?handler=csv"] },
    ];

    /// <summary>Addresses that are no pages, with whether they answer people who have not signed in.</summary>
    public static IReadOnlyDictionary<string, bool> OtherEndpoints { get; } = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["/health/live"] = true,
        ["/health/ready"] = true,
    };

    public static TheoryData<int> Lines => [.. Enumerable.Range(0, Rules.Count)];
}
