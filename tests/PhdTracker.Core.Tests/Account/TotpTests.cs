using System.Text;
using PhdTracker.Core.Account;

namespace PhdTracker.Core.Tests.Account;

/// <summary>The codes of authenticator apps, against the vectors of their standards.</summary>
public class TotpTests
{
    // RFC 6238, appendix B: the twenty bytes "12345678901234567890".
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static readonly DateTime Now = new(2026, 11, 23, 9, 0, 10, DateTimeKind.Utc);

    /// <summary>The vectors have eight digits; apps show the last six.</summary>
    [Theory]
    [InlineData(59L, "94287082")]
    [InlineData(1111111109L, "07081804")]
    [InlineData(1111111111L, "14050471")]
    [InlineData(1234567890L, "89005924")]
    [InlineData(2000000000L, "69279037")]
    [InlineData(20000000000L, "65353130")]
    public void Code_VectorsOfRfc6238_AreTheSame(long seconds, string code) => Assert.Equal(code[2..], Totp.Code(Key, Totp.StepAt(DateTime.UnixEpoch.AddSeconds(seconds))));

    /// <summary>RFC 4648, section 10, without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_VectorsOfRfc4648_AreTheSame(string text, string encoded)
    {
        Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(Base32.Decode(encoded.ToLowerInvariant())));
    }

    [Theory]
    [InlineData("MZXW1")]
    [InlineData("MZ XQ")]
    [InlineData("MY======")]
    public void Base32_OtherCharacters_AreRefused(string text) => Assert.Throws<FormatException>(() => Base32.Decode(text));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Match_ClockOfThePhone_MayBeHalfAMinuteWrong(int steps, bool taken)
    {
        var step = Totp.StepAt(Now) + steps;

        Assert.Equal(taken ? step : null, Totp.Match(Key, Totp.Code(Key, step), Now, 0));
    }

    [Fact]
    public void Match_UsedCode_IsNotTakenAgain()
    {
        var step = Totp.StepAt(Now);

        Assert.Null(Totp.Match(Key, Totp.Code(Key, step), Now, step));
        Assert.Null(Totp.Match(Key, Totp.Code(Key, step - 1), Now, step));
        Assert.Equal(step + 1, Totp.Match(Key, Totp.Code(Key, step + 1), Now, step));
    }

    [Fact]
    public void Match_HoweverTyped_TakesSixDigitsOnly()
    {
        var step = Totp.StepAt(Now);
        var code = Totp.Code(Key, step);

        Assert.Equal(step, Totp.Match(Key, $" {code[..3]} {code[3..]} ", Now, 0));
        Assert.All(new[] { null, "", code[1..], code + "0", "12345a", "１２３４５６" }, wrong => Assert.Null(Totp.Match(Key, wrong, Now, 0)));
    }

    [Fact]
    public void NewKey_HasTwentyBytesAndIsNew()
    {
        Assert.Equal(20, Base32.Decode(Totp.NewKey()).Length);
        Assert.NotEqual(Totp.NewKey(), Totp.NewKey());
    }
}
