using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Routing;

/// <summary>What an agent must have done before they take chats, asked once for each look at the desk. The feature that has the rule is not known here.</summary>
internal abstract class SeatRule
{
    /// <summary>Of an agent in groups, theirs or others, what is missing in words; null where they may take chats.</summary>
    public abstract ValueTask<Func<Agent, Groups, string?>> Missing(Db db, Shop shop, CancellationToken cancel);
}
