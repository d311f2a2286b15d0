using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Hotline;
using Yingke.Server.Features.Tickets.Callbacks;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Hotline;

/// <summary>Speaking to a buyer is an answer to what they left behind (spec: tickets-hotline.md, Call-backs).</summary>
internal sealed class CallReactions(Db db, SettleCallbacks callbacks)
{
    public static readonly string[] Facts = [TakeCalls.Answered];

    public async Task React(Fact fact, CancellationToken cancel)
    {
        if (await db.Set<Call>().SingleOrDefaultAsync(c => c.ShopId == fact.ShopId && c.Id == fact.SubjectId, cancel) is { BuyerId: { } buyer, AnsweredAt: { } at, AgentId: { } agent })
            await callbacks.Spoken(fact.ShopId, buyer, agent, at, cancel);
    }
}
