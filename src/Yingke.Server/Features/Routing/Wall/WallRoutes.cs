using Microsoft.EntityFrameworkCore;
using Yingke.Domain;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing.Wall;

/// <summary>What supervisors see and move, and every agent's own day.</summary>
internal static class WallRoutes
{
    private const int MovesAtOnce = 200;
    private const int HighestCapacity = 500;

    public sealed record AgentPresenceRequest(Presence? Presence, string? Reason);

    public sealed record CapacityRequest(int? Capacity);

    /// <param name="Force">Over capacity and presence, as a supervisor may.</param>
    public sealed record MovesRequest(IReadOnlyList<Guid>? ConversationIds, ConversationRoutes.TransferTo? To, string? Reason, bool Force = false);

    public sealed record Moves(IReadOnlyList<Guid> Moved, IReadOnlyList<RefusedMove> Refused);

    public sealed record RefusedMove(Guid Id, string Code);

    public sealed record DayStrip(int Received, int Messages, double? ReplyRate, double? AvgFirstResponseSeconds, double? GoodRate);

    public static void MapWall(this IEndpointRouteBuilder api)
    {
        api.MapGet("/desk/strip", Strip).WithTags("desk").RequireStaff(Permission.ImChat);
        var routes = api.MapGroup("").WithTags("wall").RequireStaff(Permission.ImSupervise);
        routes.MapGet("/wall", (HttpContext http, WallView wall, CancellationToken cancel) => wall.Of(http.Agent()!, cancel));
        routes.MapPut("/agents/{id:guid}/presence", SetPresence);
        routes.MapPut("/agents/{id:guid}/capacity", SetCapacity);
        routes.MapPost("/conversations/moves", Move);
    }

    private static async Task<DayStrip> Strip(HttpContext http, ShopDirectory shops, AgentStates states, DayBook book, TimeProvider time, CancellationToken cancel)
    {
        var (agent, now) = (http.Agent()!, time.Now());
        var shop = await shops.Shop(agent.ShopId, cancel);
        var today = Today.Of(shop, now);
        var own = DayFigures.Of(await book.Of(shop.Id, today.Since, cancel), shop, today, now).GetValueOrDefault(agent.AgentId) ?? DayFigures.Nothing;
        var good = await states.GoodRates(shop.Id, [agent.AgentId], today, cancel);
        return new(own.Received, own.Messages, own.ReplyRate, own.AvgFirstResponseSeconds, good.TryGetValue(agent.AgentId, out var rate) ? rate : null);
    }

    private static Task<AgentState> SetPresence(Guid id, AgentPresenceRequest request, HttpContext http, Db db, Dispatcher dispatcher, AgentStates states, CancellationToken cancel)
    {
        var presence = request.Presence ?? throw Refusal.Invalid("presence");
        return Change(id, http, db, dispatcher, states, async turn =>
        {
            var row = turn.Person(id).Row;
            var (old, changes) = (new { row.Presence, Reason = row.PresenceReason }, turn.Changes);
            await ChangePresence.Apply(turn, id, presence, request.Reason, PresenceCause.Supervisor);
            if (turn.Changes > changes)
                Audit.Add(turn.Db, http, "agent.presence_set", Audit.Subject(row), old, new { row.Presence, Reason = row.PresenceReason });
        }, cancel);
    }

    private static Task<AgentState> SetCapacity(Guid id, CapacityRequest request, HttpContext http, Db db, Dispatcher dispatcher, AgentStates states, CancellationToken cancel)
    {
        if (request.Capacity is not (>= 0 and <= HighestCapacity and var capacity))
            throw Refusal.Invalid("capacity");
        return Change(id, http, db, dispatcher, states, async turn =>
        {
            var person = turn.Person(id);
            if (person.Row.Capacity == capacity)
                return;
            Audit.Add(turn.Db, http, "agent.capacity_set", Audit.Subject(person.Row), new { person.Row.Capacity }, new { Capacity = capacity });
            person.Row.Capacity = capacity;
            turn.AgentChanged(id);
            await turn.Carry(turn.Desk.Change(person.Seat, turn.Now));
        }, cancel);
    }

    /// <summary>Of an agent whom the supervisor may see; others do not exist.</summary>
    private static async Task<AgentState> Change(Guid id, HttpContext http, Db db, Dispatcher dispatcher, AgentStates states, Func<DispatchTurn, Task> change, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var agent = await db.Set<Agent>().Where(a => a.ShopId == by.ShopId && a.Id == id && a.SuspendedAt == null).Select(a => new { a.Company }).SingleOrDefaultAsync(cancel);
        if (agent is null || !WallView.MaySee(by, agent.Company))
            throw Refusal.NotFound();
        await dispatcher.Run(by.ShopId, change, cancel);
        return (await states.Of(by.ShopId, [id], cancel)).Single();
    }

    /// <summary>Each by itself: what cannot be moved says why and the rest goes on. They share the desk's turns.</summary>
    private static async Task<Moves> Move(MovesRequest request, HttpContext http, Db db, HandOver handOver, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var ids = request.ConversationIds?.Distinct().ToList() ?? [];
        if (ids.Count is 0 or > MovesAtOnce)
            throw Refusal.Invalid("conversationIds");
        var to = ConversationRoutes.Target(request.To);
        if (request.Reason is not { Length: > 0 and <= 100 } reason)
            throw Refusal.Invalid("reason");
        var visible = (await db.Set<Conversation>().VisibleTo(agent, db).Where(c => ids.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancel)).ToHashSet();
        var codes = await Task.WhenAll(ids.Select(async id => (Id: id, Code: visible.Contains(id) ? await Try(id) : "not_found")));
        return new([.. codes.Where(c => c.Code is null).Select(c => c.Id)], [.. codes.Where(c => c.Code is not null).Select(c => new RefusedMove(c.Id, c.Code!))]);

        async Task<string?> Try(Guid id)
        {
            try
            {
                await handOver.Transfer(http, id, to, reason, null, request.Force, cancel);
                return null;
            }
            catch (RuleViolation rule)
            {
                return rule.Code;
            }
            catch (Refusal refusal)
            {
                return refusal.Code;
            }
        }
    }
}
