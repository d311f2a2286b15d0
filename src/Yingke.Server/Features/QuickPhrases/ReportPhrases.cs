using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.QuickPhrases;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.QuickPhrases;

/// <summary>Which shared phrases are used and by whom, and whose workbench holds which pack.</summary>
internal sealed class ReportPhrases(Db db, ShopDirectory shops, TimeProvider time)
{
    private const int MostDays = 366;

    /// <summary>The newest version, an older one, or none at all.</summary>
    public enum LoadState { Current, Old, Never }

    public sealed record AgentUses(Guid AgentId, string Name, int Count);

    public sealed record PhraseUses(Guid PackId, string Pack, Guid PhraseId, string? Code, string Phrase, int Count, IReadOnlyList<AgentUses> By);

    public sealed record AgentLoad(Guid PackId, LoadState State, DateTimeOffset? At);

    public sealed record AgentLoads(Guid AgentId, string Name, int Uses, IReadOnlyList<AgentLoad> Packs);

    public sealed record ReportedPack(Guid Id, string Name);

    /// <param name="Phrases">Of shared and groups' packs, the most used first; those that nobody used stand at the end.</param>
    /// <param name="Agents">All who chat; a pack that is not for them is left out.</param>
    public sealed record PhraseReport(DateOnly From, DateOnly To, IReadOnlyList<ReportedPack> Packs, IReadOnlyList<PhraseUses> Phrases, IReadOnlyList<AgentLoads> Agents);

    public async Task<PhraseReport> Of(CurrentAgent by, DateOnly? from, DateOnly? to, CancellationToken cancel)
    {
        var shopId = by.ShopId;
        var last = to ?? LocalDay.Of(time.Now(), (await shops.Shop(shopId, cancel)).Zone);
        var first = from ?? DateOnly.FromDayNumber(Math.Max(0, last.DayNumber - 29));
        if (first > last || last.DayNumber - first.DayNumber > MostDays)
            throw Refusal.Invalid("from", $"at most {MostDays} days");
        var packs = (await db.Set<PhrasePack>().Where(p => p.ShopId == shopId && p.OwnerId == null).ToListAsync(cancel)).OrderBy(p => p.Reach).ThenBy(p => p.Name, StringComparer.Ordinal).ToList();
        var agents = await db.Set<Agent>().Where(a => a.ShopId == shopId && a.SuspendedAt == null && a.ImEnabled).OrderBy(a => a.Name).ToListAsync(cancel);
        var names = await shops.Names(shopId, cancel);
        var uses = await db.Set<PhraseUse>().Where(u => u.ShopId == shopId && u.Day >= first.DayNumber && u.Day <= last.DayNumber).GroupBy(u => new { u.PhraseId, u.AgentId })
            .Select(g => new { g.Key.PhraseId, g.Key.AgentId, Count = g.Sum(u => u.Count) }).ToListAsync(cancel);
        var loads = (await db.Set<PackLoad>().Where(l => l.ShopId == shopId).ToListAsync(cancel)).ToDictionary(l => (l.PackId, l.AgentId));
        var byPhrase = uses.ToLookup(u => u.PhraseId);
        var shared = packs.SelectMany(p => p.Phrases).Select(p => p.Id).ToHashSet();
        return new(first, last, [.. packs.Select(p => new ReportedPack(p.Id, p.Name))],
            [.. packs.SelectMany(p => p.Phrases.Select(q => new PhraseUses(p.Id, p.Name, q.Id, q.Code, q.Title ?? q.Text, byPhrase[q.Id].Sum(u => u.Count),
                [.. byPhrase[q.Id].OrderByDescending(u => u.Count).Select(u => new AgentUses(u.AgentId, names.GetValueOrDefault(u.AgentId, "—"), u.Count))]))).OrderByDescending(p => p.Count)],
            [.. agents.Select(a => new AgentLoads(a.Id, a.Name, uses.Where(u => u.AgentId == a.Id && shared.Contains(u.PhraseId)).Sum(u => u.Count), [.. packs.Where(p => p.IsFor(a.Id, a.Groups)).Select(p => StateOf(p, a.Id, loads))]))]);
    }

    private static AgentLoad StateOf(PhrasePack pack, Guid agentId, Dictionary<(Guid, Guid), PackLoad> loads) =>
        loads.GetValueOrDefault((pack.Id, agentId)) is { } load ? new(pack.Id, load.Version == pack.Version ? LoadState.Current : LoadState.Old, load.At) : new(pack.Id, LoadState.Never, null);
}
