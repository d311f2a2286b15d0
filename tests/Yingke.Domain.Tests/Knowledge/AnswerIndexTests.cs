using Yingke.Domain.Knowledge;

namespace Yingke.Domain.Tests.Knowledge;

public sealed class AnswerIndexTests
{
    private static readonly AnswerIndex Shop = AnswerIndex.Of(
    [
        new("发货", "下单后多久发货", ["什么时候发货", "今天能发出吗", "几天可以发货"]),
        new("退货", "怎么申请退货", ["我想退货", "不喜欢可以退吗"]),
        new("运费", "退货运费谁承担", ["退货要自己出邮费吗"]),
        new("发票", "如何开具发票", ["可以开发票吗", "发票怎么开"]),
        new("地址", "下单后怎么修改收货地址", ["地址填错了怎么办"]),
        new("优惠", "优惠券怎么使用", []),
    ]);

    [Theory]
    [InlineData("什么时候能发货", "发货")]
    [InlineData("我要退货！", "退货")]
    [InlineData("退货的邮费谁出", "运费")]
    [InlineData("怎么开发票？", "发票")]
    [InlineData("收货地址写错了", "地址")]
    [InlineData("券怎么用", "优惠")]
    public void A_question_in_other_words_finds_its_entry(string asked, string entry) => Shop.Find(asked, 3)[0].Id.ShouldBe(entry);

    [Fact]
    public void What_was_asked_letter_by_letter_is_surer_than_what_comes_near_and_that_than_what_has_nothing_to_do_with_it()
    {
        double Sure(string asked) => Shop.Find(asked, 1)[0].Confidence;
        Sure("怎么申请退货").ShouldBeGreaterThan(Sure("退货怎么弄呀"));
        Sure("退货怎么弄呀").ShouldBeGreaterThan(Sure("你们怎么天天下雨"));
        Sure("怎么申请退货").ShouldBeGreaterThan(0.8);
        Sure("你们怎么天天下雨").ShouldBeLessThan(0.5);
        Sure("怎么，申请 退货？").ShouldBe(Sure("怎么申请退货"), "punctuation and blanks say nothing");
    }

    [Fact]
    public void Nothing_in_common_is_nothing_found()
    {
        Shop.Find("xyz", 3).ShouldBeEmpty();
        Shop.Find("", 3).ShouldBeEmpty();
        Shop.Find("？！", 3).ShouldBeEmpty();
        AnswerIndex.Of([]).Find("怎么退货", 3).ShouldBeEmpty();
        AnswerIndex.Of([new("只有", "一条", [])]).Find("一条", 3).Select(f => f.Id).ShouldBe(["只有"]);
    }

    [Fact]
    public void Every_entry_comes_once_best_first_and_confidence_stays_within_its_bounds()
    {
        var found = Shop.Find("下单后怎么退货", 5);
        found.Select(f => f.Id).ShouldBeUnique();
        found.Select(f => f.Score).ShouldBeInOrder(SortDirection.Descending);
        found.ShouldAllBe(f => f.Confidence >= 0 && f.Confidence <= 1);
        found[0].Confidence.ShouldBe(found.Max(f => f.Confidence));
    }

    [Fact]
    public void An_entry_that_people_ask_in_many_ways_goes_before_its_equal()
    {
        AnswerIndex Base(string[] first, string[] second) => AnswerIndex.Of([new("甲", "会员积分规则", first), new("乙", "会员等级规则", second), new("丙", "送货时间", [])]);
        string[] many = ["怎么升等级", "多少分能升", "钻石是什么", "会员有什么用"];
        Base(many, []).Find("会员规则", 1)[0].Id.ShouldBe("甲");
        Base([], many).Find("会员规则", 1)[0].Id.ShouldBe("乙");
    }

    [Fact]
    public void An_entry_of_a_category_that_people_ask_about_goes_before_its_equal_of_another()
    {
        AnswerIndex Base(string first, string second) => AnswerIndex.Of(
        [
            new("甲", "会员积分规则", [], first), new("乙", "会员等级规则", [], second),
            new("丙", "送货时间", ["今天能送到吗", "什么时候到"], "常问"), new("丁", "送货上门", ["送上楼吗", "能放门口吗"], "常问"), new("戊", "公司历史", [], "少问"),
        ]);
        Base("常问", "少问").Find("会员规则", 1)[0].Id.ShouldBe("甲");
        Base("少问", "常问").Find("会员规则", 1)[0].Id.ShouldBe("乙");
    }
}
