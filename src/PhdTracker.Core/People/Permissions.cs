namespace PhdTracker.Core.People;

/// <summary>What somebody may do to a resource. Code asks for these, never for roles.</summary>
public enum Permission
{
    /// <summary>The project: title, sides, students' names, dates and states.</summary>
    ViewProject,

    /// <summary>A student's plan: milestones, dates and outcomes.</summary>
    ViewCandidature,

    /// <summary>What a student handed in, and what was written about it.</summary>
    ReadSubmissions,

    /// <summary>Why a student was interrupted: health and family, for the student and the home office only.</summary>
    ReadReasons,

    /// <summary>Why a student left, as the home office knows it: for that office only.</summary>
    ReadLeavingReasons,

    /// <summary>Hand in one's own milestones.</summary>
    SubmitMilestones,

    /// <summary>Record or waive a milestone, or fix its due date, as the office of its side.</summary>
    RecordMilestones,

    /// <summary>Fix a due date later than the latest day that the rules allow.</summary>
    FixDatesPastCap,

    /// <summary>Shift the dates of many students at once, for a closure or a strike.</summary>
    ShiftDates,

    /// <summary>Import an office's sheets for a side, see what was imported, take it back.</summary>
    ImportSheets,

    /// <summary>Numbers and lists over all projects of a programme.</summary>
    ViewCohort,

    /// <summary>Remind people, by mail, of what waits for them.</summary>
    Nudge,

    /// <summary>Set the rules by which the cohort page says who is at risk, and what supervisors may carry.</summary>
    SetCohortRules,

    /// <summary>Open and change calls for proposals; see drafts of calls.</summary>
    ManageCalls,

    /// <summary>Proposals that were sent, with what was decided about them. Investigators see their own without it.</summary>
    ViewProposals,

    /// <summary>Agree for one's side that the decisions of a call go out, or change the side's decision until they do.</summary>
    PublishDecisions,

    /// <summary>Meetings of a project, and those about its students: when, who, notes and what was agreed. Whoever takes part sees a meeting without it.</summary>
    ViewMeetings,

    /// <summary>Plan, change, cancel and record the meetings of a project that one may see.</summary>
    HoldMeetings,

    /// <summary>Record training that a student followed.</summary>
    RecordTraining,

    /// <summary>Confirm training, or return it, as the student's own side.</summary>
    ConfirmTraining,

    /// <summary>The agreements of a project and who signed them.</summary>
    ViewAgreements,

    /// <summary>Draft, send round, amend and terminate agreements.</summary>
    ManageAgreements,

    /// <summary>End a project early, change its investigators, let an institution withdraw.</summary>
    ManageProjects,

    /// <summary>Register students, name supervisors, correct starts, close and transfer candidatures.</summary>
    ManageCandidatures,

    /// <summary>Thesis and examination: dates, outcomes, awards, as the office of the student's side.</summary>
    ManageExaminations,

    /// <summary>The directory of alumni, as far as each chose to be shown there.</summary>
    ViewAlumni,

    /// <summary>Invite former students.</summary>
    ManageAlumni,

    /// <summary>Reverse a decision after others acted on it.</summary>
    ReverseDecisions,
    ViewPeople,

    /// <summary>Add people, correct their names and addresses, give and end the roles of a side.</summary>
    ManagePeople,

    /// <summary>Give and end the roles of the programme itself.</summary>
    ManageProgrammeRoles,
    ViewAudit,

    /// <summary>Approval routes and rule sets: their versions and files; try one.</summary>
    ViewRoutes,

    /// <summary>Prepare a new version of an approval route or a rule set, which somebody else may have to publish.</summary>
    DraftRoutes,

    /// <summary>Let a new version of an approval route or a rule set count, or retire one.</summary>
    PublishRoutes,

    /// <summary>Running routes: where each stands, with whom, and what failed.</summary>
    ViewProcesses,

    /// <summary>Repair a running route: ask somebody else, move back, skip, cancel, restart, mend what failed.</summary>
    ManageProcesses,

    /// <summary>Ask for a change of one's candidature: an interruption, an extension, another mode.</summary>
    RequestChanges,

    /// <summary>See what a change would do to a candidature's dates, without asking for it.</summary>
    TryChanges,

