using System.Text.Json;
using Yingke.Server.Features.Campaigns;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Campaigns;

/// <summary>
/// The day of a sale from its eve to the end of the days after, on three nodes that all want to do everything, lease or no lease; on SQLite, which is one process, on one.
/// (spec: campaigns.md, Campaign)
/// </summary>
public sealed class SaleDayTests : ThreeNodes
{
    private const string OwnWords = "双 11 今天特别忙";

    // 00:00 in Shanghai, on a Wednesday in the middle of a month.
    private static readonly DateTimeOffset Midnight = new(2026, 3, 10, 16, 0, 0, TimeSpan.Zero);

    public SaleDayTests() => Clock.Set(Midnight.AddHours(-14));

    [Fact]
    public async Task From_its_eve_to_the_days_after_everything_happens_once()
    {
        // The eve: an ordinary day, 10 s to the first reply, and two scored figures of which the sale names one.
        var scene = await CampaignScene.Set(await TestShop.Open(Nodes[0]));
        var shop = scene.Shop;
        await Card(scene);
        await scene.Served(scene.Zhu, secondsToAnswer: 10);
        var made = (await scene.Owner.Post("campaigns", new
        {
            name = "双 11", startAt = Midnight, endAt = Midnight.AddDays(1), measure = "sales", reviewAt = "13:00", excluded = new[] { "avg_response" }, overload = new { threshold = 5, text = OwnWords },
            targets = new object[] { new { scope = "shop", group = Array.Empty<string>(), measure = "orders", value = 4 }, new { scope = "shop", group = Array.Empty<string>(), measure = "sales", value = 90_000_000 } },
            teams = new[] { new { name = "青松队", members = new[] { scene.Zhu.Id } }, new { name = "翠竹队", members = new[] { scene.Lan.Id } } },
        })).Ok().Json;
        var id = made.GetProperty("id").GetGuid();
        (await Overload(scene)).ShouldBe((false, 500, null), "the shop's own until it begins");

        // Midnight: its threshold is in force, and the ratio of 7 : 3 moves one of four.
        await At(Midnight, "campaign-overload");
        (await Overload(scene)).ShouldBe((false, 5, "双 11"));
        await Move(scene, id, "during", 7, 3);
        (await Sides(scene)).ShouldBe((3, 1));
        var probes = new List<HubProbe>();
        foreach (var (person, i) in new[] { Cast.Zhu, Cast.Lan, Cast.Supervisor }.Select((p, i) => (p, i)))
            probes.Add(await (await shop.SignIn(person, Nodes[i % Nodes.Count])).Connect());
        await probes[1].Invoke("WatchStandings", true);

        string first = "", second = "";
        for (var hour = 1; hour <= 24; hour++)
        {
            await At(Midnight.AddHours(hour), hour is 12 or 13 or 14 or 24 ? ["campaign-hours", "campaign-reviews", "campaign-overload", "campaign-staffing"] : ["campaign-hours"]);
            foreach (var probe in probes)
                await probe.Next("broadcast", x => x[0].GetProperty("hourAt").GetDateTimeOffset() == Midnight.AddHours(hour));
            Clock.Advance(TimeSpan.FromMinutes(20));
            switch (hour)
            {
                case 9:
                    (first, second) = (await scene.Served(scene.Zhu, secondsToAnswer: 50), await scene.Served(scene.Lan, secondsToAnswer: 50));
                    await scene.Pay(first, 12_000);
                    var pushed = (await probes[1].Next("standings", x => x[0].GetProperty("orders").GetInt32() == 1)).Arguments[0];
                    CampaignScene.Teams(pushed).ShouldBe([("青松队", 1, 12_000L, 1), ("翠竹队", 0, 0L, 2)]);
                    break;
                case 10:
                    await Rush(scene);
                    break;
                case 12:
                    (await Reviews(scene, id)).ShouldBeEmpty();
                    break;
                case 13:
                    await ReviewedOnce(scene, id, probes[2]);
                    break;
                case 20:
                    await scene.Pay(second, 30_000);
                    await scene.Pay(first, 5_000);
                    break;
            }
        }

        // 00:20 of the next day, after everything ran: what was kept is what happened, each once.
        var kept = (await scene.Owner.Get($"campaigns/{id}/broadcasts")).Ok().Json.GetProperty("items").EnumerateArray().ToList();
        kept.Select(b => b.GetProperty("hourAt").GetDateTimeOffset()).ShouldBe(Enumerable.Range(1, 24).Reverse().Select(h => Midnight.AddHours(h)));
        kept.Count(b => b.TryGetProperty("sentAt", out _)).ShouldBe(24);
        kept.Select(b => b.GetProperty("standing").GetProperty("fen").GetInt64()).Reverse().ShouldBe([.. Enumerable.Repeat(0L, 9), .. Enumerable.Repeat(12_000L, 11), .. Enumerable.Repeat(47_000L, 4)]);
        CampaignScene.Teams(await scene.Board(id)).ShouldBe([("翠竹队", 1, 30_000L, 1), ("青松队", 2, 17_000L, 2)]);
        (await Overload(scene)).ShouldBe((false, 500, null), "the shop's own again");
        (await shop.Owner.Api.Get("overload/steps")).Ok().Json.EnumerateArray().Select(s => (s.GetProperty("isOn").GetBoolean(), s.GetProperty("threshold").GetInt32())).ShouldBe([(false, 5), (true, 5)]);
        (await Sides(scene)).ShouldBe((2, 2), "moved for its span, and back by itself");

        // The draw among the winners, sent by three nodes at once, is one.
        object draw = new { clientId = "d1", name = "飞镖赛", kind = "darts", among = "winners", prizes = new[] { new { name = "头奖", count = 1, fen = 8_800 } } };
        var seeds = await Task.WhenAll(Nodes.Select(async n => (await shop.Owner.At(n).Api.Post($"campaigns/{id}/draws", draw)).Ok().Json.GetProperty("seed").GetString()));
        seeds.Distinct().ShouldHaveSingleItem();
        var drawn = (await scene.Owner.Get($"campaigns/{id}/draws")).Ok().Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        drawn.GetProperty("results").EnumerateArray().Select(r => (r.GetProperty("name").GetString(), r.GetProperty("prize").GetString())).ShouldBe([("小兰", "头奖")]);

        // The three days after stand at 3 : 7, and then as before.
        await At(Clock.Now, "campaign-staffing-due");
        (await scene.Owner.Get("alerts")).Json.GetProperty("items").EnumerateArray().Count(a => a.GetProperty("kind").GetString() == "staffing_due").ShouldBe(1);
        await Move(scene, id, "after", 3, 7);
        (await Sides(scene)).ShouldBe((1, 3));
        await At(Midnight.AddDays(4).AddMinutes(-1), "campaign-staffing");
        (await Sides(scene)).ShouldBe((1, 3), "a minute is left of the three days");
        await At(Midnight.AddDays(4), "campaign-staffing", "campaign-hours", "campaign-reviews");
        (await Sides(scene)).ShouldBe((2, 2));
        var steps = (await shop.Owner.Api.Get("audit?limit=200")).Json.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("action").GetString()).ToList();
        (steps.Count(s => s == "staffing.moved"), steps.Count(s => s == "staffing.undone")).ShouldBe((2, 2));

