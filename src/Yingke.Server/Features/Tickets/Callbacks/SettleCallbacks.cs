using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets.Callbacks;

/// <summary>
/// How call-backs end: somebody makes it, any answer to the buyer completes one for an offline message, or the day ends and it is missed, which
/// writes its penalty row, once (spec: tickets-hotline.md, Call-backs; performance.md, Ledger).
/// </summary>
internal sealed class SettleCallbacks(Db db, RaiseAlerts alerts, TimeProvider time)
{
    public const string Missed = "callback_missed";
    public static readonly string[] Facts = [PassClocks.Near, PassClocks.Passed];

    private const int AtOnce = 200;

    public sealed record Request(string? Result, IReadOnlyList<string>? Answers);

    public sealed record AssignRequest(Guid? AgentId);

    public Task<Callback> Complete(CurrentAgent by, Guid id, Request request, CancellationToken cancel)
    {
        var result = Words.Needed(request.Result, "result", 500);
        var answers = request.Answers?.Select(a => Words.Text(a, "answers", 300) ?? "").ToList();
        if (answers is { Count: > 10 })
            throw Refusal.Invalid("answers", "at most 10");
        return db.InTransaction(async () =>
        {
            var callback = await Hold(by.ShopId, id, cancel) ?? throw Refusal.NotFound();
            callback.Complete(by.AgentId, result, answers, time.Now());
            await db.MeetClock(by.ShopId, PlanCallbacks.Clock, id, time.Now(), cancel);
            return callback;
        }, cancel);
    }

    public async Task<Callback> Assign(CurrentAgent by, Guid id, AssignRequest request, CancellationToken cancel)
    {
        var to = request.AgentId ?? throw Refusal.Invalid("agentId");
        await Handlers.Check(db, by.ShopId, [to], "agentId", cancel);
        return await db.InTransaction(async () =>
        {
            var callback = await Hold(by.ShopId, id, cancel) ?? throw Refusal.NotFound();
            callback.HandTo(to);
            await db.HandClocks(by.ShopId, id, to, cancel);
            return callback;
        }, cancel);
    }

    /// <summary>The job: who was answered since need not be called back.</summary>
    public async Task FindAnswered(CancellationToken cancel)
    {
        var answered = await (
            from c in db.Set<Callback>()
            join b in db.Set<Buyer>() on new { c.ShopId, c.BuyerId } equals new { b.ShopId, BuyerId = b.Id }
            where c.State == CallbackState.Planned && c.Cause == CallbackCause.OfflineMessage && b.RecentAgentAt >= c.CreatedAt && b.RecentAgentAt < c.DueAt
            orderby c.ShopId, c.DueAt
            select new { c.ShopId, c.Id }).Take(AtOnce).ToListAsync(cancel);
        foreach (var one in answered)
        {
            await db.InTransaction(async () =>
            {
                if (await Hold(one.ShopId, one.Id, cancel) is { State: CallbackState.Planned } callback)
                    await CompleteIfAnswered(callback, cancel);
            }, cancel);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Somebody spoke to the buyer elsewhere than in a chat: what a message of theirs would complete is done. Within the caller's transaction.</summary>
    public async Task Spoken(Guid shopId, Guid buyerId, Guid agentId, DateTimeOffset at, CancellationToken cancel)
    {
        var open = await db.Set<Callback>().Where(c => c.ShopId == shopId && c.BuyerId == buyerId && c.State == CallbackState.Planned && c.Cause == CallbackCause.OfflineMessage && c.CreatedAt <= at && c.DueAt > at)
            .Select(c => c.Id).ToListAsync(cancel);
        foreach (var id in open)
        {
            if (await Hold(shopId, id, cancel) is not { State: CallbackState.Planned } callback)
                continue;
            callback.Complete(agentId, null, null, at);
            await db.MeetClock(shopId, PlanCallbacks.Clock, id, at, cancel);
        }
    }

    public async Task React(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        if (JsonSerializer.Deserialize<ClockFact>(fact.Details!, Stored.Json)! is not { Kind: PlanCallbacks.Clock } clock
            || await Hold(fact.ShopId, fact.SubjectId, cancel) is not { State: CallbackState.Planned } callback || await CompleteIfAnswered(callback, cancel))
            return;
        var name = await db.Set<Buyer>().Where(b => b.ShopId == fact.ShopId && b.Id == callback.BuyerId).Select(b => b.Name).SingleOrDefaultAsync(cancel);
        var bearer = callback.AgentId ?? await db.Set<Conversation>().Where(c => c.ShopId == fact.ShopId && c.Id == callback.ConversationId).Select(c => c.AgentId).SingleOrDefaultAsync(cancel);
        if (fact.Type == PassClocks.Near)
        {
            if (bearer is { } agent)
                await Raise(AlertKind.CallbackNear, $"callback-near:{clock.ClockId}", agent, [Audiences.Agent(agent)]);
            return;
        }
        callback.Miss();
        await db.DropClock(fact.ShopId, PlanCallbacks.Clock, callback.Id, fact.At, cancel);
        var settings = await db.TicketSettings(fact.ShopId, cancel);
        var zone = (await db.Set<Shop>().SingleAsync(s => s.Id == fact.ShopId, cancel)).Zone;
        await db.Enter(new LedgerRow
        {
            ShopId = fact.ShopId, Cause = Missed, SubjectId = callback.Id, AgentId = bearer, Fen = -settings.MissedCallbackFen, Hundredths = -(await db.PaySettings(fact.ShopId, cancel)).Hundredths(Missed), At = fact.At,
            Details = string.Create(CultureInfo.InvariantCulture, $"{LocalDay.Of(callback.DayAt, zone):yyyy-MM-dd} 未回访 {name}"),
        }, cancel);
        await Raise(AlertKind.CallbackMissed, $"callback-missed:{callback.Id}", null, await alerts.Supervisors(fact.ShopId, callback.AgentId, cancel));

        Task Raise(AlertKind kind, string key, Guid? agent, string[] audience) => alerts.Raise(
            new() { ShopId = fact.ShopId, Key = key, Kind = kind, AgentId = agent, SubjectId = callback.Id, Name = name, Text = callback.Note, DueAt = callback.DueAt, At = fact.At }, audience, aftermath, cancel);
    }

    /// <summary>Read from the talks themselves: what counts is when somebody answered, not when we look.</summary>
    private async Task<bool> CompleteIfAnswered(Callback callback, CancellationToken cancel)
    {
        if (callback.Cause != CallbackCause.OfflineMessage)
            return false;
        var answer = await db.AnswersTo(callback.ShopId, callback.BuyerId, callback.CreatedAt, callback.DueAt).FirstOrDefaultAsync(cancel);
        if (answer is null)
            return false;
        callback.Complete(answer.SenderId, null, null, answer.At);
        await db.MeetClock(callback.ShopId, PlanCallbacks.Clock, callback.Id, answer.At, cancel);
        return true;
    }

    private Task<Callback?> Hold(Guid shopId, Guid id, CancellationToken cancel) => db.Dialect.IsPostgres
        ? db.Set<Callback>().FromSqlRaw("SELECT * FROM callbacks WHERE shop_id = {0} AND id = {1} FOR UPDATE", shopId, id).AsTracking().SingleOrDefaultAsync(cancel)
        : db.Set<Callback>().AsTracking().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == id, cancel);
}