    /// <summary>Jobs and mails: their runs, run now, try again.</summary>
    ManageSystem,
}

/// <summary>How far a permission reaches from the scope at which its role is held.</summary>
public enum Reach
{
    /// <summary>What lies in the scope itself.</summary>
    Scope,

    /// <summary>The whole project of a candidature: the twin student too.</summary>
    Project,

    /// <summary>Everything in the programme that the scope belongs to: both sides.</summary>
    Programme,
}

/// <summary>Which role gives which permission: the one table.</summary>
public static class Permissions
{
    private static readonly Dictionary<Role, (Permission Permission, Reach Reach)[]> Table = new()
    {
        [Role.Student] = [(Permission.ViewProject, Reach.Project), (Permission.ViewCandidature, Reach.Scope), (Permission.ReadSubmissions, Reach.Scope), (Permission.ReadReasons, Reach.Scope), (Permission.SubmitMilestones, Reach.Scope), (Permission.RequestChanges, Reach.Scope), (Permission.TryChanges, Reach.Scope), (Permission.ViewMeetings, Reach.Scope), (Permission.HoldMeetings, Reach.Project), (Permission.RecordTraining, Reach.Scope), (Permission.ViewAgreements, Reach.Project), (Permission.ViewAlumni, Reach.Programme)],
        [Role.Supervisor] = [(Permission.ViewProject, Reach.Project), (Permission.ViewCandidature, Reach.Project), (Permission.ReadSubmissions, Reach.Scope), (Permission.TryChanges, Reach.Scope), (Permission.ViewMeetings, Reach.Project), (Permission.HoldMeetings, Reach.Project), (Permission.ViewAgreements, Reach.Project), (Permission.ViewAlumni, Reach.Programme)],
        [Role.Investigator] = [(Permission.ViewProject, Reach.Scope), (Permission.ViewCandidature, Reach.Project), (Permission.ViewMeetings, Reach.Project), (Permission.HoldMeetings, Reach.Project), (Permission.ViewAgreements, Reach.Scope), (Permission.ViewAlumni, Reach.Programme)],
        [Role.UnitHead] = [.. Steering, (Permission.ViewProposals, Reach.Scope)],
        [Role.DirectorOfPostgraduateStudies] = [.. Steering, .. Confirming],
        [Role.DoctoralSchoolDirector] = [.. Steering, .. Confirming],
        [Role.HeadOfInstitution] = Steering,
        [Role.Registry] = [.. Director, (Permission.ManageExaminations, Reach.Scope)],
        [Role.LegalOffice] = [(Permission.ViewProject, Reach.Scope), (Permission.ViewAgreements, Reach.Scope), (Permission.ViewAlumni, Reach.Programme)],
        [Role.Office] =
        [
            (Permission.ViewProject, Reach.Programme), (Permission.ViewCandidature, Reach.Programme), (Permission.ViewCohort, Reach.Programme), (Permission.Nudge, Reach.Programme), (Permission.ViewPeople, Reach.Programme), (Permission.ViewAlumni, Reach.Programme),
            (Permission.ReadSubmissions, Reach.Scope), (Permission.ReadReasons, Reach.Scope), (Permission.ReadLeavingReasons, Reach.Scope), (Permission.RecordMilestones, Reach.Scope), (Permission.ShiftDates, Reach.Scope), (Permission.ImportSheets, Reach.Scope), (Permission.ManagePeople, Reach.Scope),
            (Permission.ManageCalls, Reach.Programme), (Permission.ViewProposals, Reach.Programme), (Permission.PublishDecisions, Reach.Scope),
            (Permission.ViewAgreements, Reach.Programme), (Permission.ManageAgreements, Reach.Programme), (Permission.ManageProjects, Reach.Programme),
            (Permission.ManageCandidatures, Reach.Scope), (Permission.ManageExaminations, Reach.Scope), (Permission.ManageAlumni, Reach.Programme), (Permission.ReverseDecisions, Reach.Scope),
            (Permission.ViewRoutes, Reach.Programme), (Permission.DraftRoutes, Reach.Programme), (Permission.ViewProcesses, Reach.Programme), (Permission.ManageProcesses, Reach.Scope), (Permission.RequestChanges, Reach.Scope), (Permission.TryChanges, Reach.Scope),
            (Permission.ViewMeetings, Reach.Programme), (Permission.HoldMeetings, Reach.Scope), .. Confirming,
        ],
        [Role.ProgrammeManager] =
        [
            (Permission.ViewProject, Reach.Programme), (Permission.ViewCandidature, Reach.Programme), (Permission.ViewCohort, Reach.Programme), (Permission.Nudge, Reach.Programme), (Permission.SetCohortRules, Reach.Programme), (Permission.ViewPeople, Reach.Programme), (Permission.ViewAlumni, Reach.Programme),
            (Permission.ReadSubmissions, Reach.Programme), (Permission.RecordMilestones, Reach.Programme), (Permission.FixDatesPastCap, Reach.Programme), (Permission.ShiftDates, Reach.Programme), (Permission.ImportSheets, Reach.Programme), (Permission.ManagePeople, Reach.Programme), (Permission.ManageProgrammeRoles, Reach.Programme), (Permission.ViewAudit, Reach.Programme),
            (Permission.ManageCalls, Reach.Programme), (Permission.ViewProposals, Reach.Programme), (Permission.ViewAgreements, Reach.Programme), (Permission.ManageAgreements, Reach.Programme),
            (Permission.ManageProjects, Reach.Programme), (Permission.ManageCandidatures, Reach.Programme), (Permission.ManageExaminations, Reach.Programme), (Permission.TryChanges, Reach.Programme),
            (Permission.ManageAlumni, Reach.Programme), (Permission.ReverseDecisions, Reach.Programme),
            (Permission.ViewRoutes, Reach.Programme), (Permission.DraftRoutes, Reach.Programme), (Permission.PublishRoutes, Reach.Programme), (Permission.ViewProcesses, Reach.Programme), (Permission.ManageProcesses, Reach.Programme),
            (Permission.ViewMeetings, Reach.Programme), (Permission.HoldMeetings, Reach.Programme), (Permission.RecordTraining, Reach.Programme), (Permission.ConfirmTraining, Reach.Programme),
        ],
        [Role.Auditor] =
        [
            (Permission.ViewProject, Reach.Programme), (Permission.ViewCandidature, Reach.Programme), (Permission.ViewCohort, Reach.Programme), (Permission.ViewPeople, Reach.Programme), (Permission.ViewAlumni, Reach.Programme),
            (Permission.ReadSubmissions, Reach.Programme), (Permission.ViewAudit, Reach.Programme), (Permission.ViewProposals, Reach.Programme), (Permission.ViewAgreements, Reach.Programme),
            (Permission.ViewRoutes, Reach.Programme), (Permission.ViewProcesses, Reach.Programme), (Permission.ViewMeetings, Reach.Programme),
        ],
        [Role.SystemAdministrator] =
        [
            (Permission.ManageSystem, Reach.Scope), (Permission.SetCohortRules, Reach.Scope), (Permission.ViewRoutes, Reach.Scope), (Permission.DraftRoutes, Reach.Scope), (Permission.PublishRoutes, Reach.Scope), (Permission.ViewProcesses, Reach.Scope), (Permission.ManageProcesses, Reach.Scope), (Permission.ViewPeople, Reach.Scope), (Permission.ManagePeople, Reach.Scope), (Permission.ManageProgrammeRoles, Reach.Scope), (Permission.ViewAudit, Reach.Scope),
        ],
    };

    /// <summary>Directors steer what they direct.</summary>
    private static (Permission, Reach)[] Steering => [.. Director, (Permission.ViewCohort, Reach.Scope), (Permission.Nudge, Reach.Scope)];

    private static (Permission, Reach)[] Director =>
        [(Permission.ViewProject, Reach.Project), (Permission.ViewCandidature, Reach.Scope), (Permission.ReadSubmissions, Reach.Scope), (Permission.ViewAgreements, Reach.Project), (Permission.ViewAlumni, Reach.Programme)];

    private static (Permission, Reach)[] Confirming => [(Permission.RecordTraining, Reach.Scope), (Permission.ConfirmTraining, Reach.Scope)];

    /// <summary>How far the role's permission reaches; null if the role does not give it.</summary>
    public static Reach? ReachOf(Role role, Permission permission)
    {
        foreach (var (given, reach) in Table[role])
        {
            if (given == permission)
                return reach;
        }
        return null;
    }
}
