using System.Collections.Concurrent;
using Yingke.Domain.Campaigns;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Orders;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Push;

namespace Yingke.Server.Features.Campaigns;

/// <summary>
/// The paid orders of campaigns that somebody looks at, each with whom it counts for, kept between looks: an order that moved costs a look at its
/// buyer and not at a hundred thousand others. Nothing here is stored; what is forgotten is read again, and everything is read anew every two
/// minutes beside the looks, which finds what came without a word: imports, and talks that were cut late.
/// </summary>
internal sealed class StandingBooks : IDisposable
{
    private static readonly TimeSpan Anew = TimeSpan.FromMinutes(2);
    public static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<Guid, Book> books = new();
    private readonly IServiceScopeFactory scopes;
    private readonly ShopDirectory shops;
    private readonly TimeProvider time;
    private readonly ILogger<StandingBooks> log;
    private readonly CancellationTokenSource ending = new();

    public StandingBooks(IServiceScopeFactory scopes, ShopDirectory shops, Signals signals, TimeProvider time, ILogger<StandingBooks> log)
    {
        (this.scopes, this.shops, this.time, this.log) = (scopes, shops, time, log);
        signals.Subscribe<Told>(told =>
        {
            if (OrderRows.BuyerOf(told) is { } buyer)
                Note(told.ShopId, buyer);
            return Task.CompletedTask;
        });
    }

    private sealed class Book(Guid shopId, DateTimeOffset start, DateTimeOffset end)
    {
        public Guid ShopId => shopId;
        public DateTimeOffset Start => start;
        public DateTimeOffset End => end;
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public Dictionary<Guid, Credit[]>? ByBuyer { get; set; }
        public ConcurrentDictionary<Guid, byte> Moved { get; } = new();
        public long ReadAt { get; set; }
        public long UsedAt { get; set; }
        public bool IsReading { get; set; }
    }

    /// <summary>Every paid order of the campaign, those of a moment ago included.</summary>
    public async Task<IReadOnlyCollection<Credit>> Of(Campaign campaign, CancellationToken cancel)
    {
        var book = books.AddOrUpdate(campaign.Id, _ => new(campaign.ShopId, campaign.StartAt, campaign.EndAt),
            (_, known) => known.Start == campaign.StartAt && known.End == campaign.EndAt ? known : new(campaign.ShopId, campaign.StartAt, campaign.EndAt));
        book.UsedAt = time.GetTimestamp();
        await book.Turn.WaitAsync(cancel);
        try
        {
            if (book.ByBuyer is null)
                await ReadAll(book, cancel);
            else
                await ReadMoved(book, cancel);
            if (!book.IsReading && time.GetElapsedTime(book.ReadAt) >= Anew)
            {
                book.IsReading = true;
                _ = Task.Run(() => ReadAnew(book), CancellationToken.None);
            }
            return [.. book.ByBuyer!.Values.SelectMany(credits => credits)];
        }
        finally
        {
            book.Turn.Release();
        }
    }

    /// <summary>Straight from the database: for what is kept for ever.</summary>
    public async Task<IReadOnlyCollection<Credit>> Exact(Campaign campaign, CancellationToken cancel) =>
        await Read(campaign.ShopId, campaign.StartAt, campaign.EndAt, null, cancel);

    public Task Tidy()
    {
        foreach (var (id, _) in books.Where(b => time.GetElapsedTime(b.Value.UsedAt) > Unused))
            books.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        ending.Cancel();
        ending.Dispose();
    }

    private void Note(Guid shopId, Guid buyerId)
    {
        foreach (var book in books.Values.Where(b => b.ShopId == shopId))
            book.Moved[buyerId] = 0;
    }

    private async Task ReadAll(Book book, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var moved = book.Moved.Keys.ToList();
        book.ByBuyer = (await Read(book.ShopId, book.Start, book.End, null, cancel)).GroupBy(c => c.BuyerId).ToDictionary(g => g.Key, g => g.ToArray());
        book.ReadAt = began;
        foreach (var buyer in moved)
            book.Moved.TryRemove(buyer, out _);
    }

    private async Task ReadMoved(Book book, CancellationToken cancel)
    {
        var moved = book.Moved.Keys.ToList();
        if (moved.Count == 0)
            return;
        // Taken off first: what moves while we look is looked at the next time.
        foreach (var buyer in moved)
            book.Moved.TryRemove(buyer, out _);
        var found = (await Read(book.ShopId, book.Start, book.End, moved, cancel)).ToLookup(c => c.BuyerId);
        foreach (var buyer in moved)
        {
            if (found[buyer].ToArray() is { Length: > 0 } own)
                book.ByBuyer![buyer] = own;
            else
                book.ByBuyer!.Remove(buyer);
        }
    }

    /// <summary>Beside the looks, which go on with what is known. Whoever moved meanwhile is looked at once more.</summary>
    private async Task ReadAnew(Book book)
    {
        try
        {
            var (began, meanwhile) = (time.GetTimestamp(), new Dictionary<Guid, Credit[]>());
            foreach (var own in (await Read(book.ShopId, book.Start, book.End, null, ending.Token)).GroupBy(c => c.BuyerId))
                meanwhile[own.Key] = [.. own];
            await book.Turn.WaitAsync(ending.Token);
            try
            {
                foreach (var buyer in book.ByBuyer!.Where(b => !meanwhile.TryGetValue(b.Key, out var now) || !now.SequenceEqual(b.Value)).Select(b => b.Key))
                    book.Moved[buyer] = 0;
                (book.ByBuyer, book.ReadAt) = (meanwhile, began);
            }
            finally
            {
                book.Turn.Release();
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "A campaign's orders were not read anew");
        }
        finally
        {
            book.IsReading = false;
        }
    }

    private async Task<IReadOnlyList<Credit>> Read(Guid shopId, DateTimeOffset start, DateTimeOffset end, IReadOnlyCollection<Guid>? buyers, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var facts = scope.ServiceProvider.GetRequiredService<LoadFacts>();
        var zone = (await shops.Shop(shopId, cancel)).Zone;
        await scope.ServiceProvider.GetRequiredService<ProjectStints>().CatchUp(shopId, cancel);
        var days = Credit.Days(start, end, zone);
        return Credit.Of(await facts.PresaleStints(shopId, days, cancel, buyers), await facts.PaidOrders(shopId, start, end, cancel, buyers), start, end, zone);
    }
}
