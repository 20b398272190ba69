using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>Agrees to be in the directory. There is no command by which somebody agrees for another.</summary>
/// <param name="Edition">Of the text that was read.</param>
/// <param name="Understood">Whether the box was ticked.</param>
public sealed record GiveAlumniConsent(int Edition, bool Understood);

public sealed class GiveAlumniConsentHandler(PhdTrackerDb db, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The person was awarded no degree here.</exception>
    /// <exception cref="DomainRuleException"><c>ConsentNotTicked</c>, <c>ConsentTextChanged</c>, <c>ConsentAlreadyGiven</c>.</exception>
    public async Task HandleAsync(GiveAlumniConsent command, Person by, CancellationToken ct)
    {
        var candidature = await db.FormerCandidatureAsync(by.Id, ct) ?? throw new NotFoundException();
        var wording = ConsentWording.Today;
        if (!command.Understood)
            throw new DomainRuleException("ConsentNotTicked") { Field = nameof(command.Understood) };
        if (command.Edition != wording.Edition)
            throw new DomainRuleException("ConsentTextChanged") { Field = nameof(command.Understood) };
        var alumnus = await db.Alumni.Include(a => a.Consents).Include(a => a.Destinations).SingleOrDefaultAsync(a => a.CandidatureId == candidature.Id, ct)
            ?? db.Alumni.Add(new Alumnus(candidature)).Entity;
        alumnus.Consent(by, wording, candidature.Studentship.Project.Title, clock.UtcNow());
        db.Record(() => CaseKey.Candidature(candidature.Id), () => new Act(nameof(GiveAlumniConsent), by.Id, SubjectKind: nameof(Alumnus), SubjectId: alumnus.Id));
        await db.SaveChangesAsync(ct);
    }
}
