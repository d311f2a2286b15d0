using Yingke.Domain.Accounts;

namespace Yingke.Server.Tests.Security;

/// <summary>The rows of campaigns.</summary>
public static partial class RouteTable
{
    private const string Campaigns = "staff:" + Permission.CampaignsRun;
    private const string SeeCampaigns = "staff:" + Permission.ImChat + "|" + Permission.CampaignsRun;

    private static IReadOnlyList<Row> OfCampaigns =>
    [
        new("GET", "/campaigns", SeeCampaigns),
        new("GET", "/campaigns/suggestion", Campaigns),
        new("GET", "/campaigns/own-goals", SeeCampaigns),
        new("GET", "/campaigns/{id}", SeeCampaigns),
        new("GET", "/campaigns/{id}/board", SeeCampaigns),
        new("GET", "/campaigns/{id}/broadcasts", SeeCampaigns),
        new("GET", "/campaigns/{id}/guard", Campaigns),
        new("GET", "/campaigns/{id}/reviews", "staff:" + Permission.CampaignsRun + "|" + Permission.ImSupervise),
        new("POST", "/campaigns", Campaigns, s => Campaign(s)),
        new("PUT", "/campaigns/{id}", Campaigns, s => Campaign(s)),
        new("POST", "/campaigns/{id}/stop", Campaigns),
        new("POST", "/campaigns/{id}/pk-adjustment", Scorecards, _ => new { points = 2.5 }),
        new("GET", "/campaigns/{id}/draws", SeeCampaigns),
        new("POST", "/campaigns/{id}/draws", Campaigns, _ => new { clientId = NewId(), name = "飞镖赛", kind = "darts", among = "everyone", prizes = new[] { new { name = "茶礼", count = 1, fen = 8800 } } }),
        new("GET", "/campaigns/{id}/staffing", Campaigns),
        new("POST", "/campaigns/{id}/staffing", Campaigns, s => new { phase = "during", ratio = new { presale = 3, aftersale = 7 }, agentIds = new[] { s.Agent } }),
        new("POST", "/campaigns/{id}/staffing/undo", Campaigns),
    ];

    private static object Campaign(Scene s) => new
    {
        version = 1, name = "双 11", startAt = s.Shop.Host.Clock.Now.AddHours(-1), endAt = s.Shop.Host.Clock.Now.AddHours(30), measure = "orders", broadcasts = true, reviewAt = "13:00",
        targets = new object[] { new { scope = "group", group = new[] { "presale" }, measure = "sales", value = 5_000_000 }, new { scope = "agent", group = Array.Empty<string>(), agentId = s.Agent, measure = "orders", value = 30 } },
        teams = new[] { new { name = "青松队", members = new[] { s.Agent } }, new { name = "翠竹队", members = new[] { s.Serving.Id } } }, excluded = new[] { "avg_response" },
    };
}
