using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Campaigns;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Campaigns;

internal sealed record CampaignView(
    Guid Id, string Name, DateTimeOffset StartAt, DateTimeOffset EndAt, CampaignState State, Measure Measure, bool Broadcasts, TimeOnly? ReviewAt, CampaignPlan Plan, OwnOverload? Overload, long Version, string CreatedBy, DateTimeOffset CreatedAt,
    DateTimeOffset? StoppedAt, string? StoppedBy)
{
    public static CampaignView Of(Campaign c, DateTimeOffset now) => new(
        c.Id, c.Name, c.StartAt, c.EndAt, c.StateAt(now), c.Measure, c.Broadcasts, c.ReviewMinute is { } minute ? TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(minute)) : null, c.Plan, c.Overload, c.Version, c.CreatedBy, c.CreatedAt,
        c.StoppedAt, c.StoppedBy);
}

/// <param name="Groups">Of the person, for who is in a PK team or has a target.</param>
internal sealed record CampaignPerson(Guid Id, string Name, Domain.Routing.Groups Groups);

/// <param name="Excludable">The indicators that may leave the scorecards.</param>
internal sealed record CampaignList(IReadOnlyList<CampaignView> Items, IReadOnlyList<CampaignPerson> Agents, IReadOnlyList<string> Excludable, IReadOnlyList<string> DefaultExcluded);

/// <summary>大促活动 made, changed and stopped; each step is in the audit log.</summary>
internal sealed class EditCampaigns(Db db, ShopDirectory shops, LendOverload lend, NodeBus bus, TimeProvider time)
{
    private const int MostName = 40;
    private const int Listed = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(62);

    /// <param name="Version">Of the campaign that is changed.</param>
    /// <param name="ReviewAt">HH:mm in the shop's zone; null for no review.</param>
    /// <param name="Overload">Threshold and messages of its own; null for the shop's.</param>
    public sealed record CampaignRequest(
        long? Version, string? Name, DateTimeOffset? StartAt, DateTimeOffset? EndAt, Measure? Measure, bool? Broadcasts, TimeOnly? ReviewAt, IReadOnlyList<Target>? Targets, IReadOnlyList<PkTeam>? Teams, IReadOnlyList<string>? Excluded,
        OwnOverload? Overload = null);

    public async Task<CampaignList> List(CurrentAgent viewer, CancellationToken cancel)
    {
        var now = time.Now();
        var campaigns = await db.Set<Campaign>().Where(c => c.ShopId == viewer.ShopId).OrderByDescending(c => c.EndAt).ThenByDescending(c => c.Id).Take(Listed).ToListAsync(cancel);
        var people = await db.Set<Agent>().Where(a => a.ShopId == viewer.ShopId && a.SuspendedAt == null && a.Groups != Domain.Routing.Groups.None).OrderBy(a => a.Name).ThenBy(a => a.Id)
            .Select(a => new CampaignPerson(a.Id, a.Name, a.Groups)).ToListAsync(cancel);
        return new(campaigns.ConvertAll(c => CampaignView.Of(c, now)), people, [.. Enum.GetValues<Section>().SelectMany(Indicator.Of).Select(i => i.Id).Distinct()], CampaignPlan.DefaultExcluded);
    }

    public async Task<CampaignView> One(CurrentAgent viewer, Guid id, CancellationToken cancel) => CampaignView.Of(await db.Campaign(viewer.ShopId, id, cancel), time.Now());

