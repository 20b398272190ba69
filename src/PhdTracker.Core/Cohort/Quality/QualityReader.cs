using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Cohort.Quality;

/// <summary>What may be missing or wrong in what is kept. A new one is a value here, a query, and its sentences.</summary>
public enum QualityProblem { Hdr, PartnerSupervisor, Agreement, Dates, People, Projects }

/// <summary>The student whom a problem is about.</summary>
/// <param name="MayMend">Whether the reader may change what the office keeps about them.</param>
public sealed record QualityStudent(int CandidatureId, PersonName Student, string Side, int ProjectId, string ProjectCode, bool MayMend);

/// <summary>A lead supervisor of the French side of whom no HDR is known.</summary>
/// <param name="Holds">False: the office said that they hold none. Null: nobody said.</param>
public sealed record WithoutHdr(QualityStudent About, PersonName Lead, bool? Holds);

/// <summary>A project that has begun without an agreement in force.</summary>
/// <param name="Latest">How its last agreement stands; null where there is none.</param>
/// <param name="StartsOn">First day of that agreement.</param>
/// <param name="EndsOn">Its last day.</param>
public sealed record WithoutAgreement(int ProjectId, string Code, string Title, AgreementState? Latest, DateOnly? StartsOn, DateOnly? EndsOn);

/// <summary>Finds what is missing about students and projects, by the rules that a registration keeps to: what was imported may not.</summary>
/// <param name="candidatures">The students in view.</param>
/// <param name="projects">The projects in view.</param>
/// <param name="managed">The students whom the reader's office looks after.</param>
public sealed class QualityReader(PhdTrackerDb db, IQueryable<Candidature> candidatures, IQueryable<Project> projects, IQueryable<Candidature> managed, DateOnly today)
{
    private static readonly List<CandidatureState> NotBegun = [CandidatureState.Offered, CandidatureState.Registered, .. Candidature.ClosedStates];
    private static readonly List<ProjectState> Over = [ProjectState.Completed, ProjectState.Terminated];

    /// <summary>How many there are of each, but for people and projects that are kept twice; one command.</summary>
    public async Task<IReadOnlyDictionary<QualityProblem, int>> CountAsync(CancellationToken ct)
    {
        var counts = await Leads.Select(s => (int)QualityProblem.Hdr)
            .Concat(Partnerless.Select(c => (int)QualityProblem.PartnerSupervisor))
            .Concat(Unagreed.Select(p => (int)QualityProblem.Agreement))
            .Concat(DateOrder.Of(candidatures).Select(d => (int)QualityProblem.Dates))
            .GroupBy(problem => problem).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return counts.ToDictionary(c => (QualityProblem)c.Key, c => c.Count);
    }

    /// <summary>One page of lead supervisors without the HDR, by the student's name.</summary>
    public Task<List<WithoutHdr>> WithoutHdrAsync(int skip, int take, CancellationToken ct) =>
        Leads.OrderBy(s => s.Candidature.Student.FamilyName).ThenBy(s => s.Id).Skip(skip).Take(take).Select(s => new WithoutHdr(
            new QualityStudent(
                s.CandidatureId, new PersonName(s.Candidature.StudentId, s.Candidature.Student.Title, s.Candidature.Student.GivenName, s.Candidature.Student.FamilyName), s.Candidature.Studentship.Party.Side,
                s.Candidature.Studentship.ProjectId, s.Candidature.Studentship.Project.Code, managed.Any(c => c.Id == s.CandidatureId)),
            new PersonName(s.PersonId, s.Person.Title, s.Person.GivenName, s.Person.FamilyName), s.HoldsHdr)).ToListAsync(ct);

