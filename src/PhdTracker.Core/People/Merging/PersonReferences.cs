using Microsoft.AspNetCore.Identity;
using PhdTracker.Core.Account;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Delegations;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Feeds;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.Merging;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.Milestones.Shifts;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People.Groups;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Projects.Merging;
using PhdTracker.Core.Proposals;
using PhdTracker.Core.Supervision;
using PhdTracker.Core.Training;
using static PhdTracker.Core.Merging.MergeReference<PhdTracker.Core.People.Merging.MergedKind>;

namespace PhdTracker.Core.People.Merging;

/// <summary>What moves when two records of a person become one, as the preview counts it.</summary>
public enum MergedKind { Role, Supervision, Candidature, Project, Proposal, Task, Meeting, Group, Committee, Delegation, Request, Paper, Import, Filter, Mail }

/// <summary>
/// Every foreign key to a person. What somebody holds, and what they may open as theirs, moves to the kept record; what only tells who did something,
/// what is sealed or signed, and what belongs to the closed account stays where it is, and leads to the kept record.
/// </summary>
public static class PersonReferences
{
    /// <summary>Those that move row by row.</summary>
    public static IReadOnlyList<MergeReference<MergedKind>> Moving { get; } =
    [
        Moves<RoleAssignment>(MergedKind.Role, nameof(RoleAssignment.PersonId)),
        Moves<Candidature>(MergedKind.Candidature, nameof(Candidature.StudentId)),
        Moves<Alumnus>(MergedKind.Candidature, nameof(Alumnus.PersonId)),
        Moves<Studentship>(MergedKind.Project, nameof(Studentship.InvestigatorId)),
        Moves<ProposalSide>(MergedKind.Proposal, nameof(ProposalSide.InvestigatorId)),
        Moves<ProposalApplicant>(MergedKind.Proposal, nameof(ProposalApplicant.PersonId)),
        Moves<Meeting>(MergedKind.Meeting, nameof(Meeting.OrganiserId)),
        Moves<MeetingParticipant>(MergedKind.Meeting, nameof(MeetingParticipant.PersonId), place: p => p.MeetingId),
        Moves<MeetingAction>(MergedKind.Meeting, nameof(MeetingAction.PersonId)),
        Moves<GroupMember>(MergedKind.Group, nameof(GroupMember.PersonId), place: m => m.GroupId),
        Moves<CommitteeMember>(MergedKind.Committee, nameof(CommitteeMember.PersonId), place: m => (m.CandidatureId, m.MilestoneId, m.Kind, m.EndedAt, m.ReportedAt)),
        Moves<Delegation>(MergedKind.Delegation, nameof(Delegation.PrincipalId)),
        Moves<Delegation>(MergedKind.Delegation, nameof(Delegation.DelegateId)),
        Moves<ChangeRequest>(MergedKind.Request, nameof(ChangeRequest.ById)),
        Moves<ChangeRequest>(MergedKind.Request, nameof(ChangeRequest.SuccessorId)),
        Moves<Decision>(MergedKind.Paper, nameof(Decision.ById)),
        Moves<Decision>(MergedKind.Paper, nameof(Decision.OnBehalfOfId)),
        Moves<Submission>(MergedKind.Paper, nameof(Submission.AuthorId)),
        Moves<CommitteeReport>(MergedKind.Paper, nameof(CommitteeReport.AuthorId)),
        Moves<ConfidentialNote>(MergedKind.Paper, nameof(ConfidentialNote.AuthorId)),
        Moves<ProcessReplacement>(MergedKind.Task, nameof(ProcessReplacement.PersonId)),
        Moves<ProcessReplacement>(MergedKind.Task, nameof(ProcessReplacement.InsteadOfId)),
        Moves<DateShift>(MergedKind.Import, nameof(DateShift.ById)),
        Moves<SheetImport>(MergedKind.Import, nameof(SheetImport.ById)),
        Moves<ImportDoubt>(MergedKind.Import, nameof(ImportDoubt.PersonId)),
        Moves<PersonMatch>(MergedKind.Import, nameof(PersonMatch.PersonId), place: m => (m.NameKey, m.Address), drops: false),
        Moves<SavedFilter>(MergedKind.Filter, nameof(SavedFilter.OwnerId), place: f => f.Name, drops: false),
        Moves<Notification>(MergedKind.Mail, nameof(Notification.RecipientId), only: n => n.State == NotificationState.Waiting),
    ];

