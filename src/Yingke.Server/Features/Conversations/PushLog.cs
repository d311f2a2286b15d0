using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations;

/// <summary>
/// Turns signals into pushes for who is connected to this node. Pushes of one conversation leave in seq order: a cursor per conversation
/// knows what was last pushed, skips what was and reads from the log what a notification left out.
/// </summary>
internal sealed class PushLog
{
    private static readonly HashSet<long> NothingRecalled = [];
    private readonly ConcurrentDictionary<Guid, Cursor> cursors = new();
    private readonly IHubContext<DeskHub> desk;
    private readonly IHubContext<VisitorHub> visitors;
    private readonly Audiences audiences;
    private readonly IServiceScopeFactory scopes;
    private readonly EntryViews views;
    private readonly ShopDirectory shops;
    private readonly Signals signals;

    public PushLog(IHubContext<DeskHub> desk, IHubContext<VisitorHub> visitors, Audiences audiences, IServiceScopeFactory scopes,
        EntryViews views, ShopDirectory shops, Signals signals, NodeListener listener)
    {
        (this.desk, this.visitors, this.audiences, this.scopes, this.views, this.shops, this.signals) = (desk, visitors, audiences, scopes, views, shops, signals);
        signals.Subscribe<LogMoved>(Push);
        signals.Subscribe<Told>(Tell);
        listener.Reconnected += CatchUp;
    }

    private sealed class Cursor(Guid shopId)
    {
        public Guid ShopId { get; } = shopId;
        public long Pushed { get; set; }
    }

    private async Task Push(LogMoved moved)
    {
        var staff = StaffOf(moved).Where(audiences.Has).ToArray();
        var buyer = Audiences.Buyer(moved.BuyerId);
        var buyerHere = audiences.Has(buyer);
        if (staff.Length == 0 && !buyerHere)
        {
            cursors.TryRemove(moved.ConversationId, out _);
            return;
        }
        var cursor = cursors.GetOrAdd(moved.ConversationId, _ => new Cursor(moved.ShopId));
        if (moved.To <= cursor.Pushed)
            return;
        var (entries, recalled) = await Entries(moved, cursor.Pushed);
        cursor.Pushed = Math.Max(cursor.Pushed, entries.Count > 0 ? entries[^1].Seq : moved.To);
        if (staff.Length > 0)
            await ToStaff(moved, staff, entries, recalled);
        if (buyerHere)
            await ToBuyer(moved, buyer, entries, recalled);
    }

    private async Task<(IReadOnlyList<Entry> Entries, IReadOnlySet<long> Recalled)> Entries(LogMoved moved, long pushed)
    {
        if (moved.Entries is { } known && (pushed == 0 || pushed == moved.From - 1))
            return (known, NothingRecalled);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var entries = await db.ReadLog(moved.ShopId, moved.ConversationId, pushed == 0 ? moved.From - 1 : pushed, null, LogReads.PageLimit, CancellationToken.None);
        return (entries, await db.Recalled(moved.ShopId, moved.ConversationId, CancellationToken.None));
    }

    private async Task ToStaff(LogMoved moved, string[] audience, IReadOnlyList<Entry> entries, IReadOnlySet<long> recalled)
    {
        if (moved.RowChanged || moved.Head is null)
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<Rows>().One(moved.ShopId, null, moved.ConversationId, CancellationToken.None) is { } row)
                await desk.Clients.Groups(audience).SendAsync("conversation", row);
        }
        if (entries.Count == 0)
            return;
        var patch = moved.Head is { } head ? await Patch(moved, head) : new RowPatch(entries[^1].Seq, null, null, null);
        await desk.Clients.Groups(audience).SendAsync("entries", moved.ConversationId, await views.ForStaff(moved.ShopId, entries, recalled, CancellationToken.None), entries[^1].Seq, moved.Head is null ? null : patch);
    }

    private async Task<RowPatch> Patch(LogMoved moved, LogHead head)
    {
        var shop = await shops.Shop(moved.ShopId, CancellationToken.None);
        var last = head.LastSeq is { } seq ? new LastMessage(seq, EntryViews.Kind(head.LastKind!.Value), head.LastFrom!.Value, head.LastText, head.LastAt!.Value) : null;
        return new(head.Seq, head.WaitingSince, Rows.DueAt(shop, ConversationState.Active, Channel.Web, head.WaitingSince, null), last);
    }

    private async Task ToBuyer(LogMoved moved, string audience, IReadOnlyList<Entry> entries, IReadOnlySet<long> recalled)
    {
        if (moved.RowChanged)
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<VisitorViews>().One(moved.ShopId, moved.BuyerId, moved.ConversationId, CancellationToken.None) is { } view)
                await visitors.Clients.Group(audience).SendAsync("conversation", view);
        }
        if (entries.Count > 0)
            await visitors.Clients.Group(audience).SendAsync("entries", moved.ConversationId, await views.ForBuyer(moved.ShopId, entries, recalled, CancellationToken.None), entries[^1].Seq);
    }

    private async Task Tell(Told told)
    {
        var here = told.Audiences.Where(audiences.Has).ToArray();
        if (here.Length == 0)
            return;
        var arguments = told.Arguments.Cast<object?>().ToArray();
        await desk.Clients.Groups(here).SendCoreAsync(told.Method, arguments);
        await visitors.Clients.Groups(here).SendCoreAsync(told.Method, arguments);
    }

    /// <summary>While the node was deaf, logs may have moved: everything it has pushed before is looked at again.</summary>
    private async Task CatchUp()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        foreach (var chunk in cursors.Chunk(500))
        {
            var ids = chunk.Select(c => c.Key).ToList();
            var shopIds = chunk.Select(c => c.Value.ShopId).Distinct().ToList();
            var heads = await db.Set<Conversation>().AsNoTracking().Where(c => shopIds.Contains(c.ShopId) && ids.Contains(c.Id))
                .Select(c => new { c.ShopId, c.Id, c.HeadSeq, c.BuyerId, c.AgentId }).ToListAsync();
            foreach (var head in heads)
            {
                if (cursors.TryGetValue(head.Id, out var cursor) && head.HeadSeq > cursor.Pushed)
                    signals.Deliver(new LogMoved(head.ShopId, head.Id, cursor.Pushed + 1, head.HeadSeq, head.BuyerId, head.AgentId, null, true));
            }
        }
    }

    /// <summary>The heads of what this node pushes, looked at now and then: a notification that got lost delays a push by seconds, no more.</summary>
    public Task Heal() => CatchUp();

    private static IEnumerable<string> StaffOf(LogMoved moved)
    {
        yield return Audiences.View(moved.ConversationId);
        if (moved.AgentId is { } agent)
            yield return Audiences.Agent(agent);
        if (moved.FormerAgentId is { } former && former != moved.AgentId)
            yield return Audiences.Agent(former);
        if (moved.RowChanged)
            yield return Audiences.Desk(moved.ShopId);
    }
}
