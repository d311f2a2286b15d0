using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Performance;

/// <summary>
/// Brings the stints up to the logs. A conversation whose log moved on is cut anew from its first entry, by the same function that a rebuild
/// uses, so that what is live is what a rebuild gives. Several may do it at once: none of them replaces what a later look made.
/// </summary>
internal sealed class ProjectStints(Db db, OpenTalks talks, TimeProvider time)
{
    private const int AtOnce = 500;

    /// <summary>Of those that go on, who writes is waited for by people at work.</summary>
    private const int AtOnceLive = 40;

    /// <summary>A shorter log is read anew in no time.</summary>
    private const int Long = 40;

    /// <summary>Nodes' clocks differ, and a transaction may be slow: so far back everything is looked at again.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    /// <param name="Known">Up to where it is in the stints; null if it is not.</param>
    private sealed record Head(Guid Id, Guid BuyerId, Inquiry Inquiry, long Seq, bool IsClosed, long? Known);

    /// <summary>Every shop in turn.</summary>
    public async Task Run(CancellationToken cancel)
    {
        foreach (var shopId in await db.Set<Shop>().Select(s => s.Id).ToListAsync(cancel))
            await CatchUp(shopId, cancel, inPassing: true);
    }

    /// <summary>
    /// All that is committed by now is in the stints afterwards. <paramref name="inPassing"/> leaves an open talk that grew by less than a
    /// quarter for later: cut anew with every few words, a long one would cost the square of its length.
    /// </summary>
    /// <returns>How many conversations had moved on.</returns>
    public async Task<int> CatchUp(Guid shopId, CancellationToken cancel, bool inPassing = false)
    {
        var (now, state) = (time.Now(), await State(shopId, cancel));
        var shop = await db.Set<Shop>().SingleAsync(s => s.Id == shopId, cancel);
        var times = await db.AllServiceTimes(shop, cancel);
        var moved = state.SeenAt is { } seen ? await Moved(shopId, seen - Margin, inPassing, times, cancel) : await Everything(shopId, times, cancel);
        if (state.SeenAt is null || moved > 0 || now - state.SeenAt > Margin / 10)
        {
            using var turn = await db.Dialect.EnterWrite(cancel);
            await db.Set<Projection>().Where(p => p.ShopId == shopId && p.Version == state.Version).ExecuteUpdateAsync(p => p.SetProperty(x => x.SeenAt, now), cancel);
        }
        return moved;
    }

    /// <summary>Cuts every log anew. Reports wait for it, and read the same as before.</summary>
    public async Task<int> Rebuild(Guid shopId, CancellationToken cancel)
    {
        await State(shopId, cancel);
        await db.InTransaction(async () =>
        {
            await db.Set<ProjectedLog>().Where(l => l.ShopId == shopId).ExecuteDeleteAsync(cancel);
            await db.LookAtAllLogs(shopId, cancel);
        }, cancel);
        return await CatchUp(shopId, cancel);
    }

