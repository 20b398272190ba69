using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.People;

/// <summary>What a person is in the programme. Student, supervisor and investigator follow from candidatures, supervisor assignments and studentships; the others are assigned here.</summary>
public enum Role
{
    Student, Supervisor, Investigator, UnitHead, DirectorOfPostgraduateStudies, DoctoralSchoolDirector, HeadOfInstitution, Registry,
    LegalOffice, Office, ProgrammeManager, Auditor, SystemAdministrator,
}

/// <summary>A role held by a person at a scope, from one day to another. The narrowest of the scope's ids says what it covers; none of them: everything.</summary>
public sealed class RoleAssignment : Entity, IAudited
{
    private RoleAssignment() { }

    /// <param name="to">Last day, included; null while it goes on.</param>
    /// <exception cref="DomainRuleException"><c>PeriodEndsBeforeItBegins</c>.</exception>
    public RoleAssignment(Person person, Role role, Programme? programme, ProgrammeParty? party, Unit? unit, DateOnly from, DateOnly? to)
    {
        if (to < from)
            throw new DomainRuleException("PeriodEndsBeforeItBegins", from, to);
        (Person, Role, Programme, Party, Unit, From, To) = (person, role, programme, party, unit, from, to);
    }

    public int PersonId { get; private set; }
    string? IAudited.Case => CaseKey.Person(PersonId);
    public Person Person { get; private set; } = null!;
    public Role Role { get; private set; }
    public int? ProgrammeId { get; private set; }
    public Programme? Programme { get; private set; }
    public int? PartyId { get; private set; }
    public ProgrammeParty? Party { get; private set; }
    public int? UnitId { get; private set; }
    public Unit? Unit { get; private set; }
    public DateOnly From { get; private set; }
    public DateOnly? To { get; private set; }

    /// <summary>Ends the role with a last day.</summary>
    /// <exception cref="DomainRuleException"><c>PeriodEndsBeforeItBegins</c>.</exception>
    public void End(DateOnly lastDay)
    {
        if (lastDay < From)
            throw new DomainRuleException("PeriodEndsBeforeItBegins", From, lastDay);
        To = lastDay;
    }
}

internal sealed class RoleAssignmentMapping : IEntityTypeConfiguration<RoleAssignment>
{
    public void Configure(EntityTypeBuilder<RoleAssignment> builder) => builder.HasIndex(r => new { r.PersonId, r.To });
}
