using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Campaigns;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Campaigns;

internal enum DrawAmong { Everyone, Winners }

internal sealed record DrawDocument(DrawAmong Among, IReadOnlyList<Prize> Prizes, IReadOnlyList<Drawn> Results);

/// <summary>What was drawn, with its seed, for ever.</summary>
internal sealed class CampaignDraw
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid CampaignId { get; init; }
    public required string ClientId { get; init; }
    public required string Name { get; init; }
    public DrawKind Kind { get; init; }
    public long Seed { get; init; }
    public required DrawDocument Document { get; init; }
    public required string ByName { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class DrawTables : IEntityTypeConfiguration<CampaignDraw>
{
    public void Configure(EntityTypeBuilder<CampaignDraw> draws)
    {
        draws.ToTable("campaign_draws");
        draws.HasKey(d => new { d.ShopId, d.Id });
        draws.HasIndex(d => new { d.ShopId, d.CampaignId, d.ClientId }, "client_id").IsUnique();
        draws.Property(d => d.Document).HasConversion(new JsonText<DrawDocument>(), JsonText<DrawDocument>.Comparer);
    }
}

internal sealed record DrawnView(string Name, IReadOnlyList<int> Throws, string? Prize, long Fen, decimal? Points);

/// <param name="Seed">As text: it is longer than what scripts hold exactly.</param>
internal sealed record DrawView(Guid Id, string Name, DrawKind Kind, DrawAmong Among, string Seed, string ByName, DateTimeOffset At, IReadOnlyList<DrawnView> Results);

internal sealed record DrawList(IReadOnlyList<DrawView> Items);

/// <summary>抽奖: for everybody or the winners, seeded and recorded; a prize with an amount or points is a row of the ledger, once. (spec: campaigns.md, Assessment)</summary>
internal sealed class DrawPrizes(Db db, ShopDirectory shops, StandingBooks books, TimeProvider time)
{
    /// <summary>The cause of a prize's row in the ledger.</summary>
    public const string Cause = "draw_prize";

    public sealed record CampaignDrawRequest(string? ClientId, string? Name, DrawKind? Kind, DrawAmong? Among, IReadOnlyList<Prize>? Prizes);

    public async Task<DrawList> List(CurrentAgent viewer, Guid campaignId, CancellationToken cancel)
    {
        await db.Campaign(viewer.ShopId, campaignId, cancel);
        var names = await shops.Names(viewer.ShopId, cancel);
        return new((await db.Set<CampaignDraw>().Where(d => d.ShopId == viewer.ShopId && d.CampaignId == campaignId).OrderByDescending(d => d.At).ThenByDescending(d => d.Id).ToListAsync(cancel)).ConvertAll(d => View(d, names)));
    }

    public async Task<DrawView> Draw(HttpContext http, Guid campaignId, CampaignDrawRequest request, CancellationToken cancel)
    {
        var (by, now) = (http.Agent()!, time.Now());
        var campaign = await db.Campaign(by.ShopId, campaignId, cancel);
        var clientId = SendMessage.CheckClientId(request.ClientId);
        AgentFields.Text(request.Name ?? "", "name", 1, 30);
        var kind = request.Kind ?? throw Refusal.Invalid("kind");
        var among = request.Among ?? throw Refusal.Invalid("among");
        var prizes = request.Prizes ?? throw Refusal.Invalid("prizes");
        LuckyDraw.Check(prizes);
        if (campaign.StateAt(now) == CampaignState.Planned)
            throw Refusal.Conflict("campaign_not_begun");
        var people = await People(campaign, among, cancel);
        if (people.Count == 0)
            throw Refusal.Conflict("draw_without_people");
        var seed = Random.Shared.NextInt64();
        var draw = new CampaignDraw
        {
            ShopId = by.ShopId, CampaignId = campaignId, ClientId = clientId, Name = request.Name!.Trim(), Kind = kind, Seed = seed, ByName = by.Name, At = now,
            Document = new(among, prizes, LuckyDraw.Of(kind, seed, people, prizes)),
        };
        var names = await shops.Names(by.ShopId, cancel);
        await db.InTransaction(async () =>
        {
            // The same draw sent again is the first one, at whichever node: nobody draws until they like it.
            await db.HoldCampaign(by.ShopId, campaignId, cancel);
            if (await db.Set<CampaignDraw>().SingleOrDefaultAsync(d => d.ShopId == by.ShopId && d.CampaignId == campaignId && d.ClientId == clientId, cancel) is { } earlier)
            {
                draw = earlier;
                return;
            }
            db.Add(draw);
            foreach (var won in draw.Document.Results.Where(r => r.Fen > 0 || r.Points > 0))
            {
                await db.Enter(new LedgerRow
                {
                    ShopId = by.ShopId, Cause = Cause, SubjectId = KeyIds.Of(draw.Id, won.AgentId), Kind = RowKind.Reward, AgentId = won.AgentId, Fen = won.Fen, Hundredths = (long)(won.Points * 100), At = now, Details = $"{campaign.Name} · {draw.Name}：{won.Prize}", ByName = by.Name,
                }, cancel);
            }
            Audit.Add(db, http, "campaign.drawn", $"{campaign.Name} · {draw.Name}", null, new { seed = seed.ToString(System.Globalization.CultureInfo.InvariantCulture), won = draw.Document.Results.Count(r => r.Prize is not null) });
        }, cancel);
        return View(draw, names);
    }

    /// <summary>Whoever serves a group; or the members of the teams that lead.</summary>
    private async Task<List<Guid>> People(Campaign campaign, DrawAmong among, CancellationToken cancel)
    {
        var serving = await db.Set<Agent>().Where(a => a.ShopId == campaign.ShopId && a.SuspendedAt == null && a.Groups != Domain.Routing.Groups.None).Select(a => a.Id).ToListAsync(cancel);
        if (among == DrawAmong.Everyone)
            return serving;
        var first = Board.Of(await books.Exact(campaign, cancel), campaign.Plan.Teams, campaign.Measure).Teams.Where(t => t.Rank == 1 && t.Sum.Orders > 0).Select(t => t.Name).ToHashSet();
        return [.. campaign.Plan.Teams.Where(t => first.Contains(t.Name)).SelectMany(t => t.Members).Where(serving.Contains)];
    }

    private static DrawView View(CampaignDraw d, IReadOnlyDictionary<Guid, string> names) => new(d.Id, d.Name, d.Kind, d.Document.Among, d.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), d.ByName, d.At,
        [.. d.Document.Results.Select(r => new DrawnView(names.GetValueOrDefault(r.AgentId, "—"), r.Throws, r.Prize, r.Fen, r.Points == 0 ? null : r.Points))]);
}
