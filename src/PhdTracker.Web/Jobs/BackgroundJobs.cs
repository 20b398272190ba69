using PhdTracker.Core.Account;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Running;
using PhdTracker.Core.Milestones.Shifts;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.Processes;

namespace PhdTracker.Web.Jobs;

/// <summary>Work that the app does by itself. What is due lies in the app's own tables, so each job asks only that, and is safe to run twice.</summary>
public interface IBackgroundJob
{
    /// <summary>Stable name; readers see the text <c>Job.{Name}</c>.</summary>
    static abstract string Name { get; }

    static abstract TimeSpan Interval { get; }

    /// <returns>How many things it did.</returns>
    Task<int> RunAsync(CancellationToken ct);
}

/// <summary>Hands waiting mails to the mail server.</summary>
public sealed class SendMail(MailQueue queue) : IBackgroundJob
{
    public static string Name => "SendMail";
    public static TimeSpan Interval => TimeSpan.FromSeconds(15);

    public Task<int> RunAsync(CancellationToken ct) => queue.SendDueAsync(ct);
}

/// <summary>Writes the reminders of due dates, of agreements that end, and of what has lain on somebody's desk for long.</summary>
public sealed class RemindOfDueDates(DueReminders reminders, AgreementReminders agreements, IdleReminders idle) : IBackgroundJob
{
    public static string Name => "RemindOfDueDates";
    public static TimeSpan Interval => TimeSpan.FromMinutes(30);

    public async Task<int> RunAsync(CancellationToken ct) => await reminders.WriteAsync(ct) + await agreements.WriteAsync(ct) + await idle.WriteAsync(ct);
}

/// <summary>Lets opinions lapse that were not given, and goes on where a waiting time is over.</summary>
public sealed class ResumeProcesses(ResumeDueHandler due) : IBackgroundJob
{
    public static string Name => "ResumeProcesses";
    public static TimeSpan Interval => TimeSpan.FromMinutes(5);

    public Task<int> RunAsync(CancellationToken ct) => due.HandleAsync(ct);
}

/// <summary>Moves open tasks to those who hold the role now, as roles begin and end by date.</summary>
public sealed class ReaskTasks(TaskDesks desks, PhdTrackerDb db) : IBackgroundJob
{
    public static string Name => "ReaskTasks";
    public static TimeSpan Interval => TimeSpan.FromMinutes(5);

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var moved = await desks.ReaskAsync(ct);
        await db.SaveChangesAsync(ct);
        return moved;
    }
}

/// <summary>Tells people that a call closes soon or has closed.</summary>
public sealed class TellOfClosingCalls(CloseCallsHandler calls) : IBackgroundJob
{
    public static string Name => "TellOfClosingCalls";
    public static TimeSpan Interval => TimeSpan.FromMinutes(1);

    public Task<int> RunAsync(CancellationToken ct) => calls.HandleAsync(ct);
}

/// <summary>Seals the audit trail of the day that ended.</summary>
public sealed class SealAuditTrail(SealAudit seal) : IBackgroundJob
{
    public static string Name => "SealAuditTrail";
    public static TimeSpan Interval => TimeSpan.FromHours(1);

    public Task<int> RunAsync(CancellationToken ct) => seal.SealAsync(ct);
}

/// <summary>Removes sessions that are over, and changes of address that nobody completed.</summary>
public sealed class ForgetSessions(Sessions sessions) : IBackgroundJob
{
    public static string Name => "ForgetSessions";
    public static TimeSpan Interval => TimeSpan.FromHours(1);

    public Task<int> RunAsync(CancellationToken ct) => sessions.ForgetAsync(ct);
}

/// <summary>Lets the database learn how its tables are filled now.</summary>
public sealed class RefreshStatistics(PhdTrackerDb db) : IBackgroundJob
{
    public static string Name => "RefreshStatistics";
    public static TimeSpan Interval => TimeSpan.FromHours(24);

    public async Task<int> RunAsync(CancellationToken ct)
    {
        await db.RefreshStatisticsOfManyAsync(ct);
        return 0;
    }
}

/// <summary>Starts registered students whose day has come, once the agreement of their project is in force.</summary>
public sealed class StartStudents(StartDueCandidatures due) : IBackgroundJob
{
    public static string Name => "StartStudents";
    public static TimeSpan Interval => TimeSpan.FromHours(1);

    public Task<int> RunAsync(CancellationToken ct) => due.StartAsync(ct);
}

/// <summary>Lets interruptions that were approved begin and end on their days.</summary>
public sealed class BeginAndEndInterruptions(FollowInterruptions interruptions) : IBackgroundJob
{
    public static string Name => "BeginAndEndInterruptions";
    public static TimeSpan Interval => TimeSpan.FromHours(1);

    public Task<int> RunAsync(CancellationToken ct) => interruptions.FollowAsync(ct);
}

/// <summary>Goes on with shifts of everyone's dates: counts them, applies and undoes them, and tells people.</summary>
public sealed class GoOnWithShifts(ShiftRunner shifts) : IBackgroundJob
{
    public static string Name => "GoOnWithShifts";
    public static TimeSpan Interval => TimeSpan.FromSeconds(15);

    public Task<int> RunAsync(CancellationToken ct) => shifts.GoOnAsync(ct);
}

/// <summary>Goes on with large imports: previews, applies and undoes them.</summary>
public sealed class GoOnWithImports(ImportRunner imports) : IBackgroundJob
{
    public static string Name => "GoOnWithImports";
    public static TimeSpan Interval => TimeSpan.FromSeconds(15);

    public Task<int> RunAsync(CancellationToken ct) => imports.GoOnAsync(ct);
}

/// <summary>Erases sheets that were imported or left lying some time ago.</summary>
public sealed class EraseSheets(EraseSheetsHandler sheets) : IBackgroundJob
{
    public static string Name => "EraseSheets";
    public static TimeSpan Interval => TimeSpan.FromHours(1);

    public Task<int> RunAsync(CancellationToken ct) => sheets.HandleAsync(ct);
}
