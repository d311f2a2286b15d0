using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>What the shop sells, as its latest orders tell: to be sent as a card, or together as a pairing.</summary>
internal static class FindProducts
{
    private const int Latest = 500;
    private const int Most = 50;

    public static async Task<Page<Card>> Handle(HttpContext http, Db db, CancellationToken cancel, string? q = null)
    {
        if (q is { Length: > 100 })
            throw Refusal.Invalid("q");
        var shopId = http.Agent()!.ShopId;
        var ids = db.Set<Order>().Where(o => o.ShopId == shopId).OrderByDescending(o => o.Id).Take(Latest).Select(o => o.Id);
        var lines = await db.Set<OrderLine>().Where(l => l.ShopId == shopId && ids.Contains(l.OrderId)).Select(l => new { l.ProductId, l.Title, l.ImageUrl, l.PriceFen, l.Url, l.Sku }).ToListAsync(cancel);
        var words = q?.Trim() ?? "";
        var products = lines.Where(l => l.Title.Contains(words, StringComparison.OrdinalIgnoreCase)).GroupBy(l => l.ProductId ?? l.Title)
            .OrderByDescending(g => g.Count()).Take(Most).Select(g => (g.Key, Line: g.First()));
        return new([.. products.Select(p => new Card(p.Key.Length > 100 ? p.Key[..100] : p.Key, p.Line.Title, p.Line.ImageUrl, p.Line.PriceFen, p.Line.Url, p.Line.Sku))], null);
    }
}
