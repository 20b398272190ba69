using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>A document of a version that was handed in.</summary>
public sealed record SentDocument(int Id, string FileName, string ContentType, long Length);

/// <summary>A version that was handed in.</summary>
public sealed record SentVersion(int Id, int Number, DateTime At, string Comment, IReadOnlyList<SentDocument> Documents);

/// <summary>A task with the case that it is about: what the page of a decision shows.</summary>
public sealed record TaskCase
{
    public required int Id { get; init; }
    public required int Version { get; init; }
    public required TaskKind Kind { get; init; }

    /// <summary>The answers that it takes.</summary>
    public required TaskChoices Choices { get; init; }

    /// <summary>Last part of the address of the page on which it is done; null for what is answered on the task's own page.</summary>
    public required string? Action { get; init; }
    public required string AskedOf { get; init; }
    public required string ActivityId { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleFr { get; init; }
    public required DateOnly? DueOn { get; init; }
    public required DateOnly? LapsesOn { get; init; }

    /// <summary>IANA zone of the side that is asked.</summary>
    public required string Zone { get; init; }
    public required TaskState State { get; init; }

    /// <summary>How the reader stands to it, without what they have answered; null for somebody whom it does not ask.</summary>
    public required OwnSeat? Seat { get; init; }
    public bool AsksMe => Seat is not null;

    /// <summary>Whether a committee wrote something about the milestone.</summary>
    public required bool HasPapers { get; init; }
    public required int? SubmissionId { get; init; }
    public required int MilestoneId { get; init; }
    public required string MilestoneEn { get; init; }
    public required string MilestoneFr { get; init; }
    public required DateOnly? MilestoneDueOn { get; init; }
    public required string RationaleEn { get; init; }
    public required string RationaleFr { get; init; }

    /// <summary>Months for the retake that a rejection would open; null if none is left.</summary>
    public required int? RetakeMonths { get; init; }

    /// <summary>Titles of the milestones that this one counts for too, in both languages.</summary>
    public required List<KeyValuePair<string, string>> AlsoCountsFor { get; init; }
    public required int CandidatureId { get; init; }

    /// <summary>Whose people are asked.</summary>
    public required DeskCase Desk { get; init; }
    public required PersonName Student { get; init; }
    public required string HomeSide { get; init; }
    public required string HomeInstitution { get; init; }

    /// <summary>IANA zone of the student's side: the milestone's due date ends there.</summary>
    public required string HomeZone { get; init; }
    public required int ProjectId { get; init; }
    public required string ProjectCode { get; init; }
    public required string ProjectTitle { get; init; }
}

/// <summary>Reads tasks with their cases.</summary>
public sealed class TaskCases(PhdTrackerDb db)
{
    /// <param name="personId">Who looks: <see cref="TaskCase.Seat"/> is theirs.</param>
    public Task<TaskCase?> OfAsync(int taskId, int personId, CancellationToken ct) =>
        db.Tasks.AsNoTracking().AsSingleQuery().Where(t => t.Id == taskId && t.Process.MilestoneId != null).Select(t => new TaskCase
        {
            Id = t.Id,
            Version = t.Version,
            Kind = t.Kind,
            Choices = t.Choices,
            Action = t.Action,
            AskedOf = t.AskedOf,
            ActivityId = t.ActivityId,
            TitleEn = t.TitleEn,
            TitleFr = t.TitleFr,
            DueOn = t.DueOn,
            LapsesOn = t.LapsesOn,
            Zone = t.Party != null ? t.Party.Institution.TimeZone : t.Process.Candidature!.Studentship.Party.Institution.TimeZone,
            State = t.State,
            Seat = t.Assignees.Where(a => a.PersonId == personId).Select(a => new OwnSeat(
                a.State, a.OnBehalfOf == null ? null : (a.OnBehalfOf.Title == null ? "" : a.OnBehalfOf.Title + " ") + a.OnBehalfOf.GivenName + " " + a.OnBehalfOf.FamilyName, null)).FirstOrDefault(),
            HasPapers = db.CommitteeReports.Any(r => r.MilestoneId == t.Process.MilestoneId) || db.ConfidentialNotes.Any(n => n.MilestoneId == t.Process.MilestoneId),
            SubmissionId = t.SubmissionId,
            MilestoneId = t.Process.MilestoneId!.Value,
            MilestoneEn = t.Process.Milestone!.TitleEn,
            MilestoneFr = t.Process.Milestone.TitleFr,
            MilestoneDueOn = t.Process.Milestone.DueOn,
            RationaleEn = t.Process.Milestone.RationaleEn,
            RationaleFr = t.Process.Milestone.RationaleFr,
            RetakeMonths = t.Process.Milestone.RetakeUsed ? null : t.Process.Milestone.RetakeMonths,
            AlsoCountsFor = t.Process.Milestone.Equivalents.OrderBy(m => m.Id).Select(m => new KeyValuePair<string, string>(m.TitleEn, m.TitleFr)).ToList(),
            CandidatureId = t.Process.Candidature!.Id,
            Desk = new DeskCase(t.Process.CandidatureId) { ProcessId = t.Process.HasReplacements ? t.ProcessId : null, TaskId = t.Process.HasReplacements ? t.Id : null },
            Student = new PersonName(t.Process.Candidature.StudentId, t.Process.Candidature.Student.Title, t.Process.Candidature.Student.GivenName, t.Process.Candidature.Student.FamilyName),
            HomeSide = t.Process.Candidature.Studentship.Party.Side,
            HomeInstitution = t.Process.Candidature.Studentship.Party.Institution.ShortName,
            HomeZone = t.Process.Candidature.Studentship.Party.Institution.TimeZone,
            ProjectId = t.Process.Candidature.Studentship.ProjectId,
            ProjectCode = t.Process.Candidature.Studentship.Project.Code,
            ProjectTitle = t.Process.Candidature.Studentship.Project.Title,
        }).SingleOrDefaultAsync(ct);

    /// <summary>What was handed in for a milestone, the newest version first; drafts are their author's only.</summary>
    public async Task<IReadOnlyList<SentVersion>> VersionsAsync(int milestoneId, CancellationToken ct) =>
        await db.Submissions.AsNoTracking().AsSingleQuery().Where(s => s.MilestoneId == milestoneId && s.SubmittedAt != null).OrderByDescending(s => s.Number)
            .Select(s => new SentVersion(s.Id, s.Number, s.SubmittedAt!.Value, s.Comment, s.Documents.OrderBy(d => d.Id).Select(d => new SentDocument(d.Id, d.FileName, d.ContentType, d.Length)).ToList()))
            .ToListAsync(ct);
}
