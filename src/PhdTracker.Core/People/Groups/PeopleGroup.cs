using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.People.Groups;

/// <summary>People whom routes ask together by the code of their group, such as a monitoring committee: <c>group:{code}</c>.</summary>
public sealed partial class PeopleGroup : Entity, IAudited
{
    /// <summary>Longest code and longest name, in characters.</summary>
    public const int LongestCode = 40;
    public const int LongestName = 120;

    private PeopleGroup() { }

    /// <inheritdoc cref="Name"/>
    public PeopleGroup(string code, string nameEn, string nameFr)
    {
        var written = code.Trim().ToLowerInvariant();
        if (written.Length is 0 or > LongestCode || !WellFormed().IsMatch(written))
            throw new DomainRuleException("GroupCodeUnreadable", LongestCode) { Field = "Code" };
        Code = written;
        Name(nameEn, nameFr);
    }

    /// <summary>What routes write; it never changes, as they hold on to it.</summary>
    public string Code { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public string NameFr { get; private set; } = "";
    public List<GroupMember> Members { get; } = [];

    /// <summary>What people call it.</summary>
    public string NameIn(Texts texts) => texts.Of(NameEn, NameFr);

    /// <summary>Names it in both languages.</summary>
    /// <exception cref="DomainRuleException"><c>GroupCodeUnreadable</c>, <c>GroupNameMissing</c>, <c>GroupNameTooLong</c>.</exception>
    public void Name(string nameEn, string nameFr)
    {
        (NameEn, NameFr) = (Checked(nameEn, nameof(NameEn)), Checked(nameFr, nameof(NameFr)));
    }

    /// <summary>Adds somebody.</summary>
    /// <exception cref="DomainRuleException"><c>GroupMemberAlready</c>.</exception>
    public GroupMember Add(Person person)
    {
        if (Members.Any(m => m.PersonId == person.Id))
            throw new DomainRuleException("GroupMemberAlready", person.DisplayName) { Field = "PersonId" };
        var member = new GroupMember(this, person);
        Members.Add(member);
        return member;
    }

    private static string Checked(string name, string field)
    {
        var written = name.Trim();
        if (written.Length == 0)
            throw new DomainRuleException("GroupNameMissing") { Field = field };
        return written.Length <= LongestName ? written : throw new DomainRuleException("GroupNameTooLong", LongestName) { Field = field };
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex WellFormed();
}

/// <summary>Somebody in a group.</summary>
public sealed class GroupMember : Entity, IAudited
{
    private GroupMember() { }

    internal GroupMember(PeopleGroup group, Person person) => (Group, Person) = (group, person);

    public int GroupId { get; private set; }
    public PeopleGroup Group { get; private set; } = null!;
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
}

internal sealed class PeopleGroupMapping : IEntityTypeConfiguration<PeopleGroup>
{
    public void Configure(EntityTypeBuilder<PeopleGroup> builder)
    {
        builder.ToTable("Groups");
        builder.Property(g => g.Code).HasMaxLength(PeopleGroup.LongestCode);
        builder.Property(g => g.NameEn).HasMaxLength(PeopleGroup.LongestName);
        builder.Property(g => g.NameFr).HasMaxLength(PeopleGroup.LongestName);
        builder.HasIndex(g => g.Code).IsUnique();
        builder.HasMany(g => g.Members).WithOne(m => m.Group).HasForeignKey(m => m.GroupId);
    }
}

internal sealed class GroupMemberMapping : IEntityTypeConfiguration<GroupMember>
{
    public void Configure(EntityTypeBuilder<GroupMember> builder)
    {
        builder.ToTable("GroupMembers");
        builder.HasIndex(m => new { m.GroupId, m.PersonId }).IsUnique();
    }
}
