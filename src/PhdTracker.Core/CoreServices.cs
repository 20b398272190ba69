using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Account;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Proposals;
using PhdTracker.Core.Search;

namespace PhdTracker.Core;

/// <summary>Registers the programme's services. The database, the clock and the mail's base address come from the host.</summary>
public static class CoreServices
{
    /// <summary>Every command handler of this assembly, and what they share.</summary>
    /// <param name="baseAddress">The address that links in mails begin with.</param>
    public static IServiceCollection AddPhdTrackerCore(this IServiceCollection services, Uri baseAddress) => services.AddPhdTrackerCore(_ => baseAddress);

    /// <summary>The same with a base address that is known only when the services are built.</summary>
    public static IServiceCollection AddPhdTrackerCore(this IServiceCollection services, Func<IServiceProvider, Uri> baseAddress)
    {
        foreach (var handler in typeof(CoreServices).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsPublic: true } && t.Name.EndsWith("Handler", StringComparison.Ordinal)))
            services.AddScoped(handler);
        services.AddSingleton(provider => new MailLayout(baseAddress(provider)));
        services.AddScoped<AccessReader>();
        services.AddScoped<PeopleReach>();
        services.AddScoped<Calls.CallPeople>();
        services.AddScoped<People.Merging.MergePairs>();
        services.AddScoped<PersonPlaces>();
        services.AddScoped<PersonRoles>();
        services.AddScoped<PeopleList>();
        services.AddAccounts();
        services.AddScoped<Notifier>();
        services.AddScoped<MailQueue>();
        services.AddScoped<Alumni.AlumniInvitations>();
        services.AddScoped<Alumni.FormerStudents>();
        services.AddScoped<DueReminders>();
        services.AddScoped<Processes.IdleReminders>();
        services.AddScoped<SealAudit>();
        services.AddScoped<VerifyAudit>();
        services.AddSingleton(provider => new Feeds.CalendarFile(baseAddress(provider)));
        services.AddScoped<Feeds.CalendarDates>();
        services.AddScoped<Feeds.CalendarFeeds>();
        services.AddScoped<Candidatures.Pathways>();
        services.AddScoped<Candidatures.RegistrationForms>();
        services.AddScoped<Candidatures.OfficeCandidatures>();
        services.AddScoped<Candidatures.ConcernedPeople>();
        services.AddScoped<Candidatures.RegistrationPlaces>();
        services.AddScoped<Candidatures.StartDueCandidatures>();
        services.AddScoped<Candidatures.StartPreview>();
        services.AddScoped<Candidatures.FollowInterruptions>();
        services.AddScoped<Candidatures.StudentLeaving>();
        services.AddScoped<Training.TrainingBook>();
        services.AddScoped<Meetings.MeetingBook>();
        services.AddScoped<Meetings.MeetingMails>();
        services.AddScoped<Meetings.MeetingReader>();
        services.AddScoped<ChangeRequests.OpenChangeRequests>();
        services.AddScoped<ChangeRequests.ApprovedChanges>();
        services.AddScoped<ChangeRequests.ChangeRequestViews>();
        services.AddScoped<ChangeRequests.WhatIf>();
        services.AddScoped<Candidatures.TransferPreview>();
        services.AddScoped<Supervision.SupervisorBook>();
        services.AddScoped<Projects.OfficeProjects>();
        services.AddScoped<Projects.ProjectEnding>();
        services.AddScoped<Projects.Merging.ProjectPairs>();
        services.AddScoped<MilestoneCases>();
        services.AddScoped<OwnMilestones>();
        services.AddScoped<OfficeMilestones>();
        services.AddScoped(provider => new Lazy<Milestones.Rules.RuleSetLibrary>(() => provider.GetRequiredService<RuleSetStore>().Library(provider.GetRequiredService<Data.PhdTrackerDb>())));
        services.AddScoped<RuleSetDrafts>();
        services.AddScoped<RuleSetReach>();
        services.AddScoped<RuleSetVersions>();
        services.AddScoped<PlanMilestones>();
        services.AddScoped<MovedDeadlines>();
        services.AddScoped<RuleSetMoves>();
        services.AddScoped<Milestones.Shifts.ShiftRunner>();
        services.AddScoped<Milestones.Shifts.ShiftMails>();
        services.AddScoped<Milestones.Shifts.OpenShifts>();
        services.AddScoped<Import.OpenImports>();
        services.AddScoped<Import.Running.ImportEngine>();
        services.AddScoped<Import.Running.ImportTouches>();
        services.AddScoped<Import.Running.ImportUndo>();
        services.AddScoped<Import.Running.ImportRunner>();
        services.AddSingleton<Import.Running.ImportProgress>();
        services.AddScoped<MilestoneGates>();
        services.AddScoped<Committees.CommitteeBook>();
        services.AddScoped<Committees.CommitteePapers>();
        services.AddScoped<Agreements.AgreementCases>();
        services.AddScoped<Agreements.AgreementDrafts>();
        services.AddScoped<Agreements.AgreementMilestones>();
        services.AddScoped<Agreements.AgreementReminders>();
        services.AddScoped<OwnProposals>();
        services.AddScoped<Partners>();
        services.AddScoped<AcceptedProjects>();
        services.AddScoped<ProposalReader>();
        services.AddScoped<NextSteps.NextStepReader>();
        services.AddScoped<Desks>();
        services.AddScoped<TaskDesks>();
        services.AddScoped<TaskMails>();
        services.AddScoped<TaskOpening>();
        services.AddScoped<DecisionsTakenBack>();
        services.AddScoped<Delegations.Colleagues>();
        services.AddScoped<TaskDays>();
        services.AddScoped<Idleness>();
        services.AddScoped<ProcessRunner>();
        services.AddScoped<RouteDrafts>();
        services.AddScoped<RouteVersions>();
        RouteActivities.Register(services);
        services.AddScoped<CaseDesks>();
        services.AddScoped<CaseRoutes>();
        services.AddScoped<CaseHistories>();
        services.AddScoped<TaskCases>();
        services.AddScoped<SubjectCases>();
        services.AddScoped<AskedTasks>();
        services.AddScoped<ManagedProcesses>();
        services.AddScoped<ProcessPeople>();
        services.AddScoped<AskablePeople>();
        services.AddScoped<CaseReturn>();
        services.AddScoped<ProcessReader>();
        services.AddScoped<ProcessMoves>();
        services.AddScoped<OpenExaminations>();
        services.AddScoped<ExaminationPlan>();
        services.AddScoped<ExaminationMails>();
        services.AddScoped<ExaminationViews>();
        services.AddScoped<Searches>();
        services.AddScoped<FoldTitles>();
        return services;
    }
}
