using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Performance;

/// <summary>A conversation as it was found.</summary>
/// <param name="Seq">Up to here it counts: what comes between this look and the reading of the log is found again.</param>
internal sealed record TalkHead(Guid Id, Guid BuyerId, Inquiry Inquiry, long Seq, bool IsClosed);

/// <param name="Head">As far as it was cut: the one that was found, or a later one that somebody else of this node was at meanwhile.</param>
internal sealed record CutTalk(TalkHead Head, List<StintRow> Rows);

/// <summary>Logs of conversations cut into the rows of their consultations, up to their heads; nothing is stored.</summary>
internal sealed class CutTalks(Db db, OpenTalks talks)
{
    /// <summary>A shorter log is read anew in no time.</summary>
    private const int Long = 12;

    public async Task<List<CutTalk>> Of(Guid shopId, IReadOnlyList<TalkHead> heads, IReadOnlyList<ServiceTimes> times, CancellationToken cancel)
    {
        var grown = await GoOn(shopId, heads, cancel);
        if (heads.Where(h => !grown.ContainsKey(h.Id)).ToList() is { Count: > 0 } anew)
        {
            var logs = await TalkLogs.Read(db, shopId, anew.ConvertAll(h => h.Id), cancel);
            foreach (var head in anew)
            {
                var talk = new GrowingTalk();
                talk.TryAdd(UpTo(head, logs[head.Id]));
                grown[head.Id] = (head, talk);
            }
        }
        var groups = await GroupsOf(shopId, [.. heads.Select(h => h.Id)], cancel);
        var cut = grown.Values.Select(g => new CutTalk(g.Head, Rows(shopId, g.Head, g.Talk.Now(), groups, times))).ToList();
        foreach (var (head, talk) in grown.Values.Where(g => !g.Head.IsClosed && g.Head.Seq > Long))
            talks.Keep(head.Id, head.Seq, talk);
        return cut;
    }

    /// <summary>
    /// Those that this node knows already, with what came since. A look that found its head earlier and comes to it later than another one takes over how far that one
    /// was: it would read the whole log otherwise, and throw away what is known.
    /// </summary>
    private async Task<Dictionary<Guid, (TalkHead Head, GrowingTalk Talk)>> GoOn(Guid shopId, IReadOnlyList<TalkHead> heads, CancellationToken cancel)
    {
        var kept = new Dictionary<Guid, OpenTalks.Kept>();
        foreach (var head in heads)
        {
            if (talks.Take(head.Id) is { } talk)
                kept[head.Id] = talk;
        }
        var grown = new Dictionary<Guid, (TalkHead, GrowingTalk)>();
        if (kept.Count == 0)
            return grown;
        var more = await TalkLogs.ReadAfter(db, shopId, kept.ToDictionary(k => k.Key, k => k.Value.Seq), cancel);
        foreach (var head in heads)
        {
            if (!kept.TryGetValue(head.Id, out var known))
                continue;
            var later = head.Seq < known.Seq ? head with { Seq = known.Seq } : head;
            if (known.Talk.TryAdd(UpTo(later, more[head.Id])))
                grown[head.Id] = (later, known.Talk);
        }
        return grown;
    }

    private static IReadOnlyList<Entry> UpTo(TalkHead head, IReadOnlyList<Entry> log) => log is [.., var last] && last.Seq > head.Seq ? [.. log.TakeWhile(e => e.Seq <= head.Seq)] : log;

    /// <summary>By conversation, agent and instant: the membership that the assignment kept.</summary>
    private async Task<Func<Guid, Stint, Groups>> GroupsOf(Guid shopId, List<Guid> ids, CancellationToken cancel)
    {
        var (first, last) = (ids.Min(), ids.Max());
        var found = await db.Set<Assignment>().Where(a => a.ShopId == shopId && a.ConversationId.CompareTo(first) >= 0 && a.ConversationId.CompareTo(last) <= 0 && ids.Contains(a.ConversationId)).Select(a => new { a.ConversationId, a.AgentId, a.At, a.Groups }).ToListAsync(cancel);
        var kept = new Dictionary<(Guid, Guid, DateTimeOffset), Groups>(found.Count);
        foreach (var a in found)
            kept.TryAdd((a.ConversationId, a.AgentId, a.At), a.Groups);
        return (conversation, stint) => kept.GetValueOrDefault((conversation, stint.AgentId, stint.AssignedAt));
    }

    private static List<StintRow> Rows(Guid shopId, TalkHead head, Talk talk, Func<Guid, Stint, Groups> groups, IReadOnlyList<ServiceTimes> times)
    {
        var rows = new List<StintRow>(talk.Stints.Count);
        for (var i = 0; i < talk.Stints.Count; i++)
        {
            var stint = talk.Stints[i];
            if (stint.Start is not { } start)
                continue;
            var c = ChatCounts.Of(stint, talk.IsClosed, times);
            rows.Add(new StintRow
            {
                ShopId = shopId, ConversationId = head.Id, Number = i, AgentId = stint.AgentId, Groups = groups(head.Id, stint), BuyerId = head.BuyerId, Inquiry = head.Inquiry,
                AssignedAt = stint.AssignedAt, StartAt = start, Day = LocalDay.Of(start, ServiceTimes.At(times, start).Zone).DayNumber, Receptions = c.Receptions, Turns = c.Turns, Answered = c.Answered,
                ResponseMs = c.ResponseMs, Firsts = c.Firsts, FirstMs = c.FirstMs, Within60 = c.Within60, Within120 = c.Within120, Within180 = c.Within180, NightTurns = c.NightTurns,
                NightOnTime = c.NightOnTime, AgentMessages = c.AgentMessages, BuyerMessages = c.BuyerMessages, Ratings = c.Ratings, GoodRatings = c.GoodRatings,
            });
        }
        return rows;
    }
}
