using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Delegations;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.People.Groups;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Demo;

/// <summary>
/// Loads a demo programme into an empty database: 30 projects and 60 students over seven calls, in every state. Its history is made by the
/// app's own commands while the clock is turned from then to now, so that it is as true as anything that is entered by hand.
/// </summary>
/// <param name="services">The app's services over <paramref name="clock"/>.</param>
public sealed class LoadDemo(IServiceProvider services, DemoClock clock)
{
    /// <summary>Mails of the history would tell of what nobody waits for; only those of the last days stay to be sent.</summary>
    private static readonly TimeSpan MailsKept = TimeSpan.FromDays(3);

    /// <summary>Whether a load was broken off: the demo people are there, but not the act that ends it.</summary>
    public static async Task<bool> IsBrokenOffAsync(PhdTrackerDb db, CancellationToken ct)
    {
        var first = DemoAccounts.Addresses.First();
        return await db.Users.AnyAsync(p => p.Email == first, ct) && !await db.AuditEntries.AnyAsync(e => e.CaseKey == CaseKey.System && e.ActName == "LoadDemo", ct);
    }

    /// <returns>False if the database holds people already; nothing is changed then.</returns>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var (students, proposals, people) = await BuildAsync(now, ct);
        if (students is null)
            return false;
        foreach (var step in new DemoHistory(now).Write(students, proposals!.Steps()))
        {
            clock.Set(step.At);
            await using var scope = services.CreateAsyncScope();
            await PlayAsync(scope.ServiceProvider, step, people, ct);
        }
        clock.Set(now.AddDays(-6));
        await DemoAgreements.SendRoundAsync(services.CreateAsyncScope, ct);
        clock.Set(now);
        await using var end = services.CreateAsyncScope();
        await end.ServiceProvider.GetRequiredService<ResumeDueHandler>().HandleAsync(ct);
        await ArrangeAsync(end.ServiceProvider, people, ct);
        var old = now - MailsKept;
        var db = end.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        await db.Notifications.Where(n => n.CreatedAt < old).ExecuteDeleteAsync(ct);
        db.Record(CaseKey.System, new Act("LoadDemo", null));
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>A group that routes can ask, and a lead who will be away.</summary>
    private async Task ArrangeAsync(IServiceProvider scope, Dictionary<string, int> people, CancellationToken ct)
    {
        var db = scope.GetRequiredService<PhdTrackerDb>();
        async Task<Person> AsAsync(string account)
        {
            var id = people[account];
            return await db.Users.SingleAsync(p => p.Id == id, ct);
        }
        var (office, lead) = (await AsAsync("office.uk"), await AsAsync("lead.uk"));
        var group = await scope.GetRequiredService<SaveGroupHandler>().HandleAsync(new SaveGroup(null, 0, "ethics", "Ethics committee", "Comité d’éthique"), office, ct);
        foreach (var (account, by) in new[] { ("registry.uk", office), ("director.uk", office), ("school.fr", await AsAsync("office.fr")) })
            await scope.GetRequiredService<AddGroupMemberHandler>().HandleAsync(new AddGroupMember(group.Id, people[account]), by, ct);
        var leaves = clock.Today().AddDays(30);
        await scope.GetRequiredService<CreateDelegationHandler>()
            .HandleAsync(new CreateDelegation(people["unit.uk"], null, leaves, leaves.AddDays(20), Texts.For(lead.Language)["Demo.Delegation"]), lead, ct);
    }

    private async Task<(List<DemoStudent>?, DemoProposals?, Dictionary<string, int>)> BuildAsync(DateTime now, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        if (await db.Users.AnyAsync(ct))
            return (null, null, []);
        var today = DateOnly.FromDateTime(now);
        clock.Set(now.AddYears(-7));
        await scope.ServiceProvider.GetRequiredService<SeedCollaborationHandler>().HandleAsync(today, ct, DemoProjects.NewestYear(today) - 2026);
        var cast = await DemoCast.CreateAsync(db, today.AddYears(-8), ct);
        var students = await new DemoProjects(db, scope.ServiceProvider.GetRequiredService<PlanMilestones>(), new DemoAgreements(scope.ServiceProvider.GetRequiredService<AgreementDrafts>(), cast, today), cast, today).CreateAsync(ct);
        var call = DemoCall.Open(cast, now);
        db.Calls.Add(call);
        var proposals = new DemoProposals(cast, call);
        await db.SaveChangesAsync(ct);
        return (students, proposals, DemoNames.Accounts.ToDictionary(a => a.Account, a => cast[a.Account].Id, StringComparer.Ordinal));
    }

