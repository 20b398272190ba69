using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>How somebody proved at sign-in who they are.</summary>
public enum SignInWay { Password, Code, RecoveryCode, Passkey }

/// <summary>
/// Somebody signed in on one device. It lives while its row is there, its stamp is the person's, and it was seen within
/// <see cref="Lifetime"/>: ending it removes the row, and a new stamp ends all. No address of the network is kept.
/// </summary>
public sealed class Session : Entity
{
    /// <summary>How long a session goes on without being used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>How exactly it is known when it was used last.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);
    public const int LongestDevice = 60;

    private Session() { }

    /// <param name="device">From <see cref="Account.Device.Describe"/>; blank if unknown.</param>
    public Session(Person person, SignInWay way, string device, DateTime now)
    {
        (PersonId, Stamp, Way, Device) = (person.Id, person.SecurityStamp ?? "", way, device);
        (BeganAt, SeenAt) = (now, now);
    }

    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
    public string Stamp { get; private set; } = "";
    public SignInWay Way { get; private set; }
    public string Device { get; private set; } = "";
    public DateTime BeganAt { get; private set; }

    /// <summary>Written at most every <see cref="SeenEvery"/>.</summary>
    public DateTime SeenAt { get; private set; }

    /// <summary>Lets this session go on where all others of the person have ended.</summary>
    public void Keep(Person person) => Stamp = person.SecurityStamp ?? "";

    /// <summary>Notes that the person has shown a second factor in it.</summary>
    public void Prove(SignInWay way) => Way = way;
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("Sessions");
        builder.Property(s => s.Stamp).HasMaxLength(64);
        builder.Property(s => s.Device).HasMaxLength(Session.LongestDevice);
        builder.HasOne(s => s.Person).WithMany().HasForeignKey(s => s.PersonId);
        builder.HasIndex(s => s.SeenAt);
    }
}
