using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing;

/// <summary>A buyer arrives: joins the open conversation or opens one, which is assigned, queued or an offline message at once (spec: routing.md, Inflow).</summary>
internal sealed record Inflow(Guid ShopId, Guid BuyerId, Source Source, Channel Channel, string? PageTitle, string? PageUrl, Card? Product, Card? Order);

internal sealed class OpenConversation(Dispatcher dispatcher)
{
    public Task<Guid> Handle(Inflow inflow, CancellationToken cancel) =>
        dispatcher.Run(inflow.ShopId, turn => Enter(turn, inflow), cancel);

    private static async Task<Guid> Enter(DispatchTurn turn, Inflow inflow)
    {
        var buyer = await turn.Db.Set<Buyer>().AsNoTracking().SingleOrDefaultAsync(b => b.ShopId == inflow.ShopId && b.Id == inflow.BuyerId)
            ?? throw Refusal.NotFound();
        if (buyer.BlockedAt is not null)
            throw new Refusal(StatusCodes.Status403Forbidden, "buyer_blocked");
        // Also those that earlier requests of this turn opened and that are not saved yet.
        var known = turn.OpenOf(buyer.Id) ?? await Open(turn, buyer.Id);
        if (known is not null)
            return known.Value;
        var (conversation, entry) = Conversation.Open(
            inflow.ShopId, buyer.Id, Inquiries.Of(inflow.Source, turn.Shop.Settings.Conversation.DefaultInquiry), inflow.Source, inflow.Channel,
            turn.NextPlace(), turn.Now, inflow.PageTitle, inflow.PageUrl, inflow.Product, inflow.Order);
        turn.Add(conversation, entry);
        turn.Record("conversation.opened", conversation);
        await turn.Carry(turn.Desk.Inflow(DispatchTurn.AsWaiting(conversation.Id, conversation.Inquiry, conversation.Place, buyer), turn.Now));
        turn.WeighOverload();
        if (turn.IsOverloaded)
            turn.Add(conversation.Append(EntryKind.Text, Sender.System, turn.Now, text: turn.Shop.Settings.Overload.SelfServiceText(turn.Shop.Name)));
        return conversation.Id;
    }

    private static async Task<Guid?> Open(DispatchTurn turn, Guid buyerId) =>
        await turn.Db.Set<Conversation>().Where(c => c.ShopId == turn.Shop.Id && c.BuyerId == buyerId && c.State != ConversationState.Closed)
            .Select(c => (Guid?)c.Id).SingleOrDefaultAsync();
}
