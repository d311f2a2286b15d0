using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations;

/// <summary>
/// Conversations that moved at another node a moment ago, concern somebody who is connected here, and were never pushed here: the word of
/// them got lost. Those that were pushed once are known by their cursors.
/// </summary>
internal sealed class SilentMoves(Db db, Audiences audiences, Sockets sockets, TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(20);

    // Named one by one, so that the index finds them among all that are closed.
    private static readonly ConversationState[] Open = [ConversationState.Queued, ConversationState.Offline, ConversationState.Active, ConversationState.Robot];

    // Of a longer log only the end is told; who has less asks for the rest.
    private const int WholeLog = 20;

    /// <param name="isKnown">Whether a cursor looks after the conversation.</param>
    public async Task<IReadOnlyList<Signal>> Find(Func<Guid, bool> isKnown)
    {
        var shops = sockets.Shops();
        if (!db.Dialect.IsPostgres || shops.Count == 0)
            return [];
        var since = time.Now() - Moment;
        var moved = await db.Set<Conversation>()
            .Where(c => shops.Contains(c.ShopId) && Open.Contains(c.State)
                && (c.OpenedAt >= since || c.LastAt >= since || c.AssignedAt >= since))
            .Concat(db.Set<Conversation>().Where(c => shops.Contains(c.ShopId) && c.ClosedAt >= since))
            .Select(c => new { c.ShopId, c.Id, c.HeadSeq, c.BuyerId, c.AgentId, c.State }).ToListAsync();
        var lost = moved.Where(c => !isKnown(c.Id) && (audiences.Has(Audiences.Buyer(c.BuyerId)) || audiences.Has(Audiences.View(c.Id)) || (c.AgentId is { } agent && audiences.Has(Audiences.Agent(agent)))
                || (c.State is ConversationState.Queued or ConversationState.Offline && audiences.Has(Audiences.Desk(c.ShopId))))).ToList();
        return
        [
            .. lost.Select(c => new LogMoved(c.ShopId, c.Id, c.HeadSeq <= WholeLog ? 1 : c.HeadSeq, c.HeadSeq, c.BuyerId, c.AgentId, null, true)),
            .. lost.Select(c => c.ShopId).Distinct().Select(shopId => new ShopMoved(shopId, ShopPart.Queue)),
        ];
    }
}
