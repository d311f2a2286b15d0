using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Performance;

/// <summary>What is ahead of the stored stints: conversations that moved on, and the rows that they have by now instead of the stored ones.</summary>
internal sealed record AheadStints(IReadOnlyCollection<Guid> Conversations, IReadOnlyCollection<StintRow> Rows)
{
    public static AheadStints None { get; } = new([], []);
}

/// <summary>
/// Brings the stints up to the logs. A conversation whose log moved on is cut anew, by the same function that a rebuild uses, so that what is
/// live is what a rebuild gives. Several may do it at once: none of them replaces what a later look made.
/// </summary>
internal sealed class ProjectStints(Db db, CutTalks cut, IServiceScopeFactory scopes, TimeProvider time)
{
    private const int AtOnce = 1_000;

    /// <summary>Of those that go on, who writes is waited for by people at work.</summary>
    private const int AtOnceLive = 100;

    /// <summary>Nodes' clocks differ, and a transaction may be slow: so far back everything is looked at again.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

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
        var times = await Times(shopId, cancel);
        if (state.SeenAt is not { } seen)
            return await SeenNow(await Everything(shopId, state.Rebuilds, times, cancel));
        var moved = await Moved(shopId, seen - Margin, inPassing, cancel);
        foreach (var page in moved.Chunk(AtOnceLive))
            await Replace(shopId, await cut.Of(shopId, page, times, cancel), cancel);
        // Seldom: the margin covers what lies between.
        return now - seen > Margin / 10 ? await SeenNow(moved.Count) : moved.Count;

