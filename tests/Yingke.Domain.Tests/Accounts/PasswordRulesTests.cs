using Yingke.Domain.Accounts;

namespace Yingke.Domain.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse")]
    [InlineData("客服迎客你好世界早上好")]
    [InlineData("x8#kq2Lm!z")]
    public void Accepts(string password) => PasswordRules.Check(password, "lin");

    [Theory]
    [InlineData("")]
    [InlineData("x8#kq2Lm!")]
    [InlineData("😀😀😀😀😀😀")]
    [InlineData("1234567890")]
    [InlineData("0987654321")]
    [InlineData("abcdefghij")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("Password123")]
    [InlineData("woaini1314520")]
    [InlineData("lin-zhixia-01")]
    [InlineData("LIN-zhixia-01")]
    public void Refuses(string password)
    {
        var refusal = Should.Throw<RuleViolation>(() => PasswordRules.Check(password, "Lin-Zhixia-01"));
        refusal.Code.ShouldBe("weak_password");
        refusal.Field.ShouldBe("password");
    }

    [Fact]
    public void Refuses_what_is_too_long_to_hash() =>
        Should.Throw<RuleViolation>(() => PasswordRules.Check(string.Concat(Enumerable.Repeat("aB3", 100)), "lin")).Code.ShouldBe("invalid");
}
