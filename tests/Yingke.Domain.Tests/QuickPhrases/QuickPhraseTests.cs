using Yingke.Domain.QuickPhrases;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.QuickPhrases;

public sealed class QuickPhraseTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("您好", "n h")]
    [InlineData("48 小时内发货！", "4 8 x s n f h")]
    [InlineData("Wi-Fi 密码", "w i f i m m")]
    [InlineData("，。", "")]
    public void Initials_are_the_first_letters_of_the_readings(string text, string initials) => Initials.Of(text).ShouldBe(initials);

    [Theory]
    [InlineData("重新", 'z', 'c')]
    [InlineData("长期", 'c', 'z')]
    [InlineData("银行", 'y', 'y')]
    public void A_character_of_several_readings_is_called_by_each(string text, char one, char other)
    {
        var first = Initials.Of(text).Split(' ')[0];
        (first.Contains(one), first.Contains(other)).ShouldBe((true, true));
    }

    [Fact]
    public void Placeholders_are_filled_and_what_is_unknown_is_named() =>
        Placeholders.Fill("{buyer}您好，{order} 的物流：{logistics}。{other}", new Dictionary<string, string?> { ["buyer"] = "苏晓", ["order"] = "T1", ["logistics"] = null })
            .ShouldSatisfyAllConditions(f => f.Text.ShouldBe("苏晓您好，T1 的物流：{logistics}。{other}"), f => f.Missing.ShouldBe(["logistics"]));

    [Fact]
    public void What_a_buyer_is_called_is_never_read_as_a_placeholder() =>
        Placeholders.Fill("{buyer}，{shop}", new Dictionary<string, string?> { ["buyer"] = "{shop}", ["shop"] = "茶铺" }).Text.ShouldBe("{shop}，茶铺");

    private static string? Refused(params QuickPhrase[] phrases) =>
        Should.Throw<Domain.RuleViolation>(() => PhrasePack.Begin(Guid.CreateVersion7(), PackReach.Shared, Guid.CreateVersion7(), Now).Write(0, "大促", Groups.None, phrases, Now)).Field;

    [Fact]
    public void A_phrase_has_a_text_or_a_picture_and_a_code_of_its_own()
    {
        Refused(new QuickPhrase { Text = " " }).ShouldBe("phrases.text");
        Refused(new QuickPhrase { Text = "好", Code = "n h" }).ShouldBe("phrases.code");
        Refused(new QuickPhrase { Text = "好", Code = "nh" }, new QuickPhrase { Text = "嗨", Code = " NH" }).ShouldBe("phrases.code");
        Refused(new QuickPhrase { Text = "好", ValidFrom = new(2026, 11, 2), ValidTo = new(2026, 11, 1) }).ShouldBe("phrases.validTo");
        var pack = PhrasePack.Begin(Guid.CreateVersion7(), PackReach.Shared, Guid.CreateVersion7(), Now);
        pack.Write(0, "大促", Groups.None, [new QuickPhrase { FileId = Guid.CreateVersion7(), Code = " NH " }], Now);
        (pack.Version, pack.Phrases[0].Code).ShouldBe((1, "nh"));
        Should.Throw<Domain.RuleViolation>(() => pack.Write(0, "大促", Groups.None, [], Now)).Code.ShouldBe("changed_meanwhile");
    }

    [Fact]
    public void A_pack_is_for_everybody_for_its_groups_or_for_its_owner()
    {
        var (me, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        PhrasePack Of(PackReach reach, Groups groups)
        {
            var pack = PhrasePack.Begin(Guid.CreateVersion7(), reach, me, Now);
            pack.Write(0, "包", groups, [], Now);
            return pack;
        }
        Of(PackReach.Shared, Groups.None).IsFor(other, Groups.None).ShouldBeTrue();
        Of(PackReach.Group, Groups.Presale).IsFor(me, Groups.Aftersale).ShouldBeFalse();
        Of(PackReach.Group, Groups.Presale).IsFor(other, Groups.Presale | Groups.Insale).ShouldBeTrue();
        Of(PackReach.Personal, Groups.None).IsFor(me, Groups.None).ShouldBeTrue();
        Of(PackReach.Personal, Groups.None).IsFor(other, Groups.Presale).ShouldBeFalse();
    }
}
