using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>
/// The framework's table of passkeys. Its own schema version is read from the services of the host, which migrations do not have:
/// told here, the model is the same whoever makes the context.
/// </summary>
internal sealed class PasskeyMapping : IEntityTypeConfiguration<IdentityUserPasskey<int>>
{
    private const int LongestCredentialId = 1024;

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<int>> builder)
    {
        builder.ToTable("AspNetUserPasskeys");
        builder.HasKey(p => p.CredentialId);
        builder.Property(p => p.CredentialId).HasMaxLength(LongestCredentialId);
        builder.OwnsOne(p => p.Data).ToJson();
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.UserId).IsRequired();
    }
}
