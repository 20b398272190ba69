using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Calls;

/// <summary>Drafts a call of a programme, with the next number.</summary>
public sealed record AddCall(int ProgrammeId, CallDetails Details);

/// <inheritdoc cref="AddCall"/>
public sealed class AddCallHandler(PhdTrackerDb db, AccessReader access, TimeProvider clock)
{
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, and those of <see cref="Call.Plan"/>.</exception>
    public async Task<Call> HandleAsync(AddCall command, Person by, CancellationToken ct)
    {
        if (!(await access.ForAsync(by.Id, ct)).May(Permission.ManageCalls, new CaseScope(command.ProgrammeId)))
            throw new DomainRuleException("NotAllowed");
        var programme = await db.Programmes.Include(p => p.Parties).SingleOrDefaultAsync(p => p.Id == command.ProgrammeId, ct) ?? throw new NotFoundException();
        var last = await db.Calls.Where(c => c.ProgrammeId == programme.Id).MaxAsync(c => (int?)c.Number, ct) ?? 0;
        var call = new Call(programme, last + 1, command.Details.Year ?? 0, "", "");
        call.Plan(CallSides.Of(command.Details, programme), clock.UtcNow());
        db.Calls.Add(call);
        db.Record(() => CaseKey.Programme(programme.Id), () => new Act(nameof(AddCall), by.Id, SubjectKind: nameof(Call), SubjectId: call.Id));
        await db.SaveChangesAsync(ct);
        return call;
    }
}

internal static class CallSides
{
    /// <summary>Only sides of the programme itself may lead; to name all of them is to name none.</summary>
    public static CallDetails Of(CallDetails details, Programme programme)
    {
        var leads = programme.Parties.Select(p => p.Id).Where(details.LeadPartyIds.Contains).ToList();
        return details with { LeadPartyIds = leads.Count == programme.Parties.Count ? [] : leads };
    }
}
