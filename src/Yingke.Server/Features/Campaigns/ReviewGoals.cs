using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Campaigns;
using Yingke.Domain.Deadlines;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

/// <param name="Alerts">What was alerted in that hour, by kind.</param>
internal sealed record ReviewHour(DateTimeOffset Hour, int Orders, long Fen, IReadOnlyDictionary<string, int> Alerts);

/// <summary>The goals, the teams, and the hours of the day so far with what went wrong in them.</summary>
internal sealed record ReviewDocument(int Orders, long Fen, IReadOnlyList<GoalView> Goals, IReadOnlyList<TeamView> Teams, IReadOnlyList<ReviewHour> Hours);

/// <summary>
/// At a set time of each of a campaign's days every supervisor gets the state of all goals and the previous hours' problems, before the evening's
/// peak (spec: campaigns.md, Goal review). Once a day: the day is the row's key.
/// </summary>
internal sealed class ReviewGoals(Db db, ShopDirectory shops, StandingBooks books, RaiseAlerts alerts, HeldLease lease, TimeProvider time)
{
    /// <summary>Later than this it is no preparation for the evening any more.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromHours(6);

    /// <summary>Alerts that tell of nothing that went wrong.</summary>
    private static readonly AlertKind[] NoProblems = [AlertKind.GoalReview, AlertKind.Mention, AlertKind.Threshold, AlertKind.StaffingDue, AlertKind.StaffingMoved, AlertKind.StaffingUndone];

    public async Task Run(CancellationToken cancel)
    {
        var now = time.Now();
        foreach (var campaign in await db.Set<Campaign>().Where(c => c.ReviewMinute != null && c.StartAt <= now && c.EndAt > now).ToListAsync(cancel))
        {
            var zone = (await shops.Shop(campaign.ShopId, cancel)).Zone;
            var day = LocalDay.Of(now, zone);
            var due = LocalDay.Instant(day.ToDateTime(TimeOnly.MinValue).AddMinutes(campaign.ReviewMinute!.Value), zone);
            if (now < due || now - due > Latest || due < campaign.StartAt
                || await db.Set<GoalReview>().AnyAsync(r => r.ShopId == campaign.ShopId && r.CampaignId == campaign.Id && r.Day == day.DayNumber, cancel))
                continue;
            await Review(campaign, day, zone, now, cancel);
        }
    }

    private async Task Review(Campaign campaign, DateOnly day, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancel)
    {
        var (shopId, names) = (campaign.ShopId, await shops.Names(campaign.ShopId, cancel));
        var credits = await books.Exact(campaign, cancel);
        var board = Board.Of(credits, campaign.Plan.Teams, campaign.Measure, now);
        var goals = StandingViews.Goals(campaign, board, names, now);
        var begun = LocalDay.Start(day, zone) is var midnight && midnight > campaign.StartAt ? midnight : campaign.StartAt;
        var document = new ReviewDocument(board.Shop.Orders, board.Shop.Fen, goals, StandingViews.Teams(board, campaign.Measure), await Hours(shopId, credits, begun, zone, now, cancel));
        await alerts.ToHolders(shopId, Permission.ImSupervise, supervisor => new()
        {
            ShopId = shopId, Id = Guid.CreateVersion7(now), Key = $"goal_review:{campaign.Id}:{day.DayNumber}:{supervisor}", Kind = AlertKind.GoalReview, AgentId = supervisor, SubjectId = campaign.Id, Name = campaign.Name,
            Text = $"{goals.Count(g => g.State != GoalState.Behind)} / {goals.Count}", At = now,
        }, async () =>
        {
            await lease.Confirm(db, cancel);
            db.Add(new GoalReview { ShopId = shopId, CampaignId = campaign.Id, Day = day.DayNumber, At = now, Document = document });
        }, cancel);
    }

    /// <summary>The hours of the day that are over, each with its orders and what was alerted in it.</summary>
    private async Task<List<ReviewHour>> Hours(Guid shopId, IReadOnlyCollection<Credit> credits, DateTimeOffset begun, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancel)
    {
        var raised = await db.Set<Alert>().Where(a => a.ShopId == shopId && a.At >= begun && a.At < now && !NoProblems.Contains(a.Kind)).Select(a => new { a.Kind, a.At }).ToListAsync(cancel);
        return [.. StandingViews.Hours(credits, begun, now, zone).Where(h => h.Hour.AddHours(1) <= now).Select(h => new ReviewHour(h.Hour, h.Orders, h.Fen,
            raised.Where(a => a.At >= h.Hour && a.At < h.Hour.AddHours(1)).GroupBy(a => a.Kind).ToDictionary(g => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(g.Key.ToString()), g => g.Count())))];
    }
}
