using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Hotline;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Hotline;

/// <summary>Reports of one call, by the exchange's own id of it.</summary>
internal sealed record Reported(string Id, IReadOnlyList<CallEvent> Events);

/// <param name="Changed">Calls that are new or of which something new was heard.</param>
/// <param name="Known">Calls of which all was known.</param>
internal sealed record Taken(int Changed, int Known);

/// <summary>
/// What is heard of calls, from the exchange or from its records: in a turn of the desk, since a call moves presence, so that two reports of
/// one call never meet. Whoever it rings for is told after the commit; the page that misses it reads its calls when it comes back.
/// </summary>
internal sealed class TakeCalls(Dispatcher dispatcher, NodeBus bus)
{
    public const string Answered = "call.answered";

    private sealed record Outcome(Taken Taken, List<(Call Call, IReadOnlyList<Guid> Agents)> Moved);

    public async Task<Taken> Handle(Guid shopId, CallSource source, IReadOnlyList<Reported> calls, CancellationToken cancel)
    {
        var (taken, moved) = await dispatcher.Run(shopId, turn => Take(turn, source, calls), cancel);
        foreach (var (call, agents) in moved.Where(m => m.Agents.Count > 0))
        {
            var told = JsonSerializer.SerializeToElement(new { id = call.Id, state = call.State }, Stored.Json);
            await bus.Publish(new Told(shopId, [.. agents.Select(Audiences.Agent)], "call", [told]), CancellationToken.None);
        }
        return taken;
    }

    private static async Task<Outcome> Take(DispatchTurn turn, CallSource source, IReadOnlyList<Reported> reported)
    {
        var (db, shopId, moved, known) = (turn.Db, turn.Shop.Id, new List<(Call, IReadOnlyList<Guid>)>(), 0);
        var ids = reported.Select(r => r.Id).Distinct().ToList();
        var calls = await db.Set<Call>().AsTracking().Where(c => c.ShopId == shopId && ids.Contains(c.SourceId)).ToDictionaryAsync(c => c.SourceId);
        var agents = await Agents(db, shopId, reported);
        foreach (var (id, events) in reported)
        {
            if (!calls.TryGetValue(id, out var call))
                db.Add(calls[id] = call = Call.Meet(shopId, id, source, turn.Now));
            var (phone, answered) = (call.Phone, call.AnsweredAt);
            // The exchange's own word is exacter than its records, which know whole seconds and no ringing.
            var news = false;
            foreach (var report in source != CallSource.Cdr || call.Source == CallSource.Cdr ? events : [])
                news |= call.Hear(Named(report, agents), turn.Now);
            if (!news)
            {
                known++;
                continue;
            }
            if (call.BuyerId is null && call.Phone != phone && await FindCallers.Only(db, shopId, call.Phone, CancellationToken.None) is { } buyer)
                call.LinkTo(buyer);
            if (call.AnsweredAt != answered)
                RecordAnswer(db, call, turn.Now);
            moved.Add((call, source == CallSource.Webhook ? await EngageAgents.Settle(turn, call) : []));
        }
        // Saved now: the next one in this turn finds them.
        await db.SaveChangesAsync();
        return new(new(moved.Count, known), moved);
    }

    /// <summary>A buyer was spoken to; nothing of a call without one.</summary>
    public static void RecordAnswer(Db db, Call call, DateTimeOffset now)
    {
        if (call is { AnsweredAt: not null, AgentId: not null, BuyerId: not null })
            db.Record(new Fact { ShopId = call.ShopId, Type = Answered, At = now, SubjectId = call.Id });
    }

    private static CallEvent Named(CallEvent report, Dictionary<string, Guid> agents) =>
        report.Extension is { } extension && agents.TryGetValue(extension, out var agent) ? report with { AgentId = agent } : report;

    private static async Task<Dictionary<string, Guid>> Agents(Db db, Guid shopId, IReadOnlyList<Reported> reported)
    {
        var extensions = reported.SelectMany(r => r.Events).Select(e => e.Extension).OfType<string>().Distinct().ToList();
        return extensions.Count == 0 ? [] : await db.Set<Agent>().Where(a => a.ShopId == shopId && a.Extension != null && extensions.Contains(a.Extension)).ToDictionaryAsync(a => a.Extension!, a => a.Id);
    }
}
