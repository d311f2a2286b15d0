using Microsoft.AspNetCore.DataProtection;

namespace Yingke.Server.Features.Conversations;

/// <summary>
/// A buyer's window shows pictures by plain URLs, which carry no token: a ticket in the URL opens one file of one shop, and only
/// who may read the entry ever gets the URL.
/// </summary>
internal sealed class FileTickets(IDataProtectionProvider protection)
{
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("file-ticket").ToTimeLimitedDataProtector();
    private static readonly TimeSpan Length = TimeSpan.FromHours(12);

    public string For(Guid shopId, Guid fileId) => protector.Protect($"{shopId:N}{fileId:N}", Length);

    /// <summary>The shop that <paramref name="ticket"/> opens the file of, or null.</summary>
    public Guid? Open(string ticket, Guid fileId)
    {
        try
        {
            var text = protector.Unprotect(ticket);
            return text.Length == 64 && Guid.ParseExact(text[32..], "N") == fileId ? Guid.ParseExact(text[..32], "N") : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
