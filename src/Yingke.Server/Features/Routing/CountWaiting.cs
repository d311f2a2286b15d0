using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Operations;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Routing;

/// <summary>How many wait, over all shops, for the operator's curves.</summary>
internal sealed class CountWaiting(Db db, Meters meters)
{
    public async Task Run(CancellationToken cancel)
    {
        var found = await db.Set<Conversation>().Where(c => c.State == ConversationState.Queued || c.State == ConversationState.Offline)
            .GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        meters.Waiting = new[] { ConversationState.Queued, ConversationState.Offline }
            .ToDictionary(state => EnumConverters.Text(state), state => found.Find(f => f.Key == state)?.Count ?? 0);
    }
}
