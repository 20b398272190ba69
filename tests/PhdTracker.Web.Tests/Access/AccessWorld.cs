using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Feeds;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Access;

/// <summary>The app with a milestone on its way: the UK student's early stage assessment lies with both leads.</summary>
public sealed partial class AccessWorld : IAsyncLifetime
{
    public App App { get; private set; } = null!;
    public World World => App.World;
    public int LeadTaskId { get; private set; }
    public int PartnerTaskId { get; private set; }
    public int DocumentId { get; private set; }

    /// <summary>A former student who is in the directory: <c>alumnus.uk</c>.</summary>
    public int AlumnusId { get; private set; }
    /// <summary>A proposal of two newcomers, sent and on the desk of the partner.</summary>
    public int ProposalId { get; private set; }

    /// <summary>A draft of the second project's leads, the partner invited.</summary>
    public int DraftId { get; private set; }
    public string InvitationToken { get; private set; } = "";

    /// <summary>Of the UK student's calendar.</summary>
    public string CalendarToken { get; private set; } = "";

    /// <summary>The agreement of the first project, to be signed by its UK lead.</summary>
    public int AgreementId { get; private set; }

    /// <summary>The examination of the French student, whose thesis is with the rapporteurs.</summary>
    public int ExaminationId { get; private set; }

    /// <summary>The examination of the second project's UK student, awarded.</summary>
    public int AwardedId { get; private set; }

    /// <summary>The UK student's request for an interruption, with their lead.</summary>
    public int ChangeRequestId { get; private set; }

    /// <summary>A request for another mode that the UK student has not sent.</summary>
    public int DraftRequestId { get; private set; }

    /// <summary>The partner's confirmation of <see cref="ProposalId"/>.</summary>
    public int ConfirmTaskId { get; private set; }

    /// <summary>The UK legal office's review of <see cref="AgreementId"/>, done.</summary>
    public int ReviewedTaskId { get; private set; }

    /// <summary>A group of people, with one member.</summary>
    public int GroupId { get; private set; }

    /// <summary>Milestones at the steps that ask committees.</summary>
    public CommitteeScene Committees { get; private set; } = null!;
    /// <summary>The route of the early stage assessment, with a failed step that was left unmended.</summary>
    public int ReviewProcessId { get; private set; }
    public int ReviewVersion { get; private set; }
    public int IncidentId { get; private set; }

    /// <summary>Where that route waits for the lead, as the engine counts.</summary>
    public string LeadBookmarkId { get; private set; } = "";

    /// <summary>The route of <see cref="ExaminationId"/>.</summary>
    public int ExaminationProcessId { get; private set; }

    /// <summary>The place of the first project's UK student.</summary>
    public int UkStudentshipId { get; private set; }

    /// <summary>A shift of dates that the programme manager prepared and nobody else sees yet.</summary>
    public int ShiftId { get; private set; }

    /// <summary>Sheets that the programme manager uploaded and did not apply, and one of their lines.</summary>
    public (int Id, int LineId) Import { get; private set; }

    /// <summary>A planned meeting about the UK student with their lead.</summary>
    public int MeetingId { get; private set; }

    /// <summary>Training of the UK student that waits to be confirmed.</summary>
    public int TrainingId { get; private set; }

    /// <summary>A filter of the cohort that the UK office saved for itself.</summary>
    public int SavedFilterId { get; private set; }

    public async Task InitializeAsync() => await UseAsync(await App.StartAsync());

    /// <summary>The same over an app that was started otherwise.</summary>
    public static async Task<AccessWorld> OverAsync(App app)
    {
        var world = new AccessWorld();
        await world.UseAsync(app);
        return world;
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>What a page says to everybody alike: without the reader's name, the address asked for, and tokens.</summary>
    public static string Normal(AppPage page, string url)
    {
        var html = Token().Replace(page.Html, "");
        foreach (var written in new[] { url, Uri.EscapeDataString(url), System.Net.WebUtility.HtmlEncode(url) })
            html = html.Replace(written, "/asked-for", StringComparison.OrdinalIgnoreCase);
        return html;
    }

    /// <summary>A number that changes when anybody writes to the database.</summary>
    public async Task<Func<Task<long>>> WritesAsync()
    {
        var connection = new SqliteConnection(App.Database.ConnectionString);
        await connection.OpenAsync();
        return async () =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA data_version";
            return (long)(await command.ExecuteScalarAsync())!;
        };
    }

