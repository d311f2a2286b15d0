using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

/// <summary>An application's card into the talk with its buyer, who sees its state of the moment in it, the slip, and what to do next.</summary>
internal sealed class SendApplicationCard(Db db, SendCard cards)
{
    public sealed record Request(string? ClientId, Guid? ApplicationId);

    public async Task<Appendix> Handle(Guid id, Request request, HttpContext http, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var buyer = await db.Set<Conversation>().VisibleTo(agent, db).Where(c => c.Id == id).Select(c => (Guid?)c.BuyerId).SingleOrDefaultAsync(cancel) ?? throw Refusal.NotFound();
        SendMessage.CheckClientId(request.ClientId);
        var a = await db.Set<Application>().SingleOrDefaultAsync(x => x.ShopId == agent.ShopId && x.Id == request.ApplicationId && x.BuyerId == buyer, cancel) ?? throw Refusal.Invalid("applicationId");
        var line = await db.Set<OrderLine>().SingleOrDefaultAsync(l => l.ShopId == agent.ShopId && l.OrderId == a.OrderId && l.Id == a.LineId, cancel);
        var title = line?.Title ?? a.Reason;
        return await cards.Handle(agent, id, request.ClientId, new TradeCard("aftersale", a.Id, title, a.Number, a.Reason, line?.ImageUrl, a.AskedFen), $"[售后单] {a.Number} {title}", cancel);
    }
}
