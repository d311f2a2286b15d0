using Yingke.Domain.Robot;

namespace Yingke.Domain.Tests.Robot;

/// <summary>spec: campaigns.md, Robot: a model's words never say more than the entry.</summary>
public sealed class RewordingTests
{
    private const string Answer = "默认发中通，满 299 元升级顺丰。偏远地区 3 天内送到，见 https://shop.example.cn/ship 。";

    [Theory]
    [InlineData("亲，默认发中通哦，满 299 元升级顺丰，偏远地区 3 天内送到～", true)]
    [InlineData("满 299 元升级顺丰，默认发中通呢。详情见 https://shop.example.cn/ship 。", true)]
    [InlineData("满 199 元升级顺丰。", false)]
    [InlineData("默认发中通，偏远地区三天内送到。", false)]
    [InlineData("默认发中通，见 https://evil.example.cn/ship 。", false)]
    [InlineData("默认发 EMS，满 299 元升级顺丰。", false)]
    [InlineData("默认不发中通，满 299 元升级顺丰。", false)]
    [InlineData("默认发中通，满 299 元升级顺丰，另外赠送茶杯和茶叶罐，售后由店长亲自处理。", false)]
    [InlineData("您好～", false)]
    [InlineData("", false)]
    public void It_holds_where_nothing_was_added_or_turned(string words, bool holds) => Rewording.Holds(Answer, "发什么快递", words).ShouldBe(holds);

    [Fact]
    public void A_denial_may_not_be_dropped()
    {
        Rewording.Holds("拆封后不能退货。", "拆封能退货吗", "拆封后能退货。").ShouldBeFalse();
        Rewording.Holds("拆封后不能退货。", "拆封能退货吗", "亲，拆封后不能退货哦。").ShouldBeTrue();
    }
}
