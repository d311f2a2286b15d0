using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>An order's card, or a pairing (搭配) of products, into the talk with the buyer.</summary>
internal sealed class SendOrderCard(Db db, SendCard cards)
{
    private const int MostItems = 6;

    /// <param name="OrderId">The order; it must be the conversation's buyer's.</param>
    /// <param name="Title">Of a pairing.</param>
    /// <param name="Items">Its products, two to six.</param>
    public sealed record Request(string? ClientId, Guid? OrderId, string? Title, IReadOnlyList<Card>? Items);

    public async Task<Appendix> Handle(Guid id, Request request, HttpContext http, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var buyer = await db.Set<Conversation>().VisibleTo(agent, db).Where(c => c.Id == id).Select(c => (Guid?)c.BuyerId).SingleOrDefaultAsync(cancel) ?? throw Refusal.NotFound();
        SendMessage.CheckClientId(request.ClientId);
        var (card, words) = request.OrderId is { } orderId ? await Order(agent.ShopId, buyer, orderId, cancel) : Pairing(request);
        return await cards.Handle(agent, id, request.ClientId, card, words, cancel);
    }

    private async Task<(TradeCard, string)> Order(Guid shopId, Guid buyer, Guid orderId, CancellationToken cancel)
    {
        var order = await db.Set<Order>().Include(o => o.Lines).SingleOrDefaultAsync(o => o.ShopId == shopId && o.Id == orderId && o.BuyerId == buyer, cancel) ?? throw Refusal.Invalid("orderId");
        var lines = order.Lines.OrderBy(l => l.Position).ToList();
        var title = lines.Count == 0 ? order.Number : lines.Count == 1 ? lines[0].Title : $"{lines[0].Title} 等{lines.Sum(l => l.Quantity)}件";
        var items = lines.Take(MostItems).Select(l => new Card(l.ProductId ?? l.Id.ToString(), l.Title, l.ImageUrl, l.PriceFen, l.Url, string.Join(' ', new[] { l.Sku, $"× {l.Quantity}" }.Where(w => w is not null)))).ToList();
        return (new TradeCard("order", order.Id, title, order.Number, null, lines.Count == 0 ? null : lines[0].ImageUrl, order.TotalFen, null, items), $"[订单] {title} ¥{Amount.Yuan(order.TotalFen)}");
    }

    private static (TradeCard, string) Pairing(Request request)
    {
        if (request.Items is not { Count: >= 2 and <= MostItems } || request.Items.Contains(null!))
            throw Refusal.Invalid("items", $"2–{MostItems}");
        var items = request.Items.Select(i => Cards.Check(i, "items")).ToList();
        var title = MessageText.Check(request.Title, 60, "title");
        var sum = items.TrueForAll(i => i.PriceFen is not null) ? items.Sum(i => i.PriceFen) : null;
        return (new TradeCard("pairing", null, title, PriceFen: sum, Items: items), $"[搭配] {title}");
    }
}
