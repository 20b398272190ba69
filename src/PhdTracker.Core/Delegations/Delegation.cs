using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Delegations;

/// <summary>Somebody lets a colleague answer what they are asked, from one day to another.</summary>
public sealed class Delegation : Entity, IAudited
{
    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 500;

    private Delegation() { }

    /// <param name="about">The one kind of case that it covers; null for everything.</param>
    /// <param name="endsOn">Last day, included.</param>
    /// <exception cref="DomainRuleException"><c>DelegationToOneself</c>, <c>DelegationReasonMissing</c>, <c>DelegationReasonTooLong</c>, <c>PeriodEndsBeforeItBegins</c>.</exception>
    public Delegation(Person principal, Person @delegate, SubjectKind? about, DateOnly startsOn, DateOnly endsOn, string reason)
    {
        if (principal == @delegate)
            throw new DomainRuleException("DelegationToOneself") { Field = "DelegateId" };
        if (endsOn < startsOn)
            throw new DomainRuleException("PeriodEndsBeforeItBegins", startsOn, endsOn) { Field = "EndsOn" };
        var why = reason.Trim();
        if (why.Length == 0)
            throw new DomainRuleException("DelegationReasonMissing") { Field = "Reason" };
        if (why.Length > LongestReason)
            throw new DomainRuleException("DelegationReasonTooLong", LongestReason) { Field = "Reason" };
        (Principal, Delegate, About, StartsOn, EndsOn, Reason) = (principal, @delegate, about, startsOn, endsOn, why);
    }

    string? IAudited.Case => CaseKey.Person(PrincipalId);

    /// <summary>Who is asked.</summary>
    public int PrincipalId { get; private set; }
    public Person Principal { get; private set; } = null!;

    /// <summary>Who may answer for them.</summary>
    public int DelegateId { get; private set; }
    public Person Delegate { get; private set; } = null!;
    public SubjectKind? About { get; private set; }
    public DateOnly StartsOn { get; private set; }
    public DateOnly EndsOn { get; private set; }
    public string Reason { get; private set; } = "";

    /// <summary>When it was ended before its last day.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Whether it lets its delegate answer about this kind of case on a day.</summary>
    public bool Covers(SubjectKind? kind, DateOnly on) => EndedAt is null && StartsOn <= on && EndsOn >= on && (About is null || About == kind);

    /// <summary>Those that are not over on a day, begun or not.</summary>
    public static Expression<Func<Delegation, bool>> NotOver(DateOnly on) => d => d.EndedAt == null && d.EndsOn >= on;

    /// <summary>Ends it at once.</summary>
    /// <exception cref="DomainRuleException"><c>DelegationOver</c>.</exception>
    public void End(DateTime now)
    {
        if (EndedAt is not null || EndsOn < DateOnly.FromDateTime(now))
            throw new DomainRuleException("DelegationOver");
        EndedAt = now;
    }
}

internal sealed class DelegationMapping : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> builder)
    {
        builder.ToTable("Delegations");
        builder.Property(d => d.Reason).HasMaxLength(Delegation.LongestReason);
        builder.HasOne(d => d.Principal).WithMany().HasForeignKey(d => d.PrincipalId);
        builder.HasOne(d => d.Delegate).WithMany().HasForeignKey(d => d.DelegateId);
        builder.HasIndex(d => new { d.PrincipalId, d.EndsOn });
        builder.HasIndex(d => d.DelegateId);
    }
}