    private async Task<Projection> State(Guid shopId, CancellationToken cancel)
    {
        if (await db.Set<Projection>().SingleOrDefaultAsync(p => p.ShopId == shopId, cancel) is { } known)
            return known;
        db.Add(new Projection { ShopId = shopId });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failure) when (db.Dialect.UniqueViolation(failure) is not null)
        {
            // Another node began it in this moment.
        }
        db.ChangeTracker.Clear();
        return await db.Set<Projection>().SingleAsync(p => p.ShopId == shopId, cancel);
    }

    /// <summary>What was open at the last look, and what was opened, closed or rated since.</summary>
    private async Task<int> Moved(Guid shopId, DateTimeOffset since, bool inPassing, IReadOnlyList<ServiceTimes> times, CancellationToken cancel)
    {
        var (conversations, known) = (db.Set<Conversation>().Where(c => c.ShopId == shopId), db.Set<ProjectedLog>().Where(l => l.ShopId == shopId));
        var open = await known.Where(l => l.IsOpen).Join(conversations, l => l.ConversationId, c => c.Id, (l, c) => new { c.Id, c.HeadSeq, l.Seq })
            .Where(x => x.HeadSeq > x.Seq && (!inPassing || x.HeadSeq - x.Seq >= x.Seq / 4)).Select(x => x.Id).ToListAsync(cancel);
        var behind = conversations.Where(c => !known.Any(l => l.ConversationId == c.Id && l.Seq >= c.HeadSeq));
        var opened = await behind.Where(c => c.OpenedAt >= since && (!inPassing || !known.Any(l => l.ConversationId == c.Id))).Select(c => c.Id).ToListAsync(cancel);
        var closed = await behind.Where(c => c.ClosedAt >= since).Select(c => c.Id).ToListAsync(cancel);
        // From the few ratings to their conversations, never the other way round: those are all that the shop ever had.
        var recent = await db.Set<Rating>().Where(r => r.ShopId == shopId && r.At >= since).Select(r => r.ConversationId).ToListAsync(cancel);
        var rated = recent.Count == 0 ? [] : await behind.Where(c => recent.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancel);
        var all = open.Concat(opened).Concat(closed).Concat(rated).Distinct().ToList();
        foreach (var page in all.Chunk(AtOnceLive))
            await Project(shopId, page, times, cancel);
        return all.Count;
    }

    private async Task<int> Everything(Guid shopId, IReadOnlyList<ServiceTimes> times, CancellationToken cancel)
    {
        var (after, count) = (Guid.Empty, 0);
        while (true)
        {
            var page = await db.Set<Conversation>()
                .Where(c => c.ShopId == shopId && c.Id.CompareTo(after) > 0 && !db.Set<ProjectedLog>().Any(l => l.ShopId == shopId && l.ConversationId == c.Id && l.Seq >= c.HeadSeq))
                .OrderBy(c => c.Id).Select(c => c.Id).Take(AtOnce).ToListAsync(cancel);
            if (page.Count == 0)
                return count;
            (after, count) = (page[^1], count + page.Count);
            await Project(shopId, page, times, cancel);
        }
    }

    private async Task Project(Guid shopId, IReadOnlyCollection<Guid> ids, IReadOnlyList<ServiceTimes> times, CancellationToken cancel, bool anew = false)
    {
        var known = db.Set<ProjectedLog>().Where(l => l.ShopId == shopId && ids.Contains(l.ConversationId));
        // The heads first: what comes between the two reads is in the log but not in the head, and is found again.
        var heads = await db.Set<Conversation>().Where(c => c.ShopId == shopId && ids.Contains(c.Id))
            .Select(c => new Head(c.Id, c.BuyerId, c.Inquiry, c.HeadSeq, c.State == ConversationState.Closed, known.Where(l => l.ConversationId == c.Id).Select(l => (long?)l.Seq).SingleOrDefault()))
            .ToListAsync(cancel);
        var cut = anew ? [] : await GoOn(shopId, heads, known, cancel);
        var logs = await TalkLogs.Read(db, shopId, [.. ids.Where(id => !cut.ContainsKey(id))], cancel);
        foreach (var head in heads.Where(h => !cut.ContainsKey(h.Id)))
        {
            var talk = cut[head.Id] = new GrowingTalk();
            talk.TryAdd([.. logs[head.Id].TakeWhile(e => e.Seq <= head.Seq)]);
        }
        var groups = await GroupsOf(shopId, ids, cancel);
        var rows = heads.ToDictionary(h => h.Id, h => Cut(shopId, h, cut[h.Id].Now(), groups, times));
        List<Guid> missed = [];
        List<Head> fresh = [];
        await db.InTransaction(async () =>
        {
            await Hold(shopId, cancel);
            var later = (await known.ToListAsync(cancel)).ToDictionary(l => l.ConversationId, l => l.Seq);
            // Another node was here between the reads: what it made may be short of this head, and what was gone on with here may lack a piece.
            missed = [.. heads.Where(h => later.TryGetValue(h.Id, out var seq) && seq != h.Known && seq < h.Seq).Select(h => h.Id)];
            fresh = heads.FindAll(h => !later.TryGetValue(h.Id, out var seq) || seq == h.Known);
            var replaced = fresh.ConvertAll(h => h.Id);
            await db.Set<StintRow>().Where(s => s.ShopId == shopId && replaced.Contains(s.ConversationId)).ExecuteDeleteAsync(cancel);
            await db.Set<ProjectedLog>().Where(l => l.ShopId == shopId && replaced.Contains(l.ConversationId)).ExecuteDeleteAsync(cancel);
            await db.BulkInsert(fresh.SelectMany(h => rows[h.Id]).ToList(), cancel);
            await db.BulkInsert(fresh.ConvertAll(h => new ProjectedLog { ShopId = shopId, ConversationId = h.Id, Seq = h.Seq, IsOpen = !h.IsClosed }), cancel);
        }, cancel);
        foreach (var head in fresh.Where(h => !h.IsClosed && h.Seq > Long))
            talks.Keep(head.Id, head.Seq, cut[head.Id]);
        if (missed.Count > 0)
            await Project(shopId, missed, times, cancel, anew: true);
    }

    /// <summary>Those of which this node knows what is in the stints already, with what came since.</summary>
    private async Task<Dictionary<Guid, GrowingTalk>> GoOn(Guid shopId, List<Head> heads, IQueryable<ProjectedLog> known, CancellationToken cancel)
    {
        var growing = new Dictionary<Guid, GrowingTalk>();
        foreach (var head in heads)
        {
            if (head.Known is { } seq && talks.Take(head.Id, seq) is { } talk)
                growing[head.Id] = talk;
        }
        if (growing.Count == 0)
            return growing;
        var ids = growing.Keys.ToList();
        var entries = db.Set<Entry>().Where(e => e.ShopId == shopId);
        var more = await TalkLogs.Read(known.Where(l => ids.Contains(l.ConversationId)).SelectMany(l => entries.Where(e => e.ConversationId == l.ConversationId && e.Seq > l.Seq)), cancel);
        foreach (var head in heads.Where(h => growing.ContainsKey(h.Id)))
        {
            if (!growing[head.Id].TryAdd([.. more[head.Id].TakeWhile(e => e.Seq <= head.Seq)]))
                growing.Remove(head.Id);
        }
        return growing;
    }

    private Task Hold(Guid shopId, CancellationToken cancel) => db.Dialect.IsPostgres
        ? db.Database.SqlQuery<long>($"SELECT version AS \"Value\" FROM projections WHERE shop_id = {shopId} FOR UPDATE").ToListAsync(cancel)
        : Task.CompletedTask;

    /// <summary>By conversation, agent and instant: the membership that the assignment kept.</summary>
    private async Task<Func<Guid, Stint, Groups>> GroupsOf(Guid shopId, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var kept = (await db.Set<Assignment>().Where(a => a.ShopId == shopId && ids.Contains(a.ConversationId)).Select(a => new { a.ConversationId, a.AgentId, a.At, a.Groups }).ToListAsync(cancel))
            .GroupBy(a => (a.ConversationId, a.AgentId, a.At)).ToDictionary(g => g.Key, g => g.First().Groups);
        return (conversation, stint) => kept.GetValueOrDefault((conversation, stint.AgentId, stint.AssignedAt));
    }

    private static List<StintRow> Cut(Guid shopId, Head head, Talk talk, Func<Guid, Stint, Groups> groups, IReadOnlyList<ServiceTimes> times)
    {
        var rows = new List<StintRow>();
        for (var i = 0; i < talk.Stints.Count; i++)
        {
            var stint = talk.Stints[i];
            if (stint.Start is not { } start)
                continue;
            var c = ChatCounts.Of(stint, talk.IsClosed, times);
            rows.Add(new StintRow
            {
                ShopId = shopId, ConversationId = head.Id, Number = i, AgentId = stint.AgentId, Groups = groups(head.Id, stint), BuyerId = head.BuyerId, Inquiry = head.Inquiry,
                AssignedAt = stint.AssignedAt, StartAt = start, Day = LocalDay.Of(start, ServiceTimes.At(times, start).Zone).DayNumber, Receptions = c.Receptions, Turns = c.Turns, Answered = c.Answered,
                ResponseMs = c.ResponseMs, Firsts = c.Firsts, FirstMs = c.FirstMs, Within60 = c.Within60, Within120 = c.Within120, Within180 = c.Within180, NightTurns = c.NightTurns,
                NightOnTime = c.NightOnTime, AgentMessages = c.AgentMessages, BuyerMessages = c.BuyerMessages, Ratings = c.Ratings, GoodRatings = c.GoodRatings,
            });
        }
        return rows;
    }
}

internal static class ProjectionMarks
{
    /// <summary>Within the open transaction: logs moved on in ways that no clock tells of, as an import does.</summary>
    public static Task LookAtAllLogs(this Db db, Guid shopId, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(
        "INSERT INTO projections (shop_id, seen_at, version) VALUES ({0}, NULL, 1) ON CONFLICT (shop_id) DO UPDATE SET seen_at = NULL, version = projections.version + 1",
        [db.Dialect.IsPostgres ? shopId : shopId.ToByteArray(true)], cancel);
}
