using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using PhdTracker.Core.Data;

namespace PhdTracker.Migrations.PostgreSql;

/// <summary>Lets <c>migrations/add.sh</c> read the model; nothing is connected to.</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<PhdTrackerDb>
{
    public PhdTrackerDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PhdTrackerDb>();
        options.UseDatabase(DatabaseProvider.PostgreSql, "Host=localhost;Database=phdtracker");
        return new PhdTrackerDb(options.Options, TimeProvider.System);
    }
}
