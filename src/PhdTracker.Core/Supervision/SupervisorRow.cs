using PhdTracker.Core.Calls;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Supervision;

/// <summary>One supervisor as an office writes them in a form.</summary>
/// <param name="Field">What the form calls the row; errors name it.</param>
public sealed record SupervisorRow(string? Email, SupervisorKind? Kind, int? PartyId, int? SharePercent, bool HoldsHdr, string Field = "Supervisors")
{
    /// <summary>A row in which nobody is named says nothing.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Email) && SharePercent is null;
}

/// <summary>One supervisor as the rules look at them.</summary>
/// <param name="Field">Where they stand in the form.</param>
public sealed record NamedSupervisor(Person Person, SupervisorKind Kind, ProgrammeParty Party, int? SharePercent, bool HoldsHdr, string Field = "Supervisors");

/// <summary>What holds for the supervisors of one student together.</summary>
public static class SupervisionRules
{
    /// <exception cref="DomainRuleException">
    /// <c>SupervisorTwice</c>, <c>SupervisorIsStudent</c>, <c>ShareMissing</c>, <c>ShareOutOfRange</c>, <c>PartnerOfHomeSide</c>, <c>LeadMissing</c>, <c>LeadHdrMissing</c>,
    /// <c>PartnerSupervisorMissing</c>, <c>SharesDoNotAddUp</c> with the sum.
    /// </exception>
    public static void Check(IReadOnlyCollection<NamedSupervisor> supervisors, ProgrammeParty home, Person? student)
    {
        foreach (var supervisor in supervisors)
            CheckOne(supervisor, supervisors, home, student);
        if (!supervisors.Any(s => s.Kind == SupervisorKind.Lead && s.Party == home))
            throw new DomainRuleException("LeadMissing", home.Side) { Field = "Supervisors" };
        if (supervisors.FirstOrDefault(s => s is { Kind: SupervisorKind.Lead, HoldsHdr: false } && s.Party == home && home.Institution.Country == "FR") is { } lead)
            throw new DomainRuleException("LeadHdrMissing", lead.Person.DisplayName) { Field = lead.Field };
        if (!supervisors.Any(s => s.Kind == SupervisorKind.PartnerSupervisor && s.Party != home))
            throw new DomainRuleException("PartnerSupervisorMissing") { Field = "Supervisors" };
        var sum = supervisors.Sum(s => s.SharePercent ?? 0);
        if (sum != 100)
            throw new DomainRuleException("SharesDoNotAddUp", sum) { Field = "Supervisors" };
    }

    private static void CheckOne(NamedSupervisor supervisor, IReadOnlyCollection<NamedSupervisor> all, ProgrammeParty home, Person? student)
    {
        var name = supervisor.Person.DisplayName;
        if (all.Count(s => s.Person == supervisor.Person) > 1)
            throw new DomainRuleException("SupervisorTwice", name) { Field = supervisor.Field };
        if (supervisor.Person == student)
            throw new DomainRuleException("SupervisorIsStudent", name) { Field = supervisor.Field };
        if (supervisor.SharePercent is null)
            throw new DomainRuleException("ShareMissing", name) { Field = supervisor.Field };
        if (supervisor.SharePercent is < 1 or > 100)
            throw new DomainRuleException("ShareOutOfRange", supervisor.SharePercent) { Field = supervisor.Field };
        if (supervisor.Kind == SupervisorKind.PartnerSupervisor && supervisor.Party == home)
            throw new DomainRuleException("PartnerOfHomeSide", name) { Field = supervisor.Field };
    }
}
