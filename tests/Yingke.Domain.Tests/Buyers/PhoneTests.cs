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
}
