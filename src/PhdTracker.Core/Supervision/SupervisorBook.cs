using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;

namespace PhdTracker.Core.Supervision;

/// <summary>Turns the rows of a form into supervisors.</summary>
public sealed class SupervisorBook(PhdTrackerDb db, Notifier notifier)
{
    /// <summary>The people that the rows name by their addresses; empty rows are passed over.</summary>
    /// <param name="programme">With its parties and their institutions.</param>
    /// <exception cref="DomainRuleException"><c>SupervisorUnknown</c>, <c>SupervisorKindMissing</c>, <c>SupervisorSideMissing</c>.</exception>
    public async Task<List<NamedSupervisor>> FindAsync(IReadOnlyCollection<SupervisorRow> rows, Programme programme, CancellationToken ct)
    {
        var filled = rows.Where(r => !r.IsEmpty).ToList();
        var addresses = filled.Select(r => Normal(r.Email)).ToList();
        var people = await db.Users.Where(p => addresses.Contains(p.NormalizedEmail ?? "")).ToListAsync(ct);
        return [.. filled.Select(row => new NamedSupervisor(
            people.Find(p => p.NormalizedEmail == Normal(row.Email)) ?? throw new DomainRuleException("SupervisorUnknown", row.Email?.Trim() ?? "") { Field = row.Field },
            row.Kind ?? throw new DomainRuleException("SupervisorKindMissing", row.Email?.Trim()) { Field = row.Field },
            programme.Parties.Find(p => p.Id == row.PartyId) ?? throw new DomainRuleException("SupervisorSideMissing", row.Email?.Trim()) { Field = row.Field },
            row.SharePercent, row.HoldsHdr, row.Field))];
    }

    /// <summary>Puts people in their supervising roles from a day on and tells them.</summary>
    public void Assign(Candidature candidature, IEnumerable<NamedSupervisor> supervisors, DateOnly from)
    {
        foreach (var supervisor in supervisors)
        {
            var assignment = candidature.Supervise(supervisor.Person, supervisor.Kind, supervisor.Party, from, supervisor.HoldsHdr ? true : null);
            assignment.Carry(supervisor.SharePercent);
            var student = candidature.Student.DisplayName;
            var code = candidature.Studentship.Project.Code;
            db.OnceSaved(() => notifier.Tell(supervisor.Person, "SupervisionBegins", $"/candidatures/{candidature.Id}", null, student, code, from));
        }
    }

    private static string Normal(string? email) => email?.Trim().ToUpperInvariant() ?? "";
}