    public async Task<CampaignView> Add(HttpContext http, CampaignRequest request, CancellationToken cancel)
    {
        var (by, now) = (http.Agent()!, time.Now());
        var asked = await Check(by.ShopId, request, cancel);
        if (asked.EndAt <= now)
            throw Refusal.Invalid("endAt", "in the future");
        var campaign = new Campaign
        {
            ShopId = by.ShopId, Name = asked.Name, StartAt = asked.StartAt, EndAt = asked.EndAt, Measure = asked.Measure, Broadcasts = asked.Broadcasts, ReviewMinute = asked.ReviewMinute, Plan = asked.Plan, Overload = asked.Overload, CreatedBy = by.Name, CreatedAt = now,
        };
        var zone = (await shops.Shop(by.ShopId, cancel)).Zone;
        await db.InTransaction(async () =>
        {
            db.Add(campaign);
            await Exclude(campaign, zone, cancel);
            Audit.Add(db, http, "campaign.added", campaign.Name, null, Logged(campaign));
        }, cancel);
        await lend.To(by.ShopId, CancellationToken.None);
        return CampaignView.Of(campaign, now);
    }

    public async Task<CampaignView> Change(HttpContext http, Guid id, CampaignRequest request, CancellationToken cancel)
    {
        var (by, now) = (http.Agent()!, time.Now());
        var asked = await Check(by.ShopId, request, cancel);
        var zone = (await shops.Shop(by.ShopId, cancel)).Zone;
        var changed = await db.InTransaction(async () =>
        {
            var campaign = await db.HoldCampaign(by.ShopId, id, cancel);
            if (request.Version != campaign.Version)
                throw request.Version is null ? Refusal.Invalid("version") : Refusal.Conflict("campaign_changed");
            var state = campaign.StateAt(now);
            if (state is CampaignState.Ended or CampaignState.Stopped)
                throw Refusal.Conflict("campaign_over");
            if (state == CampaignState.Running && asked.StartAt != campaign.StartAt)
                throw Refusal.Invalid("startAt", "it has begun");
            if (asked.EndAt <= now)
                throw Refusal.Invalid("endAt", "in the future");
            var before = Logged(campaign);
            (campaign.Name, campaign.StartAt, campaign.EndAt, campaign.Measure, campaign.Broadcasts, campaign.ReviewMinute, campaign.Plan, campaign.Overload) =
                (asked.Name, asked.StartAt, asked.EndAt, asked.Measure, asked.Broadcasts, asked.ReviewMinute, asked.Plan, asked.Overload);
            campaign.Version++;
            await Exclude(campaign, zone, cancel);
            Audit.Add(db, http, "campaign.changed", campaign.Name, before, Logged(campaign));
            return campaign;
        }, cancel);
        await lend.To(by.ShopId, CancellationToken.None);
        await bus.Publish(Moved(by.ShopId, id), CancellationToken.None);
        return CampaignView.Of(changed, now);
    }

    /// <summary>Ends it now; what it was stays to be read.</summary>
    public async Task<CampaignView> Stop(HttpContext http, Guid id, CancellationToken cancel)
    {
        var (by, now) = (http.Agent()!, time.Now());
        var zone = (await shops.Shop(by.ShopId, cancel)).Zone;
        var stopped = await db.InTransaction(async () =>
        {
            var campaign = await db.HoldCampaign(by.ShopId, id, cancel);
            if (campaign.StateAt(now) is CampaignState.Ended or CampaignState.Stopped)
                throw Refusal.Conflict("campaign_over");
            var planned = campaign.EndAt;
            (campaign.StoppedAt, campaign.StoppedBy, campaign.Version) = (now, by.Name, campaign.Version + 1);
            campaign.EndAt = now > campaign.StartAt ? now : campaign.StartAt;
            await Exclude(campaign, zone, cancel);
            Audit.Add(db, http, "campaign.stopped", campaign.Name, new { endAt = planned }, new { endAt = campaign.EndAt });
            return campaign;
        }, cancel);
        await lend.To(by.ShopId, CancellationToken.None);
        await bus.Publish(Moved(by.ShopId, id), CancellationToken.None);
        return CampaignView.Of(stopped, now);
    }

