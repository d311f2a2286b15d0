using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Campaigns;

/// <summary>spec: campaigns.md, Staffing ratio, and the draw.</summary>
public sealed class StaffingTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_ratio_is_proposed_confirmed_really_moves_people_and_is_taken_back_at_its_end()
    {
        var scene = await CampaignScene.Set(server);
        await scene.Shop.Hire(new Person("xiaoyu", "小雨", Yingke.Domain.Accounts.BuiltInPosts.Presale, Groups.Presale, true), new Person("xiaoxue", "小雪", Yingke.Domain.Accounts.BuiltInPosts.Presale, Groups.Presale, true));
        // 小兰 has served both sides before.
        await scene.Shop.Change(Cast.Lan, new { groups = new[] { "aftersale" } });
        await scene.Served(scene.Lan);
        await scene.Shop.Change(Cast.Lan, new { groups = new[] { "presale" } });
        var id = (await scene.Add(-1, 2)).GetProperty("id").GetGuid();
        await scene.Board(id);
        var proposals = (await Staffing(scene, id)).GetProperty("proposals");
        Counts(proposals[0]).ShouldBe((4, 2, 4, 2));
        proposals[0].GetProperty("moves").GetArrayLength().ShouldBe(0);
        Counts(proposals[1]).ShouldBe((2, 4, 4, 2));
        proposals[1].GetProperty("refused").GetString().ShouldBe("staffing_early");
        var moving = Moving(proposals[1]);
        moving[0].ShouldBe(scene.Lan.Id, "who knows both sides goes first");
        (await Confirm(scene, id, "after", moving)).Refused(409, "staffing_early");
        await server.Host.RunJob("campaign-staffing-due");
        (await Due(scene)).ShouldBeEmpty("the campaign still runs");
        server.Clock.Advance(TimeSpan.FromHours(3));
        await server.Host.RunJob("campaign-staffing-due");
        await server.Host.RunJob("campaign-staffing-due");
        var due = (await Due(scene)).ShouldHaveSingleItem();
        (due.GetProperty("subjectId").GetGuid(), due.GetProperty("value").GetInt32()).ShouldBe((id, moving.Length));
        (await Confirm(scene, id, "after", [scene.Zhu.Id, scene.Lan.Id, scene.Shop.AgentId(Cast.Mei)])).Refused(409, "staffing_changed");
        (await GroupsOf(scene, Cast.Lan)).ShouldBe(Groups.Presale);
        (await Confirm(scene, id, "after", moving)).Ok();
        (await GroupsOf(scene, Cast.Lan)).ShouldBe(Groups.Aftersale);
        (await Confirm(scene, id, "after", moving)).Refused(409, "staffing_open");
        Counts((await Staffing(scene, id)).GetProperty("proposals")[1]).ShouldBe((2, 4, 2, 4));
        // Somebody's groups are changed by hand meanwhile: that was meant, and stays.
        var other = (await Staffing(scene, id)).GetProperty("changes")[0].GetProperty("moves").EnumerateArray().Select(m => m.GetProperty("agentId").GetGuid()).Single(a => a != scene.Lan.Id);
        (await scene.Owner.Patch($"agents/{other}", new { groups = new[] { "insale" } })).Ok();
        server.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromHours(2));
        await server.Host.RunJob("campaign-staffing");
        (await GroupsOf(scene, Cast.Lan)).ShouldBe(Groups.Aftersale, "three days from the end are not over");
        server.Clock.Advance(TimeSpan.FromHours(1));
        await server.Host.RunJob("campaign-staffing");
        (await GroupsOf(scene, Cast.Lan)).ShouldBe(Groups.Presale);
        (await Told(scene, Cast.Lan)).ShouldBe([("staffing_undone", null, "after_presale", id), ("staffing_moved", "陈松", "after_aftersale", id)]);
        (await Told(scene, Cast.Mei)).ShouldBeEmpty("小梅 served after-sale all the time");
        (await server.Host.Look(db => db.Set<Agent>().Where(a => a.Id == other).Select(a => a.Groups).SingleAsync())).ShouldBe(Groups.Insale);
        (await Staffing(scene, id)).GetProperty("changes")[0].TryGetProperty("undoneAt", out _).ShouldBeTrue();
        var steps = (await scene.Owner.Get("audit?limit=100")).Json.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("action").GetString()).ToList();
        (steps.Count(s => s == "staffing.moved"), steps.Count(s => s == "staffing.undone")).ShouldBe((2, 1));
    }

    [Fact]
    public async Task It_is_taken_back_by_hand_and_when_its_campaign_is_stopped()
    {
        var scene = await CampaignScene.Set(server);
        var id = (await scene.Add(-1, 30)).GetProperty("id").GetGuid();
        var moving = Moving((await Staffing(scene, id, "?duringPresale=1&duringAftersale=3")).GetProperty("proposals")[0]);
        moving.ShouldHaveSingleItem();
        (await Confirm(scene, id, "during", moving, 1, 3)).Ok();
        (await scene.Zhu.Api.Post($"campaigns/{id}/staffing/undo")).Refused(403, "forbidden");
        (await scene.Owner.Post($"campaigns/{id}/staffing/undo")).Ok().Json.GetProperty("changes")[0].GetProperty("undoneBy").GetString().ShouldBe("陈松");
        (await scene.Owner.Post($"campaigns/{id}/staffing/undo")).Refused(409, "staffing_undone");
        var moved = Cast.Agents.Single(p => scene.Shop.AgentId(p) == moving[0]);
        (await Told(scene, moved)).ShouldBe([("staffing_undone", "陈松", "hand_presale", id), ("staffing_moved", "陈松", "during_aftersale", id)], ignoreOrder: true);
        (await Confirm(scene, id, "during", moving, 1, 3)).Ok();
        (await scene.Owner.Post($"campaigns/{id}/stop")).Ok();
        await server.Host.RunJob("campaign-staffing");
        (await server.Host.Look(db => db.Set<Agent>().Where(a => a.Id == moving[0]).Select(a => a.Groups).SingleAsync())).ShouldBe(Groups.Presale);
        (await Told(scene, moved)).ShouldContain(("staffing_undone", null, "during_presale", id));
        (await Told(scene, moved)).Count.ShouldBe(4, "there and back, twice");
        (await scene.Owner.Get($"campaigns/{id}/staffing?afterPresale=0")).Refused(422, "invalid", "ratio");
    }

    [Fact]
    public async Task A_draw_is_recorded_with_its_seed_and_a_prize_is_one_row_of_the_ledger()
    {
        var scene = await CampaignScene.Set(server);
        var id = (await scene.Add()).GetProperty("id").GetGuid();
        object[] prizes = [new { name = "头奖", count = 1, fen = 8_800 }, new { name = "明信片", count = 1, fen = 0, points = 1.5 }];
        (await scene.Owner.Post($"campaigns/{id}/draws", new { clientId = "d1", name = "飞镖赛", kind = "darts", among = "winners", prizes })).Refused(409, "draw_without_people");
        await scene.Pay(await scene.Served(scene.Zhu), 5_000);
        var winners = (await scene.Owner.Post($"campaigns/{id}/draws", new { clientId = "d1", name = "飞镖赛", kind = "darts", among = "winners", prizes })).Ok().Json;
        var won = winners.GetProperty("results").EnumerateArray().ShouldHaveSingleItem();
        (won.GetProperty("name").GetString(), won.GetProperty("prize").GetString(), won.GetProperty("throws").GetArrayLength()).ShouldBe(("小竹", "头奖", 3));
        (await scene.Owner.Post($"campaigns/{id}/draws", new { clientId = "d1", name = "飞镖赛", kind = "lucky", among = "everyone", prizes })).Ok().Json.GetProperty("seed").GetString().ShouldBe(winners.GetProperty("seed").GetString(), "sent again it is the same draw");
        var everyone = (await scene.Owner.Post($"campaigns/{id}/draws", new { clientId = "d2", name = "抽奖", kind = "lucky", among = "everyone", prizes })).Ok().Json;
        everyone.GetProperty("results").EnumerateArray().Count(r => r.TryGetProperty("prize", out _)).ShouldBe(2);
        var seed = long.Parse(everyone.GetProperty("seed").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        var again = Yingke.Domain.Campaigns.LuckyDraw.Of(Yingke.Domain.Campaigns.DrawKind.Lucky, seed, Cast.Agents.Select(scene.Shop.AgentId).Reverse(), [new("头奖", 1, 8_800), new("明信片", 1, 0)]);
        again.Count(r => r.Prize is not null).ShouldBe(2);
        again.Select(r => scene.Shop.AgentId(Cast.Agents.Single(p => p.Name == Name(everyone, again.ToList().IndexOf(r))))).ShouldBe(again.Select(r => r.AgentId));
        var rows = await server.Host.Look(db => db.Set<LedgerRow>().Where(r => r.ShopId == scene.Shop.Id).ToListAsync());
        rows.Select(r => (r.Cause, r.Kind, r.Fen, r.Points)).ShouldBe([("draw_prize", RowKind.Reward, 8_800L, null), ("draw_prize", RowKind.Reward, 8_800L, null), ("draw_prize", RowKind.Reward, 0L, (decimal?)1.5m)], ignoreOrder: true);
        (await scene.Owner.Post($"campaigns/{id}/draws", new { clientId = "d3", name = "抽奖", kind = "lucky", among = "everyone", prizes = new[] { new { name = "头奖", count = 1, fen = 0, points = 0.005 } } })).Refused(422, "invalid", "prizes");
        (await scene.Zhu.Api.Get($"campaigns/{id}/draws")).Ok().Json.GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task The_team_that_won_gets_its_points_once_when_the_campaign_is_over()
    {
        var scene = await CampaignScene.Set(server);
        var id = (await scene.Add(-1, 1)).GetProperty("id").GetGuid();
        await scene.Pay(await scene.Served(scene.Lan), 5_000);
        (await scene.Owner.Post($"campaigns/{id}/pk-adjustment", new { points = 2 })).Refused(409, "campaign_not_over");
        server.Clock.Advance(TimeSpan.FromHours(2));
        (await scene.Owner.Post($"campaigns/{id}/pk-adjustment", new { points = -2 })).Refused(422, "invalid", "points");
        var done = (await scene.Owner.Post($"campaigns/{id}/pk-adjustment", new { points = 2 })).Ok().Json;
        done.GetProperty("names").EnumerateArray().Select(n => n.GetString()).ShouldBe(["小兰"]);
        (await (await scene.Shop.SignIn(Cast.Supervisor)).Api.Post($"campaigns/{id}/pk-adjustment", new { points = 2 })).Refused(409, "pk_adjusted");
        var kept = await server.Host.Look(db => db.Set<Features.Performance.Scorecards.ScoreAdjustment>().Where(a => a.ShopId == scene.Shop.Id).ToListAsync());
        kept.Select(a => (a.AgentId, a.Hundredths)).ShouldBe([(scene.Lan.Id, 200L)]);
    }

    private static async Task<List<JsonElement>> Due(CampaignScene scene) => [.. (await scene.Owner.Get("alerts")).Json.GetProperty("items").EnumerateArray().Where(a => a.GetProperty("kind").GetString() == "staffing_due")];

    /// <summary>What somebody has behind the bell of changed sides, the latest first.</summary>
    private async Task<List<(string?, string?, string?, Guid)>> Told(CampaignScene scene, Person person)
    {
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        return
        [
            .. (await (await scene.Shop.SignIn(person)).Api.Get("alerts")).Ok().Json.GetProperty("items").EnumerateArray().Where(a => a.GetProperty("kind").GetString() is "staffing_moved" or "staffing_undone")
                .Select(a => (a.GetProperty("kind").GetString(), a.TryGetProperty("name", out var name) ? name.GetString() : null, a.GetProperty("text").GetString(), a.GetProperty("subjectId").GetGuid())),
        ];
    }

    private static string Name(JsonElement draw, int place) => draw.GetProperty("results")[place].GetProperty("name").GetString()!;

    private static (int, int, int, int) Counts(JsonElement proposal) =>
        (proposal.GetProperty("presale").GetInt32(), proposal.GetProperty("aftersale").GetInt32(), proposal.GetProperty("presaleNow").GetInt32(), proposal.GetProperty("aftersaleNow").GetInt32());

    private static Guid[] Moving(JsonElement proposal) => [.. proposal.GetProperty("moves").EnumerateArray().Select(m => m.GetProperty("agentId").GetGuid())];

    private static async Task<JsonElement> Staffing(CampaignScene scene, Guid id, string query = "") => (await scene.Owner.Get($"campaigns/{id}/staffing{query}")).Ok().Json;

    private static Task<Clients.Answer> Confirm(CampaignScene scene, Guid id, string phase, Guid[] agentIds, int presale = 3, int aftersale = 7) =>
        scene.Owner.Post($"campaigns/{id}/staffing", new { phase, ratio = new { presale, aftersale }, agentIds });

    private Task<Groups> GroupsOf(CampaignScene scene, Person person)
    {
        var id = scene.Shop.AgentId(person);
        return server.Host.Look(db => db.Set<Agent>().Where(a => a.Id == id).Select(a => a.Groups).SingleAsync());
    }
}
