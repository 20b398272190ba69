using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.ChangeRequests;

public sealed class WhatIfTests : IAsyncLifetime
{
    private static readonly ChangeRequestDetails Interruption = new() { From = new DateOnly(2027, 2, 1), To = new DateOnly(2027, 4, 30) };
    private TestDatabase _database = null!;
    private World _world = null!;
    private Acts _acts = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        _world = await World.CreateAsync(_database);
        _acts = new Acts(_database, _world);
        await _database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            foreach (var candidature in await PlanMilestones.WithPlan(db.Candidatures).ToListAsync())
            {
                candidature.Describe(contractEndsOn: new DateOnly(2029, 9, 30));
                services.GetRequiredService<PlanMilestones>().For(candidature);
            }
            return await db.SaveChangesAsync();
        });
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Of_Interruption_MovesWhatComesAfterItAndSavesNothing()
    {
        var stored = await StoredAsync();

        var result = await TryAsync("student.uk", ChangeRequestKind.Interruption, Interruption);

        var thesis = Assert.Single(result.Dates, d => d.TitleEn == "Thesis submission");
        Assert.Equal((new DateOnly(2029, 10, 1), new DateOnly(2029, 12, 29), 89), (thesis.Before, thesis.After, thesis.Days));
        Assert.Contains("plus 89 days for the interruption from 1 February 2027 to 30 April 2027", thesis.RationaleEn, StringComparison.Ordinal);
        Assert.Contains("89", thesis.RationaleFr, StringComparison.Ordinal);
        var esa = Assert.Single(result.Dates, d => d.TitleEn == "Early stage assessment");
        Assert.False(esa.Moves);
        // The contract ended the day before the thesis was due; now it ends long before.
        Assert.Equal((new DateOnly(2029, 12, 29), new DateOnly(2029, 9, 30)), (result.ThesisOn, result.MoneyEndsOn));
        Assert.Equal(stored, await StoredAsync());
        Assert.Equal(0, await _database.AskAsync(db => db.ChangeRequests.CountAsync()));
        Assert.Equal(0, await _database.AskAsync(db => db.StatusPeriods.CountAsync()));
    }

    [Theory]
    [InlineData(ChangeRequestKind.Interruption)]
    [InlineData(ChangeRequestKind.Mode)]
    [InlineData(ChangeRequestKind.Extension)]
    public async Task Of_AChange_IsWhatTheApprovedRequestDoes(ChangeRequestKind kind)
    {
        var request = new ChangeRequestActs(_acts, _world, french: true);
        var details = await request.DetailsAsync(kind);
        var tried = await TryAsync("student.fr", kind, details, _world.FrCandidatureId);

        await request.SendAsync(kind, details);
        await request.ApproveAsync(kind);

        var real = await _database.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == _world.FrCandidatureId && m.EquivalentToId == null && m.DueOn != null && !Milestone.ClosedStates.Contains(m.State))
            .Select(m => new { m.TitleEn, m.DueOn }).ToListAsync());
        Assert.Equal(
            real.Select(m => (m.TitleEn, m.DueOn)).Order(),
            tried.Dates.Where(d => d.After is not null).Select(d => (d.TitleEn, d.After)).Order());
        Assert.Contains(tried.Dates, d => d.Moves);
    }

    [Fact]
    public async Task Of_ACampaignInsideAnInterruption_FallsAway()
    {
        var result = await TryAsync("office.fr", ChangeRequestKind.Interruption, new() { From = new DateOnly(2027, 9, 1), To = new DateOnly(2027, 12, 31) }, _world.FrCandidatureId);

        var csi = Assert.Single(result.Dates, d => d.Before == new DateOnly(2027, 9, 30));
        Assert.Null(csi.After);
        Assert.Null(csi.Days);
    }

    [Theory]
    [InlineData(ChangeRequestKind.Interruption, "2027-05-01", "2027-04-30", null, null, "PeriodEndsBeforeItBegins", "To")]
    [InlineData(ChangeRequestKind.Interruption, "2020-05-01", "2020-06-30", null, null, "ChangeRequestBeforeStart", "From")]
    [InlineData(ChangeRequestKind.Interruption, null, "2020-06-30", null, null, "ChangeRequestDayMissing", "From")]
    [InlineData(ChangeRequestKind.Mode, "2027-05-01", null, 1.0, null, "ModeUnchanged", "Percent")]
    [InlineData(ChangeRequestKind.Mode, "2027-05-01", null, null, null, "ModeMissing", "Percent")]
    [InlineData(ChangeRequestKind.Extension, null, null, null, 0, "ExtensionDaysOutOfRange", "Days")]
    public async Task Of_BadInput_IsRefusedAsTheRequestWouldBe(ChangeRequestKind kind, string? from, string? to, double? fte, int? days, string code, string field)
    {
        var details = new ChangeRequestDetails { From = Day(from), To = Day(to), Fte = (decimal?)fte, Days = days, MilestoneId = _world.EsaId };

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => TryAsync("student.uk", kind, details));

        Assert.Equal((code, field), (refused.Code, refused.Field));
        static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Of_AnothersMilestone_IsMissing()
    {
        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => TryAsync("student.uk", ChangeRequestKind.Extension, new() { MilestoneId = _world.CsiId, Days = 10 }));

        Assert.Equal("ExtensionMilestoneMissing", refused.Code);
    }

    [Theory]
    [InlineData("lead.uk", true)]
    [InlineData("lead.fr", true)]
    [InlineData("office.uk", true)]
    [InlineData("programme", true)]
    [InlineData("office.fr", false)]
    [InlineData("student.fr", false)]
    [InlineData("director.uk", false)]
    [InlineData("auditor", false)]
    [InlineData("nobody", false)]
    public async Task Of_ForStudentSupervisorsAndTheirOffice_NobodyElse(string name, bool may)
    {
        var tried = () => TryAsync(name, ChangeRequestKind.Interruption, Interruption);

        if (may)
            Assert.NotEmpty((await tried()).Dates);
        else
            await Assert.ThrowsAsync<NotFoundException>(tried);
    }

    [Fact]
    public async Task Of_SomebodyWhoLeft_IsRefused()
    {
        await _acts.LeaveAsync("office.uk", _world.UkCandidatureId);

        Assert.Equal("CandidatureClosed", (await Assert.ThrowsAsync<DomainRuleException>(() => TryAsync("office.uk", ChangeRequestKind.Interruption, Interruption))).Code);
    }

    private Task<WhatIfResult> TryAsync(string name, ChangeRequestKind kind, ChangeRequestDetails details, int? candidature = null) =>
        _acts.AsAsync(name, (services, by) => services.GetRequiredService<WhatIf>().OfAsync(new TriedChange(candidature ?? _world.UkCandidatureId, kind, details), by, default));

    private Task<List<(int, DateOnly?, int)>> StoredAsync() => _database.AskAsync(async db =>
        (await db.Milestones.OrderBy(m => m.Id).Select(m => new { m.Id, m.DueOn, m.Version }).ToListAsync()).Select(m => (m.Id, m.DueOn, m.Version)).ToList());
}
