using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Robot;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing;

/// <summary>
/// From the robot to the people: the conversation enters the desk like any inflow, and whoever gets it finds a summary. A person is always reached:
/// nothing here asks whether anybody is on duty, the desk makes of it an assignment, a place in the queue or an offline message (spec: campaigns.md, Robot).
/// </summary>
internal sealed class LeaveRobot(Db db, Dispatcher dispatcher, HeldLease lease, TimeProvider time)
{
    private const int AtOnce = 200;
    private const int LogRead = 200;

    /// <summary>A message that the robot has not answered by then goes to a person.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The buyer asks for a person; where one is reached already, nothing happens.</summary>
    public Task Ask(CurrentVisitor by, Guid id, CancellationToken cancel) => dispatcher.Run(by.ShopId, async turn =>
    {
        var conversation = await turn.Hold(id);
        if (conversation.BuyerId != by.BuyerId)
            throw Refusal.NotFound();
        if (!conversation.IsOpen)
            throw Refusal.Conflict("conversation_closed");
        await HandOver(turn, conversation, RobotLeft.Asked);
    }, cancel);

    /// <summary>What was said means a person. Looked at before the desk is asked: nearly always a person serves already.</summary>
    public async Task Heard(Guid shopId, Guid id, CancellationToken cancel)
    {
        if (await db.Set<Conversation>().AnyAsync(c => c.ShopId == shopId && c.Id == id && c.State == ConversationState.Robot, cancel))
            await dispatcher.Run(shopId, async turn => await HandOver(turn, await turn.Hold(id), RobotLeft.Asked), cancel);
    }

    /// <summary>
    /// What the robot left unanswered goes to a person after a minute, or once the buyer is silent for the shop's time; what it answered is closed then.
    /// </summary>
    public async Task EndSilent(CancellationToken cancel)
    {
        var now = time.Now();
        var held = await db.Set<Conversation>().Where(c => c.State == ConversationState.Robot).OrderBy(c => c.ShopId).ThenBy(c => c.Place)
            .Select(c => new { c.ShopId, c.Id, c.WaitingSince, Last = c.LastBuyerAt ?? c.OpenedAt }).ToListAsync(cancel);
        var shopIds = held.Select(c => c.ShopId).Distinct().ToList();
        var silence = (await db.Set<Accounts.Shop>().Where(s => shopIds.Contains(s.Id)).ToListAsync(cancel)).ToDictionary(s => s.Id, s => TimeSpan.FromMinutes(s.Settings.Conversation.AutoCloseMinutes));
        foreach (var conversation in held.Where(c => c.WaitingSince <= now - Patience || c.Last <= now - silence[c.ShopId]).Take(AtOnce))
        {
            await dispatcher.Run(conversation.ShopId, async turn =>
            {
                await lease.Confirm(turn.Db, cancel);
                await End(turn, await turn.Hold(conversation.Id));
            }, cancel);
        }
    }

    private static async Task End(DispatchTurn turn, Conversation conversation)
    {
        if (conversation.State != ConversationState.Robot)
            return;
        if (conversation.WaitingSince is { } since)
        {
            if (since <= turn.Now - Patience)
                await HandOver(turn, conversation, RobotLeft.Silent);
            return;
        }
        if ((conversation.LastBuyerAt ?? conversation.OpenedAt) > turn.Now.AddMinutes(-turn.Shop.Settings.Conversation.AutoCloseMinutes))
            return;
        var last = (await Log(turn, conversation)).FindLast(e => e.Details?.Robot is { Step: RobotStep.Answered });
        if (last?.Details!.Robot!.Outcome is RobotOutcome.Offered or RobotOutcome.Nothing)
            await HandOver(turn, conversation, RobotLeft.Unanswered);
        else
            await CloseConversation.Close(turn, conversation, ClosedBy.Timer, null, null, null);
    }

    private static async Task HandOver(DispatchTurn turn, Conversation conversation, RobotLeft left)
    {
        if (conversation.State != ConversationState.Robot)
            return;
        var summary = HandOverSummary.Of(await Log(turn, conversation), left, conversation.Order?.Id);
        if (left == RobotLeft.Asked)
            turn.Add(conversation.Append(EntryKind.Text, Sender.Robot, turn.Now, text: turn.Shop.Settings.Robot.HandOver, details: new EntryDetails { Robot = new RobotPart(RobotStep.Said) }));
        turn.Add(conversation.LeaveRobot(turn.NextPlace(), summary, left, turn.Now));
        turn.Record("robot.left", conversation, new { left });
        await turn.Carry(turn.Desk.Inflow(await turn.AsWaiting(conversation), turn.Now));
    }

    private static Task<List<Entry>> Log(DispatchTurn turn, Conversation conversation) =>
        turn.Db.ReadLog(turn.Shop.Id, conversation.Id, null, null, LogRead, CancellationToken.None);
}
