using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Training;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Training;

public sealed class TrainingTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private TestDatabase _database = null!;
    private World _world = null!;
    private Acts _acts = null!;
    private MeetingActs _training = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        _world = await World.CreateAsync(_database);
        _acts = new Acts(_database, _world);
        _training = new MeetingActs(_acts, _world);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData("", TrainingCategory.Ethics, 3, "2026-11-02", null, "TrainingTitleMissing")]
    [InlineData("A", null, 3, "2026-11-02", null, "TrainingCategoryMissing")]
    [InlineData("A", TrainingCategory.Ethics, 0, "2026-11-02", null, "TrainingHoursOutOfRange")]
    [InlineData("A", TrainingCategory.Ethics, -1, "2026-11-02", null, "TrainingHoursOutOfRange")]
    [InlineData("A", TrainingCategory.Ethics, 501, "2026-11-02", null, "TrainingHoursOutOfRange")]
    [InlineData("A", TrainingCategory.Ethics, 0.125, "2026-11-02", null, "TrainingHoursOutOfRange")]
    [InlineData("A", TrainingCategory.Ethics, 3, null, null, "TrainingDayMissing")]
    [InlineData("A", TrainingCategory.Ethics, 3, "1925-11-02", null, "DateOutOfRange")]
    [InlineData("A", TrainingCategory.Ethics, 3, "2026-11-02", "2026-11-01", "TrainingEndsBeforeItBegins")]
    [InlineData("A", TrainingCategory.Ethics, 3, "2026-11-24", null, "TrainingInFuture")]
    [InlineData("A", TrainingCategory.Ethics, 3, "2026-11-20", "2026-11-24", "TrainingInFuture")]
    public void Problems_BadDetails_AreTold(string title, TrainingCategory? category, double hours, string? from, string? to, string code) =>
        Assert.Equal(code, Assert.Single(new TrainingDetails(title, category, (decimal)hours, Day(from), Day(to)).Problems(Today)).Code);

    [Theory]
    [InlineData("student.uk", TrainingState.Recorded)]
    [InlineData("office.uk", TrainingState.Confirmed)]
    [InlineData("director.uk", TrainingState.Confirmed)]
    [InlineData("programme", TrainingState.Confirmed)]
    public async Task Record_ByTheStudentWaits_ByTheHomeSideCounts(string name, TrainingState state)
    {
        var id = await _training.TrainAsync(name);

        Assert.Equal(state, await _database.AskAsync(db => db.TrainingActivities.Where(t => t.Id == id).Select(t => t.State).SingleAsync()));
        Assert.Equal(state == TrainingState.Confirmed ? 12.5m : 0, (await CountAsync(_world.UkCandidatureId)).Hours);
    }

    [Theory]
    [InlineData("student.fr")]
    [InlineData("lead.uk")]
    [InlineData("office.fr")]
    [InlineData("other.director.uk")]
    [InlineData("auditor")]
    [InlineData("nobody")]
    public async Task Record_ByAnybodyElse_IsNotFound(string name) => await Assert.ThrowsAsync<NotFoundException>(() => _training.TrainAsync(name));

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Confirm_CountsBesideWhatTheSheetCounted(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var (acts, training) = (new Acts(database, world), new MeetingActs(new Acts(database, world), world));
        await database.AskAsync(async db =>
        {
            (await db.Candidatures.SingleAsync(c => c.Id == world.FrCandidatureId)).Describe(trainingHours: 60);
            return await db.SaveChangesAsync();
        });
        var id = await training.TrainAsync("student.fr", TrainingCategory.Ethics, french: true);
        await training.TrainAsync("student.fr", french: true);
        await ConfirmAsync(acts, "school.fr", world.FrCandidatureId, id);

        var count = await database.InScopeAsync(s => s.GetRequiredService<TrainingBook>().CountAsync(world.FrCandidatureId, default));
        var pathway = await database.InScopeAsync(async s => await s.GetRequiredService<Pathways>().ReadAsync(world.FrCandidatureId, await s.GetRequiredService<Core.People.AccessReader>().ForAsync(world.People["lead.uk"], default), default));

        Assert.Equal((72.5m, TrainingCategory.Ethics), (count.Hours, Assert.Single(count.Categories)));
        Assert.Equal(72.5m, pathway.CountedTraining);
    }

    [Fact]
    public async Task Confirm_TwiceStaleOrFromElsewhere_IsRefused()
    {
        var id = await _training.TrainAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => ConfirmAsync(_acts, "office.fr", _world.UkCandidatureId, id));
        await Assert.ThrowsAsync<NotFoundException>(() => ConfirmAsync(_acts, "student.uk", _world.UkCandidatureId, id));
        await Assert.ThrowsAsync<NotFoundException>(() => ConfirmAsync(_acts, "office.uk", _world.OtherUkCandidatureId, id));
        await Assert.ThrowsAsync<StaleVersionException>(() => ConfirmAsync(_acts, "office.uk", _world.UkCandidatureId, id, version: 7));
        await ConfirmAsync(_acts, "office.uk", _world.UkCandidatureId, id);
        Assert.Equal("TrainingNotWaiting", (await Assert.ThrowsAsync<DomainRuleException>(() => ConfirmAsync(_acts, "office.uk", _world.UkCandidatureId, id))).Code);
    }

    [Fact]
    public async Task Return_TellsTheStudentWhoCorrectsIt()
    {
        var id = await _training.TrainAsync("office.uk");
        Assert.Equal("OfficeReasonMissing", (await Assert.ThrowsAsync<DomainRuleException>(() => ReturnAsync(id, " "))).Code);

        await ReturnAsync(id, "The certificate is missing.");

        Assert.Equal(0, (await CountAsync(_world.UkCandidatureId)).Hours);
        var mail = await _database.AskAsync(db => db.Notifications.SingleAsync(n => n.Kind == "TrainingReturned"));
        Assert.Equal((_world.People["student.uk"], "Returned: Winter school"), (mail.RecipientId, mail.Subject));
        await _acts.AsAsync("student.uk", (s, by) => s.GetRequiredService<RecordTrainingHandler>().HandleAsync(
            new RecordTraining(_world.UkCandidatureId, id, 1, new TrainingDetails("Winter school", TrainingCategory.Scientific, 10, Today, null), new TrainingProof("Certificate.pdf", new MemoryStream(Encoding.ASCII.GetBytes("%PDF-1.7\nx\n%%EOF\n")))), by, default));
        var corrected = await _database.AskAsync(db => db.TrainingActivities.Include(t => t.Document).SingleAsync(t => t.Id == id));
        Assert.Equal((TrainingState.Recorded, 10m, "Certificate.pdf"), (corrected.State, corrected.Hours, corrected.Document!.FileName));
        Assert.Contains(await StepsAsync("office.uk"), s => s.Path == $"/candidatures/{_world.UkCandidatureId}/training");
        Assert.DoesNotContain(await StepsAsync("office.fr"), s => s.Kind == Core.NextSteps.NextStepKind.ConfirmTraining);
    }

    [Fact]
    public async Task Record_WithAFileThatIsNoProof_IsRefusedWhole()
    {
        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => _training.TrainAsync(proof: new TrainingProof("Empty.pdf", new MemoryStream())));

        Assert.Equal(("DocumentEmpty", "Files"), (refused.Code, refused.Field));
        Assert.Empty(await _database.AskAsync(db => db.TrainingActivities.ToListAsync()));
    }

    [Fact]
    public async Task Remove_OnlyWhatDoesNotCount()
    {
        var (kept, removed) = (await _training.TrainAsync("office.uk"), await _training.TrainAsync());

        Assert.Equal("TrainingConfirmed", (await Assert.ThrowsAsync<DomainRuleException>(() => RemoveAsync(kept))).Code);
        await RemoveAsync(removed);
        await Assert.ThrowsAsync<NotFoundException>(() => RemoveAsync(removed));

        Assert.Equal(kept, await _database.AskAsync(db => db.TrainingActivities.Select(t => t.Id).SingleAsync()));
    }

    [Fact]
    public async Task Nominate_WithoutTheTraining_WaitsForIt()
    {
        var examination = new ExaminationActs(_acts, _world, _database.Clock, french: true);
        await examination.EnterAsync();
        var id = await _database.AskAsync(db => db.TrainingActivities.Select(t => t.Id).SingleAsync());
        await _acts.AsAsync("office.fr", (s, by) => s.GetRequiredService<ReturnTrainingHandler>().HandleAsync(new ReturnTraining(_world.FrCandidatureId, id, 0, "No."), by, default));

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => examination.NominateAsync());
        Assert.Equal("GateTrainingHours", refused.Code);
        await _training.TrainAsync("office.fr", TrainingCategory.Scientific, 100, french: true);
        Assert.Equal("GateTrainingAmong", (await Assert.ThrowsAnyAsync<DomainRuleException>(() => examination.NominateAsync())).Code);
        await _training.TrainAsync("office.fr", TrainingCategory.Ethics, 3, french: true);

        await examination.NominateAsync();
    }

    private Task<TrainingCount> CountAsync(int candidature) => _database.InScopeAsync(s => s.GetRequiredService<TrainingBook>().CountAsync(candidature, default));

    private Task<IReadOnlyList<Core.NextSteps.NextStep>> StepsAsync(string name) => _database.InScopeAsync(async s =>
        await s.GetRequiredService<Core.NextSteps.NextStepReader>().OfAsync(await s.GetRequiredService<Core.People.AccessReader>().ForAsync(_world.People[name], default), default));

    private static Task<TrainingActivity> ConfirmAsync(Acts acts, string name, int candidature, int id, int? version = null) => acts.AsAsync(name, async (s, by) =>
        await s.GetRequiredService<ConfirmTrainingHandler>().HandleAsync(new ConfirmTraining(candidature, id, version ?? await VersionAsync(s, id)), by, default));

    private Task<TrainingActivity> ReturnAsync(int id, string reason) => _acts.AsAsync("office.uk", async (s, by) =>
        await s.GetRequiredService<ReturnTrainingHandler>().HandleAsync(new ReturnTraining(_world.UkCandidatureId, id, await VersionAsync(s, id), reason), by, default));

    private Task<string> RemoveAsync(int id) => _acts.AsAsync("student.uk", async (s, by) =>
        await s.GetRequiredService<RemoveTrainingHandler>().HandleAsync(new RemoveTraining(_world.UkCandidatureId, id, await VersionAsync(s, id)), by, default));

    private static Task<int> VersionAsync(IServiceProvider services, int id) => services.GetRequiredService<PhdTrackerDb>().TrainingActivities.Where(t => t.Id == id).Select(t => t.Version).SingleOrDefaultAsync();

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
