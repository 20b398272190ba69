using Microsoft.Data.SqlClient;
using Npgsql;
using PhdTracker.Core.Data;
using PhdTracker.Web.Configuration;
using Quartz;

namespace PhdTracker.Web.Jobs;

/// <summary>The schedule: in memory beside SQLite, where there is one node; clustered in the database elsewhere, so that one node runs a job at a time.</summary>
public static class JobsSetup
{
    /// <summary>Key of the person who pressed "run now" in a trigger's data.</summary>
    public const string StartedBy = "startedBy";

    /// <summary>The names of all jobs, in the order of their page.</summary>
    public static readonly IReadOnlyList<string> Names = [SendMail.Name, RemindOfDueDates.Name, ResumeProcesses.Name, ReaskTasks.Name, TellOfClosingCalls.Name, SealAuditTrail.Name, ForgetSessions.Name, StartStudents.Name, BeginAndEndInterruptions.Name, GoOnWithShifts.Name, GoOnWithImports.Name, EraseSheets.Name, RefreshStatistics.Name];

    public static void AddJobs(this WebApplicationBuilder builder)
    {
        var settings = Settings.Read(builder.Configuration, builder.Environment);
        builder.Services.AddQuartz(quartz =>
        {
            if (settings.Provider != DatabaseProvider.Sqlite)
            {
                quartz.UsePersistentStore(store =>
                {
                    store.ProvisionSchema();
                    store.UseClustering(_ => { });
                    if (settings.Provider == DatabaseProvider.PostgreSql)
                        store.UsePostgres(NpgsqlFactory.Instance, settings.ConnectionString);
                    else
                        store.UseSqlServer(SqlClientFactory.Instance, settings.ConnectionString);
                });
            }
            Schedule<SendMail>(quartz, settings);
            Schedule<RemindOfDueDates>(quartz, settings);
            Schedule<ResumeProcesses>(quartz, settings);
            Schedule<ReaskTasks>(quartz, settings);
            Schedule<TellOfClosingCalls>(quartz, settings);
            Schedule<SealAuditTrail>(quartz, settings);
            Schedule<ForgetSessions>(quartz, settings);
            Schedule<StartStudents>(quartz, settings);
            Schedule<BeginAndEndInterruptions>(quartz, settings);
            Schedule<GoOnWithShifts>(quartz, settings);
            Schedule<GoOnWithImports>(quartz, settings);
            Schedule<EraseSheets>(quartz, settings);
            Schedule<RefreshStatistics>(quartz, settings);
        });
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        builder.Services.AddSingleton<Core.Notifications.IMailSender, MailSender>();
    }

    private static void Schedule<T>(IQuartzBuilder quartz, Settings settings) where T : class, IBackgroundJob
    {
        var key = new JobKey(T.Name);
        quartz.AddJob<RecordedJob<T>>(job => job.WithIdentity(key).StoreDurably());
        if (settings.Jobs)
        {
            quartz.AddTrigger(trigger => trigger.ForJob(key).WithIdentity(T.Name)
                .StartAt(TimeProvider.System.GetUtcNow().AddSeconds(10)).WithSimpleSchedule(s => s.WithInterval(T.Interval).RepeatForever()));
        }
    }
}
