using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing;

/// <summary>A buyer arrives: joins the open conversation or opens one, which is assigned, queued or an offline message at once (spec: routing.md, Inflow).</summary>
internal sealed record Inflow(Guid ShopId, Guid BuyerId, Source Source, Channel Channel, string? PageTitle, string? PageUrl, Card? Product, Card? Order);

internal sealed class OpenConversation(Dispatcher dispatcher, ShopDirectory shops, FrontRobot robot)
{
    public async Task<Guid> Handle(Inflow inflow, CancellationToken cancel)
    {
        // Before the turn: nobody waits at the desk for the knowledge base.
        var robotReady = inflow.Channel != Channel.Hotline && (await shops.Shop(inflow.ShopId, cancel)).Settings.Robot.MayServe() && await robot.IsReady(inflow.ShopId, cancel);
        return await dispatcher.Enter(inflow.ShopId, inflow.BuyerId, turn => Enter(turn, inflow, robotReady), cancel);
    }

    private static async Task<Guid> Enter(DispatchTurn turn, Inflow inflow, bool robotReady)
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
        if (robotReady && RobotServes(turn, inflow.Channel))
        {
            if (turn.IsOverloaded)
                SelfService(turn, conversation);
            turn.Add(conversation.MeetRobot(turn.Shop.Settings.Robot.Welcome.Replace("{shop}", turn.Shop.Name, StringComparison.Ordinal), turn.Now));
            turn.Record("robot.met", conversation);
            return conversation.Id;
        }
        await turn.Carry(turn.Desk.Inflow(DispatchTurn.AsWaiting(conversation.Id, conversation.Inquiry, conversation.Place, buyer), turn.Now));
        turn.WeighOverload();
        if (turn.IsOverloaded)
            SelfService(turn, conversation);
        return conversation.Id;
    }

    private static bool RobotServes(DispatchTurn turn, Channel channel) => turn.Shop.Settings.Robot.ServesAt(
        TimeOnly.FromDateTime(LocalDay.Local(turn.Now, turn.Shop.Zone)), Due.IsOpen(turn.Shop, channel, turn.Now), turn.IsOverloaded);

    private static void SelfService(DispatchTurn turn, Conversation conversation) =>
        turn.Add(conversation.Append(EntryKind.Text, Sender.System, turn.Now, text: turn.OverloadRules.SelfServiceText(turn.Shop.Name)));
}
