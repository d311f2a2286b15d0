using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations;

/// <summary>Entries as staff and buyers may see them: one place decides what a buyer never gets.</summary>
internal sealed class EntryViews(ShopDirectory shops, FileTickets tickets)
{
    public async Task<List<EntryView>> ForStaff(Guid shopId, IReadOnlyList<Entry> entries, IReadOnlySet<long> recalled, CancellationToken cancel)
    {
        var names = await shops.Names(shopId, cancel);
        return [.. entries.Select(e => new EntryView(
            e.Seq, Kind(e.Kind), e.From, e.At, e.SenderId, Name(e, names), e.ClientId, e.Text, File(e, f => $"/api/v1/files/{f.Id}"),
            e.Details?.Product, e.Details?.Order, Rest(e.Details), recalled.Contains(e.Seq) ? true : null))];
    }

    public async Task<List<EntryView>> ForBuyer(Guid shopId, IReadOnlyList<Entry> entries, IReadOnlySet<long> recalled, CancellationToken cancel)
    {
        var names = await shops.Names(shopId, cancel);
        return [.. entries.Select(e => OfBuyer(e, names, recalled.Contains(e.Seq)))];
    }

    private EntryView OfBuyer(Entry e, IReadOnlyDictionary<Guid, string> names, bool recalled)
    {
        if (e.IsForStaffOnly)
            return new(e.Seq, "hidden", Sender.System, e.At, null, null, null, null, null, null, null, null, null);
        // A buyer knows the agents by name only.
        return new(
            e.Seq, Kind(e.Kind), e.From, e.At, null, e.From == Sender.Agent ? Name(e, names) : null, e.From == Sender.Buyer ? e.ClientId : null,
            recalled ? null : e.Text, recalled ? null : File(e, f => $"/api/v1/files/{f.Id}?t={tickets.For(e.ShopId, f.Id)}"),
            recalled ? null : e.Details?.Product, e.Details?.Order, recalled && e.Kind == EntryKind.Card ? null : ForBuyer(e), recalled ? true : null);
    }

    private static EntryDetails? ForBuyer(Entry e) => e.Details is not { } d ? null : e.Kind switch
    {
        EntryKind.Assigned => new EntryDetails { AgentName = d.AgentName },
        EntryKind.Transferred => new EntryDetails { ToAgentName = d.ToAgentName },
        EntryKind.OfflineMessage => new EntryDetails { DueAt = d.DueAt },
        EntryKind.Closed => new EntryDetails { By = d.By },
        EntryKind.Recall => new EntryDetails { Target = d.Target },
        EntryKind.Card => new EntryDetails { Card = d.Card },
        EntryKind.Text when d.Robot is { } robot => new EntryDetails { Robot = robot.ForBuyer() },
        EntryKind.Rated => new EntryDetails { Stars = d.Stars, Tags = d.Tags, Note = d.Note },
        _ => null,
    };

    /// <summary>File and cards have members of their own.</summary>
    private static EntryDetails? Rest(EntryDetails? details) =>
        details is null ? null : details with { File = null, Product = null, Order = null } is { } rest && rest != new EntryDetails() ? rest : null;

    private static FileView? File(Entry e, Func<FileRef, string> url) =>
        e.Details?.File is { } f ? new(f.Id, f.Name, f.Type, f.Size, f.Width, f.Height, url(f)) : null;

    private static string? Name(Entry e, IReadOnlyDictionary<Guid, string> names) =>
        e.From == Sender.Agent && e.SenderId is { } id ? names.GetValueOrDefault(id) : null;

    public static string Kind(EntryKind kind) => Conventions.Snake(kind.ToString());
}

/// <summary>Reading a conversation's log.</summary>
internal static class LogReads
{
    public const int PageLimit = 500;

    /// <summary>Ascending: what follows <paramref name="after"/>, or the <paramref name="limit"/> entries below <paramref name="before"/>, or the newest.</summary>
    public static async Task<List<Entry>> ReadLog(this Db db, Guid shopId, Guid conversationId, long? after, long? before, int limit, CancellationToken cancel)
    {
        var log = db.Set<Entry>().AsNoTracking().Where(e => e.ShopId == shopId && e.ConversationId == conversationId);
        if (after is { } last)
            return await log.Where(e => e.Seq > last).OrderBy(e => e.Seq).Take(limit).ToListAsync(cancel);
        if (before is { } first)
            log = log.Where(e => e.Seq < first);
        var newest = await log.OrderByDescending(e => e.Seq).Take(limit).ToListAsync(cancel);
        newest.Reverse();
        return newest;
    }

    /// <summary>Seqs of recalled entries of a conversation; few, found by an index of their own.</summary>
    public static async Task<HashSet<long>> Recalled(this Db db, Guid shopId, Guid conversationId, CancellationToken cancel) =>
        [.. (await db.Set<Entry>().AsNoTracking().Where(e => e.ShopId == shopId && e.ConversationId == conversationId && e.Kind == EntryKind.Recall)
            .Select(e => e.Details).ToListAsync(cancel)).Select(d => d!.Target!.Value)];
}
