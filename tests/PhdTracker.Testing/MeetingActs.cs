using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.Training;

namespace PhdTracker.Testing;

/// <summary>Meetings and training of the first project of the <see cref="World"/>.</summary>
public sealed class MeetingActs(Acts acts, World world)
{
    /// <summary>Wednesday 2 December 2026, 14:00 in London, an hour, about the UK student, with their lead.</summary>
    public MeetingDetails Details => new(world.UkCandidatureId, MeetingKind.Supervision, "", new DateTime(2026, 12, 2, 14, 0, 0), "Europe/London", 60, "Room 3", "Section 4", Ids("student.uk", "lead.uk"));

    /// <summary>A joint one of the whole project, in Paris.</summary>
    public MeetingDetails Joint => Details with { CandidatureId = null, Subject = "Project meeting", Zone = "Europe/Paris", PersonIds = Ids("student.uk", "student.fr", "lead.uk", "lead.fr") };

    /// <summary>The same, held on Monday 16 November 2026.</summary>
    public MeetingDetails Held => Details with { Starts = new DateTime(2026, 11, 16, 14, 0, 0) };

    public IReadOnlyList<int> Ids(params string[] names) => [.. names.Select(n => world.People[n])];

    public async Task<int> PlanAsync(string by = "lead.uk", MeetingDetails? details = null) => (await acts.AsAsync(by, (s, p) =>
        s.GetRequiredService<PlanMeetingHandler>().HandleAsync(new PlanMeeting(world.ProjectId, details ?? Details), p, default))).Id;

    public async Task<int> HoldAsync(string by = "lead.uk", MeetingDetails? details = null, string notes = "We agreed on the outline.") => (await acts.AsAsync(by, (s, p) =>
        s.GetRequiredService<RecordMeetingHandler>().HandleAsync(new RecordHeldMeeting(world.ProjectId, details ?? Held, notes), p, default))).Id;

    public Task ChangeAsync(int id, MeetingDetails details, string by = "lead.uk", int? version = null) => DoAsync(by, async s =>
        (ActAsync: s.GetRequiredService<ChangeMeetingHandler>(), Version: version ?? await VersionAsync(s, id)), (x, p) => x.ActAsync.HandleAsync(new ChangeMeeting(id, x.Version, details), p, default));

    public Task CancelAsync(int id, string by = "lead.uk", string? reason = "I am ill.") => DoAsync(by, async s =>
        (ActAsync: s.GetRequiredService<CancelMeetingHandler>(), Version: await VersionAsync(s, id)), (x, p) => x.ActAsync.HandleAsync(new CancelMeeting(id, x.Version, reason), p, default));

    /// <summary>Somebody is to do something after a meeting.</summary>
    /// <returns>The number of what is to be done.</returns>
    public async Task<int> AgreeAsync(int id, string who = "student.uk", string what = "Send the outline", DateOnly? due = null, string by = "lead.uk") => await acts.AsAsync(by, async (s, p) =>
    {
        await s.GetRequiredService<MeetingActionsHandler>().HandleAsync(new AgreeAction(id, what, world.People[who], due), p, default);
        return await s.GetRequiredService<PhdTrackerDb>().MeetingActions.Where(a => a.MeetingId == id).MaxAsync(a => a.Id);
    });

    public Task CompleteAsync(int id, int action, string by = "student.uk") => DoAsync(by, s => Task.FromResult(s.GetRequiredService<MeetingActionsHandler>()), (x, p) => x.HandleAsync(new CompleteAction(id, action), p, default));

    /// <summary>Training of a student of the first project.</summary>
    public async Task<int> TrainAsync(string by = "student.uk", TrainingCategory category = TrainingCategory.Scientific, decimal hours = 12.5m, bool french = false, DateOnly? from = null, string title = "Winter school", TrainingProof? proof = null) => (await acts.AsAsync(by, (s, p) =>
        s.GetRequiredService<RecordTrainingHandler>().HandleAsync(new RecordTraining(french ? world.FrCandidatureId : world.UkCandidatureId, null, 0, new TrainingDetails(title, category, hours, from ?? new DateOnly(2026, 11, 2), null), proof), p, default))).Id;

    private Task DoAsync<T>(string name, Func<IServiceProvider, Task<T>> with, Func<T, Core.People.Person, Task> act) => acts.AsAsync(name, async (s, p) =>
    {
        await act(await with(s), p);
        return true;
    });

    private static Task<int> VersionAsync(IServiceProvider services, int id) => services.GetRequiredService<PhdTrackerDb>().Meetings.Where(m => m.Id == id).Select(m => m.Version).SingleAsync();
}
