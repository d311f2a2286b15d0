using Yingke.Domain.AfterSales;
using Yingke.Server.Platform.Identity;

namespace Yingke.Server.Features.AfterSales;

/// <summary>Who makes a step, as the ledger names them.</summary>
internal sealed record Actor(Guid ShopId, Party Party, string Kind, Guid? Id, string? Name)
{
    public static Actor Of(CurrentAgent agent, Party party = Party.Agent) => new(agent.ShopId, party, party == Party.Platform ? "platform" : agent.ActorKind, agent.AgentId, agent.Name);

    public static Actor Of(CurrentVisitor visitor, string? name) => new(visitor.ShopId, Party.Buyer, "buyer", visitor.BuyerId, name);

    public static Actor System(Guid shopId) => new(shopId, Party.System, "system", null, null);
}
