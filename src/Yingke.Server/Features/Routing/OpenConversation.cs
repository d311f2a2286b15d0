using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing;

/// <summary>A buyer arrives: joins the open conversation or opens one, which is assigned, queued or an offline message at once (spec: routing.md, Inflow).</summary>
internal sealed record Inflow(Guid ShopId, Guid BuyerId, Source Source, Channel Channel, string? PageTitle, string? PageUrl, Card? Product, Card? Order);

internal sealed class OpenConversation(Dispatcher dispatcher)
{
    public Task<Guid> Handle(Inflow inflow, CancellationToken cancel) =>
        dispatcher.Enter(inflow.ShopId, inflow.BuyerId, turn => Enter(turn, inflow), cancel);

    private static async Task<Guid> Enter(DispatchTurn turn, Inflow inflow)
    {
        var (buyer, open) = turn.Entering(inflow.BuyerId);
        if (buyer.BlockedAt is not null)
            throw new Refusal(StatusCodes.Status403Forbidden, "buyer_blocked");
        // Also those that earlier requests of this turn opened and that are not saved yet.
        var known = turn.OpenOf(buyer.Id) ?? open;
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
}
