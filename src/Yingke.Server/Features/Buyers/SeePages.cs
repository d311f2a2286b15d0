using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Buyers;

/// <summary>The pages that a buyer's window tells of, and those of this visit for the card beside the chat: the last two hours before now, at most twenty.</summary>
internal static class SeePages
{
    private const int Shown = 20;
    private static readonly TimeSpan Visit = TimeSpan.FromHours(2);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public sealed record Request(string? Title, string? Url);

    public sealed record View(string Title, string Url, DateTimeOffset At);

    public static async Task<IResult> Tell(Request request, HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        var title = MessageText.Check(request.Title, 200, "title");
        var url = Cards.Address(request.Url, "url") ?? throw Refusal.Invalid("url");
        var now = time.Now();
        var last = await db.Set<PageView>().Where(p => p.ShopId == visitor.ShopId && p.BuyerId == visitor.BuyerId).OrderByDescending(p => p.Id).FirstOrDefaultAsync(cancel);
        // Loading the same page again is no other page.
        if (last?.Url == url && now - last.At < Visit)
            return Results.NoContent();
        db.Add(new PageView { ShopId = visitor.ShopId, BuyerId = visitor.BuyerId, Id = Guid.CreateVersion7(now), At = now, Title = title, Url = url });
        await db.SaveChangesAsync(cancel);
        return Results.NoContent();
    }

    public static async Task<Page<View>> OfBuyer(Guid id, HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        await BuyerRoutes.Find(id, agent, db, cancel);
        var since = time.Now() - Visit;
        var pages = await db.Set<PageView>().Where(p => p.ShopId == agent.ShopId && p.BuyerId == id && p.At >= since).OrderByDescending(p => p.Id).Take(Shown).ToListAsync(cancel);
        return new(pages.ConvertAll(p => new View(p.Title, p.Url, p.At)), null);
    }

    public static async Task Sweep(Db db, TimeProvider time, CancellationToken cancel)
    {
        var before = time.Now() - Kept;
        foreach (var shopId in await db.Set<Shop>().Select(s => s.Id).ToListAsync(cancel))
        {
            using var turn = await db.Dialect.EnterWrite(cancel);
            await db.Set<PageView>().Where(p => p.ShopId == shopId && p.At < before).ExecuteDeleteAsync(cancel);
        }
    }
}
