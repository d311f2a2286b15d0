using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Domain.QuickPhrases;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Conversations.Files;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.QuickPhrases;

/// <summary>What an agent's workbench loads, and the use of one phrase in a talk: filled in, and counted.</summary>
internal sealed class UsePhrases(Db db, ShopDirectory shops, FavouritePictures pictures, TimeProvider time)
{
    private const int Tries = 3;
    private const int MostLoads = 200;

    /// <param name="Initials">One word a character: the letters by which it is called.</param>
    public sealed record OfferedPhrase(Guid Id, string? Code, string? Title, string Text, string Initials, string? FileUrl);

    public sealed record OfferedPack(Guid Id, long Version, PackReach Reach, string Name, IReadOnlyList<OfferedPhrase> Phrases);

    public sealed record OfferedPacks(IReadOnlyList<OfferedPack> Packs);

    public sealed record LoadedPack(Guid Id, long Version);

    public sealed record LoadedRequest(IReadOnlyList<LoadedPack>? Packs);

    public sealed record UseRequest(Guid? ConversationId);

    /// <param name="Missing">Placeholders of which nothing is known; they stand in the text.</param>
    /// <param name="File">A fresh picture of the agent's, to be sent like one that was just uploaded.</param>
    public sealed record UsedPhrase(string Text, IReadOnlyList<string> Missing, FileView? File);

    /// <summary>Of today: what is out of its days is not offered.</summary>
    public async Task<OfferedPacks> Offer(CurrentAgent by, CancellationToken cancel)
    {
        var today = LocalDay.Of(time.Now(), (await shops.Shop(by.ShopId, cancel)).Zone);
        return new([.. (await Mine(by, cancel)).Select(p => new OfferedPack(p.Id, p.Version, p.Reach, p.Name, [.. p.Phrases.Where(q => q.HoldsOn(today))
            .Select(q => new OfferedPhrase(q.Id, q.Code, q.Title, q.Text, Initials.Of($"{q.Title}{q.Text}"), EditPacks.UrlOf(q)))]))]);
    }

    /// <summary>The workbench holds these versions now.</summary>
    public async Task Loaded(CurrentAgent by, LoadedRequest request, CancellationToken cancel)
    {
        if (request.Packs is not { Count: <= MostLoads } packs || packs.Contains(null!) || packs.DistinctBy(p => p.Id).Count() != packs.Count)
            throw Refusal.Invalid("packs", $"at most {MostLoads}");
        var mine = (await Mine(by, cancel)).ToDictionary(p => p.Id, p => p.Version);
        await Again(() => db.InTransaction(async () =>
        {
            var known = await db.Set<PackLoad>().AsTracking().Where(l => l.ShopId == by.ShopId && l.AgentId == by.AgentId).ToDictionaryAsync(l => l.PackId, cancel);
            foreach (var (id, version) in packs.Where(p => mine.TryGetValue(p.Id, out var newest) && p.Version > 0 && p.Version <= newest))
            {
                if (known.TryGetValue(id, out var load))
                    (load.Version, load.At) = (version, time.Now());
                else
                    db.Add(new PackLoad { ShopId = by.ShopId, PackId = id, AgentId = by.AgentId, Version = version, At = time.Now() });
            }
        }, cancel));
    }

