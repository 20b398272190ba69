using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Account;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Feeds;

/// <summary>A private address under which a calendar program reads one person's dates, without signing in. It lives until its owner revokes it.</summary>
public sealed class CalendarFeed : Entity
{
    /// <summary>How many one person may have: one for each device, rather than one that all share.</summary>
    public const int Most = 5;

    private CalendarFeed() { }

    private CalendarFeed(Person person, string language, string tokenHash, DateTime now) =>
        (PersonId, Language, TokenHash, MadeAt) = (person.Id, language, tokenHash, now);

    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;

    /// <summary><c>en</c> or <c>fr</c>: its events are written in it.</summary>
    public string Language { get; private set; } = "en";
    public string TokenHash { get; private set; } = "";
    public DateTime MadeAt { get; private set; }

    /// <summary>Makes a feed.</summary>
    /// <returns>The feed, and the token of its address; only its hash is kept.</returns>
    public static (CalendarFeed Feed, string Token) Make(Person person, string language, DateTime now)
    {
        var token = Secrets.NewToken();
        return (new CalendarFeed(person, language, Secrets.Hash(token), now), token);
    }
}

internal sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.ToTable("CalendarFeeds");
        builder.Property(f => f.Language).HasMaxLength(10);
        builder.Property(f => f.TokenHash).HasMaxLength(Secrets.HashLength);
        builder.HasOne(f => f.Person).WithMany().HasForeignKey(f => f.PersonId);
        builder.HasIndex(f => f.TokenHash).IsUnique();
    }
}
