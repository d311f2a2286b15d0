using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations.Files;

/// <summary>Deletes what was sent up and never sent on.</summary>
internal sealed class SweepFiles(Db db, FileStore store, IOptions<FileLimits> limits, TimeProvider time)
{
    private const int AtOnce = 200;

    public async Task Run(CancellationToken cancel)
    {
        var before = time.Now().AddHours(-limits.Value.UnattachedHours);
        foreach (var shopId in await db.Set<Shop>().Select(s => s.Id).ToListAsync(cancel))
        {
            while (await Sweep(shopId, before, cancel) == AtOnce)
                cancel.ThrowIfCancellationRequested();
        }
        store.ForgetReceived(before);
    }

    /// <summary>The bytes go while the row is held: whoever attaches it at this moment either comes first or finds it gone.</summary>
    private Task<int> Sweep(Guid shopId, DateTimeOffset before, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var old = db.Set<StoredFile>().Where(f => f.ShopId == shopId && f.ConversationId == null && f.SubjectId == null && f.KeptAt == null && f.CreatedAt < before);
        var ids = await old.OrderBy(f => f.CreatedAt).Select(f => f.Id).Take(AtOnce).ToListAsync(cancel);
        foreach (var id in ids)
        {
            if (await db.Set<StoredFile>().Where(f => f.ShopId == shopId && f.Id == id && f.ConversationId == null && f.SubjectId == null).ExecuteDeleteAsync(cancel) == 1)
                store.Delete(shopId, id);
        }
        return ids.Count;
    }, cancel);
}
