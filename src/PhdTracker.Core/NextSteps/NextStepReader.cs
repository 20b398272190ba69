using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Proposals;
using PhdTracker.Core.Training;

namespace PhdTracker.Core.NextSteps;

/// <summary>What somebody can do next that no route asks of them.</summary>
public enum NextStepKind
{
    /// <summary>Answer the invitation of an investigator.</summary>
    AnswerInvitation,

    /// <summary>Finish and send a proposal that the partner has joined.</summary>
    SendProposal,

    /// <summary>Agree that the decisions of a closed call go out.</summary>
    PublishDecisions,

    /// <summary>Send the drafted agreement of a new project round.</summary>
    SendAgreement,

    /// <summary>Register the first student of a place.</summary>
    RegisterStudent,

    /// <summary>Say that a registered student has begun.</summary>
    BeginCandidature,

    /// <summary>Find somebody for a role that a case waits for and nobody holds.</summary>
    FindSomebody,

    /// <summary>Confirm what a student recorded of their training.</summary>
    ConfirmTraining,

    /// <summary>Do what was agreed in a meeting.</summary>
    MeetingAction,
}

/// <summary>One such thing.</summary>
/// <param name="TitleEn">What it is about, in English; empty where it has no name yet.</param>
/// <param name="TitleFr">The same in French.</param>
/// <param name="Path">The page where it is done.</param>
/// <param name="Office">The side whose office does it; null for what one person is asked.</param>
/// <param name="PersonId">Who is asked; null for what an office does.</param>
public sealed record NextStep(NextStepKind Kind, string TitleEn, string TitleFr, string Path, CaseScope? Office, int? PersonId)
{
    /// <summary>Which permission the office needs for it.</summary>
    public Permission Permission => Kind switch
    {
        NextStepKind.PublishDecisions => Permission.PublishDecisions,
        NextStepKind.SendAgreement => Permission.ManageAgreements,
        NextStepKind.FindSomebody => Permission.ManagePeople,
        NextStepKind.ConfirmTraining => Permission.ConfirmTraining,
        _ => Permission.ManageCandidatures,
    };

    /// <summary>What is to be done, in words.</summary>
    public string In(Texts texts)
    {
        var title = texts.Of(TitleEn, TitleFr);
        return Kind switch
        {
            NextStepKind.AnswerInvitation => texts["NextSteps.AnswerInvitation", title],
            NextStepKind.SendProposal => texts["NextSteps.SendProposal", title],
            NextStepKind.PublishDecisions => texts["NextSteps.PublishDecisions", title],
            NextStepKind.SendAgreement => texts["NextSteps.SendAgreement", title],
            NextStepKind.RegisterStudent => texts["NextSteps.RegisterStudent", title],
            NextStepKind.FindSomebody => texts["NextSteps.FindSomebody", title],
            NextStepKind.ConfirmTraining => texts["NextSteps.ConfirmTraining", title],
            NextStepKind.MeetingAction => texts["NextSteps.MeetingAction", title],
            _ => texts["NextSteps.BeginCandidature", title],
        };
    }
}

/// <summary>Finds what waits for an office or an invited investigator outside of any route, so that nobody wonders how it goes on.</summary>
public sealed class NextStepReader(PhdTrackerDb db, PeopleReach reach, TimeProvider clock)
{
    /// <summary>How many of a kind are shown: an office that has more finds them on the pages of the cases.</summary>
    private const int Most = 10;

    /// <summary>What this person can do next, but for <see cref="OfMeetingsAsync"/>.</summary>
    public async Task<IReadOnlyList<NextStep>> OfAsync(Access access, CancellationToken ct)
    {
        var me = access.PersonId;
        List<NextStep> own = [.. await InvitationsOfAsync(access, ct), .. await DraftsAsync(db.ProposalSides.Where(s => s.InvestigatorId == me), ct)];
        if (access.MayAnywhere(Permission.ConfirmTraining))
            own.AddRange(await TrainingAsync(access.Filter(db.Candidatures, Permission.ConfirmTraining), ct));
        return access.MayAnywhere(Permission.ManageCandidatures) ? [.. own, .. await OfOfficesAsync(access, ct)] : own;
    }

