using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Yingke.Domain.Accounts;

namespace Yingke.Server.Features.Accounts;

/// <summary>
/// Hashing costs a tenth of a second of a processor on purpose. No more run at once than there are processors, the others wait without a
/// thread: a storm of guesses slows sign-ins, not the chats.
/// </summary>
internal sealed class Passwords(IPasswordHasher<Agent> hasher) : IDisposable
{
    private readonly SemaphoreSlim processors = new(Environment.ProcessorCount);

    // Verified where there is no account, so that an answer takes as long as for one that exists.
    private readonly string nobodys = hasher.HashPassword(null!, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    public Task<string> Hash(Agent agent, string password, CancellationToken cancel) =>
        Run(() => hasher.HashPassword(agent, password), cancel);

    /// <summary>Nobody's password, or one that is too long to be anybody's, is verified like any other and always wrong.</summary>
    public async Task<PasswordVerificationResult> Verify(Agent? agent, string password, CancellationToken cancel)
    {
        var known = agent?.PasswordHash;
        var text = password.Length > PasswordRules.MaxLength ? "" : password;
        var result = await Run(() => hasher.VerifyHashedPassword(agent!, known ?? nobodys, text), cancel);
        return known is null ? PasswordVerificationResult.Failed : result;
    }

    private async Task<T> Run<T>(Func<T> work, CancellationToken cancel)
    {
        await processors.WaitAsync(cancel);
        try
        {
            return await Task.Run(work, cancel);
        }
        finally
        {
            processors.Release();
        }
    }

    public void Dispose() => processors.Dispose();
}