        async Task<int> SeenNow(int count)
        {
            using var turn = await db.Dialect.EnterWrite(cancel);
            await db.Set<Projection>().Where(p => p.ShopId == shopId && p.Version == state.Version).ExecuteUpdateAsync(p => p.SetProperty(x => x.SeenAt, now), cancel);
            return count;
        }
    }

    /// <summary>
    /// What a catch-up would store now, for who only looks: nobody at work waits for a look's writing. Where all logs are to be looked at it is stored
    /// nevertheless.
    /// </summary>
    public async Task<AheadStints> Ahead(Guid shopId, CancellationToken cancel)
    {
        if ((await State(shopId, cancel)).SeenAt is not { } seen)
        {
            await CatchUp(shopId, cancel);
            return AheadStints.None;
        }
        var moved = await Moved(shopId, seen - Margin, inPassing: false, cancel);
        if (moved.Count == 0)
            return AheadStints.None;
        var (times, rows) = (await Times(shopId, cancel), new List<StintRow>());
        foreach (var page in moved.Chunk(AtOnce))
            rows.AddRange((await cut.Of(shopId, page, times, cancel)).SelectMany(t => t.Rows));
        return new(moved.ConvertAll(h => h.Id), rows);
    }

    /// <summary>
    /// Cuts every log anew. Reports wait for it, and read the same as before. It begins with one row, however many conversations there are: what was cut before
    /// counts no longer. Stopped anywhere, it is gone on with by the next look.
    /// </summary>
    public async Task<int> Rebuild(Guid shopId, CancellationToken cancel)
    {
        await State(shopId, cancel);
        await db.InTransaction(async () =>
        {
            await db.LookAtAllLogs(shopId, cancel);
            await db.Set<Projection>().Where(p => p.ShopId == shopId).ExecuteUpdateAsync(p => p.SetProperty(x => x.Rebuilds, x => x.Rebuilds + 1), cancel);
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

    private async Task<IReadOnlyList<ServiceTimes>> Times(Guid shopId, CancellationToken cancel) =>
        await db.AllServiceTimes(await db.Set<Shop>().SingleAsync(s => s.Id == shopId, cancel), cancel);

    /// <summary>What was open at the last look, and what was opened, closed or rated since.</summary>
    private async Task<List<TalkHead>> Moved(Guid shopId, DateTimeOffset since, bool inPassing, CancellationToken cancel)
    {
        var (conversations, known) = (db.Set<Conversation>().Where(c => c.ShopId == shopId), db.Set<ProjectedLog>().Where(l => l.ShopId == shopId));
        var open = known.Where(l => l.IsOpen).Join(conversations, l => l.ConversationId, c => c.Id, (l, c) => new { Talk = c, l.Seq })
            .Where(x => x.Talk.HeadSeq > x.Seq && (!inPassing || x.Talk.HeadSeq - x.Seq >= x.Seq / 4)).Select(x => x.Talk);
        var behind = conversations.Where(c => !known.Any(l => l.ConversationId == c.Id && l.Seq >= c.HeadSeq));
        // Those that are known and open were just found.
        var opened = conversations.Where(c => c.OpenedAt >= since && !known.Any(l => l.ConversationId == c.Id));
        var closed = behind.Where(c => c.ClosedAt >= since);
        // From the few ratings to their conversations, never the other way round: those are all that the shop ever had.
        var recent = await db.Set<Rating>().Where(r => r.ShopId == shopId && r.At >= since).Select(r => r.ConversationId).ToListAsync(cancel);
        var found = new Dictionary<Guid, TalkHead>();
        foreach (var some in recent.Count == 0 ? [open, opened, closed] : new[] { open, opened, closed, behind.Where(c => recent.Contains(c.Id)) })
        {
            foreach (var head in await Heads(some).ToListAsync(cancel))
                found.TryAdd(head.Id, head);
        }
        return [.. found.Values];
    }

    private static IQueryable<TalkHead> Heads(IQueryable<Conversation> conversations) =>
        conversations.Select(c => new TalkHead(c.Id, c.BuyerId, c.Inquiry, c.HeadSeq, c.State == ConversationState.Closed));

    /// <summary>While one page is stored, the next is read and cut: the two wait for the database in turn, and no more of the logs is ever held than these.</summary>
    private async Task<int> Everything(Guid shopId, long rebuild, IReadOnlyList<ServiceTimes> times, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pages = System.Threading.Channels.Channel.CreateBounded<List<CutTalk>>(1);
        var reading = Task.Run(() => ReadAhead(shopId, rebuild, times, pages.Writer, stop.Token), CancellationToken.None);
        try
        {
            var count = 0;
            await foreach (var page in pages.Reader.ReadAllAsync(cancel))
            {
                await Replace(shopId, page, cancel);
                count += page.Count;
            }
            return count;
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>In the order of their ids; how far each is stored is asked by its id, so that no plan ever joins all that there is.</summary>
    private async Task ReadAhead(Guid shopId, long rebuild, IReadOnlyList<ServiceTimes> times, ChannelWriter<List<CutTalk>> pages, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var (beside, cutBeside) = (scope.ServiceProvider.GetRequiredService<Db>(), scope.ServiceProvider.GetRequiredService<CutTalks>());
            var after = Guid.Empty;
            while (true)
            {
                var page = await Heads(beside.Set<Conversation>().Where(c => c.ShopId == shopId && c.Id.CompareTo(after) > 0).OrderBy(c => c.Id).Take(AtOnce)).ToListAsync(cancel);
                if (page.Count == 0)
                    break;
                after = page[^1].Id;
                var known = await Logs(beside, shopId, page.ConvertAll(h => h.Id)).Where(l => l.Rebuild >= rebuild).ToDictionaryAsync(l => l.ConversationId, l => l.Seq, cancel);
                var behind = page.FindAll(h => !known.TryGetValue(h.Id, out var seq) || seq < h.Seq);
                if (behind.Count > 0)
                    await pages.WriteAsync(await cutBeside.Of(shopId, behind, times, cancel), cancel);
            }
            pages.Complete();
        }
        catch (Exception failure)
        {
            // Who stores hears of it.
            pages.Complete(failure);
        }
    }

    /// <summary>Between the first and the last of them: what the planner takes for a small table it would read whole for a mere list.</summary>
    private static IQueryable<ProjectedLog> Logs(Db db, Guid shopId, List<Guid> ids)
    {
        var (first, last) = (ids.Min(), ids.Max());
        return db.Set<ProjectedLog>().Where(l => l.ShopId == shopId && l.ConversationId.CompareTo(first) >= 0 && l.ConversationId.CompareTo(last) <= 0 && ids.Contains(l.ConversationId));
    }

    private IQueryable<StintRow> StintsOf(Guid shopId, List<Guid> ids)
    {
        var (first, last) = (ids.Min(), ids.Max());
        return db.Set<StintRow>().Where(s => s.ShopId == shopId && s.ConversationId.CompareTo(first) >= 0 && s.ConversationId.CompareTo(last) <= 0 && ids.Contains(s.ConversationId));
    }

    private Task Replace(Guid shopId, IReadOnlyCollection<CutTalk> talks, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var rebuild = await Hold(shopId, cancel);
        // Another may have been here between the reads, with a later head.
        var known = await Logs(db, shopId, [.. talks.Select(t => t.Head.Id)]).ToDictionaryAsync(l => l.ConversationId, cancel);
        var fresh = talks.Where(t => !known.TryGetValue(t.Head.Id, out var log) || log.Seq < t.Head.Seq || (log.Seq == t.Head.Seq && log.Rebuild < rebuild)).ToList();
        if (fresh.Count == 0)
            return;
        if (known.Count > 0)
            await Logs(db, shopId, fresh.ConvertAll(t => t.Head.Id)).ExecuteDeleteAsync(cancel);
        // What reads the same as before stays: to write it again would touch a page of each index for every row, and a rebuild finds nearly all of them as they should be.
        var stored = (await StintsOf(shopId, fresh.ConvertAll(t => t.Head.Id)).ToListAsync(cancel)).ToLookup(s => s.ConversationId);
        var changed = fresh.FindAll(t => !stored[t.Head.Id].OrderBy(s => s.Number).SequenceEqual(t.Rows));
        if (changed.FindAll(t => stored.Contains(t.Head.Id)).ConvertAll(t => t.Head.Id) is { Count: > 0 } replaced)
            await StintsOf(shopId, replaced).ExecuteDeleteAsync(cancel);
        await db.BulkInsert([.. changed.SelectMany(t => t.Rows)], cancel);
        await db.BulkInsert(fresh.ConvertAll(t => new ProjectedLog { ShopId = shopId, ConversationId = t.Head.Id, Seq = t.Head.Seq, IsOpen = !t.Head.IsClosed, Rebuild = rebuild }), cancel);
    }, cancel);

    /// <returns>The rebuild that is under way or was the last.</returns>
    private async Task<long> Hold(Guid shopId, CancellationToken cancel) => db.Dialect.IsPostgres
        ? (await db.Database.SqlQuery<long>($"SELECT rebuilds AS \"Value\" FROM projections WHERE shop_id = {shopId} FOR UPDATE").ToListAsync(cancel))[0]
        : await db.Set<Projection>().Where(p => p.ShopId == shopId).Select(p => p.Rebuilds).SingleAsync(cancel);
}

internal static class ProjectionMarks
{
    /// <summary>Within the open transaction: logs moved on in ways that no clock tells of, as an import does.</summary>
    public static Task LookAtAllLogs(this Db db, Guid shopId, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(
        "INSERT INTO projections (shop_id, seen_at, version) VALUES ({0}, NULL, 1) ON CONFLICT (shop_id) DO UPDATE SET seen_at = NULL, version = projections.version + 1",
        [db.Dialect.IsPostgres ? shopId : shopId.ToByteArray(true)], cancel);
}
