using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.Milestones.Rules.Calendars;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Web.Configuration;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Hosting;

/// <summary>Settings, clock, database, commands: what pages and verbs share.</summary>
public static class DataSetup
{
    public static void AddData(this IServiceCollection services)
    {
        services.AddSingleton(provider => Settings.Read(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton<TimeProvider>(provider => ShiftedClock.Of(provider.GetRequiredService<Settings>()));
        services.AddDbContext<PhdTrackerDb>((provider, options) =>
        {
            var settings = provider.GetRequiredService<Settings>();
            options.UseDatabase(settings.Provider, settings.ConnectionString);
        }, optionsLifetime: ServiceLifetime.Singleton);
        services.AddSingleton<IFileStore>(provider => new FilesOnDisk(Path.Combine(provider.GetRequiredService<Settings>().DataPath, "documents")));
        services.AddSingleton(provider => RuleSetStore.LoadFrom(Path.Combine(provider.GetRequiredService<Settings>().WorkflowsPath, "milestones")));
        services.AddSingleton(provider => Core.Notifications.ReminderRules.Load(provider.GetRequiredService<Settings>().WorkflowsPath));
        services.AddSingleton(provider => Core.Examinations.ExaminationRulebook.Load(provider.GetRequiredService<Settings>().WorkflowsPath));
        services.AddSingleton(provider => Core.Agreements.AgreementReminderRules.Load(provider.GetRequiredService<Settings>().WorkflowsPath));
        services.AddSingleton(provider => WorkingDays.LoadFrom(Path.Combine(provider.GetRequiredService<Settings>().WorkflowsPath, "milestones", "calendars")));
        services.AddSingleton(provider => DefinitionLibrary.LoadFrom(Path.Combine(provider.GetRequiredService<Settings>().WorkflowsPath, "approvals")));
        services.AddSingleton(provider => new Core.Account.SecondFactorRoles(provider.GetRequiredService<Settings>().SecondFactorRoles));
        services.AddScoped<CurrentPerson>();
        services.AddScoped<ReaderLinks>();
        services.AddScoped<Features.Examinations.ExaminationDesk>();
        services.AddScoped<Features.Committees.CommitteeDesk>();
        services.AddScoped<Features.ChangeRequests.ChangeRequestChoices>();
        services.AddScoped<Features.Milestones.Shifts.ShiftStart>();
        services.AddScoped<Features.Import.ImportStart>();
        services.AddScoped<Features.Demo.DemoJourney>();
        services.AddScoped<Features.Demo.DemoExamples>();
        services.AddPhdTrackerCore(provider => provider.GetRequiredService<Settings>().SiteUrl);
    }
}
