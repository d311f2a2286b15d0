using Yingke.Domain.Accounts;

namespace Yingke.Domain.Tests.Accounts;

public sealed class BuyerIdentityTests
{
    private const string Secret = "s3cret";
    private const long Expires = 1_800_000_000;
    private static readonly DateTimeOffset Before = DateTimeOffset.FromUnixTimeSeconds(Expires - 1);

    /// <summary>Made with: printf 'demo\n会员1\n1800000000' | openssl dgst -sha256 -hmac s3cret</summary>
    private const string Signature = "dc25ff449d696df8200f0f4420560d175b55c2313c7bd03e866ab91416a4be89";

    [Fact]
    public void Signs_as_any_other_program_would() => BuyerIdentity.Sign(Secret, "demo", "会员1", Expires).ShouldBe(Signature);

    [Fact]
    public void Accepts_the_right_signature_in_either_case_until_it_expires()
    {
        Verify().ShouldBeTrue();
        BuyerIdentity.Verify(Secret, "demo", "会员1", Expires, Signature.ToUpperInvariant(), Before).ShouldBeTrue();
        BuyerIdentity.Verify(Secret, "demo", "会员1", Expires, Signature, Before.AddSeconds(1)).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_when_anything_differs()
    {
        Verify(secret: "s3creT").ShouldBeFalse();
        Verify(shop: "demo2").ShouldBeFalse();
        Verify(member: "会员2").ShouldBeFalse();
        Verify(expires: Expires + 1).ShouldBeFalse();
        foreach (var i in Enumerable.Range(0, Signature.Length))
            Verify(signature: Signature[..i] + (Signature[i] == '0' ? '1' : '0') + Signature[(i + 1)..]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("zz")]
    public void Refuses_what_is_no_signature(string signature)
    {
        Verify(signature: signature).ShouldBeFalse();
        Verify(signature: Signature + signature + "0").ShouldBeFalse();
        Verify(signature: Signature[..62] + "zz").ShouldBeFalse();
    }

    /// <summary>A decoder that stops at the first bad digit leaves zeros behind: they must not pass for the last byte.</summary>
    [Fact]
    public void Refuses_a_signature_that_turns_to_nonsense_where_the_right_one_has_zeros()
    {
        var expires = Expires;
        while (!BuyerIdentity.Sign(Secret, "demo", "会员1", expires).EndsWith("00", StringComparison.Ordinal))
            expires++;
        Verify(expires: expires, signature: BuyerIdentity.Sign(Secret, "demo", "会员1", expires)).ShouldBeTrue();
        Verify(expires: expires, signature: BuyerIdentity.Sign(Secret, "demo", "会员1", expires)[..62] + "zz").ShouldBeFalse();
    }

    [Fact]
    public void A_line_break_cannot_move_what_belongs_to_the_shop_into_the_member()
    {
        // The same signed bytes: "demo\na" + "\n" + "b" and "demo" + "\n" + "a\nb".
        var signed = BuyerIdentity.Sign(Secret, "demo", "a\nb", Expires);
        BuyerIdentity.Verify(Secret, "demo", "a\nb", Expires, signed, Before).ShouldBeFalse();
        BuyerIdentity.Verify(Secret, "demo\na", "b", Expires, signed, Before).ShouldBeFalse();
        BuyerIdentity.Verify("", "demo", "m", Expires, BuyerIdentity.Sign("", "demo", "m", Expires), Before).ShouldBeFalse();
    }

    private static bool Verify(string secret = Secret, string shop = "demo", string member = "会员1", long expires = Expires, string signature = Signature) =>
        BuyerIdentity.Verify(secret, shop, member, expires, signature, Before);
}
