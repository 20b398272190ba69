using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Tests.Processes;

public sealed class ReminderDaysTests
{
    [Theory]
    [InlineData("5,10", "5 10")]
    [InlineData("[5, 10]", "5 10")]
    [InlineData("1, 2, 3, 4, 500", "1 2 3 4 500")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    public void Read_RisingNumbers_AreTheDays(string written, string days) => Assert.Equal(days, string.Join(' ', ReminderDays.Read(written)!));

    [Theory]
    [InlineData("0")]
    [InlineData("10, 5")]
    [InlineData("5, 5")]
    [InlineData("5.5")]
    [InlineData("-5")]
    [InlineData("five")]
    [InlineData("5,, 10")]
    [InlineData("501")]
    [InlineData("1, 2, 3, 4, 5, 6")]
    public void Read_AnythingElse_IsNoList(string written) => Assert.Null(ReminderDays.Read(written));

    [Fact]
    public void Typed_Nought_IsNone() => Assert.Empty(ReminderDays.Typed(" 0 ")!);
}
