using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>
/// 支付前改价: the agent offers a price, the buyer gets a card, the price holds once it is accepted (spec: orders-aftersales.md). An offer is
/// made for the order as it stands: whatever changes the order makes it stale, and a newer offer takes its place.
/// </summary>
internal sealed class OfferPrice(Db db, ShopDirectory shops, SendCard cards, NodeBus bus, TimeProvider time)
{
    /// <param name="ClientId">The same one again gets the first offer back.</param>
    /// <param name="ConversationId">The talk that gets the card; it must be the agent's own, with the order's buyer.</param>
    public sealed record Request(string? ClientId, Guid ConversationId, IReadOnlyList<LinePrice>? Lines, long? DiscountFen, long? FreightFen);

    public sealed record Offer(
        Guid Id, Guid OrderId, string Number, long OldTotalFen, long NewTotalFen, long NewFreightFen, OfferState State, bool Stale, DateTimeOffset At, DateTimeOffset? AcceptedAt);

    public async Task<Offer> Make(Guid orderId, Request request, HttpContext http, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var clientId = SendMessage.CheckClientId(request.ClientId);
        if (request.Lines is { Count: > OrderDocument.MostLines } || request.Lines?.Contains(null!) == true)
            throw Refusal.Invalid("lines");
        var order = await db.Set<Order>().VisibleTo(agent, db).SingleOrDefaultAsync(o => o.Id == orderId, cancel) ?? throw Refusal.NotFound();
        var conversation = await db.Set<Conversation>().VisibleTo(agent, db).SingleOrDefaultAsync(c => c.Id == request.ConversationId && c.BuyerId == order.BuyerId, cancel)
            ?? throw Refusal.Invalid("conversationId");
        if (!conversation.IsOpen)
            throw new RuleViolation("conversation_closed");
        if (conversation.AgentId != agent.AgentId)
            throw new RuleViolation("not_your_conversation");
        var limit = await PriceLimits.Of(db, shops, agent, cancel);
        var id = IdOf(agent, clientId);
        var offer = await db.InTransaction(() => Write(id, orderId, request, limit, agent, http, cancel), cancel);
        db.ChangeTracker.Clear();
        // After the commit, with the offer's own client id: should the program die in between, the agent's retry sends the card.
        await cards.Handle(agent, request.ConversationId, clientId, new TradeCard("price", offer.Id, order.Number, order.Number, null, null, offer.NewTotalFen, offer.OldTotalFen),
            $"改价：¥{Amount.Yuan(offer.OldTotalFen)} → ¥{Amount.Yuan(offer.NewTotalFen)}", cancel);
        await bus.Publish(OrderRows.Moved(agent.ShopId, order.BuyerId), CancellationToken.None);
        return (await Show(agent.ShopId, order.BuyerId, offer.Id, cancel))!;
    }

    /// <summary>The offer as it stands now, for its buyer.</summary>
    public async Task<Offer?> Show(Guid shopId, Guid buyerId, Guid id, CancellationToken cancel)
    {
        var found = await (
            from offer in db.Set<PriceOffer>()
            join order in db.Set<Order>() on new { offer.ShopId, offer.OrderId } equals new { order.ShopId, OrderId = order.Id }
            where offer.ShopId == shopId && offer.Id == id && order.BuyerId == buyerId
            select new { offer, order.Number, order.Version, order.State }).SingleOrDefaultAsync(cancel);
        return found is null ? null : new(found.offer.Id, found.offer.OrderId, found.Number, found.offer.OldTotalFen, found.offer.NewTotalFen, found.offer.NewFreightFen, found.offer.State,
            found.offer.State == OfferState.Offered && (found.offer.OrderVersion != found.Version || found.State != OrderState.Placed), found.offer.At, found.offer.AcceptedAt);
    }

    /// <summary>The buyer accepts; a second click changes nothing, a stale card is refused.</summary>
    public async Task<Offer> Accept(Guid id, HttpContext http, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        var known = await Show(visitor.ShopId, visitor.BuyerId, id, cancel) ?? throw Refusal.NotFound();
        await db.InTransaction(async () =>
        {
            var order = (await db.HoldOrder(visitor.ShopId, known.OrderId, cancel))!;
            var offer = await db.Set<PriceOffer>().AsTracking().SingleAsync(o => o.ShopId == visitor.ShopId && o.Id == id, cancel);
            if (offer.State == OfferState.Accepted)
                return;
            if (offer.State == OfferState.Replaced || offer.OrderVersion != order.Version || order.State != OrderState.Placed)
                throw new RuleViolation("price_offer_stale");
            var now = time.Now();
            PriceChange.Apply(order, new NewPrice(offer.Lines, offer.NewFreightFen, offer.NewTotalFen));
            (offer.State, offer.AcceptedAt) = (OfferState.Accepted, now);
            db.Log(order, now, new Doer("buyer", visitor.BuyerId, null), "price.accepted", new { totalFen = offer.OldTotalFen }, new { totalFen = offer.NewTotalFen });
            db.RecordChange(order, now);
        }, cancel);
        db.ChangeTracker.Clear();
        await bus.Publish(OrderRows.Moved(visitor.ShopId, visitor.BuyerId), CancellationToken.None);
        return (await Show(visitor.ShopId, visitor.BuyerId, id, cancel))!;
    }

    private async Task<PriceOffer> Write(Guid id, Guid orderId, Request request, PriceLimit limit, CurrentAgent agent, HttpContext http, CancellationToken cancel)
    {
        var order = await db.HoldOrder(agent.ShopId, orderId, cancel) ?? throw Refusal.NotFound();
        if (await db.Set<PriceOffer>().SingleOrDefaultAsync(o => o.ShopId == agent.ShopId && o.Id == id, cancel) is { } twice)
            return twice.OrderId == orderId ? twice : throw Refusal.Conflict("client_id_conflict");
        var first = await PriceLimits.FirstTotal(db, agent.ShopId, orderId, order.TotalFen, cancel);
        var price = PriceChange.Of(order, new PriceWish(request.Lines, request.DiscountFen, request.FreightFen), limit, first);
        var now = time.Now();
        foreach (var older in await db.Set<PriceOffer>().AsTracking().Where(o => o.ShopId == agent.ShopId && o.OrderId == orderId && o.State == OfferState.Offered).ToListAsync(cancel))
            older.State = OfferState.Replaced;
        var offer = new PriceOffer
        {
            ShopId = agent.ShopId, Id = id, OrderId = orderId, ConversationId = request.ConversationId, AgentId = agent.AgentId, At = now, OrderVersion = order.Version,
            OldTotalFen = order.TotalFen, NewTotalFen = price.TotalFen, NewFreightFen = price.FreightFen, Lines = price.Lines,
        };
        db.Add(offer);
        var (old, next) = (new { order.TotalFen, order.FreightFen }, new { price.TotalFen, price.FreightFen });
        db.Log(order, now, Doer.Of(agent), "price.offered", old, next);
        Audit.Add(db, http, "order.price_offered", order.Number, old, next);
        return offer;
    }

    private static Guid IdOf(CurrentAgent agent, string clientId) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{agent.ShopId}\n{agent.AgentId}\n{clientId}")).AsSpan(0, 16));
}
