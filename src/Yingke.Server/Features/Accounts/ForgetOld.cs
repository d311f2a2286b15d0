using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <summary>Failures that slow and lock nobody any more, and sessions long over, go.</summary>
internal sealed class ForgetOld(Db db, TimeProvider time)
{
    private static readonly TimeSpan EndedSessions = TimeSpan.FromDays(30);

    public async Task Run(CancellationToken cancel)
    {
        var now = time.Now();
        var (failures, sessions) = (now - LockOut.Within - LockOut.Lasts, now - EndedSessions);
        using var write = await db.Dialect.EnterWrite(cancel);
        await db.Set<SignInFailure>().Where(f => f.At < failures).ExecuteDeleteAsync(cancel);
        await db.Set<Session>().Where(s => s.ExpiresAt < sessions || s.EndedAt < sessions).ExecuteDeleteAsync(cancel);
    }
}
