using System.Text;
using Yingke.Domain.Accounts;

namespace Yingke.Domain.Tests.Accounts;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, the SHA-1 rows.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Gives_the_codes_of_the_RFC(long seconds, string code)
    {
        var step = Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds));
        Totp.Code(Secret, step, digits: 8).ShouldBe(code);
        Totp.Code(Secret, step).ShouldBe(code[2..]);
    }

    [Theory]
    [InlineData(-31, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(29, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void A_code_holds_one_step_before_and_after_its_own(int seconds, bool accepted)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_010);
        var step = Totp.StepAt(start);
        Totp.Verify(Secret, Totp.Code(Secret, step), start.AddSeconds(seconds)).ShouldBe(accepted ? step : null);
    }

    [Fact]
    public void A_code_counts_once()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_010);
        var step = Totp.StepAt(now);
        Totp.Verify(Secret, Totp.Code(Secret, step), now, lastStep: step).ShouldBeNull();
        Totp.Verify(Secret, Totp.Code(Secret, step - 1), now, lastStep: step).ShouldBeNull();
        Totp.Verify(Secret, Totp.Code(Secret, step + 1), now, lastStep: step).ShouldBe(step + 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("一二三四五六")]
    public void What_is_no_code_is_refused(string code) => Totp.Verify(Secret, code, DateTimeOffset.FromUnixTimeSeconds(59)).ShouldBeNull();

    [Fact]
    public void A_code_may_be_typed_in_two_halves() => Totp.Verify(Secret, "287 082", DateTimeOffset.FromUnixTimeSeconds(59)).ShouldBe(1);

    /// <summary>RFC 4648, section 10, without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_is_that_of_the_RFC(string text, string base32) => Totp.ToBase32(Encoding.ASCII.GetBytes(text)).ShouldBe(base32);

    [Fact]
    public void The_address_names_shop_and_account() => Totp.Uri("迎客", "lin@1", Secret).ShouldBe(
        "otpauth://totp/%E8%BF%8E%E5%AE%A2:lin%401?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E8%BF%8E%E5%AE%A2&algorithm=SHA1&digits=6&period=30");
}
