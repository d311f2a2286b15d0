using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <summary>
/// Guards every place where a password or a code can be guessed: the pair of account and address is locked after too many failures, the
/// account alone only slowed, so that its owner still gets in from elsewhere (spec: accounts.md; rules: <see cref="LockOut"/>).
/// </summary>
internal sealed class Attempts(Db db, SignInLine line, TimeProvider time, ILogger<Attempts> log)
{
    /// <summary>Waits its turn and the account's delay, or refuses with 429. Dispose what comes back when the attempt is judged.</summary>
    public async Task<Attempt> Begin(Guid shopId, string account, string address, CancellationToken cancel)
    {
        var turn = await line.Enter($"{shopId:N}\n{account}\n{address}", cancel);
        try
        {
            var now = time.Now();
            var since = now - LockOut.Within - LockOut.Lasts;
            var failures = await db.Set<SignInFailure>().Where(f => f.ShopId == shopId && f.AccountName == account && f.At >= since)
                .Select(f => new { f.Address, f.At }).ToListAsync(cancel);
            var pair = failures.Where(f => f.Address == address).Select(f => f.At).ToList();
            if (LockOut.LockedUntil(pair, now) is { } until)
                throw SignInLine.TooMany(until - now);
            // People wait in real time, whatever the clock of the rules says.
            await Task.Delay(LockOut.Delay(failures.Count(f => f.At > now - LockOut.Within)), cancel);
            return new(db, time, log, turn, shopId, account, address, pair);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Stands for a shop that does not exist: guesses there are counted like all others, and nothing tells the difference.</summary>
    public static Guid Nowhere(string code) => new(SHA256.HashData(Encoding.UTF8.GetBytes("no shop " + code)).AsSpan(0, 16));

    /// <summary>One attempt that was let through.</summary>
    internal sealed class Attempt(Db db, TimeProvider time, ILogger log, IDisposable turn, Guid shopId, string account, string address, List<DateTimeOffset> before) : IDisposable
    {
        /// <summary>Counts a failure; <paramref name="locked"/> adds to the same save what the one that locks leaves behind.</summary>
        public async Task Failed(CancellationToken cancel, Action? locked = null)
        {
            var now = time.Now();
            db.Add(new SignInFailure { ShopId = shopId, Id = Guid.CreateVersion7(now), AccountName = account, Address = address, At = now });
            if (LockOut.LockedUntil([.. before, now], now) is not null)
            {
                locked?.Invoke();
                log.LogWarning("Sign-in of one account is locked for the address {Address}", address);
            }
            await db.SaveChangesAsync(cancel);
        }

        public async Task Succeeded(CancellationToken cancel)
        {
            if (before.Count == 0)
                return;
            using var write = await db.Dialect.EnterWrite(cancel);
            await db.Set<SignInFailure>().Where(f => f.ShopId == shopId && f.AccountName == account && f.Address == address).ExecuteDeleteAsync(cancel);
        }

        public void Dispose() => turn.Dispose();
    }
}
