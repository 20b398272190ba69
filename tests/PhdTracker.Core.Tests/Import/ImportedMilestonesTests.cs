using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;
using PhdTracker.Testing;
using static PhdTracker.Core.Tests.Import.ImportChangesTests;
using static PhdTracker.Core.Tests.Import.Importing;

namespace PhdTracker.Core.Tests.Import;

/// <summary>What sheets say of milestones, and what they leave open.</summary>
public sealed class ImportedMilestonesTests
{
    [Fact]
    public async Task Handle_DayThatNobodyKnew_IsTakenOverFromALaterSheet()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(UkSheet(Ada));
        await database.AskAsync(async db =>
        {
            (await db.Milestones.Include(m => m.Equivalents).SingleAsync(m => m.RuleCode == "esa")).Record(null);
            return await db.SaveChangesAsync();
        });

        var report = await database.ImportAsync(UkSheet(Ada.Replace("Registered,,", "Registered,03/09/2025,")));

        Assert.Equal(1, report.Files[0].Changed);
        Assert.Equal(new DateOnly(2025, 9, 3), await database.AskAsync(db => db.Milestones.Where(m => m.RuleCode == "esa").Select(m => m.DoneOn).SingleAsync()));
    }

    [Fact]
    public async Task Handle_StudentWithTheDegree_HasNothingLeftToReach()
    {
        await using var database = await TestDatabase.SqliteAsync();

        await database.ImportAsync(UkSheet(Ada.Replace("01/10/2024", "01/10/2020").Replace("Registered", "Awarded")));

        Assert.DoesNotContain(MilestoneState.Planned, await database.AskAsync(db => db.Milestones.Select(m => m.State).ToListAsync()));
        Assert.Equal(CandidatureState.Awarded, await database.AskAsync(db => db.Candidatures.Select(c => c.State).SingleAsync()));
    }
}
