using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.ChangeRequests;

/// <summary>Bad input and people who may not ask.</summary>
public sealed class ChangeRequestRuleTests : ChangeRequestFixture
{
    private static readonly ChangeRequestDetails Plain = new() { Reason = "There is a good reason." };

    public static TheoryData<ChangeRequestKind, ChangeRequestDetails, string, string> Wrong => new()
    {
        { ChangeRequestKind.Interruption, Plain, "ChangeRequestDayMissing", "From" },
        { ChangeRequestKind.Interruption, Between("2027-02-01", null), "ChangeRequestDayMissing", "To" },
        { ChangeRequestKind.Interruption, Between("2027-02-01", "2027-01-31"), "PeriodEndsBeforeItBegins", "To" },
        { ChangeRequestKind.Interruption, Between("2025-09-30", "2025-10-05"), "ChangeRequestBeforeStart", "From" },
        { ChangeRequestKind.Interruption, Between("2027-02-01", "2199-01-31"), "DateOutOfRange", "To" },
        { ChangeRequestKind.Interruption, Between("2027-02-01", "2027-03-01") with { Reason = " " }, "ChangeRequestReasonMissing", "Reason" },
        { ChangeRequestKind.Interruption, Between("2027-02-01", "2027-03-01") with { Evidence = new string('x', 2001) }, "ChangeRequestTextTooLong", "Evidence" },
        { ChangeRequestKind.Extension, Plain with { Days = 10 }, "ExtensionMilestoneMissing", "MilestoneId" },
        { ChangeRequestKind.Mode, Plain with { From = new DateOnly(2027, 1, 1) }, "ModeMissing", "Percent" },
        { ChangeRequestKind.Mode, Plain with { From = new DateOnly(2027, 1, 1), Fte = 1.2m }, "ModeMissing", "Percent" },
        { ChangeRequestKind.Mode, Plain with { From = new DateOnly(2027, 1, 1), Fte = 1 }, "ModeUnchanged", "Percent" },
        { ChangeRequestKind.Title, Plain, "ThesisTitleMissing", "TitleEn" },
        { ChangeRequestKind.Title, Plain with { TitleFr = new string('x', 301) }, "ChangeRequestTextTooLong", "TitleFr" },
        { ChangeRequestKind.Supervisor, Plain with { From = new DateOnly(2027, 1, 1) }, "SupervisorChangeMissing", "LeavingId" },
        { ChangeRequestKind.Supervisor, Joining("nowhere@test.example"), "SupervisorUnknown", "SuccessorEmail" },
        { ChangeRequestKind.Supervisor, Joining("student.uk@test.example"), "SupervisorIsStudent", "SuccessorEmail" },
        { ChangeRequestKind.Supervisor, Joining("lead.fr@test.example"), "SupervisorTwice", "SuccessorEmail" },
        { ChangeRequestKind.Supervisor, Joining("newcomer.uk@test.example") with { SupervisorKind = null }, "SupervisorKindMissing", "SupervisorKind" },
        { ChangeRequestKind.Supervisor, Joining("newcomer.uk@test.example") with { SupervisorKind = SupervisorKind.Lead }, "SupervisorKindMissing", "SupervisorKind" },
        { ChangeRequestKind.Supervisor, Joining("newcomer.uk@test.example"), "SupervisorSideMissing", "PartyId" },
        { ChangeRequestKind.Withdrawal, Plain with { Category = LeavingCategory.Post }, "ChangeRequestDayMissing", "To" },
        { ChangeRequestKind.Withdrawal, Plain with { To = new DateOnly(2025, 9, 1), Category = LeavingCategory.Post }, "LastDayBeforeStart", "To" },
        { ChangeRequestKind.Withdrawal, Plain with { To = new DateOnly(2027, 1, 1) }, "LeavingCategoryMissing", "Category" },
        { ChangeRequestKind.Withdrawal, Plain with { To = new DateOnly(2027, 1, 1), Category = LeavingCategory.Post, Reason = new string('x', 501) }, "OfficeReasonTooLong", "Reason" },
        { ChangeRequestKind.Mobility, Between("2027-02-01", "2027-03-01"), "HostMissing", "HostPartyId" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Send_BadInput_IsRefusedWithItsField(ChangeRequestKind kind, ChangeRequestDetails details, string code, string field)
    {
        Assert.Equal((code, field), await RefusedAsync(() => Uk.SendAsync(kind, details)));
        Assert.Equal(0, await Database.AskAsync(db => db.ChangeRequests.CountAsync()));
        Assert.Equal(0, await Database.AskAsync(db => db.Processes.CountAsync()));
    }

    [Fact]
    public async Task Send_InterruptionOverAnother_IsRefused()
    {
        await Uk.SendAsync(ChangeRequestKind.Interruption);
        await Uk.ApproveAsync(ChangeRequestKind.Interruption);

        Assert.Equal(("InterruptionOverlaps", "From"), await RefusedAsync(() => Uk.SendAsync(ChangeRequestKind.Interruption, Between("2027-04-30", "2027-05-31"))));
        await Uk.SendAsync(ChangeRequestKind.Interruption, Between("2027-05-01", "2027-05-31"));
    }

    [Fact]
    public async Task Send_StayOverAnotherOrAtHome_IsRefused()
    {
        var stay = await Uk.DetailsAsync(ChangeRequestKind.Mobility);
        Assert.Equal(("HostMissing", "HostPartyId"), await RefusedAsync(() => Uk.SendAsync(ChangeRequestKind.Mobility, stay with { HostPartyId = World.UkPartyId })));
        Assert.Equal(("StayPurposeMissing", "Purpose"), await RefusedAsync(() => Uk.SendAsync(ChangeRequestKind.Mobility, stay with { Purpose = "" })));
        var department = await Database.AskAsync(db => db.Units.Where(u => u.Name == "Physics").Select(u => u.Id).SingleAsync());
        Assert.Equal(("HostUnitElsewhere", "HostUnitId"), await RefusedAsync(() => Uk.SendAsync(ChangeRequestKind.Mobility, stay with { HostUnitId = department })));
        await Uk.SendAsync(ChangeRequestKind.Mobility, stay);
        await Uk.ApproveAsync(ChangeRequestKind.Mobility);

        Assert.Equal(("StayOverlaps", "From"), await RefusedAsync(() => Uk.SendAsync(ChangeRequestKind.Mobility, stay with { From = new DateOnly(2027, 5, 31), To = new DateOnly(2027, 6, 30) })));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(367)]
    [InlineData(-5)]
    public async Task Send_ExtensionOfOddLength_IsRefused(int days) =>
        Assert.Equal(("ExtensionDaysOutOfRange", "Days"), await RefusedAsync(() => Uk.SendAsync(ChangeRequestKind.Extension, Plain with { MilestoneId = World.EsaId, Days = days })));

    [Fact]
    public async Task Send_ExtensionOfWhatIsDecidedOrSomebodyElses_IsRefused()
    {
        Assert.Equal(("ExtensionMilestoneMissing", "MilestoneId"), await RefusedAsync(() => Uk.SendAsync(ChangeRequestKind.Extension, Plain with { MilestoneId = World.CsiId, Days = 5 })));
        await Acts.HandInAsync("student.uk", World.EsaId);

        Assert.Equal(("ExtensionMilestoneSettled", "MilestoneId"), await RefusedAsync(() => Uk.SendAsync(ChangeRequestKind.Extension, Plain with { MilestoneId = World.EsaId, Days = 5 })));
    }

    [Fact]
    public async Task Send_SupervisorWithoutWhomNobodyIsLeft_IsRefused()
    {
        var assignments = await Database.AskAsync(db => db.SupervisorAssignments.Where(s => s.CandidatureId == World.FrCandidatureId).ToDictionaryAsync(s => s.Kind, s => s.Id));
        var from = new DateOnly(2027, 1, 1);

        Assert.Equal(("LeadMissing", "SuccessorEmail"), await RefusedAsync(() => Fr.SendAsync(ChangeRequestKind.Supervisor, Plain with { From = from, LeavingId = assignments[SupervisorKind.Lead] })));
        Assert.Equal(("PartnerSupervisorMissing", "SuccessorEmail"), await RefusedAsync(() => Fr.SendAsync(ChangeRequestKind.Supervisor, Plain with { From = from, LeavingId = assignments[SupervisorKind.PartnerSupervisor] })));
        var successor = Plain with { From = from, LeavingId = assignments[SupervisorKind.Lead], SuccessorEmail = "newcomer.fr@test.example" };
        Assert.Equal(("LeadHdrMissing", "HoldsHdr"), await RefusedAsync(() => Fr.SendAsync(ChangeRequestKind.Supervisor, successor)));
        await Fr.SendAsync(ChangeRequestKind.Supervisor, successor with { HoldsHdr = true });
    }

    [Theory]
    [InlineData("lead.uk")]
    [InlineData("lead.fr")]
    [InlineData("student.fr")]
    [InlineData("office.fr")]
    [InlineData("programme")]
    [InlineData("admin")]
    public async Task Send_ByAnybodyElse_IsNotFound(string who)
    {
        await Assert.ThrowsAsync<NotFoundException>(() => Uk.SendAsync(ChangeRequestKind.Title, by: who));
        await Uk.SendAsync(ChangeRequestKind.Title);
        await Assert.ThrowsAsync<NotFoundException>(() => Uk.WithdrawAsync(who));
    }

    [Fact]
    public async Task Send_ByTheHomeOffice_SaysSo()
    {
        await Uk.SendAsync(ChangeRequestKind.Title, by: "office.uk");

        var request = await RequestAsync(Uk);
        Assert.Equal(World.People["office.uk"], request.ById);
        Assert.Equal(["student.uk"], (await ToldAsync("ChangeRequestBehalf")));
    }

    [Fact]
    public async Task Draft_Incomplete_IsKeptForItsAuthorOnly()
    {
        await Uk.SaveAsync(ChangeRequestKind.Interruption, new ChangeRequestDetails { From = new DateOnly(2027, 2, 1) });
        await StandsAsync(Uk, ChangeRequestState.Draft);
        await Assert.ThrowsAsync<NotFoundException>(() => Uk.WithdrawAsync("office.uk", version: 0));
        // A draft holds up nobody.
        var office = new ChangeRequestActs(Acts, World);
        await office.SendAsync(ChangeRequestKind.Interruption, by: "office.uk");
        Assert.Equal("ChangeRequestAlreadyOpen", (await RefusedAsync(() => Uk.SendAgainAsync(ChangeRequestKind.Interruption, Between("2027-08-01", "2027-08-31")))).Code);
        await Uk.WithdrawAsync();

        Assert.Equal(1, await Database.AskAsync(db => db.ChangeRequests.CountAsync()));
    }

    [Fact]
    public async Task SendAgain_AnOlderVersionOrWhatIsDecided_IsRefused()
    {
        await Uk.SaveAsync(ChangeRequestKind.Title, Plain with { TitleEn = "One" });
        await Uk.SendAgainAsync(ChangeRequestKind.Title, Plain with { TitleEn = "Two" });

        await Assert.ThrowsAsync<StaleVersionException>(() => Uk.SendAgainAsync(ChangeRequestKind.Title, Plain with { TitleEn = "Three" }, version: 0));
        Assert.Equal("ChangeRequestNotEditable", (await RefusedAsync(() => Uk.SendAgainAsync(ChangeRequestKind.Title, Plain with { TitleEn = "Three" }))).Code);
        await Assert.ThrowsAsync<StaleVersionException>(() => Uk.WithdrawAsync(version: 0));
        Assert.Equal("Two", (await RequestAsync(Uk)).TitleEn);
    }

    private static ChangeRequestDetails Between(string from, string? to) => Plain with
    {
        From = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
        To = to is null ? null : DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static ChangeRequestDetails Joining(string email) => Plain with { From = new DateOnly(2027, 1, 1), SuccessorEmail = email, SupervisorKind = SupervisorKind.CoSupervisor };
}
