using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Demo;

/// <summary>The agreements of the demo projects: signed long ago, some near their end; of the newest two, one is reviewed and one waits for the last British signature.</summary>
internal sealed class DemoAgreements(AgreementDrafts drafts, DemoCast cast, DateOnly today)
{
    /// <summary>Drafts the agreement of a project and has it signed before the students began, if they have.</summary>
    /// <param name="number">Of the project among all: ends differ by it.</param>
    /// <param name="leads">Investigators of both sides, the British one first.</param>
    public void Add(Project project, int number, (Person Uk, Person Fr) leads, bool isOpen)
    {
        // Students who are still to come have no supervisors today: their investigators sign.
        if (isOpen)
        {
            foreach (var (place, lead) in project.Studentships.Zip([leads.Uk, leads.Fr]))
                place.Entrust(lead, null);
        }
        var agreement = drafts.For(project);
        if (isOpen)
            return;
        var (starts, ends) = (agreement.StartsOn!.Value, agreement.EndsOn!.Value);
        // Whoever needed longer than four years has an agreement that ends some months from now.
        if (ends < today.AddDays(20) && !Project.IsOver(project.State))
            AgreementDrafts.Rewrite(agreement, project, starts, today.AddDays(25 + (number * 67 % 320)), agreement.Authoritative);
        var at = starts.AddDays(-60).ToDateTime(new TimeOnly(9, 30), DateTimeKind.Utc);
        agreement.SendRound(DateOnly.FromDateTime(at));
        Person[] signers = [cast["legal.uk"], cast["legal.fr"], leads.Uk, leads.Fr, cast["signatory.uk"], cast["signatory.fr"]];
        foreach (var (step, person) in SignatureStep.All.Zip(signers))
        {
            at = at.AddDays(3).AddMinutes(47);
            if (step.Capacity == SignatureCapacity.LegalOffice)
            {
                agreement.Review(step, person, true, "", at);
                continue;
            }
            if (agreement.State == AgreementState.LegalReview)
                agreement.Follow(nameof(AgreementState.Signing), at);
            agreement.Sign(step, person, agreement.Hash!, $"{person.GivenName} {person.FamilyName}", at);
        }
        agreement.Follow(nameof(AgreementState.InForce), at);
        AgreementMilestones.Meet(project, DateOnly.FromDateTime(at));
        if (project.State == ProjectState.Terminated)
            agreement.Terminate("The project ended early.", starts.AddMonths(26));
    }

    /// <summary>Sends the two agreements that are still drafts round, by the app's own commands.</summary>
    public static async Task SendRoundAsync(Func<AsyncServiceScope> scope, CancellationToken ct)
    {
        await using var first = scope();
        var open = await first.ServiceProvider.GetRequiredService<PhdTrackerDb>().Agreements.AsNoTracking().Where(a => a.State == AgreementState.Draft).OrderBy(a => a.Project.Code).Select(a => a.Id).ToListAsync(ct);
        foreach (var id in open)
            await AsAsync(scope, "office.uk", (services, by, db) => services.GetRequiredService<SendAgreementRoundHandler>().HandleAsync(new SendAgreementRound(id, db.Agreements.Where(a => a.Id == id).Select(a => a.Version).Single()), by, ct), ct);
        if (open.Count == 0)
            return;
        // The other one stays with the legal offices.
        for (var step = 0; step < 4; step++)
            await AnswerAsync(scope, open[0], ct);
    }

    private static async Task AnswerAsync(Func<AsyncServiceScope> scope, int id, CancellationToken ct)
    {
        await using var one = scope();
        var services = one.ServiceProvider;
        var db = services.GetRequiredService<PhdTrackerDb>();
        var task = await db.Tasks.AsNoTracking().About(SubjectKind.Agreement, id).Where(t => t.State == TaskState.Open).OrderBy(t => t.Id)
            .Select(t => new { t.Id, t.Version, t.Kind, By = t.Assignees.Where(a => a.State == SeatState.Asked).Select(a => a.Person).FirstOrDefault() }).FirstOrDefaultAsync(ct);
        if (task?.By is null)
            return;
        var by = await db.Users.SingleAsync(p => p.Id == task.By.Id, ct);
        if (task.Kind == TaskKind.Decision)
        {
            await services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version, DecisionKind.Approved, ""), by, ct);
            return;
        }
        var hash = await db.Agreements.Where(a => a.Id == id).Select(a => a.Hash!).SingleAsync(ct);
        await services.GetRequiredService<SignAgreementHandler>().HandleAsync(new SignAgreement(id, hash, $"{by.GivenName} {by.FamilyName}", true), by, ct);
    }

    private static async Task AsAsync(Func<AsyncServiceScope> scope, string account, Func<IServiceProvider, Person, PhdTrackerDb, Task> act, CancellationToken ct)
    {
        await using var one = scope();
        var db = one.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        var email = DemoAccounts.Addresses.First(a => a.StartsWith(account + "@", StringComparison.Ordinal));
        await act(one.ServiceProvider, await db.Users.SingleAsync(p => p.Email == email, ct), db);
    }
}
