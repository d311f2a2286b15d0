using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets.Callbacks;

internal sealed record CallbackRow(
    Guid Id, CallbackCause Cause, NamedAgent Buyer, Guid? ConversationId, Guid? TicketId, long? TicketNumber, NamedAgent? Agent, string? Note, DateOnly Day, DateTimeOffset DueAt, CallbackState State,
    DateTimeOffset? DoneAt, NamedAgent? DoneBy, string? Result, string? Plan, IReadOnlyList<string> Questions, IReadOnlyList<string>? Answers);

internal static class CallbackRoutes
{
    private const int AtMost = 500;
    private const int LongestDays = 92;

    public sealed record CallbackList(DateOnly Today, IReadOnlyList<CallbackRow> Items);

    public sealed record Candidate(Guid Id, string Name, bool Vip, DateTimeOffset? LastTalkAt);

    public sealed record Candidates(IReadOnlyList<Candidate> Items);

    public static void MapCallbacks(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/callbacks").WithTags("callbacks").RequireStaff(Permission.TicketsHandle);
        routes.MapGet("/", List);
        routes.MapPost("/", async (PlanCallbacks.Request request, HttpContext http, PlanCallbacks plan, Db db, ShopDirectory shops, CancellationToken cancel) =>
            Results.Json(await One(await plan.ByHand(http.Agent()!, request, cancel), db, shops, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<CallbackRow>(StatusCodes.Status201Created);
        routes.MapPost("/visits", async (PlanCallbacks.VisitsRequest request, HttpContext http, PlanCallbacks plan, CancellationToken cancel) =>
            Results.Json(await plan.Visits(http.Agent()!, request, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<PlanCallbacks.Planned>(StatusCodes.Status201Created);
        routes.MapGet("/candidates", Find);
        routes.MapPost("/{id:guid}/completion", async (Guid id, SettleCallbacks.Request request, HttpContext http, SettleCallbacks settle, Db db, ShopDirectory shops, CancellationToken cancel) =>
            await One(await settle.Complete(http.Agent()!, id, request, cancel), db, shops, cancel));
        routes.MapPost("/{id:guid}/assignment", async (Guid id, SettleCallbacks.AssignRequest request, HttpContext http, SettleCallbacks settle, Db db, ShopDirectory shops, CancellationToken cancel) =>
            await One(await settle.Assign(http.Agent()!, id, request, cancel), db, shops, cancel));
    }

    /// <summary>Of a day, today unless another is asked for, or of several.</summary>
    private static async Task<CallbackList> List(
        HttpContext http, Db db, ShopDirectory shops, TimeProvider time, CancellationToken cancel, DateOnly? from = null, DateOnly? to = null, Word<CallbackState>? state = null, Guid? buyerId = null, bool mine = false)
    {
        var agent = http.Agent()!;
        var zone = (await shops.Shop(agent.ShopId, cancel)).Zone;
        var today = LocalDay.Of(time.Now(), zone);
        var first = from ?? today;
        var last = to ?? first;
        if (last < first || last.DayNumber - first.DayNumber >= LongestDays || first.Year < 2000 || last.Year > 2200)
            throw Refusal.Invalid("from", $"1–{LongestDays} days");
        var (start, end) = (LocalDay.Start(first, zone), LocalDay.End(last, zone));
        var some = db.Set<Callback>().Where(c => c.ShopId == agent.ShopId && c.DayAt >= start && c.DayAt < end);
        if (state is { Value: var standing })
            some = some.Where(c => c.State == standing);
        if (buyerId is not null)
            some = some.Where(c => c.BuyerId == buyerId);
        var me = agent.AgentId;
        // Of a complaint, which is no ticket, only its officers know.
        if (!agent.May(Permission.ComplaintsDecide))
            some = some.Where(c => c.Cause != CallbackCause.Complaint || c.TicketId != null || c.AgentId == me);
        if (mine)
            some = some.Where(c => c.AgentId == me || c.DoneBy == me);
        var found = await some.OrderBy(c => c.DayAt).ThenBy(c => c.Id).Take(AtMost).ToListAsync(cancel);
        return new(today, await Rows(agent.ShopId, found, db, shops, cancel));
    }

    private static async Task<Candidates> Find(HttpContext http, Db db, TimeProvider time, CancellationToken cancel, string? q = null, bool vip = false, int days = 90, int limit = 100)
    {
        var agent = http.Agent()!;
        var size = Paging.Limit(limit, 500);
        if (q is { Length: > 100 })
            throw Refusal.Invalid("q");
        if (days is < 1 or > 3650)
            throw Refusal.Invalid("days", "1–3650");
        var since = time.Now().AddDays(-days);
        var talks = db.Set<Conversation>().Where(c => c.ShopId == agent.ShopId && c.OpenedAt >= since);
        var buyers = db.Set<Buyer>().Where(b => b.ShopId == agent.ShopId && b.BlockedAt == null && talks.Any(c => c.BuyerId == b.Id));
        if (vip)
            buyers = buyers.Where(b => b.Vip);
        if (!string.IsNullOrWhiteSpace(q))
        {
            var pattern = "%" + q.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
            buyers = buyers.Where(b => EF.Functions.Like(b.Name, pattern, @"\"));
        }
        return new(await buyers.OrderByDescending(b => b.Id).Take(size)
            .Select(b => new Candidate(b.Id, b.Name, b.Vip, talks.Where(c => c.BuyerId == b.Id).Max(c => (DateTimeOffset?)c.OpenedAt))).ToListAsync(cancel));
    }

    private static async Task<CallbackRow> One(Callback callback, Db db, ShopDirectory shops, CancellationToken cancel) => (await Rows(callback.ShopId, [callback], db, shops, cancel))[0];

    private static async Task<List<CallbackRow>> Rows(Guid shopId, IReadOnlyList<Callback> callbacks, Db db, ShopDirectory shops, CancellationToken cancel)
    {
        var zone = (await shops.Shop(shopId, cancel)).Zone;
        var names = await shops.Names(shopId, cancel);
        List<Guid> buyerIds = [.. callbacks.Select(c => c.BuyerId).Distinct()], ticketIds = [.. callbacks.Select(c => c.TicketId).OfType<Guid>().Distinct()], planIds = [.. callbacks.Select(c => c.PlanId).OfType<Guid>().Distinct()];
        var buyers = await db.Set<Buyer>().Where(b => b.ShopId == shopId && buyerIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        var numbers = await db.Set<Ticket>().Where(t => t.ShopId == shopId && ticketIds.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Number, cancel);
        var plans = await db.Set<VisitPlan>().Where(p => p.ShopId == shopId && planIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        NamedAgent? Named(Guid? id) => id is { } known ? new(known, names.GetValueOrDefault(known, "—")) : null;
        return [.. callbacks.Select(c =>
        {
            var plan = c.PlanId is { } id ? plans.GetValueOrDefault(id) : null;
            return new CallbackRow(
                c.Id, c.Cause, new(c.BuyerId, buyers.GetValueOrDefault(c.BuyerId, "—")), c.ConversationId, c.TicketId, c.TicketId is { } ticket && numbers.TryGetValue(ticket, out var number) ? number : null, Named(c.AgentId),
                c.Note, LocalDay.Of(c.DayAt, zone), c.DueAt, c.State, c.DoneAt, Named(c.DoneBy), c.Result, plan?.Title, plan?.Questions ?? [], c.Answers);
        })];
    }
}
