using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations;

/// <summary>How far each side has read. Not part of the log; a mark only moves forwards and never past the head.</summary>
internal sealed class ReadMarks(Db db)
{
    public async Task ByAgent(Guid shopId, Guid conversationId, long seq)
    {
        using var turn = await db.Dialect.EnterWrite(CancellationToken.None);
        await db.Set<Conversation>().Where(c => c.ShopId == shopId && c.Id == conversationId && c.AgentReadSeq < seq && c.HeadSeq >= seq)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.AgentReadSeq, seq));
    }

    public async Task ByBuyer(Guid shopId, Guid conversationId, long seq)
    {
        using var turn = await db.Dialect.EnterWrite(CancellationToken.None);
        await db.Set<Conversation>().Where(c => c.ShopId == shopId && c.Id == conversationId && c.BuyerReadSeq < seq && c.HeadSeq >= seq)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.BuyerReadSeq, seq));
    }
}
