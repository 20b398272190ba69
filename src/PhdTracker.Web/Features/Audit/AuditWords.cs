using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Proposals;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Web.Features.Audit;

/// <summary>What the trail keeps, in words: fields, values, acts. What has no words is shown as it is kept.</summary>
public sealed partial class AuditWords(Texts texts, IReadOnlyDictionary<int, string> people)
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["Milestone"] = "Audit.Kind.Milestone",
        ["CommitteeMember"] = "Audit.Kind.CommitteeMember",
        ["Submission"] = "Audit.Kind.Submission",
        ["Document"] = "Audit.Kind.Document",
        ["Candidature"] = "Audit.Kind.Candidature",
        ["StatusPeriod"] = "Audit.Kind.StatusPeriod",
        ["SupervisorAssignment"] = "Audit.Kind.SupervisorAssignment",
        ["RoleAssignment"] = "Audit.Kind.RoleAssignment",
        ["Project"] = "Audit.Kind.Project",
        ["Studentship"] = "Audit.Kind.Studentship",
        ["Proposal"] = "Audit.Kind.Proposal",
        ["ProposalSide"] = "Audit.Kind.ProposalSide",
        ["Call"] = "Audit.Kind.Call",
        ["SideDecision"] = "Audit.Kind.SideDecision",
        ["PublicationConsent"] = "Audit.Kind.PublicationConsent",
        ["Agreement"] = "Audit.Kind.Agreement",
        ["Examination"] = "Audit.Kind.Examination",
        ["ChangeRequest"] = "Audit.Kind.ChangeRequest",
        ["Stay"] = "Audit.Kind.Stay",
        ["Meeting"] = "Audit.Kind.Meeting",
        ["TrainingActivity"] = "Audit.Kind.TrainingActivity",
        ["Examiner"] = "Audit.Kind.Examiner",
        ["Thesis"] = "Audit.Kind.Thesis",
        ["ProcessTask"] = "Audit.Kind.ProcessTask",
        ["Decision"] = "Audit.Kind.Decision",
        ["DecisionReversal"] = "Audit.Kind.DecisionReversal",
        ["ProcessReplacement"] = "Audit.Kind.ProcessReplacement",
        ["Person"] = "Audit.Kind.Person",
        ["PeopleGroup"] = "Audit.Kind.PeopleGroup",
        ["CohortRules"] = "Audit.Kind.CohortRules",
        ["SavedFilter"] = "Audit.Kind.SavedFilter",
        ["GroupMember"] = "Audit.Kind.GroupMember",
        ["Delegation"] = "Audit.Kind.Delegation",
        ["Alumnus"] = "Audit.Kind.Alumnus",
        ["AlumnusConsent"] = "Audit.Kind.AlumnusConsent",
        ["Agreement"] = "Audit.Kind.Agreement",
        ["AgreementParty"] = "Audit.Kind.AgreementParty",
        ["Signature"] = "Audit.Kind.Signature",
        ["Unit"] = "Audit.Kind.Unit",
        ["Institution"] = "Audit.Kind.Institution",
    };

    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["State"] = "Audit.Field.State",
        ["OpensOn"] = "Audit.Field.OpensOn",
        ["DueOn"] = "Audit.Field.DueOn",
        ["DoneOn"] = "Audit.Field.DoneOn",
        ["TitleEn"] = "Audit.Field.TitleEn",
        ["TitleFr"] = "Audit.Field.TitleFr",
        ["Title"] = "Audit.Field.Title",
        ["Name"] = "Audit.Field.Name",
        ["NameEn"] = "Audit.Field.NameEn",
        ["NameFr"] = "Audit.Field.NameFr",
        ["About"] = "Audit.Field.About",
        ["PrincipalId"] = "Audit.Field.Principal",
        ["DelegateId"] = "Audit.Field.Delegate",
        ["Code"] = "Audit.Field.Code",
        ["MergedIntoId"] = "Audit.Field.MergedInto",
        ["Number"] = "Audit.Field.Number",
        ["Comment"] = "Audit.Field.Comment",
        ["Conditions"] = "Audit.Field.Conditions",
        ["SubmittedAt"] = "Audit.Field.SubmittedAt",
        ["UploadedAt"] = "Audit.Field.UploadedAt",
        ["OpenedAt"] = "Audit.Field.OpenedAt",
        ["ClosedAt"] = "Audit.Field.ClosedAt",
        ["At"] = "Audit.Field.At",
        ["LapsesOn"] = "Audit.Field.LapsesOn",
        ["Kind"] = "Audit.Field.Kind",
        ["NamedAt"] = "Audit.Field.NamedAt",
        ["EndedAt"] = "Audit.Field.EndedAt",
        ["ReportedAt"] = "Audit.Field.ReportedAt",
        ["Role"] = "Audit.Field.Role",
        ["From"] = "Audit.Field.From",
        ["To"] = "Audit.Field.To",
        ["StartOn"] = "Audit.Field.StartOn",
        ["ClosedOn"] = "Audit.Field.ClosedOn",
        ["ContractEndsOn"] = "Audit.Field.ContractEndsOn",
        ["DefenceOn"] = "Audit.Field.DefenceOn",
        ["Fte"] = "Audit.Field.Fte",
        ["TrainingHours"] = "Audit.Field.TrainingHours",
        ["StartsAt"] = "Audit.Field.StartsAt",
        ["EndsAt"] = "Audit.Field.EndsAt",
        ["Zone"] = "Audit.Field.Zone",
        ["Place"] = "Audit.Field.Place",
        ["Agenda"] = "Audit.Field.Agenda",
        ["Notes"] = "Audit.Field.Notes",
        ["Subject"] = "Audit.Field.Subject",
        ["CancelReason"] = "Audit.Field.CancelReason",
        ["Changes"] = "Audit.Field.Changes",
        ["OrganiserId"] = "Audit.Field.Organiser",
        ["Category"] = "Audit.Field.Category",
        ["Hours"] = "Audit.Field.Hours",
        ["RecordedById"] = "Audit.Field.RecordedBy",
        ["SettledById"] = "Audit.Field.SettledBy",
        ["SettledOn"] = "Audit.Field.SettledOn",
        ["ReturnReason"] = "Audit.Field.ReturnReason",
        ["MobilityNote"] = "Audit.Field.MobilityNote",
        ["StudentNumber"] = "Audit.Field.StudentNumber",
        ["HoldsHdr"] = "Audit.Field.HoldsHdr",
        ["SharePercent"] = "Audit.Field.SharePercent",
        ["IsFixed"] = "Audit.Field.IsFixed",
        ["OverdueDays"] = "Audit.Field.OverdueDays",
        ["WatchesFunding"] = "Audit.Field.WatchesFunding",
        ["AgreementDays"] = "Audit.Field.AgreementDays",
        ["Returns"] = "Audit.Field.Returns",
        ["MeetingDays"] = "Audit.Field.MeetingDays",
        ["MostStudents"] = "Audit.Field.MostStudents",
        ["MostLoad"] = "Audit.Field.MostLoad",
        ["UnknownShare"] = "Audit.Field.UnknownShare",
        ["IsShared"] = "Audit.Field.IsShared",
        ["Query"] = "Audit.Field.Query",
        ["FixedReason"] = "Audit.Field.FixedReason",
        ["FixedById"] = "Audit.Field.FixedBy",
        ["FixedAt"] = "Audit.Field.FixedAt",
        ["RuleDueOn"] = "Audit.Field.RuleDueOn",
        ["RuleSetVersion"] = "Audit.Field.RuleSetVersion",
        ["IsOptional"] = "Audit.Field.IsOptional",
        ["RetakeUsed"] = "Audit.Field.RetakeUsed",
        ["FileName"] = "Audit.Field.FileName",
        ["Goals"] = "Audit.Field.Goals",
        ["Email"] = "Audit.Field.Email",
        ["EmailConfirmed"] = "Audit.Field.EmailConfirmed",
        ["GivenName"] = "Audit.Field.GivenName",
        ["FamilyName"] = "Audit.Field.FamilyName",
        ["Language"] = "Audit.Field.Language",
        ["Theme"] = "Audit.Field.Theme",
        ["ConsentedAt"] = "Audit.Field.ConsentedAt",
        ["GivenAt"] = "Audit.Field.GivenAt",
        ["WithdrawnAt"] = "Audit.Field.WithdrawnAt",
        ["Edition"] = "Audit.Field.Edition",
        ["ShowsName"] = "Audit.Field.ShowsName",
        ["ShowsAward"] = "Audit.Field.ShowsAward",
        ["ShowsThesis"] = "Audit.Field.ShowsThesis",
        ["ShowsDestination"] = "Audit.Field.ShowsDestination",
        ["ShowsAbout"] = "Audit.Field.ShowsAbout",
        ["ShowsWebPage"] = "Audit.Field.ShowsWebPage",
        ["Contact"] = "Audit.Field.Contact",
        ["ThesisTitle"] = "Audit.Field.ThesisTitle",
        ["AboutEn"] = "Audit.Field.AboutEn",
        ["AboutFr"] = "Audit.Field.AboutFr",
        ["WebPage"] = "Audit.Field.WebPage",
        ["PrivateEmail"] = "Audit.Field.PrivateEmail",
        ["EmailConfirmedAt"] = "Audit.Field.EmailConfirmedAt",
        ["MailsToPrivateEmail"] = "Audit.Field.MailsToPrivateEmail",
        ["WaitingEmail"] = "Audit.Field.WaitingEmail",
        ["ConfirmationSentAt"] = "Audit.Field.ConfirmationSentAt",
        ["EmailIsPrivate"] = "Audit.Field.EmailIsPrivate",
        ["GivenById"] = "Audit.Field.GivenBy",
        ["PersonId"] = "Audit.Field.Person",
        ["StudentId"] = "Audit.Field.Student",
        ["AuthorId"] = "Audit.Field.Author",
        ["ById"] = "Audit.Field.By",
        ["OnBehalfOfId"] = "Audit.Field.OnBehalfOf",
        ["ClosesAt"] = "Audit.Field.ClosesAt",
        ["OpensAt"] = "Audit.Field.OpensAt",
        ["Awards"] = "Audit.Field.Awards",
        ["Reasons"] = "Audit.Field.Reasons",
        ["ThemeEn"] = "Audit.Field.ThemeEn",
        ["ThemeFr"] = "Audit.Field.ThemeFr",
        ["UploadedById"] = "Audit.Field.UploadedBy",
        ["TextEn"] = "Audit.Field.TextEn",
        ["TextFr"] = "Audit.Field.TextFr",
        ["StartsOn"] = "Audit.Field.StartsOn",
        ["EndsOn"] = "Audit.Field.EndsOn",
        ["Authoritative"] = "Audit.Field.Authoritative",
        ["Round"] = "Audit.Field.Round",
        ["Hash"] = "Audit.Field.Hash",
        ["FrozenCode"] = "Audit.Field.FrozenCode",
        ["FrozenNumber"] = "Audit.Field.FrozenNumber",
        ["InForceAt"] = "Audit.Field.InForceAt",
        ["SupersededOn"] = "Audit.Field.SupersededOn",
        ["TerminatedOn"] = "Audit.Field.TerminatedOn",
        ["TerminationReason"] = "Audit.Field.TerminationReason",
        ["TypedName"] = "Audit.Field.TypedName",
        ["VoidedAt"] = "Audit.Field.VoidedAt",
        ["Capacity"] = "Audit.Field.Capacity",
        ["Order"] = "Audit.Field.Order",
        ["ExtensionDays"] = "Audit.Field.ExtensionDays",
        ["Days"] = "Audit.Field.Days",
        ["Purpose"] = "Audit.Field.Purpose",
        ["Reason"] = "Audit.Field.Reason",
        ["SuccessorId"] = "Audit.Field.Successor",
        ["ThesisTitleEn"] = "Audit.Field.ThesisTitleEn",
        ["ThesisTitleFr"] = "Audit.Field.ThesisTitleFr",
        ["InvestigatorId"] = "Audit.Field.Investigator",
        ["InsteadOfId"] = "Audit.Field.InsteadOf",
        // An import names what a reference leads to instead of telling its number.
        ["Unit"] = "Audit.Field.Unit",
        ["Institution"] = "Audit.Field.Institution",
        ["HomeInstitution"] = "Audit.Field.HomeInstitution",
        ["DoctoralSchool"] = "Audit.Field.DoctoralSchool",
        ["Person"] = "Audit.Field.Person",
    };

    /// <summary>What somebody did, as the rest of a sentence that begins with their name.</summary>
    public string Act(string name) => texts.Has("Act." + name) ? texts["Act." + name] : Spaced(name);

    public string Kind(string kind) => Kinds.TryGetValue(kind, out var key) ? texts[key] : Spaced(kind);

    public string Field(string field) => Fields.TryGetValue(field, out var key) ? texts[key] : Spaced(field);

    /// <summary>A value as the reader writes it; null where there was none.</summary>
    public string? Value(AuditChange change, JsonElement? value)
    {
        if (value is not { } json)
            return null;
        if (AuditChange.PersonOf(change.Field, value) is { } person)
            return people.TryGetValue(person, out var name) ? name : person.ToString(CultureInfo.InvariantCulture);
        return json.ValueKind switch
        {
            JsonValueKind.True => texts["Audit.Yes"],
            JsonValueKind.False => texts["Audit.No"],
            JsonValueKind.Array => string.Join(", ", json.EnumerateArray().Select(e => e.ToString())),
            JsonValueKind.Number => json.GetDecimal().ToString("0.###", texts.Culture),
            JsonValueKind.String => Text(change, json.GetString()!),
            _ => json.ToString(),
        };
    }

    private string? Text(AuditChange change, string text)
    {
        if (text.Length == 0)
            return null;
        if (text == AuditChange.NotTold)
            return texts["Audit.NotTold"];
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return texts.Date(day);
        if (change.Field.EndsWith("At", StringComparison.Ordinal) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at))
            return texts["Audit.Utc", texts.ShortDate(DateOnly.FromDateTime(at)), at.ToString("HH:mm", CultureInfo.InvariantCulture)];
        return (change.Kind, change.Field) switch
        {
            ("Milestone", "State") => Word<MilestoneState>(text),
            ("Alumnus", "Contact") => Word<AlumnusContact>(text),
            ("Candidature", "State") => Word<CandidatureState>(text),
            ("Examination", "State") => Word<Core.Examinations.ExaminationState>(text),
            ("Examination", "Outcome") => Word<Core.Examinations.ExaminationOutcome>(text),
            ("ChangeRequest", "State") => Word<Core.ChangeRequests.ChangeRequestState>(text),
            ("ChangeRequest", "Kind") => Word<Core.ChangeRequests.ChangeRequestKind>(text),
            ("ChangeRequest", "SupervisorKind") => Word<SupervisorKind>(text),
            ("Examiner", "Role") => Word<Core.Examinations.ExaminerRole>(text),
            ("Project", "State") => Word<ProjectState>(text),
            ("SupervisorAssignment", "Kind") => Word<SupervisorKind>(text),
            ("Meeting", "State") => Word<Core.Meetings.MeetingState>(text),
            ("Meeting", "Kind") => Word<Core.Meetings.MeetingKind>(text),
            ("TrainingActivity", "State") => Word<Core.Training.TrainingState>(text),
            ("TrainingActivity", "Category") => Word<Core.Training.TrainingCategory>(text),
            ("StatusPeriod", "Kind") => Word<StatusKind>(text),
            ("Decision", "Kind") => Word<DecisionKind>(text),
            ("ProcessTask", "Kind") => Word<TaskKind>(text),
            ("ProcessTask", "State") => Word<TaskState>(text),
            ("SideDecision", "Kind") => Word<SideDecisionKind>(text),
            ("Agreement", "Kind") => Word<AgreementKind>(text),
            ("CommitteeMember", "Kind") => Word<Core.Committees.CommitteeKind>(text),
            ("Agreement", "State") => Word<AgreementState>(text),
            ("Agreement", "Authoritative") => Word<AuthoritativeText>(text),
            ("Signature", "Kind") => Word<SignatureKind>(text),
            ("Signature", "Capacity") => Word<SignatureCapacity>(text),
            ("RoleAssignment", "Role") => Word<Role>(text),
            _ => text,
        };
    }

    private string Word<T>(string text) where T : struct, Enum =>
        Enum.TryParse<T>(text, out var value) && texts.Has($"Enum.{typeof(T).Name}.{value}") ? texts.Enum(value) : Spaced(text);

    private static string Spaced(string name) => Boundary().Replace(name, " ").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Boundary();
}
