using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations;

internal static class ConversationRows
{
    /// <summary>
    /// The rows, held until the open transaction ends, in id order so that two nodes cannot deadlock. Whoever changes a conversation
    /// holds its row first: the seqs of its log are given under that lock.
    /// </summary>
    public static async Task<List<Conversation>> HoldConversations(this Db db, Guid shopId, IReadOnlyCollection<Guid> ids)
    {
        if (db.Dialect.IsPostgres)
        {
            return await db.Set<Conversation>()
                .FromSqlRaw("SELECT * FROM conversations WHERE shop_id = {0} AND id = ANY({1}) ORDER BY id FOR UPDATE", shopId, ids.ToArray())
                .AsTracking().ToListAsync();
        }
        return await db.Set<Conversation>().AsTracking().Where(c => c.ShopId == shopId && ids.Contains(c.Id)).ToListAsync();
    }
}
