using System.Text;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.History;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>Writes everything that the history format knows of a shop, as it stood when the export began, in flat memory.</summary>
internal sealed class ExportHistory(Db db)
{
    private const int PageSize = 200;

    public async Task<long> Write(Guid shopId, Stream to, CancellationToken cancel)
    {
        await using var snapshot = await db.Dialect.BeginSnapshot(db, cancel);
        var shop = await db.Set<Shop>().AsNoTracking().SingleAsync(s => s.Id == shopId, cancel);
        await using var text = new StreamWriter(to, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var zone = shop.Zone;
        var count = 0L;
        async Task Add(HistoryLine line)
        {
            count++;
            await text.WriteLineAsync(line.Write(zone).AsMemory(), cancel);
        }

        await Add(StoredLines.Of(shop));
        var agents = await db.Set<Agent>().AsNoTracking().Where(a => a.ShopId == shopId).OrderBy(a => a.Id).ToListAsync(cancel);
        // Every shop has an owner of its own: one of whom the history does not speak would be one more wherever it is imported.
        foreach (var agent in agents.Where(a => !a.IsOwner))
            await Add(StoredLines.Of(agent));
        await foreach (var buyer in db.Set<Buyer>().AsNoTracking().Where(b => b.ShopId == shopId).OrderBy(b => b.Id).AsAsyncEnumerable().WithCancellation(cancel))
            await Add(StoredLines.Of(buyer));
        await OrderHistory.Write(db, shopId, Add, cancel);
        var names = agents.ToDictionary(a => a.Id, a => StoredLines.Id(a.SourceId, a.Id));
        var spoken = await AftersaleHistory.Write(db, shopId, names, Add, cancel);
        spoken.UnionWith(await Conversations(shopId, agents, Add, cancel));
        spoken.UnionWith(await TicketHistory.Write(db, shopId, Add, cancel));
        spoken.UnionWith(await CallHistory.Write(db, shopId, Add, cancel));
        spoken.UnionWith(await InspectionHistory.Write(db, shopId, Add, cancel));
        foreach (var owner in agents.Where(a => a.IsOwner && spoken.Contains(StoredLines.Id(a.SourceId, a.Id))))
            await Add(StoredLines.Of(owner));
        return count;
    }

    /// <summary>Their lines; the answer names the agents who occur in them.</summary>
    private async Task<HashSet<string>> Conversations(Guid shopId, List<Agent> agents, Func<HistoryLine, Task> add, CancellationToken cancel)
    {
        var names = agents.ToDictionary(a => a.Id, a => StoredLines.Id(a.SourceId, a.Id));
        var spoken = new HashSet<string>();
        var after = Guid.Empty;
        while (true)
        {
            var page = await db.Set<Conversation>().AsNoTracking().Where(c => c.ShopId == shopId && c.Id.CompareTo(after) > 0).OrderBy(c => c.Id).Take(PageSize).ToListAsync(cancel);
            if (page.Count == 0)
                return spoken;
            after = page[^1].Id;
            var lines = await StoredLines.Read(db, shopId, page, names, cancel);
            foreach (var line in page.SelectMany(c => lines[c.Id]))
            {
                if (line is AssignLine assign)
                    spoken.Add(assign.Agent);
                else if (line is MessageLine { Agent: { } agent })
                    spoken.Add(agent);
                await add(line);
            }
        }
    }
}