    public async Task<UsedPhrase> Use(CurrentAgent by, Guid id, UseRequest request, CancellationToken cancel)
    {
        var shop = await shops.Shop(by.ShopId, cancel);
        var today = LocalDay.Of(time.Now(), shop.Zone);
        var pack = (await Mine(by, cancel)).Find(p => p.Phrases.Any(q => q.Id == id && q.HoldsOn(today))) ?? throw Refusal.NotFound();
        var phrase = pack.Phrases.Single(q => q.Id == id);
        var asked = request.ConversationId ?? throw Refusal.Invalid("conversationId");
        var talk = await db.Set<Conversation>().VisibleTo(by, db).SingleOrDefaultAsync(c => c.Id == asked, cancel) ?? throw Refusal.Invalid("conversationId");
        var filled = Placeholders.In(phrase.Text).Count == 0 ? new(phrase.Text, []) : Placeholders.Fill(phrase.Text, await Values(by, shop, talk, cancel));
        var file = phrase.FileId is { } picture ? await pictures.Copied(by, await db.Set<StoredFile>().SingleOrDefaultAsync(f => f.ShopId == by.ShopId && f.Id == picture, cancel) ?? throw Refusal.NotFound(), cancel) : null;
        await Again(() => Count(by, pack.Id, id, today.DayNumber, cancel));
        return new(filled.Text, filled.Missing, file);
    }

    private async Task Count(CurrentAgent by, Guid packId, Guid phraseId, int day, CancellationToken cancel) => await db.InTransaction(async () =>
    {
        var uses = db.Set<PhraseUse>().Where(u => u.ShopId == by.ShopId && u.PhraseId == phraseId && u.AgentId == by.AgentId && u.Day == day);
        if (await uses.ExecuteUpdateAsync(u => u.SetProperty(x => x.Count, x => x.Count + 1), cancel) == 0)
            db.Add(new PhraseUse { ShopId = by.ShopId, PhraseId = phraseId, AgentId = by.AgentId, Day = day, PackId = packId, Count = 1 });
    }, cancel);

    /// <summary>The same row may come from two windows at once: the second try finds it.</summary>
    private async Task Again(Func<Task> work)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                await work();
                return;
            }
            catch (DbUpdateException twice) when (i < Tries && db.Dialect.UniqueViolation(twice) is not null)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<List<PhrasePack>> Mine(CurrentAgent by, CancellationToken cancel)
    {
        var groups = await db.Set<Agent>().Where(a => a.ShopId == by.ShopId && a.Id == by.AgentId).Select(a => a.Groups).SingleOrDefaultAsync(cancel);
        var packs = await db.Set<PhrasePack>().Where(p => p.ShopId == by.ShopId && (p.OwnerId == null || p.OwnerId == by.AgentId)).ToListAsync(cancel);
        return [.. packs.Where(p => p.IsFor(by.AgentId, groups)).OrderBy(p => p.Reach).ThenBy(p => p.Name, StringComparer.Ordinal)];
    }

    /// <summary>The order that the talk is about, or the buyer's newest.</summary>
    private async Task<Dictionary<string, string?>> Values(CurrentAgent by, Shop shop, Conversation talk, CancellationToken cancel)
    {
        var buyer = await db.Set<Buyer>().Where(b => b.ShopId == by.ShopId && b.Id == talk.BuyerId).Select(b => b.Name).SingleOrDefaultAsync(cancel);
        var orders = db.Set<Order>().Where(o => o.ShopId == by.ShopId && o.BuyerId == talk.BuyerId);
        var asked = talk.Order?.Id;
        var order = (asked is null ? null : await orders.SingleOrDefaultAsync(o => o.Number == asked, cancel)) ?? await orders.OrderByDescending(o => o.PlacedAt).FirstOrDefaultAsync(cancel);
        return new() { ["buyer"] = buyer, ["order"] = order?.Number ?? asked, ["logistics"] = order is null ? null : Logistics(order, shop.Zone), ["agent"] = by.Name, ["shop"] = shop.Name };
    }

    private static string? Logistics(Order order, TimeZoneInfo zone)
    {
        if (order.LogisticsNumber is not { Length: > 0 } number)
            return null;
        var last = order.Track.MaxBy(t => t.At);
        return $"{order.LogisticsCompany} {number}".Trim() + (last is null ? "" : string.Create(CultureInfo.InvariantCulture, $"，{LocalDay.Local(last.At, zone):M月d日 HH:mm} {last.Text}"));
    }
}
