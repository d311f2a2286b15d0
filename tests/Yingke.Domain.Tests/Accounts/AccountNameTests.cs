using Yingke.Domain.Accounts;

namespace Yingke.Domain.Tests.Accounts;

public sealed class AccountNameTests
{
    [Theory]
    [InlineData("xiaozhu", "xiaozhu")]
    [InlineData(" XiaoZhu ", "xiaozhu")]
    [InlineData("小竹", "小竹")]
    [InlineData("shop.zhu_1-a", "shop.zhu_1-a")]
    [InlineData("7", "7")]
    public void Is_written_one_way(string typed, string name) => AccountName.Check(typed).ShouldBe(name);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("xiao zhu")]
    [InlineData(".zhu")]
    [InlineData("-zhu")]
    [InlineData("zhu@shop")]
    [InlineData("zhu\u200b")]
    [InlineData("<b>")]
    public void Refuses_what_could_be_mistaken(string typed) =>
        Should.Throw<RuleViolation>(() => AccountName.Check(typed)).Field.ShouldBe("accountName");

    [Fact]
    public void Is_at_most_40_characters_long()
    {
        AccountName.Check(new string('a', 40)).Length.ShouldBe(40);
        Should.Throw<RuleViolation>(() => AccountName.Check(new string('a', 41))).Code.ShouldBe("invalid");
    }
}