    /// <summary>The invitations to a proposal that this person has yet to answer.</summary>
    public async Task<IReadOnlyList<NextStep>> InvitationsOfAsync(Access access, CancellationToken ct)
    {
        var me = access.PersonId;
        return await InvitationsAsync(db.Users.Where(p => p.Id == me), ct);
    }

    /// <summary>What this person took on in meetings and has not done, the most urgent first.</summary>
    public async Task<IReadOnlyList<NextStep>> OfMeetingsAsync(Access access, CancellationToken ct)
    {
        var me = access.PersonId;
        var found = await db.MeetingActions.AsNoTracking().Where(a => a.PersonId == me && a.DoneOn == null && a.Meeting.State != MeetingState.Cancelled)
            .OrderBy(a => a.DueOn == null).ThenBy(a => a.DueOn).ThenBy(a => a.Id).Take(Most).Select(a => new { a.What, a.DueOn, a.MeetingId }).ToListAsync(ct);
        string Title(Texts texts, string what, DateOnly? due) => due is { } day ? texts["NextSteps.By", what, texts.Date(day)] : what;
        return [.. found.Select(a => new NextStep(NextStepKind.MeetingAction, Title(Texts.English, a.What, a.DueOn), Title(Texts.French, a.What, a.DueOn), $"/meetings/{a.MeetingId}", null, me))];
    }

    /// <summary>What anybody can do next: for a demonstration, in which one visitor plays all parts.</summary>
    public async Task<IReadOnlyList<NextStep>> OfAllAsync(CancellationToken ct) =>
        [.. await InvitationsAsync(db.Users, ct), .. await DraftsAsync(db.ProposalSides, ct), .. await OfOfficesAsync(null, ct)];

    /// <param name="access">Whose office; null for every office's.</param>
    private async Task<IReadOnlyList<NextStep>> OfOfficesAsync(Access? access, CancellationToken ct)
    {
        IQueryable<Project> Mine(Permission permission) => access?.Filter(db.Projects, permission) ?? db.Projects.Where(p => p.KeptAsId == null);
        List<NextStep> found = [.. await PublicationsAsync(ct), .. await AgreementsAsync(Mine(Permission.ManageAgreements), ct), .. await PlacesAsync(Mine(Permission.ManageCandidatures), ct),
            .. await BeginningsAsync(access?.Filter(db.Candidatures, Permission.ManageCandidatures) ?? db.Candidatures, ct), .. await VacanciesAsync(access, ct)];
        return access is null ? found : [.. found.Where(s => access.May(s.Permission, s.Office!))];
    }

    private async Task<List<NextStep>> InvitationsAsync(IQueryable<Person> people, CancellationToken ct)
    {
        var now = clock.UtcNow();
        // Both hold the address in small letters.
        var found = await db.ProposalInvitations.AsNoTracking()
            .Where(i => i.AcceptedAt == null && i.DeclinedAt == null && i.WithdrawnAt == null && i.ExpiresAt > now && i.Proposal.Call.ClosesAt > now)
            .Join(people, i => i.Email, p => p.Email, (i, p) => new { i.Id, PersonId = p.Id, From = new PersonName(i.InvitedById, i.InvitedBy.Title, i.InvitedBy.GivenName, i.InvitedBy.FamilyName) })
            .OrderByDescending(i => i.Id).Take(Most).ToListAsync(ct);
        return [.. found.Select(i => new NextStep(NextStepKind.AnswerInvitation, i.From.Display, i.From.Display, $"/invitations/{i.Id}", null, i.PersonId))];
    }

