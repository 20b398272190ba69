using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using PhdTracker.Core.Data;

namespace PhdTracker.Migrations.SqlServer;

/// <summary>Lets <c>migrations/add.sh</c> read the model; nothing is connected to.</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<PhdTrackerDb>
{
    public PhdTrackerDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PhdTrackerDb>();
        options.UseDatabase(DatabaseProvider.SqlServer, "Server=localhost;Database=phdtracker;Integrated Security=true");
        return new PhdTrackerDb(options.Options, TimeProvider.System);
    }
}