    private static async Task PlayAsync(IServiceProvider scope, DemoStep step, Dictionary<string, int> people, CancellationToken ct)
    {
        var db = scope.GetRequiredService<PhdTrackerDb>();
        switch (step)
        {
            case HandIn handIn:
                await HandInAsync(scope, db, handIn, ct);
                break;
            case Answer answer:
                await AnswerAsync(scope, db, answer, ct);
                break;
            case LetLapse:
                await scope.GetRequiredService<ResumeDueHandler>().HandleAsync(ct);
                break;
            case NoteDone done:
                await NoteDoneAsync(scope, db, done, people, ct);
                break;
            case JoinAlumni join:
                await DemoAlumni.JoinAsync(scope, join, ct);
                break;
            case Play play:
                await play.ActAsync(scope, ct);
                break;
            case Move move:
                await MoveAsync(db, move, people, ct);
                break;
        }
    }

    internal static async Task HandInAsync(IServiceProvider scope, PhdTrackerDb db, HandIn step, CancellationToken ct)
    {
        var milestone = await db.Milestones.Include(m => m.Candidature).ThenInclude(c => c.Student).Include(m => m.Candidature.Studentship.Project).SingleAsync(m => m.Id == step.MilestoneId, ct);
        var (student, texts) = (milestone.Candidature.Student, Texts.For(milestone.Candidature.Student.Language));
        var title = texts.Of(milestone.TitleEn, milestone.TitleFr);
        var pdf = DemoReport.Of(title, student.DisplayName, milestone.Candidature.Studentship.Project.Title, texts["Demo.Report.Version", step.Number, texts.Date(DateOnly.FromDateTime(step.At))], texts["Demo.Report.Text"]);
        using var content = new MemoryStream(pdf);
        await scope.GetRequiredService<AttachDocumentHandler>().HandleAsync(new AttachDocument(step.MilestoneId, $"{title} v{step.Number.ToString(CultureInfo.InvariantCulture)}.pdf", content), student, ct);
        var comment = texts[step.Number == 1 ? "Demo.Comment.First" : "Demo.Comment.Again"];
        await scope.GetRequiredService<SubmitMilestoneHandler>().HandleAsync(new SubmitMilestone(step.MilestoneId, comment, milestone.OpenDraft?.Version), student, ct);
    }

    internal static async Task AnswerAsync(IServiceProvider scope, PhdTrackerDb db, Answer step, CancellationToken ct)
    {
        var task = await db.Tasks.AsNoTracking().Where(t => t.Process.MilestoneId == step.MilestoneId && t.State == TaskState.Open && t.AskedOf == step.AskedOf)
            .Select(t => new { t.Id, t.Version, By = t.Assignees.Where(a => a.State == SeatState.Asked).OrderBy(a => a.PersonId).Select(a => (int?)a.PersonId).FirstOrDefault() }).FirstOrDefaultAsync(ct);
        if (task?.By is not { } by)
            return;
        var person = await db.Users.SingleAsync(p => p.Id == by, ct);
        var french = person.Language == "fr";
        var words = step.Kind == DecisionKind.Returned ? french ? DemoNames.ReturnsFr : DemoNames.Returns : french ? DemoNames.RemarksFr : DemoNames.Remarks;
        await scope.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version, step.Kind, words[step.Words % words.Length]), person, ct);
    }

    private static async Task NoteDoneAsync(IServiceProvider scope, PhdTrackerDb db, NoteDone step, Dictionary<string, int> people, CancellationToken ct)
    {
        var milestone = await db.Milestones.AsNoTracking().Select(m => new { m.Id, m.Version, m.State, m.Candidature.Studentship.Party.Side, m.Candidature.StartOn }).SingleAsync(m => m.Id == step.MilestoneId, ct);
        var on = DateOnly.FromDateTime(step.At);
        if (Milestone.Closed(milestone.State) || on < milestone.StartOn)
            return;
        var office = people[milestone.Side == "FR" ? "office.fr" : "office.uk"];
        var by = await db.Users.SingleAsync(p => p.Id == office, ct);
        await scope.GetRequiredService<RecordMilestoneHandler>().HandleAsync(new RecordMilestone(milestone.Id, milestone.Version, on, Texts.For(by.Language)["Demo.Recorded"]), by, ct);
    }

    private static async Task MoveAsync(PhdTrackerDb db, Move step, Dictionary<string, int> people, CancellationToken ct)
    {
        var candidature = await db.Candidatures.Include(c => c.Studentship.Party).Include(c => c.StatusPeriods).SingleAsync(c => c.Id == step.CandidatureId, ct);
        candidature.MoveTo(step.State, step.On ?? DateOnly.FromDateTime(step.At));
        var office = people[candidature.Studentship.Party.Side == "FR" ? "office.fr" : "office.uk"];
        db.Record(CaseKey.Candidature(candidature.Id), new Act("ChangeCandidatureState", office, SubjectKind: nameof(Candidature), SubjectId: candidature.Id));
        await db.SaveChangesAsync(ct);
    }
}
