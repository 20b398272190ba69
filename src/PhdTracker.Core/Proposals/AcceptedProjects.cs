using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Proposals;

/// <summary>Makes the project of an accepted proposal: its code, what it is about, a studentship for each side's investigator, and the draft of its agreement.</summary>
public sealed class AcceptedProjects(PhdTrackerDb db, AgreementDrafts agreements)
{
    /// <summary>The project; a second call finds the one that the first made. It does not save.</summary>
    public async Task<Project> OfAsync(Proposal proposal, Person? by, CancellationToken ct)
    {
        if (proposal.ProjectId is { } made)
            return await db.Projects.SingleAsync(p => p.Id == made, ct);
        if (proposal.Project is { } unsaved)
            return unsaved;
        var call = await CallPeople.WithSides(db.Calls).SingleAsync(c => c.Id == proposal.CallId, ct);
        await db.ProposalSides.Include(s => s.Party).Include(s => s.Investigator).Include(s => s.Unit).Where(s => s.ProposalId == proposal.Id).LoadAsync(ct);
        await db.ProposalFields.Where(f => f.ProposalId == proposal.Id).LoadAsync(ct);

        var project = new Project(call.Programme, call, await NextCodeAsync(call, ct), proposal.TitleIn(Texts.English));
        await DescribeAsync(project, proposal, ct);
        project.LedBy(proposal.LeadParty);
        project.AwaitAgreement();
        foreach (var side in proposal.Sides.OrderBy(s => s.PartyId))
            project.AddStudentship(side.Party).Entrust(side.Investigator!, side.Unit);
        db.Projects.Add(project);
        agreements.For(project);
        proposal.Become(project);
        db.Record(() => CaseKey.Project(project.Id), () => new Act("StartProject", by?.Id, SubjectKind: nameof(Project), SubjectId: project.Id));
        // Who takes a decision back sees in the proposal's own chain that a project came of it.
        db.Record(() => CaseKey.Proposal(proposal.Id), () => new Act("StartProject", by?.Id, SubjectKind: nameof(Project), SubjectId: project.Id));
        return project;
    }

    private async Task DescribeAsync(Project project, Proposal proposal, CancellationToken ct)
    {
        var themes = ProposalParts.NumbersOf(proposal.Text(ProposalPart.Themes));
        var structure = ProposalParts.NumbersOf(proposal.Text(ProposalPart.Structure));
        project.Describe(
            ProposalParts.NumbersOf(proposal.Text(ProposalPart.Goals)),
            await db.Structures.SingleOrDefaultAsync(s => structure.Contains(s.Id), ct),
            await db.Themes.Where(t => themes.Contains(t.Id)).ToListAsync(ct));
    }

    // Several projects of one publication are saved together: those that are not saved yet count too.
    private async Task<string> NextCodeAsync(Call call, CancellationToken ct)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{call.Programme.Code}-{call.Year}-");
        var stored = await db.Projects.Where(p => p.Code.StartsWith(prefix)).Select(p => p.Code).ToListAsync(ct);
        var last = stored.Concat(db.Projects.Local.Select(p => p.Code)).Where(c => c.StartsWith(prefix, StringComparison.Ordinal))
            .Select(c => int.TryParse(c.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty().Max();
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{last + 1:00}");
    }
}
