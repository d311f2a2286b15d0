using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Hotline;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Pay;

/// <summary>
/// Messages left within hours while nobody was on duty are to be answered, by chat or phone, by the end of the next day; those left after hours have a call-back, and are fined
/// through it alone. (spec: performance.md, Ledger)
/// </summary>
internal sealed class FineUnanswered(Db db, TimeProvider time)
{
    public const string Cause = "offline_unanswered";
    public static readonly string[] Facts = ["offline_message.left"];

    private const int AtOnce = 200;

    public async Task React(Fact fact, CancellationToken cancel)
    {
        var conversation = await db.Set<Conversation>().SingleOrDefaultAsync(c => c.ShopId == fact.ShopId && c.Id == fact.SubjectId, cancel);
        if (conversation is null)
            return;
        var shop = await db.Set<Shop>().SingleAsync(s => s.Id == fact.ShopId, cancel);
        var day = LocalDay.Of(fact.At, shop.Zone);
        if (!Due.IsOpen(shop, conversation.Channel, fact.At) || await db.Set<OfflineDuty>().AnyAsync(d => d.ShopId == fact.ShopId && d.ConversationId == conversation.Id && d.Day == day.DayNumber, cancel))
            return;
        db.Add(new OfflineDuty { ShopId = fact.ShopId, ConversationId = conversation.Id, BuyerId = conversation.BuyerId, Day = day.DayNumber, LeftAt = fact.At, DueAt = LocalDay.End(day.AddDays(1), shop.Zone) });
    }

    /// <summary>The job: what is due was answered or not, each settled once.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var now = time.Now();
        var due = await db.Set<OfflineDuty>().Where(d => d.SettledAt == null && d.DueAt <= now).OrderBy(d => d.DueAt).Take(AtOnce).ToListAsync(cancel);
        foreach (var duty in due)
        {
            await db.InTransaction(() => Settle(duty, now, cancel), cancel);
            db.ChangeTracker.Clear();
        }
    }

    private async Task Settle(OfflineDuty duty, DateTimeOffset now, CancellationToken cancel)
    {
        var answered = await AnsweredAt(duty, cancel);
        if (await db.Set<OfflineDuty>().Where(d => d.ShopId == duty.ShopId && d.Id == duty.Id && d.SettledAt == null).ExecuteUpdateAsync(d => d.SetProperty(x => x.SettledAt, now).SetProperty(x => x.AnsweredAt, answered), cancel) == 0 || answered is not null)
            return;
        var bearer = await db.Set<Conversation>().Where(c => c.ShopId == duty.ShopId && c.Id == duty.ConversationId).Select(c => c.AgentId).SingleOrDefaultAsync(cancel);
        var name = await db.Set<Buyer>().Where(b => b.ShopId == duty.ShopId && b.Id == duty.BuyerId).Select(b => b.Name).SingleOrDefaultAsync(cancel);
        var settings = await db.PaySettings(duty.ShopId, cancel);
        await db.Enter(new LedgerRow
        {
            ShopId = duty.ShopId, Cause = Cause, SubjectId = duty.Id, AgentId = bearer, Fen = -settings.OfflineUnansweredFen, Hundredths = -settings.Hundredths(Cause), At = duty.DueAt, ConversationId = duty.ConversationId,
            Details = string.Create(CultureInfo.InvariantCulture, $"{DateOnly.FromDayNumber(duty.Day):yyyy-MM-dd} {name} 的离线留言，次日结束前未回复"),
        }, cancel);
    }

    private async Task<DateTimeOffset?> AnsweredAt(OfflineDuty duty, CancellationToken cancel)
    {
        var written = await db.AnswersTo(duty.ShopId, duty.BuyerId, duty.LeftAt, duty.DueAt).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancel);
        return written ?? await db.Set<Call>().Where(c => c.ShopId == duty.ShopId && c.BuyerId == duty.BuyerId && c.AnsweredAt >= duty.LeftAt && c.AnsweredAt < duty.DueAt).OrderBy(c => c.AnsweredAt).Select(c => c.AnsweredAt).FirstOrDefaultAsync(cancel);
    }
}