    /// <summary>Those that <see cref="MergePeopleHandler"/> moves itself: two rows of them become one, or they are part of a row's key.</summary>
    public static IReadOnlyList<(Type Row, string Field)> Apart { get; } =
    [
        (typeof(SupervisorAssignment), nameof(SupervisorAssignment.PersonId)),
        (typeof(TaskAssignee), nameof(TaskAssignee.PersonId)),
        (typeof(TaskAssignee), nameof(TaskAssignee.OnBehalfOfId)),
        (typeof(ConfidentialReader), nameof(ConfidentialReader.PersonId)),
        (typeof(Person), nameof(Person.MergedIntoId)),
    ];

    /// <summary>Those that stay.</summary>
    public static IReadOnlyList<MergeReference<MergedKind>> Staying { get; } =
    [
        // Sealed, signed, or said under the name of then.
        Stays<AuditEntry>(nameof(AuditEntry.ById)),
        Stays<AuditEntry>(nameof(AuditEntry.OnBehalfOfId)),
        Stays<Signature>(nameof(Signature.PersonId)),
        Stays<Document>(nameof(Document.UploadedById)),
        Stays<SideDecision>(nameof(SideDecision.ById)),
        Stays<PublicationConsent>(nameof(PublicationConsent.ById)),
        Stays<DecisionReversal>(nameof(DecisionReversal.ById)),
        Stays<AlumnusConsent>(nameof(AlumnusConsent.GivenById)),
        Stays<ProposalField>(nameof(ProposalField.ChangedById)),
        Stays<ProposalInvitation>(nameof(ProposalInvitation.InvitedById)),
        Stays<Milestone>(nameof(Milestone.FixedById)),
        Stays<TrainingActivity>(nameof(TrainingActivity.RecordedById)),
        Stays<TrainingActivity>(nameof(TrainingActivity.SettledById)),
        Stays<ProcessReplacement>(nameof(ProcessReplacement.ById)),
        Stays<StoredDefinition>(nameof(StoredDefinition.AuthorId)),
        Stays<StoredDefinition>(nameof(StoredDefinition.DecidedById)),
        Stays<StoredRuleSet>(nameof(StoredRuleSet.AuthorId)),
        Stays<StoredRuleSet>(nameof(StoredRuleSet.DecidedById)),
        Stays<DateShift>(nameof(DateShift.AppliedById)),
        Stays<DateShift>(nameof(DateShift.UndoneById)),
        Stays<SheetImport>(nameof(SheetImport.AppliedById)),
        Stays<SheetImport>(nameof(SheetImport.UndoneById)),
        Stays<ImportMapping>(nameof(ImportMapping.SavedById)),
        Stays<PersonMatch>(nameof(PersonMatch.ById)),
        Stays<TaskNudge>(nameof(TaskNudge.PersonId)),
        Stays<TaskNudge>(nameof(TaskNudge.ById)),
        Stays<PeopleApart>(nameof(PeopleApart.OneId)),
        Stays<PeopleApart>(nameof(PeopleApart.OtherId)),
        Stays<PeopleApart>(nameof(PeopleApart.ById)),
        Stays<ProjectsApart>(nameof(ProjectsApart.ById)),

        // The account, which is closed.
        Stays<Session>(nameof(Session.PersonId)),
        Stays<Authenticator>(nameof(Authenticator.PersonId)),
        Stays<EmailChange>(nameof(EmailChange.PersonId)),
        Stays<CalendarFeed>(nameof(CalendarFeed.PersonId)),
        Stays<IdentityUserClaim<int>>(nameof(IdentityUserClaim<int>.UserId)),
        Stays<IdentityUserLogin<int>>(nameof(IdentityUserLogin<int>.UserId)),
        Stays<IdentityUserToken<int>>(nameof(IdentityUserToken<int>.UserId)),
        Stays<IdentityUserPasskey<int>>(nameof(IdentityUserPasskey<int>.UserId)),
    ];
}
