using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Crashes;

/// <summary>One milestone that is handed in, and returned by its lead once the partner has given an opinion, again and again.</summary>
internal sealed record ReviewCycle(int MilestoneId, int Student, int Lead, int Partner)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{MilestoneId},{Student},{Lead},{Partner}");

    public static ReviewCycle Parse(string text)
    {
        var ids = text.Split(',').Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList();
        return new ReviewCycle(ids[0], ids[1], ids[2], ids[3]);
    }
}

/// <summary>The program that is killed: it goes round its review cycles until then, sends the mails, and prints each decision once it is confirmed.</summary>
internal static class CrashingProgram
{
    public static async Task RunAsync(string[] args)
    {
        var database = TestDatabase.OfAnother(Enum.Parse<DatabaseProvider>(args[0]), args[1], args[2]);
        await Task.WhenAll(args[3..].Select(ReviewCycle.Parse).Select(cycle => GoRoundAsync(database, cycle)).Append(SendMailsAsync(database)));
    }

    private static async Task GoRoundAsync(TestDatabase database, ReviewCycle cycle)
    {
        while (true)
        {
            if (await TaskOfAsync(database, cycle.MilestoneId, "lead:home") is not { } decision)
            {
                await HandInAsync(database, cycle);
                continue;
            }
            if (await TaskOfAsync(database, cycle.MilestoneId, "lead:partner") is { } opinion)
                await DecideAsync(database, opinion, cycle.Partner, DecisionKind.Favourable, "");
            await DecideAsync(database, decision, cycle.Lead, DecisionKind.Returned, "Please compare the two methods.");
        }
    }

    private static Task<int?> TaskOfAsync(TestDatabase database, int milestoneId, string askedOf) => database.AskAsync(db =>
        db.Tasks.Where(t => t.Process.MilestoneId == milestoneId && t.AskedOf == askedOf && t.State == TaskState.Open).Select(t => (int?)t.Id).SingleOrDefaultAsync());

    private static async Task HandInAsync(TestDatabase database, ReviewCycle cycle)
    {
        await AsAsync(database, cycle.Student, (services, by) => services.GetRequiredService<AttachDocumentHandler>()
            .HandleAsync(new AttachDocument(cycle.MilestoneId, "Report.pdf", new MemoryStream(Encoding.ASCII.GetBytes("%PDF-1.7\n%%EOF\n"))), by, default));
        await AsAsync(database, cycle.Student, async (services, by) =>
        {
            var draft = await services.GetRequiredService<PhdTrackerDb>().Submissions.SingleAsync(s => s.MilestoneId == cycle.MilestoneId && s.SubmittedAt == null);
            return await services.GetRequiredService<SubmitMilestoneHandler>().HandleAsync(new SubmitMilestone(cycle.MilestoneId, "Please read it.", draft.Version), by, default);
        });
    }

    private static async Task DecideAsync(TestDatabase database, int taskId, int personId, DecisionKind kind, string comment)
    {
        await AsAsync(database, personId, async (services, by) =>
        {
            var version = await services.GetRequiredService<PhdTrackerDb>().Tasks.Where(t => t.Id == taskId).Select(t => t.Version).SingleAsync();
            return await services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(taskId, version, kind, comment), by, default);
        });
        lock (Console.Out)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{taskId} {kind}"));
    }

    private static async Task SendMailsAsync(TestDatabase database)
    {
        while (true)
        {
            await database.InScopeAsync(services => Mailbox.Of(database, services).SendDueAsync(default));
            await Task.Delay(20);
        }
    }

    private static Task<T> AsAsync<T>(TestDatabase database, int personId, Func<IServiceProvider, Person, Task<T>> act) => database.InScopeAsync(async services =>
        await act(services, await services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == personId)));
}

/// <summary>A mailbox that keeps one mail of each <c>Message-ID</c>, as mailboxes do.</summary>
internal sealed class Mailbox(string folder) : IMailSender
{
    public static string FolderOf(TestDatabase database) => Path.Combine(database.Folder, "mails");

    public static MailQueue Of(TestDatabase database, IServiceProvider services) =>
        new(services.GetRequiredService<PhdTrackerDb>(), new Mailbox(FolderOf(database)), services.GetRequiredService<TimeProvider>());

    public Task SendAsync(OutgoingMail mail, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        return File.WriteAllTextAsync(Path.Combine(folder, mail.MessageId.Trim('<', '>')), mail.Text, ct);
    }
}
