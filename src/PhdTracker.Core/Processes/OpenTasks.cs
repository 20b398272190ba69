using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Cases;

namespace PhdTracker.Core.Processes;

/// <summary>A task that lies on somebody's desk, as the offices see it.</summary>
public sealed record OpenTask
{
    public required int Id { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleFr { get; init; }
    public required TaskKind Kind { get; init; }
    public required DateTime OpenedAt { get; init; }
    public DateOnly? DueOn { get; init; }

    /// <summary>The side that is asked; null if the route names none.</summary>
    public string? Side { get; init; }

    /// <summary>Two letters of the country of that side, else of the student's.</summary>
    public string? Country { get; init; }
    public required CaseName About { get; init; }
    public int? CandidatureId { get; init; }
    public int? ProjectId { get; init; }

    /// <summary>On whose desks it lies; nobody, if nobody holds the role.</summary>
    public required List<PersonName> Holders { get; init; }

    /// <summary>Whom the step of the route asks.</summary>
    public required string AskedOf { get; init; }

    /// <summary>When somebody last reminded one of the holders.</summary>
    public DateTime? NudgedAt { get; init; }

    /// <summary>Whether the reader may read who they are.</summary>
    public required bool Named { get; init; }

    /// <summary>On whose desks it lies, by name or by what they are asked as.</summary>
    public string Who(Texts texts) => Named ? texts.List(Holders.Select(h => h.Display)) : DeskWords.Role(texts, AskedOf, Side ?? About.Side ?? "");

    /// <summary>Whole days since it came to the desk.</summary>
    public int DaysOn(DateOnly today) => Math.Max(0, today.DayNumber - DateOnly.FromDateTime(OpenedAt).DayNumber);
}

/// <summary>Which open tasks a list shows.</summary>
/// <param name="Holder">Somebody on whose desk it lies.</param>
/// <param name="Idle">Only those that have lain for more than ten working days, which this counts.</param>
/// <param name="NobodyAsked">Only those that lie on no desk.</param>
/// <param name="Route">Id of a definition.</param>
/// <param name="Step">Id of an activity.</param>
/// <param name="Asked">The side that is asked, or <see cref="OpenTasks.NoSide"/>.</param>
public sealed record OpenTaskFilter(int? Holder = null, Idleness? Idle = null, bool NobodyAsked = false, string? Route = null, string? Step = null, string? Asked = null);

public static class OpenTasks
{
    /// <summary>Stands for the side of a step that names none.</summary>
    public const string NoSide = "none";

    /// <summary>
    /// The tasks, open or not, about the students in view; where nothing narrows the view also those about proposals and agreements, which belong to no one student.
    /// Every number and list of tasks of a cohort is of these.
    /// </summary>
    public static IQueryable<ProcessTask> InSight(PhdTrackerDb db, Access access, CohortFilter filter, DateOnly today)
    {
        var candidatures = filter.Apply(access.Filter(db.Candidatures, Permission.ViewCandidature), today);
        if (filter != new CohortFilter())
            return db.Tasks.AsNoTracking().Where(t => candidatures.Any(c => c.Id == t.Process.CandidatureId));
        var (proposals, projects) = (access.Filter(db.Proposals, Permission.ViewProposals), access.Filter(db.Projects, Permission.ViewAgreements));
        return db.Tasks.AsNoTracking().Where(t => candidatures.Any(c => c.Id == t.Process.CandidatureId) || proposals.Any(p => p.Id == t.Process.ProposalId) || projects.Any(p => p.Id == t.Process.Agreement!.ProjectId));
    }

    /// <summary>Of these tasks, the open ones that a list shows.</summary>
    public static IQueryable<ProcessTask> Open(this IQueryable<ProcessTask> tasks, OpenTaskFilter filter, DateOnly today)
    {
        tasks = tasks.Where(t => t.State == TaskState.Open);
        if (filter.Holder is { } holder)
            tasks = tasks.Where(t => t.Assignees.Any(a => a.PersonId == holder && a.State == SeatState.Asked));
        if (filter.NobodyAsked)
            tasks = tasks.Where(t => !t.Assignees.Any(a => a.State == SeatState.Asked));
        tasks = tasks.Of(filter.Route, filter.Step, filter.Asked);
        return filter.Idle?.Of(tasks, today) ?? tasks;
    }

    /// <summary>Of these tasks, those of a step.</summary>
    /// <inheritdoc cref="OpenTaskFilter" path="/param"/>
    public static IQueryable<ProcessTask> Of(this IQueryable<ProcessTask> tasks, string? route, string? step, string? asked)
    {
        if (route is not null)
            tasks = tasks.Where(t => t.Process.DefinitionId == route);
        if (step is not null)
            tasks = tasks.Where(t => t.ActivityId == step);
        return asked switch
        {
            null => tasks,
            NoSide => tasks.Where(t => t.PartyId == null),
            _ => tasks.Where(t => t.Party!.Side == asked),
        };
    }

    /// <summary>One page of them, the oldest first.</summary>
    /// <param name="named">Those of which the reader may read whom they ask.</param>
    /// <param name="nudges">All of them.</param>
    public static Task<List<OpenTask>> ReadAsync(IQueryable<ProcessTask> tasks, IQueryable<ProcessTask> named, IQueryable<TaskNudge> nudges, int skip, int take, CancellationToken ct) =>
        tasks.OrderBy(t => t.OpenedAt).ThenBy(t => t.Id).Skip(skip).Take(take).WithCase().Select(t => new OpenTask
        {
            Id = t.Row.Id,
            TitleEn = t.Row.TitleEn,
            TitleFr = t.Row.TitleFr,
            Kind = t.Row.Kind,
            OpenedAt = t.Row.OpenedAt,
            DueOn = t.Row.DueOn,
            Side = t.Row.Party!.Side,
            Country = t.Row.Party.Institution.Country ?? t.Row.Process.Candidature!.Studentship.Party.Institution.Country,
            About = t.Case,
            CandidatureId = t.Row.Process.CandidatureId,
            ProjectId = t.Row.Process.Candidature == null ? t.Row.Process.Agreement!.ProjectId : t.Row.Process.Candidature.Studentship.ProjectId,
            AskedOf = t.Row.AskedOf,
            Named = named.Any(n => n.Id == t.Row.Id),
            NudgedAt = nudges.Where(n => n.TaskId == t.Row.Id).Max(n => (DateTime?)n.At),
            Holders = t.Row.Assignees.Where(a => a.State == SeatState.Asked).OrderBy(a => a.Person.FamilyName).ThenBy(a => a.PersonId).Select(a => new PersonName(a.PersonId, a.Person.Title, a.Person.GivenName, a.Person.FamilyName)).ToList(),
        }).ToListAsync(ct);

    /// <summary>Everybody on whose desk one of these tasks lies, by name.</summary>
    public static async Task<List<PersonName>> HoldersAsync(IQueryable<ProcessTask> tasks, CancellationToken ct) =>
        await tasks.SelectMany(t => t.Assignees).Where(a => a.State == SeatState.Asked).Select(a => a.Person).Distinct().OrderBy(p => p.FamilyName).ThenBy(p => p.GivenName).ThenBy(p => p.Id)
            .Select(p => new PersonName(p.Id, p.Title, p.GivenName, p.FamilyName)).ToListAsync(ct);
}