    private async Task<List<NextStep>> DraftsAsync(IQueryable<ProposalSide> sides, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var found = await sides.AsNoTracking()
            .Where(s => s.PartyId == s.Proposal.LeadPartyId && s.InvestigatorId != null && s.Proposal.State == ProposalState.Draft && s.Proposal.Call.OpensAt <= now && s.Proposal.Call.ClosesAt > now)
            .Where(s => s.Proposal.Sides.All(other => other.InvestigatorId != null))
            .OrderByDescending(s => s.ProposalId).Take(Most).Select(s => new { s.ProposalId, s.InvestigatorId, s.Proposal.TitleEn, s.Proposal.TitleFr }).ToListAsync(ct);
        string Named(string title, Texts texts) => title.Length > 0 ? title : texts["Proposals.Untitled"];
        return [.. found.Select(p => new NextStep(
            NextStepKind.SendProposal, Named(Texts.English.Of(p.TitleEn, p.TitleFr), Texts.English), Named(Texts.French.Of(p.TitleEn, p.TitleFr), Texts.French), $"/proposals/{p.ProposalId}/edit", null, p.InvestigatorId))];
    }

    private async Task<List<NextStep>> PublicationsAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var undecided = CallProposals.Undecided;
        var calls = await CallPeople.WithSides(db.Calls.AsNoTracking()).Include(c => c.Consents).AsSplitQuery()
            .Where(c => c.AnnouncedAt != null && c.ClosesAt <= now && c.DecisionsPublishedAt == null)
            .Where(c => db.Proposals.Any(p => p.CallId == c.Id && p.State == ProposalState.Deciding))
            .Where(c => !db.Proposals.Any(p => p.CallId == c.Id && undecided.Contains(p.State)
                && (p.State != ProposalState.Deciding || c.Programme.Parties.Any(side => !p.Decisions.Any(d => d.PartyId == side.Id)))))
            // A side that took its decision back is asked by a task.
            .Where(c => !db.Tasks.Any(t => t.State == TaskState.Open && t.Choices == TaskChoices.Side && t.Process.Proposal!.CallId == c.Id))
            .OrderByDescending(c => c.Id).Take(Most).ToListAsync(ct);
        return [.. calls.SelectMany(c => c.Programme.Parties.Where(side => c.ConsentOf(side) is null).OrderBy(side => side.Id).Select(side => new NextStep(
            NextStepKind.PublishDecisions, c.NameIn(Texts.English), c.NameIn(Texts.French), $"/calls/{c.Id}/decisions", new CaseScope(c.ProgrammeId, side.Id), null)))];
    }

    private async Task<List<NextStep>> AgreementsAsync(IQueryable<Project> mine, CancellationToken ct)
    {
        var found = await db.Agreements.AsNoTracking().Where(a => a.State == AgreementState.Draft && a.Round == 0 && mine.Any(p => p.Id == a.ProjectId))
            .OrderByDescending(a => a.Id).Take(Most)
            .Select(a => new { a.Id, a.ProjectId, a.Project.Title, a.Project.ProgrammeId, Home = a.Project.LeadPartyId ?? a.Project.Studentships.Min(s => s.PartyId) }).ToListAsync(ct);
        return [.. found.Select(a => new NextStep(NextStepKind.SendAgreement, a.Title, a.Title, $"/agreements/{a.Id}", new CaseScope(a.ProgrammeId, a.Home, a.ProjectId), null))];
    }

    private async Task<List<NextStep>> PlacesAsync(IQueryable<Project> mine, CancellationToken ct)
    {
        var found = await db.Studentships.AsNoTracking()
            .Where(s => s.ClosedOn == null && s.Registrations == 0 && (s.Project.State == ProjectState.SetUp || s.Project.State == ProjectState.Recruiting || s.Project.State == ProjectState.Running))
            .Where(s => mine.Any(p => p.Id == s.ProjectId) && !s.Candidatures.Any() && s.Project.NeedsAgreement && db.Agreements.Any(a => a.ProjectId == s.ProjectId && a.State == AgreementState.InForce))
            .OrderByDescending(s => s.ProjectId).ThenBy(s => s.PartyId).Take(Most * 2).Select(s => new { s.Id, s.ProjectId, s.PartyId, s.Project.ProgrammeId, s.Project.Title }).ToListAsync(ct);
        return [.. found.Select(s => new NextStep(NextStepKind.RegisterStudent, s.Title, s.Title, $"/studentships/{s.Id}/register", new CaseScope(s.ProgrammeId, s.PartyId, s.ProjectId), null))];
    }

    /// <summary>Questions of a case for which a side has nobody who could be asked, by the sides of this reader.</summary>
    private async Task<List<NextStep>> VacanciesAsync(Access? access, CancellationToken ct)
    {
        var sides = (access is null ? await reach.SidesAsync(ct) : await reach.SidesAsync(access, Permission.ManagePeople, ct)).ToDictionary(s => s.PartyId);
        var found = await VacantPlaces.Of(db, [.. sides.Keys]).Take(Most * 2).ToListAsync(ct);
        var ids = found.Select(v => v.TaskId).ToList();
        var cases = await db.Tasks.AsNoTracking().Where(t => ids.Contains(t.Id)).WithCase().Select(t => new { t.Row.Id, t.Row.AskedOf, t.Case }).ToDictionaryAsync(t => t.Id, ct);
        string Title(Texts texts, string askedOf, Side side, CaseName about) => texts["NextSteps.RoleOf", DeskWords.Role(texts, askedOf, side.Code), about.In(texts)];
        return [.. found.Select(v => (Task: cases[v.TaskId], Side: sides[v.PartyId])).Where(v => v.Task.Case.Id is not null).Select(v => new NextStep(
            NextStepKind.FindSomebody, Title(Texts.English, v.Task.AskedOf, v.Side, v.Task.Case), Title(Texts.French, v.Task.AskedOf, v.Side, v.Task.Case), v.Task.Case.Path, v.Side.Scope, null))];
    }

    private async Task<List<NextStep>> TrainingAsync(IQueryable<Candidature> mine, CancellationToken ct)
    {
        var closed = Candidature.ClosedStates;
        var found = await mine.AsNoTracking().Where(c => !closed.Contains(c.State) && c.Training.Any(t => t.State == TrainingState.Recorded)).OrderByDescending(c => c.Id).Take(Most)
            .Select(c => new { c.Id, c.Studentship.ProjectId, c.Studentship.PartyId, c.Studentship.Project.ProgrammeId, c.Student.GivenName, c.Student.FamilyName }).ToListAsync(ct);
        return [.. found.Select(c => new NextStep(NextStepKind.ConfirmTraining, $"{c.GivenName} {c.FamilyName}", $"{c.GivenName} {c.FamilyName}", $"/candidatures/{c.Id}/training", new CaseScope(c.ProgrammeId, c.PartyId, c.ProjectId, c.Id), null))];
    }

    private async Task<List<NextStep>> BeginningsAsync(IQueryable<Candidature> mine, CancellationToken ct)
    {
        var today = clock.Today();
        var inForce = db.Agreements.Where(Agreement.InForceOn(today));
        var found = await mine.AsNoTracking()
            .Where(c => c.Studentship.Project.NeedsAgreement
                && (c.State == CandidatureState.Offered || (c.State == CandidatureState.Registered && c.StartOn <= today && inForce.Any(a => a.ProjectId == c.Studentship.ProjectId))))
            .OrderByDescending(c => c.Id).Take(Most)
            .Select(c => new { c.Id, c.Studentship.ProjectId, c.Studentship.PartyId, c.Studentship.Project.ProgrammeId, c.Student.GivenName, c.Student.FamilyName }).ToListAsync(ct);
        return [.. found.Select(c => new NextStep(NextStepKind.BeginCandidature, $"{c.GivenName} {c.FamilyName}", $"{c.GivenName} {c.FamilyName}", $"/candidatures/{c.Id}/begin", new CaseScope(c.ProgrammeId, c.PartyId, c.ProjectId, c.Id), null))];
    }
}