    /// <summary>Its days lose the indicators that it names; one that never began leaves all as it is. (spec: campaigns.md, Assessment)</summary>
    private Task Exclude(Campaign campaign, TimeZoneInfo zone, CancellationToken cancel) =>
        db.Exclude(campaign.ShopId, campaign.Id, campaign.Name, Credit.Days(campaign.StartAt, campaign.EndAt, zone), campaign.EndAt > campaign.StartAt ? campaign.Plan.Excluded : [], cancel);

    /// <summary>Whoever has it open reads it anew.</summary>
    private static Told Moved(Guid shopId, Guid id) => new(shopId, [Audiences.Standings(shopId)], "campaign", [System.Text.Json.JsonSerializer.SerializeToElement(id, Stored.Json)]);

    private static object Logged(Campaign c) => new { c.Name, c.StartAt, c.EndAt, c.Measure, c.Broadcasts, c.ReviewMinute, Targets = c.Plan.Targets.Count, Teams = c.Plan.Teams.Select(t => new { t.Name, Members = t.Members.Count }), c.Plan.Excluded, OverloadThreshold = c.Overload?.Threshold };

    private async Task<(string Name, DateTimeOffset StartAt, DateTimeOffset EndAt, Measure Measure, bool Broadcasts, int? ReviewMinute, CampaignPlan Plan, OwnOverload? Overload)> Check(Guid shopId, CampaignRequest request, CancellationToken cancel)
    {
        AgentFields.Text(request.Name ?? "", "name", 1, MostName);
        var start = Whole(request.StartAt, "startAt");
        var end = Whole(request.EndAt, "endAt");
        if (end <= start || end - start > Longest)
            throw Refusal.Invalid("endAt", $"after the start, at most {Longest.Days} days");
        var plan = new CampaignPlan(request.Targets ?? [], [.. (request.Teams ?? []).Select(t => t is null ? null! : t with { Name = t.Name?.Trim() ?? "" })], [.. (request.Excluded ?? CampaignPlan.DefaultExcluded).Distinct()]);
        plan.Check();
        var people = (await db.Set<Agent>().Where(a => a.ShopId == shopId).Select(a => a.Id).ToListAsync(cancel)).ToHashSet();
        if (plan.Targets.FirstOrDefault(t => t.AgentId is { } id && !people.Contains(id)) is not null)
            throw Refusal.Invalid("targets", "agents of this shop");
        if (plan.Teams.Any(t => t.Members.Any(m => !people.Contains(m))))
            throw Refusal.Invalid("teams", "agents of this shop");
        if (request.Overload is { } own)
            SettingsRules.Overload(new OverloadSettings().With(own));
        return (request.Name!.Trim(), start, end, request.Measure ?? Measure.Sales, request.Broadcasts ?? true, request.ReviewAt is { } at ? (int)at.ToTimeSpan().TotalMinutes : null, plan, request.Overload);
    }

    /// <summary>To the minute, between 2000 and 2100.</summary>
    private static DateTimeOffset Whole(DateTimeOffset? at, string field) => at is { Year: >= 2000 and < 2100 } given
        ? new DateTimeOffset(given.UtcTicks - (given.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero) : throw Refusal.Invalid(field);
}

internal static class FoundCampaigns
{
    public static async Task<Campaign> Campaign(this Db db, Guid shopId, Guid id, CancellationToken cancel) =>
        await db.Set<Campaign>().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == id, cancel) ?? throw Refusal.NotFound();

    /// <summary>Within the open transaction, its row locked.</summary>
    public static async Task<Campaign> HoldCampaign(this Db db, Guid shopId, Guid id, CancellationToken cancel)
    {
        if (db.Dialect.IsPostgres)
            await db.Database.SqlQuery<long>($"SELECT version AS \"Value\" FROM campaigns WHERE shop_id = {shopId} AND id = {id} FOR UPDATE").ToListAsync(cancel);
        return await db.Set<Campaign>().AsTracking().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == id, cancel) ?? throw Refusal.NotFound();
    }
}
