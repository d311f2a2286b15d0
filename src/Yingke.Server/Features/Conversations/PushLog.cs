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
    // Looks at a closed log until it is followed no more: a minute.
    private const int Rest = 60;
    private static readonly HashSet<long> NothingRecalled = [];
    private readonly ConcurrentDictionary<Guid, Cursor> cursors = new();
    private readonly IHubContext<DeskHub> desk;
    private readonly IHubContext<VisitorHub> visitors;
    private readonly Audiences audiences;
    private readonly IServiceScopeFactory scopes;
    private readonly EntryViews views;
    private readonly ShopDirectory shops;
    private readonly Signals signals;
    private readonly Connections connections;
    private readonly ViewerBoard board;

    public PushLog(IHubContext<DeskHub> desk, IHubContext<VisitorHub> visitors, Audiences audiences, IServiceScopeFactory scopes,
        EntryViews views, ShopDirectory shops, Signals signals, NodeListener listener, Connections connections, ViewerBoard board)
    {
        (this.desk, this.visitors, this.audiences, this.scopes, this.views, this.shops, this.signals, this.connections, this.board) = (desk, visitors, audiences, scopes, views, shops, signals, connections, board);
        signals.SubscribeRuns<LogMoved>(OfRun);
        signals.Subscribe<Told>(Tell);
        listener.Reconnected += () => Heal(atOnce: true);
    }

    private sealed class Cursor(Guid shopId)
    {
        public Guid ShopId { get; } = shopId;
        public long Pushed { get; set; }

        /// <summary>The head at the last look: what is still missing of it by the next look will not come by itself.</summary>
        public long Seen { get; set; }

        /// <summary>At how many looks its conversation was found closed and all of it pushed.</summary>
        public int Rested { get; set; }
    }

    /// <summary>In a rush many rows have moved by the next look: the first that is wanted brings them all, as each of them is by then.</summary>
    private Func<LogMoved, Task> OfRun(IReadOnlyList<LogMoved> run)
    {
        var rows = new Lazy<Task<Dictionary<Guid, ConversationRow>>>(() => ReadRows(run));
        return moved => Push(moved, rows);
    }

    private async Task<Dictionary<Guid, ConversationRow>> ReadRows(IReadOnlyList<LogMoved> run)
    {
        var rows = new Dictionary<Guid, ConversationRow>();
        await using var scope = scopes.CreateAsyncScope();
        foreach (var shop in run.Where(moved => NeedsRow(moved) && StaffHere(moved)).GroupBy(moved => moved.ShopId, moved => moved.ConversationId))
            foreach (var row in await scope.ServiceProvider.GetRequiredService<Rows>().Load(shop.Key, null, [.. shop.Distinct()], CancellationToken.None))
                rows.Add(row.Id, row);
        return rows;
    }

    private bool StaffHere(LogMoved moved) => Readers(moved).Any(audiences.Has) || (ConcernsDesks(moved) && audiences.Has(Audiences.Desk(moved.ShopId)));

    private async Task Push(LogMoved moved, Lazy<Task<Dictionary<Guid, ConversationRow>>> rows)
    {
        var staffHere = StaffHere(moved);
        var buyer = Audiences.Buyer(moved.BuyerId);
        var buyerHere = audiences.Has(buyer);
        if (!staffHere && !buyerHere)
        {
            cursors.TryRemove(moved.ConversationId, out _);
            return;
        }
        var cursor = cursors.GetOrAdd(moved.ConversationId, _ => new Cursor(moved.ShopId));
        if (moved.To <= cursor.Pushed)
            return;
        var (entries, recalled) = await Entries(moved, cursor.Pushed);
        cursor.Pushed = Math.Max(cursor.Pushed, entries.Count > 0 ? entries[^1].Seq : moved.To);
        if (staffHere)
            await ToStaff(moved, rows, entries, recalled);
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

    private async Task ToStaff(LogMoved moved, Lazy<Task<Dictionary<Guid, ConversationRow>>> rows, IReadOnlyList<Entry> entries, IReadOnlySet<long> recalled)
    {
        if (NeedsRow(moved) && (await rows.Value).TryGetValue(moved.ConversationId, out var row))
            await ToDesks(moved, row);
        if (moved.RowChanged)
            await EndViews(moved);
        if (entries.Count == 0)
            return;
        var patch = moved.Head is { } head && !ConcernsDesks(moved) ? await Patch(moved, head) : null;
        await Send(Readers(moved), [], "entries", moved.ConversationId, await views.ForStaff(moved.ShopId, entries, recalled, CancellationToken.None), entries[^1].Seq, patch);
    }

    /// <summary>
    /// The row to whoever may read the conversation. The other desks only need to know that it is no longer in the queue, or no longer theirs:
    /// what was said in it is not for them.
    /// </summary>
    private async Task ToDesks(LogMoved moved, ConversationRow row)
    {
        var readers = Readers(moved);
        if (ConcernsDesks(moved))
        {
            readers = [.. readers, Audiences.Supervisors(moved.ShopId)];
            if (row.State is ConversationState.Queued or ConversationState.Offline)
                readers = [.. readers, Audiences.Desk(moved.ShopId)];
            else if (row.Agent is { } agent)
                readers = [.. readers, Audiences.SupervisorsOf(moved.ShopId, await shops.CompanyOf(moved.ShopId, agent.Id, CancellationToken.None))];
        }
        var told = new HashSet<string>();
        await Send(readers, told, "conversation", row);
        if (moved.RowChanged)
            await Send([.. Former(moved), Audiences.Desk(moved.ShopId)], told, "conversation", row with { Last = null, Product = null, Order = null, Rating = null });
    }

    /// <summary>Who looked on but may no longer read it, now that it has another agent or state, hears nothing further.</summary>
    private async Task EndViews(LogMoved moved)
    {
        var view = Audiences.View(moved.ConversationId);
        if (!audiences.Has(view))
            return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        foreach (var connection in audiences.Members(view))
        {
            if (connections.Find(connection) is { } agent && await db.Set<Conversation>().VisibleTo(agent, db).AnyAsync(c => c.Id == moved.ConversationId))
                continue;
            audiences.Left(view, connection);
            await board.Leave(connection);
        }
    }

    /// <summary>Once to each connection, in however many of the groups it is; not to those that were <paramref name="told"/> already.</summary>
    private async Task Send(IEnumerable<string> groups, HashSet<string> told, string method, params object?[] arguments)
    {
        foreach (var group in groups.Where(audiences.Has))
        {
            await (told.Count == 0 ? desk.Clients.Group(group) : desk.Clients.GroupExcept(group, [.. told])).SendCoreAsync(method, arguments);
            told.UnionWith(audiences.Members(group));
        }
    }

    private async Task<RowPatch> Patch(LogMoved moved, LogHead head)
    {
        var shop = await shops.Shop(moved.ShopId, CancellationToken.None);
        var last = head.LastSeq is { } seq ? new LastMessage(seq, EntryViews.Kind(head.LastKind!.Value), head.LastFrom!.Value, head.LastText, head.LastAt!.Value) : null;
        return new(head.Seq, head.WaitingSince, Rows.DueAt(shop, ConversationState.Active, moved.Channel, head.WaitingSince, null), last);
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
        await Send(here, [], told.Method, arguments);
        await visitors.Clients.Groups(here).SendCoreAsync(told.Method, arguments);
    }

    /// <summary>
    /// While the node was deaf, logs may have moved: everything it has pushed before is looked at again. Unless it must be
    /// <paramref name="atOnce"/>, what moved since the last look is left alone: its push is on its way.
    /// </summary>
    private async Task CatchUp(bool atOnce)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        foreach (var chunk in cursors.Chunk(500))
        {
            var ids = chunk.Select(c => c.Key).ToList();
            var shopIds = chunk.Select(c => c.Value.ShopId).Distinct().ToList();
            var heads = await db.Set<Conversation>().AsNoTracking().Where(c => shopIds.Contains(c.ShopId) && ids.Contains(c.Id))
                .Select(c => new { c.ShopId, c.Id, c.HeadSeq, c.BuyerId, c.AgentId, c.State }).ToListAsync();
            foreach (var head in heads)
            {
                if (!cursors.TryGetValue(head.Id, out var cursor))
                    continue;
                if (head.HeadSeq <= cursor.Pushed)
                    cursor.Rested = head.State == ConversationState.Closed ? cursor.Rested + 1 : 0;
                if (cursor.Rested > Rest)
                    cursors.TryRemove(new(head.Id, cursor));
                else if (cursor.Pushed < (atOnce ? head.HeadSeq : Math.Min(head.HeadSeq, cursor.Seen)))
                    signals.Deliver(new LogMoved(head.ShopId, head.Id, cursor.Pushed + 1, head.HeadSeq, head.BuyerId, head.AgentId, null, true));
                cursor.Seen = head.HeadSeq;
            }
        }
    }

    /// <summary>The heads of what concerns somebody here, looked at now and then: a notification that got lost delays a push by seconds, no more.</summary>
    public Task Heal() => Heal(atOnce: false);

    private async Task Heal(bool atOnce)
    {
        await CatchUp(atOnce);
        await using var scope = scopes.CreateAsyncScope();
        foreach (var lost in await scope.ServiceProvider.GetRequiredService<SilentMoves>().Find(cursors.ContainsKey))
            signals.Deliver(lost);
    }

    /// <summary>Not where only messages came whose waiting clock is known: that is a patch of the row.</summary>
    private static bool NeedsRow(LogMoved moved) => moved.Head is null || ConcernsDesks(moved);

    /// <summary>What waits is on every desk, so that what its buyer writes is too; else only who serves it and what became of it.</summary>
    private static bool ConcernsDesks(LogMoved moved) => moved.RowChanged || moved.AgentId is null;

    private static string[] Readers(LogMoved moved) =>
        moved.AgentId is { } agent ? [Audiences.Agent(agent), Audiences.View(moved.ConversationId)] : [Audiences.View(moved.ConversationId)];

    private static string[] Former(LogMoved moved) =>
        moved.FormerAgentId is { } former && former != moved.AgentId ? [Audiences.Agent(former)] : [];
}