        // The sale's 50 s are in no score; its talks are, and so is the eve.
        var lines = (await scene.Owner.Get("scores?month=2026-03")).Ok().Json.GetProperty("cards")[0].GetProperty("now").GetProperty("rows")[0].GetProperty("lines");
        (lines[0].GetProperty("figure").GetString(), lines[1].GetProperty("figure").GetString()).ShouldBe(("10.000000", "2"));

        await HubProbe.Quiet();
        foreach (var probe in probes)
        {
            (probe.Pushes.Count(p => p.Method == "broadcast"), probe.Pushes.Count(p => p.Method == "overload")).ShouldBe((24, 2));
            await probe.DisposeAsync();
        }
        (await Reviews(scene, id)).Count.ShouldBe(1);
    }

    /// <summary>At an instant every node wants to do what is due: all at once past the list of jobs, whose lease would let only one of them in; and then one through it.</summary>
    private async Task At(DateTimeOffset instant, params string[] jobs)
    {
        Clock.Set(instant);
        await Task.WhenAll(Nodes.Select(node => node.Do<IServiceProvider, bool>(async s =>
        {
            foreach (var job in jobs)
                await (job switch
                {
                    "campaign-hours" => Of<AnnounceHours>(s).Run(CancellationToken.None),
                    "campaign-reviews" => Of<ReviewGoals>(s).Run(CancellationToken.None),
                    "campaign-overload" => Of<LendOverload>(s).Run(CancellationToken.None),
                    "campaign-staffing" => Of<ChangeSides>(s).UndoDue(CancellationToken.None),
                    _ => Of<PlanStaffing>(s).RemindAfter(CancellationToken.None),
                });
            return true;
        })));
        foreach (var job in jobs)
            await Nodes[^1].RunJob(job);

        static T Of<T>(IServiceProvider services) => (T)services.GetService(typeof(T))!;
    }

    /// <summary>Six buyers over all nodes are more than five; below four it is over.</summary>
    private async Task Rush(CampaignScene scene)
    {
        await scene.Shop.Change(Cast.Lan, new { capacity = 2 });
        await scene.Lan.Online();
        var asked = new List<(VisitorClient Buyer, Guid Id)>();
        for (var i = 0; i < 6; i++)
        {
            var buyer = await scene.Shop.Buyer(Nodes[i % Nodes.Count]);
            asked.Add((buyer, await buyer.Ask()));
            (await Overload(scene)).On.ShouldBe(i == 5, $"with {i + 1}");
        }
        (await Told(asked[4])).ShouldBe(0);
        (await Told(asked[5])).ShouldBe(1);
        for (var i = 5; i >= 3; i--)
        {
            (await Overload(scene)).On.ShouldBeTrue($"with {i + 1}");
            (await asked[i].Buyer.Close(asked[i].Id)).Ok();
        }
        (await Overload(scene)).On.ShouldBeFalse("three are below four fifths of five");
        foreach (var (buyer, id) in asked.Take(3))
            (await buyer.Close(id)).Ok();
        (await scene.Lan.Presence("offline")).Ok();

        static async Task<int> Told((VisitorClient Buyer, Guid Id) asked) => (await asked.Buyer.Log(asked.Id)).Entries.Count(e => e.Text?.Contains(OwnWords, StringComparison.Ordinal) == true);
    }

    private static async Task ReviewedOnce(CampaignScene scene, Guid id, HubProbe supervisor)
    {
        var review = (await Reviews(scene, id)).ShouldHaveSingleItem().GetProperty("review");
        review.GetProperty("goals").EnumerateArray().Select(g => (g.GetProperty("reached").GetInt64(), g.GetProperty("state").GetString())).ShouldBe([(1L, "behind"), (12_000L, "behind")]);
        var alert = (await supervisor.Next("alert", x => x[0].GetProperty("kind").GetString() == "goal_review")).Arguments[0];
        (alert.GetProperty("subjectId").GetGuid(), alert.GetProperty("text").GetString()).ShouldBe((id, "0 / 2"));
        (await scene.Owner.Get("alerts")).Json.GetProperty("items").EnumerateArray().Count(a => a.GetProperty("kind").GetString() == "goal_review").ShouldBe(1);
    }

    private static async Task Card(CampaignScene scene)
    {
        object Item(string id) => new { key = id, section = "basic", kind = "indicator", of = "all", indicator = id, full = 50, missing = "skip", curve = new { kind = "linear", worst = 120, best = 30 } };
        var card = (await scene.Owner.Post("scorecards", new { name = "售前", role = "other", isPlatform = false, items = new[] { Item("avg_response"), Item("receptions") } })).Ok().Json.GetProperty("id").GetGuid();
        (await scene.Owner.Put($"scorecards/{card}/agents", new { agentIds = new[] { scene.Zhu.Id } })).Ok();
    }

    private static async Task Move(CampaignScene scene, Guid id, string phase, int presale, int aftersale)
    {
        var proposal = (await scene.Owner.Get($"campaigns/{id}/staffing")).Ok().Json.GetProperty("proposals").EnumerateArray().Single(p => p.GetProperty("phase").GetString() == phase);
        var moving = proposal.GetProperty("moves").EnumerateArray().Select(m => m.GetProperty("agentId").GetGuid()).ToArray();
        moving.ShouldHaveSingleItem();
        (await scene.Owner.Post($"campaigns/{id}/staffing", new { phase, ratio = new { presale, aftersale }, agentIds = moving })).Ok();
    }

    private static async Task<(int Presale, int Aftersale)> Sides(CampaignScene scene)
    {
        var agents = (await scene.Owner.Get("agents")).Ok().Json;
        var groups = (agents.ValueKind == JsonValueKind.Array ? agents : agents.GetProperty("items")).EnumerateArray().Select(a => a.GetProperty("groups").EnumerateArray().Select(g => g.GetString()).ToList()).ToList();
        return (groups.Count(g => g.Contains("presale")), groups.Count(g => g.Contains("aftersale")));
    }

    private static async Task<(bool On, int Threshold, string? Campaign)> Overload(CampaignScene scene)
    {
        var state = (await scene.Shop.Owner.Api.Get("overload")).As<OverloadState>();
        return (state.IsOn, state.Threshold, state.Campaign);
    }

    private sealed record OverloadState(bool IsOn, int Threshold, string? Campaign);

    private static async Task<List<JsonElement>> Reviews(CampaignScene scene, Guid id) => [.. (await scene.Owner.Get($"campaigns/{id}/reviews")).Ok().Json.GetProperty("items").EnumerateArray()];
}
