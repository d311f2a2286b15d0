using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Routing.Wall;

/// <summary>A conversation of the day as the day's figures see it.</summary>
internal sealed record DayTalk(Guid Id, Guid BuyerId, Guid? AgentId, long Head, bool IsClosed, DateTimeOffset? ClosedAt, DateTimeOffset? LastAt, DateTimeOffset? WaitingSince, Talk Talk);

/// <summary>
/// The conversations of a shop's day, cut into stints, kept between looks: each look reads only logs that moved on since the last one, so
/// that a wall of two hundred agents costs what changed and not what was said all day. Nothing here is stored; what is forgotten is read again.
/// </summary>
internal sealed class DayBook(IServiceScopeFactory scopes, TimeProvider time)
{
    private const int LogsAtOnce = 200;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Guid, ShopBook> books = new();

    private sealed class ShopBook
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public Dictionary<Guid, DayTalk> Talks { get; set; } = [];
        public IReadOnlyCollection<DayTalk> Shown { get; set; } = [];
        public DateTimeOffset Since { get; set; }

        /// <summary>Up to when closed conversations were looked at.</summary>
        public DateTimeOffset Looked { get; set; }
        public long? At { get; set; }
    }

    /// <summary>Everything open, and what closed at or after <paramref name="since"/>; a second old at most.</summary>
    public async Task<IReadOnlyCollection<DayTalk>> Of(Guid shopId, DateTimeOffset since, CancellationToken cancel)
    {
        var book = books.GetOrAdd(shopId, _ => new ShopBook());
        await book.Turn.WaitAsync(cancel);
        try
        {
            if (book.At is not { } at || book.Since != since || time.GetElapsedTime(at) >= Fresh)
                await Look(book, shopId, since, cancel);
            return book.Shown;
        }
        finally
        {
            book.Turn.Release();
        }
    }

    /// <summary>Forgets the books that nobody opens any more.</summary>
    public Task Tidy()
    {
        foreach (var (shopId, _) in books.Where(b => b.Value.At is { } at && time.GetElapsedTime(at) > Unused))
            books.TryRemove(shopId, out _);
        return Task.CompletedTask;
    }

    private async Task Look(ShopBook book, Guid shopId, DateTimeOffset since, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var now = time.Now();
        if (book.Since != since)
            (book.Talks, book.Looked) = ([], since);
        var closedSince = book.Looked;
        var found = await db.Set<Conversation>()
            // With the robot nobody is asked yet.
            .Where(c => c.ShopId == shopId && c.State != ConversationState.Robot && (c.State != ConversationState.Closed || c.ClosedAt >= closedSince))
            .Select(c => new { c.Id, c.BuyerId, c.AgentId, c.HeadSeq, c.State, c.ClosedAt, c.LastAt, c.WaitingSince }).ToListAsync(cancel);
        var moved = found.Where(c => !book.Talks.TryGetValue(c.Id, out var known) || known.Head != c.HeadSeq).ToDictionary(c => c.Id);
        foreach (var chunk in moved.Values.Chunk(LogsAtOnce))
        {
            var logs = await TalkLogs.Read(db, shopId, [.. chunk.Select(c => c.Id)], cancel);
            foreach (var c in chunk)
                book.Talks[c.Id] = new(c.Id, c.BuyerId, c.AgentId, c.HeadSeq, c.State == ConversationState.Closed, c.ClosedAt, c.LastAt, c.WaitingSince, Stints.Of(logs[c.Id]));
        }
        // Commits of a moment ago may bear an earlier instant.
        var looked = now.AddSeconds(-30);
        (book.Since, book.At, book.Looked) = (since, time.GetTimestamp(), looked > since ? looked : since);
        book.Shown = [.. book.Talks.Values.Where(t => !t.IsClosed || t.ClosedAt >= since)];
    }
}
