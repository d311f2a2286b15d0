using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Buyers;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Hotline;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Hotline;

/// <summary>The shop's calls, the latest first.</summary>
internal static class FindCalls
{
    private const int LongestDays = 366;

    /// <summary>A call that nobody ended does not ring for ever.</summary>
    private static readonly TimeSpan Live = TimeSpan.FromHours(2);

    public sealed record CallPage(IReadOnlyList<CallRow> Items, string? Next, CallCounts Counts);

    /// <summary>Of all that the filters leave, whatever their state.</summary>
    public sealed record CallCounts(int All, int Answered, int Missed, int Abandoned);

    public sealed record CurrentCalls(IReadOnlyList<CallRow> Items);

    public sealed record CallAgents(IReadOnlyList<NamedAgent> Items);

    public static async Task<CallPage> Handle(
        HttpContext http, Db db, ShopDirectory shops, CallViews views, CancellationToken cancel, Word<CallState>? state = null, Guid? agentId = null, Guid? buyerId = null, DateOnly? from = null, DateOnly? to = null,
        Word<CallSurvey>? survey = null, bool mine = false, bool unnoted = false, string? q = null, Guid? before = null, int limit = 50)
    {
        var agent = http.Agent()!;
        var size = Paging.Limit(limit, 200);
        if (q is { Length: > 60 })
            throw Refusal.Invalid("q");
        var some = db.Set<Call>().Where(c => c.ShopId == agent.ShopId);
        some = Within(some, from, to, (await shops.Shop(agent.ShopId, cancel)).Zone);
        if (mine)
            some = some.Where(c => c.AgentId == agent.AgentId);
        if (agentId is not null)
            some = some.Where(c => c.AgentId == agentId);
        if (buyerId is not null)
            some = some.Where(c => c.BuyerId == buyerId);
        if (survey is { Value: var said })
            some = some.Where(c => c.Survey == said);
        if (unnoted)
            some = some.Where(c => c.State == CallState.Answered && c.NotedAt == null);
        if (!string.IsNullOrWhiteSpace(q))
            some = Matching(some, db, agent.ShopId, q.Trim());
        var counts = await some.GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        if (state is { Value: var standing })
            some = some.Where(c => c.State == standing);
        if (before is { } cursor)
        {
            var last = await db.Set<Call>().Where(c => c.ShopId == agent.ShopId && c.Id == cursor).Select(c => (DateTimeOffset?)c.QueuedAt).SingleOrDefaultAsync(cancel) ?? throw Refusal.Invalid("before");
            some = some.Where(c => c.QueuedAt < last || c.QueuedAt == last && c.Id.CompareTo(cursor) < 0);
        }
        var page = Paging.Of(await some.OrderByDescending(c => c.QueuedAt).ThenByDescending(c => c.Id).Take(size + 1).ToListAsync(cancel), size, c => c.Id);
        int In(CallState one) => counts.GetValueOrDefault(one);
        return new(await views.Rows(agent.ShopId, page.Items, cancel), page.Next, new(counts.Values.Sum(), In(CallState.Answered), In(CallState.Missed), In(CallState.Abandoned)));
    }

    /// <summary>What rings for this agent or is talked about now: what the page reads when it opens or was away.</summary>
    public static async Task<CurrentCalls> Mine(HttpContext http, Db db, CallViews views, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var since = time.Now() - Live;
        var engaged = db.Set<Engagement>().Where(e => e.ShopId == agent.ShopId && e.AgentId == agent.AgentId).Select(e => e.CallId);
        var calls = await db.Set<Call>().Where(c => c.ShopId == agent.ShopId && engaged.Contains(c.Id) && c.EndedAt == null && c.HeardAt > since).OrderByDescending(c => c.QueuedAt).Take(10).ToListAsync(cancel);
        return new(await views.Rows(agent.ShopId, calls, cancel));
    }

    /// <summary>Whom calls can have rung for: those with a telephone, and those who have calls from before.</summary>
    public static async Task<CallAgents> Agents(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var calls = db.Set<Call>().Where(c => c.ShopId == shopId);
        return new(await db.Set<Agent>().Where(a => a.ShopId == shopId && (a.Extension != null && a.SuspendedAt == null || calls.Any(c => c.AgentId == a.Id)))
            .OrderBy(a => a.Name).Take(500).Select(a => new NamedAgent(a.Id, a.Name)).ToListAsync(cancel));
    }

    private static IQueryable<Call> Within(IQueryable<Call> calls, DateOnly? from, DateOnly? to, TimeZoneInfo zone)
    {
        if (from is null && to is null)
            return calls;
        var first = from ?? to!.Value;
        var last = to ?? first;
        if (last < first || last.DayNumber - first.DayNumber >= LongestDays || first.Year < 2000 || last.Year > 2200)
            throw Refusal.Invalid("from", $"1–{LongestDays} days");
        var (start, end) = (LocalDay.Start(first, zone), LocalDay.End(last, zone));
        return calls.Where(c => c.QueuedAt >= start && c.QueuedAt < end);
    }

    /// <summary>A whole number, or the buyer's name: parts of a number are not looked for, for whoever may not see it could find it out so.</summary>
    private static IQueryable<Call> Matching(IQueryable<Call> calls, Db db, Guid shopId, string words)
    {
        if (Phone.Key(words) is { } number)
            return calls.Where(c => c.Phone == number);
        var pattern = "%" + words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
        var buyers = db.Set<Buyer>().Where(b => b.ShopId == shopId && EF.Functions.Like(b.Name, pattern, @"\")).Select(b => (Guid?)b.Id);
        return calls.Where(c => buyers.Contains(c.BuyerId));
    }
}