    private async Task UseAsync(App app)
    {
        App = app;
        var acts = new Acts(app);
        await acts.HandInAsync("student.uk", World.EsaId);
        LeadTaskId = await acts.TaskAsync(World.EsaId, "lead:home");
        PartnerTaskId = await acts.TaskAsync(World.EsaId, "lead:partner");
        AlumnusId = await app.InScopeAsync(async services =>
        {
            await FormerStudents.AddAsync(services, app.World);
            return await FormerStudents.ConsentAsync(services, app.World, "alumnus.uk");
        });
        var applying = await Applying.ToAsync(app);
        ProposalId = await applying.SentAsync();
        DraftId = await applying.StartAsync("other.lead.uk", "other.lead.fr");
        InvitationToken = await applying.TokenAsync();
        CalendarToken = await acts.AsAsync("student.uk", (services, by) => services.GetRequiredService<MakeCalendarFeedHandler>().HandleAsync(new MakeCalendarFeed("en"), by, default));
        AgreementId = await new Agreeing(acts, World).ToSigningAsync();
        ConfirmTaskId = await app.AskAsync(db => db.Tasks.Where(t => t.Process.ProposalId == ProposalId).Select(t => t.Id).SingleAsync());
        ReviewedTaskId = await app.AskAsync(db => db.Tasks.Where(t => t.Process.AgreementId == AgreementId && t.ActivityId == "legal-home").Select(t => t.Id).SingleAsync());
        GroupId = await app.AskAsync(async db =>
        {
            var group = new PhdTracker.Core.People.Groups.PeopleGroup("ethics", "Ethics board", "Comité d’éthique");
            group.Add(await db.Users.SingleAsync(p => p.Id == World.People["registry.uk"]));
            db.Add(group);
            await db.SaveChangesAsync();
            return group.Id;
        });
        SavedFilterId = await acts.AsAsync("office.uk", async (services, by) => (await services.GetRequiredService<SaveFilterHandler>().HandleAsync(new SaveFilter("Writing up", "side=UK&state=writing-up", false), by, default)).Id);
        UkStudentshipId = await app.AskAsync(db => db.Studentships.Where(s => s.ProjectId == World.ProjectId && s.PartyId == World.UkPartyId).Select(s => s.Id).SingleAsync());
        DocumentId = await app.AskAsync(db => db.Documents.Select(d => d.Id).FirstAsync());
        Committees = await CommitteeScene.CreateAsync(app);
        var (french, awarded) = (new ExaminationActs(acts, World, app.Clock, french: true), new ExaminationActs(acts, World, app.Clock, other: true));
        await french.ApproveAsync();
        await french.HandInAsync();
        await awarded.ToAwardAsync();
        await awarded.AwardAsync();
        (ExaminationId, AwardedId) = (french.Id, awarded.Id);
        var (sent, draft) = (new ChangeRequestActs(acts, World), new ChangeRequestActs(acts, World));
        await sent.SendAsync(ChangeRequestKind.Interruption);
        await draft.SaveAsync(ChangeRequestKind.Mode, new ChangeRequestDetails { Reason = "Care of a child." });
        (ChangeRequestId, DraftRequestId) = (sent.Id, draft.Id);
        ExaminationProcessId = await app.AskAsync(db => db.Processes.Where(p => p.ExaminationId == ExaminationId).Select(p => p.Id).SingleAsync());
        (ReviewProcessId, ReviewVersion, LeadBookmarkId) = await app.AskAsync(async db =>
        {
            var task = await db.Tasks.Include(t => t.Process).SingleAsync(t => t.Id == LeadTaskId);
            return (task.ProcessId, task.Process.DefinitionVersion, task.BookmarkId);
        });
        var meetings = new MeetingActs(acts, World);
        (MeetingId, TrainingId) = (await meetings.PlanAsync(), await meetings.TrainAsync());
        ShiftId = await new ShiftActs(acts, World).PrepareAsync("programme");
        Import = await new ImportActs(acts).UploadAsync("programme");
        IncidentId = await FailedStep.AddAsync(app, ReviewProcessId);
    }

    [GeneratedRegex("<input[^>]*__RequestVerificationToken[^>]*>")]
    private static partial Regex Token();
}
