using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>
/// 催付 by one click or by itself. Whether a reminder may be sent is decided again in the transaction that writes it, and the table's keys hold
/// where two nodes decide at once: an order never twice, a buyer never twice a day.
/// </summary>
internal sealed class SendReminders(Db db, ShopDirectory shops, ListReminders list, NodeBus bus, TimeProvider time)
{
    private const int AtOnce = 200;

    /// <param name="OrderIds">Which; all that may be reminded of where none is named.</param>
    /// <param name="Template">Which of the shop's templates; they take turns where none is chosen.</param>
    public sealed record Request(IReadOnlyList<Guid>? OrderIds, int? Template);

    public sealed record Skipped(Guid OrderId, string Why);

    public sealed record Answer(IReadOnlyList<Guid> Sent, IReadOnlyList<Skipped> Skipped);

    public async Task<Answer> ByStaff(Request request, HttpContext http, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var shop = await shops.Shop(agent.ShopId, cancel);
        if (request.OrderIds is { Count: > AtOnce })
            throw Refusal.Invalid("orderIds", $"at most {AtOnce}");
        if (request.Template is { } chosen && (chosen < 0 || chosen >= shop.Settings.Orders.Reminders.Templates.Count))
            throw Refusal.Invalid("template");
        var (remind, others) = await list.Decide(shop, null, cancel);
        var wanted = request.OrderIds?.Distinct().ToList() ?? [.. remind.Take(AtOnce).Select(r => r.OrderId)];
        var rows = remind.Concat(others).ToDictionary(r => r.OrderId);
        if (request.OrderIds is not null && wanted.Exists(id => !rows.ContainsKey(id)))
            throw Refusal.Conflict("order_not_unpaid");
        var (sent, skipped) = (new List<Guid>(), new List<Skipped>());
        foreach (var id in wanted)
        {
            var why = rows[id].Why ?? await Send(shop, rows[id], agent.AgentId, request.Template, http, cancel);
            if (why is not null)
                skipped.Add(new(id, why));
            else
                sent.Add(id);
        }
        return new(sent, skipped);
    }

    /// <summary>For the shops that let it run by itself, within their service hours only.</summary>
    public async Task Automatic(CancellationToken cancel)
    {
        foreach (var id in await db.Set<Shop>().Select(s => s.Id).ToListAsync(cancel))
        {
            var shop = await db.Set<Shop>().SingleAsync(s => s.Id == id, cancel);
            if (!shop.Settings.Orders.Reminders.Automatic || !Routing.Due.IsOpen(shop, Channel.Web, time.Now()))
                continue;
            foreach (var row in (await list.Decide(shop, null, cancel)).Remind.Take(AtOnce))
                await Send(shop, row, null, null, null, cancel);
        }
    }

    /// <summary>Why it was not sent after all; null once it is.</summary>
    private async Task<string?> Send(Shop shop, ListReminders.Row row, Guid? by, int? template, HttpContext? http, CancellationToken cancel)
    {
        LogMoved? moved = null;
        try
        {
            var why = await db.InTransaction(async () =>
            {
                await db.HoldOrder(shop.Id, row.OrderId, cancel);
                var (remind, others) = await list.Decide(shop, row.BuyerId, cancel);
                if (remind.Find(r => r.OrderId == row.OrderId) is null)
                    return others.Find(r => r.OrderId == row.OrderId)?.Why ?? "order_not_unpaid";
                var now = time.Now();
                var talk = await db.Set<Conversation>().Where(c => c.ShopId == shop.Id && c.BuyerId == row.BuyerId).OrderByDescending(c => c.Id).Select(c => c.Id).FirstAsync(cancel);
                var conversation = (await db.HoldConversations(shop.Id, [talk])).Single();
                var templates = shop.Settings.Orders.Reminders.Templates;
                var text = ReminderText.Fill(templates[template ?? row.OrderId.ToByteArray()[15] % templates.Count], row.BuyerName, row.Product);
                db.Add(conversation.Append(EntryKind.Text, Sender.System, now, text: text));
                db.Add(new Reminder
                {
                    ShopId = shop.Id, OrderId = row.OrderId, BuyerId = row.BuyerId, Day = DayOf(now, shop), At = now, AgentId = by, ConversationId = talk, Text = text,
                });
                if (http is not null)
                    Audit.Add(db, http, "order.reminded", row.Number);
                moved = new LogMoved(shop.Id, talk, conversation.HeadSeq, conversation.HeadSeq, row.BuyerId, conversation.AgentId, null, true);
                return null;
            }, cancel);
            if (why is not null)
                return why;
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            return "already_reminded";
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
        await bus.Publish(moved!, CancellationToken.None);
        await bus.Publish(OrderRows.Moved(shop.Id, row.BuyerId), CancellationToken.None);
        return null;
    }

    private static int DayOf(DateTimeOffset at, Shop shop) => int.Parse(LocalDay.Of(at, shop.Zone).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
