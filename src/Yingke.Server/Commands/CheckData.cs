using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Conversations.Files;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Commands;

/// <summary>
/// Looks whether what is stored is what the guarantees say: logs without gap or duplicate, heads that follow from their logs, one open conversation
/// per buyer, one holder per conversation, files that are there, refunds that add up (spec: guarantees.md).
/// </summary>
internal sealed class CheckData(Db db, FileStore files)
{
    private const int PageSize = 200;
    private readonly List<string> problems = [];
    private readonly List<string> notes = [];

    public sealed record Outcome(long Conversations, long Entries, IReadOnlyList<string> Problems, IReadOnlyList<string> Notes);

    public async Task<Outcome> Run(CancellationToken cancel)
    {
        var (conversations, entries) = (0L, 0L);
        await using var snapshot = await db.Dialect.BeginSnapshot(db, cancel);
        foreach (var shop in await db.Set<Shop>().ToListAsync(cancel))
        {
            await foreach (var (conversation, log) in Logs(shop, cancel))
            {
                conversations++;
                entries += log.Count;
                Log(shop, conversation, log);
            }
            await Holders(shop, cancel);
            await Files(shop, cancel);
            problems.AddRange(await CheckRefunds.Run(db, shop, cancel));
            var stray = await db.Set<Entry>().Where(e => e.ShopId == shop.Id && !db.Set<Conversation>().Any(c => c.ShopId == shop.Id && c.Id == e.ConversationId)).CountAsync(cancel);
            Must(stray == 0, $"{shop.Code}: {stray} entries belong to no conversation");
        }
        return new(conversations, entries, problems, notes);
    }

    private async IAsyncEnumerable<(Conversation, List<Entry>)> Logs(Shop shop, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var after = Guid.Empty;
        while (true)
        {
            var page = await db.Set<Conversation>().Where(c => c.ShopId == shop.Id && c.Id.CompareTo(after) > 0).OrderBy(c => c.Id).Take(PageSize).ToListAsync(cancel);
            if (page.Count == 0)
                yield break;
            after = page[^1].Id;
            var ids = page.ConvertAll(c => c.Id);
            var logs = (await db.Set<Entry>().Where(e => e.ShopId == shop.Id && ids.Contains(e.ConversationId)).OrderBy(e => e.ConversationId).ThenBy(e => e.Seq).ToListAsync(cancel)).ToLookup(e => e.ConversationId);
            foreach (var conversation in page)
                yield return (conversation, [.. logs[conversation.Id]]);
        }
    }

    private void Log(Shop shop, Conversation conversation, List<Entry> log)
    {
        var name = $"{shop.Code}: conversation {conversation.Id}";
        Must(log.Select(e => e.Seq).SequenceEqual(Enumerable.Range(1, log.Count).Select(i => (long)i)), $"{name}: the seqs are not 1 to {log.Count}");
        var head = new LogHead();
        Guid? serving = null;
        foreach (var entry in log)
        {
            serving = entry.Kind switch { EntryKind.Assigned when serving is null || conversation.IsOpen || entry.At <= conversation.ClosedAt => entry.Details?.AgentId, EntryKind.Requeued => null, _ => serving };
            head = head.After(entry, serving);
        }
        Must(head == new LogHead(conversation.HeadSeq, conversation.WaitingSince, conversation.LastBuyerAt, conversation.LastSeq, conversation.LastKind, conversation.LastFrom, conversation.LastText, conversation.LastAt),
            $"{name}: the head is not what its log says");
        Must((conversation.State == ConversationState.Closed) == (conversation.ClosedAt is not null), $"{name}: state and time of the close disagree");
        Must(conversation.State != ConversationState.Active || conversation.AgentId is not null, $"{name}: active without an agent");
    }

    private async Task Holders(Shop shop, CancellationToken cancel)
    {
        var twice = await db.Set<Conversation>().Where(c => c.ShopId == shop.Id && c.State != ConversationState.Closed).GroupBy(c => c.BuyerId).Where(g => g.Count() > 1).CountAsync(cancel);
        Must(twice == 0, $"{shop.Code}: {twice} buyers have more than one open conversation");
        var held = (await db.Set<Assignment>().Where(a => a.ShopId == shop.Id && a.EndedAt == null).Select(a => new { a.ConversationId, a.AgentId }).ToListAsync(cancel)).ToLookup(a => a.ConversationId, a => a.AgentId);
        var active = await db.Set<Conversation>().Where(c => c.ShopId == shop.Id && c.State == ConversationState.Active).Select(c => new { c.Id, AgentId = c.AgentId!.Value }).ToListAsync(cancel);
        foreach (var conversation in active)
            Must(held[conversation.Id].SequenceEqual([conversation.AgentId]), $"{shop.Code}: conversation {conversation.Id}: its agent is not who holds it");
        var ids = active.Select(c => c.Id).ToHashSet();
        Must(held.All(h => ids.Contains(h.Key)), $"{shop.Code}: somebody holds a conversation that is not active");
        foreach (var agent in await db.Set<Agent>().Where(a => a.ShopId == shop.Id).ToListAsync(cancel))
        {
            // A supervisor may force it; routing never does.
            if (active.Count(c => c.AgentId == agent.Id) is var open && open > agent.Capacity)
                notes.Add($"{shop.Code}: {agent.Name} ({agent.AccountName}) holds {open} conversations, capacity {agent.Capacity}");
        }
    }

    private async Task Files(Shop shop, CancellationToken cancel)
    {
        await foreach (var file in db.Set<StoredFile>().Where(f => f.ShopId == shop.Id && f.ConversationId != null).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var path = new FileInfo(files.PathOf(shop.Id, file.Id));
            Must(path.Exists && path.Length == file.Size, $"{shop.Code}: the file {file.Name} ({file.Id}) is {(path.Exists ? "of another size" : "missing")}");
        }
    }

    private void Must(bool holds, string problem)
    {
        if (!holds)
            problems.Add(problem);
    }
}
