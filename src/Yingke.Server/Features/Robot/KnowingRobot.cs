using Yingke.Server.Features.Knowledge;
using Yingke.Server.Features.Routing;

namespace Yingke.Server.Features.Robot;

/// <summary>Ready once the shop has published something: until then its buyers would only be held up.</summary>
internal sealed class KnowingRobot(KnowledgeBase knowledge) : FrontRobot
{
    public override async ValueTask<bool> IsReady(Guid shopId, CancellationToken cancel) => (await knowledge.Of(shopId, cancel)).Entries.Count > 0;
}
