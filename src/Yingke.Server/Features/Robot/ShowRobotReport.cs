using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Robot;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Robot;

/// <summary>How good the robot is, over the conversations that left it within a period, and with which entries (spec: campaigns.md, Robot).</summary>
internal sealed class ShowRobotReport(Db db, ShopDirectory shops, TimeProvider time)
{
    private const int MostDays = 92;
    private const int RowsShown = 50;

    /// <param name="EntryId">Null for a skill.</param>
    /// <param name="Question">The entry's; null for a skill, and for an entry that is no longer there.</param>
    public sealed record AnswerRow(Guid? EntryId, string? Question, RobotSkill? Skill, int Times, int Useful, int Useless);

    /// <param name="Why">How conversations came to a person, and how often.</param>
    public sealed record RobotReport(DateOnly From, DateOnly To, RobotFigures Figures, IReadOnlyList<LeftCount> Why, IReadOnlyList<AnswerRow> Answers);

    public sealed record LeftCount(RobotLeft Left, int Count);

    private sealed record Answer(Guid ConversationId, long Asked, long Seq, RobotOutcome Outcome, RobotSkill? Skill, Guid? EntryId)
    {
        public bool IsHit => Outcome is RobotOutcome.Answered or RobotOutcome.Skill;
    }

    public async Task<RobotReport> Of(Guid shopId, DateOnly? from, DateOnly? to, CancellationToken cancel)
    {
        var shop = await shops.Shop(shopId, cancel);
        var last = to ?? LocalDay.Of(time.Now(), shop.Zone);
        var first = from ?? last.AddDays(-6);
        if (first > last || last.DayNumber - first.DayNumber >= MostDays)
            throw Refusal.Invalid("from", $"at most {MostDays} days");
        var (begin, end) = (LocalDay.Start(first, shop.Zone), LocalDay.End(last, shop.Zone));
        var parts = db.Set<RobotPartRow>().Where(p => p.ShopId == shopId && p.EndedAt >= begin && p.EndedAt < end);
        var talks = await parts.Select(p => new { p.ConversationId, p.Left }).ToListAsync(cancel);
        var answers = await db.Set<RobotAnswer>().Where(a => a.ShopId == shopId && a.Outcome != RobotOutcome.Courtesy && parts.Any(p => p.ConversationId == a.ConversationId))
            .Select(a => new Answer(a.ConversationId, a.Asked, a.Seq, a.Outcome, a.Skill, a.EntryId)).ToListAsync(cancel);
        var ratings = await db.Set<RobotRating>().Where(r => r.ShopId == shopId && parts.Any(p => p.ConversationId == r.ConversationId)).ToDictionaryAsync(r => (r.ConversationId, r.Seq), r => r.Useful, cancel);
        bool? Rated(Answer a) => ratings.TryGetValue((a.ConversationId, a.Seq), out var useful) ? useful : null;
        var asked = answers.ToLookup(a => a.ConversationId);
        return new(first, last,
            RobotFigures.Of(talks.Select(t => new RobotTalk(t.Left is not null, [.. asked[t.ConversationId].OrderBy(a => a.Asked).Select(a => new RobotQuestion(a.IsHit, Rated(a)))]))),
            [.. talks.Where(t => t.Left is not null).GroupBy(t => t.Left!.Value).Select(g => new LeftCount(g.Key, g.Count())).OrderByDescending(c => c.Count)],
            await Rows(shopId, answers.Where(a => a.IsHit).GroupBy(a => (a.EntryId, a.Skill)).Select(g => new AnswerRow(g.Key.EntryId, null, g.Key.Skill, g.Count(), g.Count(a => Rated(a) == true), g.Count(a => Rated(a) == false)))
                .OrderByDescending(r => r.Useless).ThenByDescending(r => r.Times).Take(RowsShown).ToList(), cancel));
    }

    private async Task<IReadOnlyList<AnswerRow>> Rows(Guid shopId, List<AnswerRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(r => r.EntryId).OfType<Guid>().ToList();
        var entries = (await db.Set<Domain.Knowledge.KnowledgeEntry>().Where(e => e.ShopId == shopId && ids.Contains(e.Id)).ToListAsync(cancel)).ToDictionary(e => e.Id, e => (e.Published ?? e.Content).Question);
        return rows.ConvertAll(r => r.EntryId is { } id && entries.TryGetValue(id, out var question) ? r with { Question = question } : r);
    }
}
