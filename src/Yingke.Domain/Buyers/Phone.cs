namespace Yingke.Domain.Buyers;

/// <summary>Telephone numbers as they are shown to who may not, or need not, see them whole. (spec: accounts.md, buyers.contact)</summary>
public static class Phone
{
    /// <summary>138****1234: the first three and the last four; of a short number only the last two.</summary>
    public static string Masked(string phone) =>
        phone.Length >= 8 ? $"{phone[..3]}****{phone[^4..]}" : phone.Length > 2 ? "****" + phone[^2..] : "****";
}
