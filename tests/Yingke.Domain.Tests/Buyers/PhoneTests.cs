using Yingke.Domain.Buyers;

namespace Yingke.Domain.Tests.Buyers;

public sealed class PhoneTests
{
    [Theory]
    [InlineData("13812341234", "138****1234")]
    [InlineData("+8613812341234", "+86****1234")]
    [InlineData("12345678", "123****5678")]
    [InlineData("1234567", "****67")]
    [InlineData("12", "****")]
    public void A_masked_number_shows_who_it_may_be_and_no_more(string phone, string masked) => Phone.Masked(phone).ShouldBe(masked);

    [Theory]
    [InlineData("13812341234", "13812341234")]
    [InlineData(" 138-1234 1234", "13812341234")]
    [InlineData("+8613812341234", "13812341234")]
    [InlineData("+86 138 1234 1234", "13812341234")]
    [InlineData("008613812341234", "13812341234")]
    [InlineData("013812341234", "13812341234")]
    [InlineData("(0571)88001234", "057188001234")]
    [InlineData("+86 571 8800 1234", "057188001234")]
    [InlineData("1002", "1002")]
    [InlineData("client1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void One_number_is_one_text(string? written, string? key) => Phone.Key(written).ShouldBe(key);

    [Theory]
    [InlineData("13812341234")]
    [InlineData("057188001234")]
    [InlineData("01088001234")]
    public void Every_form_of_a_number_is_that_number(string key) => Phone.Forms(key).ShouldAllBe(form => Phone.Key(form) == key);
}