    /// <summary>One page of students whom nobody supervises for the partner.</summary>
    public Task<List<QualityStudent>> WithoutPartnerAsync(int skip, int take, CancellationToken ct) =>
        Partnerless.OrderBy(c => c.Student.FamilyName).ThenBy(c => c.Id).Skip(skip).Take(take).Select(c => new QualityStudent(
            c.Id, new PersonName(c.StudentId, c.Student.Title, c.Student.GivenName, c.Student.FamilyName), c.Studentship.Party.Side,
            c.Studentship.ProjectId, c.Studentship.Project.Code, managed.Any(m => m.Id == c.Id))).ToListAsync(ct);

    /// <summary>One page of projects that have begun without an agreement in force.</summary>
    public async Task<List<WithoutAgreement>> WithoutAgreementAsync(int skip, int take, CancellationToken ct)
    {
        var rows = await Unagreed.OrderBy(p => p.Code).Skip(skip).Take(take)
            .Select(p => new { p.Id, p.Code, p.Title, Agreements = db.Agreements.Where(a => a.ProjectId == p.Id).OrderByDescending(a => a.Number).Select(a => new { a.State, a.StartsOn, a.EndsOn }).ToList() }).ToListAsync(ct);
        return [.. rows.Select(p => (Project: p, Latest: p.Agreements.FirstOrDefault())).Select(p => new WithoutAgreement(p.Project.Id, p.Project.Code, p.Project.Title, p.Latest?.State, p.Latest?.StartsOn, p.Latest?.EndsOn))];
    }

    /// <summary>One page of dates in the wrong order, by the student's name.</summary>
    public Task<List<WrongDates>> WrongDatesAsync(int skip, int take, CancellationToken ct) =>
        db.Candidatures.AsNoTracking().Join(DateOrder.Of(candidatures), c => c.Id, d => d.CandidatureId, (c, d) => new { c, d })
            .OrderBy(x => x.c.Student.FamilyName).ThenBy(x => x.c.Id).ThenBy(x => x.d.Kind).ThenBy(x => x.d.MilestoneId).ThenBy(x => x.d.Earlier).Skip(skip).Take(take)
            .Select(x => new WrongDates(
                new QualityStudent(
                    x.c.Id, new PersonName(x.c.StudentId, x.c.Student.Title, x.c.Student.GivenName, x.c.Student.FamilyName), x.c.Studentship.Party.Side,
                    x.c.Studentship.ProjectId, x.c.Studentship.Project.Code, managed.Any(m => m.Id == x.c.Id)),
                (WrongOrder)x.d.Kind, x.d.Earlier, x.d.Later, x.d.MilestoneId,
                db.Milestones.Where(m => m.Id == x.d.MilestoneId).Select(m => m.TitleEn).FirstOrDefault(), db.Milestones.Where(m => m.Id == x.d.MilestoneId).Select(m => m.TitleFr).FirstOrDefault())).ToListAsync(ct);

    private IQueryable<Candidature> Here => candidatures.AsNoTracking().Where(c => !Candidature.ClosedStates.Contains(c.State));

    // The lead of a student of the French side holds the HDR: see SupervisionRules.
    private IQueryable<SupervisorAssignment> Leads => Here.SelectMany(c => c.Supervisors)
        .Where(s => s.Kind == SupervisorKind.Lead && s.HoldsHdr != true && s.From <= today && (s.To == null || s.To >= today))
        .Where(s => s.PartyId == s.Candidature.Studentship.PartyId && s.Party.Institution.Country == "FR");

    private IQueryable<Candidature> Partnerless =>
        Here.Where(c => !c.Supervisors.Any(s => s.Kind == SupervisorKind.PartnerSupervisor && s.PartyId != c.Studentship.PartyId && s.From <= today && (s.To == null || s.To >= today)));

    private IQueryable<Project> Unagreed => projects.AsNoTracking()
        .Where(p => !Over.Contains(p.State) && p.Studentships.Any(s => s.Candidatures.Any(c => c.StartOn <= today && !NotBegun.Contains(c.State))))
        .Where(p => !db.Agreements.Where(Agreement.InForceOn(today)).Any(a => a.ProjectId == p.Id));
}
