using Microsoft.AspNetCore.Http;
using Yingke.Domain.Robot;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Webhooks;

using Desk = Yingke.Server.Tests.Knowledge.Desk;

namespace Yingke.Server.Tests.Robot;

/// <summary>A language model beside the robot, as a small server of the test speaks it (spec: campaigns.md, Robot).</summary>
public sealed class ModelTests(ModelTests.Place place) : IClassFixture<ModelTests.Place>
{
    private const string Answer = "默认发中通，满 299 元升级顺丰。";
    private const string Key = "sk-geheim-7781";

    /// <summary>A node that may call this machine.</summary>
    public sealed class Place : IAsyncLifetime
    {
        private TestDatabase? database;

        public YingkeHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            database = await TestDatabase.Copy();
            Host = await YingkeHost.Start(database, new FakeClock(), "--Webhooks:AllowPrivate=true");
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await database!.DisposeAsync();
        }
    }

    [Fact]
    public async Task It_words_what_was_found_and_chooses_among_the_nearest_and_adds_nothing()
    {
        await using var model = await Receiver.Start();
        var (shop, buyer, id) = await Shop(model);
        Says(model, "亲，默认发中通哦，满 299 元升级顺丰～");
        var worded = await Ask(buyer, id, "发什么快递");
        worded.Text.ShouldBe("亲，默认发中通哦，满 299 元升级顺丰～");
        worded.Data!.Robot!.Model.ShouldBeNull("the buyer is not told how");
        (await shop.Owner.Log(id)).Entries.Single(e => e.Seq == worded.Seq).Data!.Robot!.Model.ShouldBe(RobotModelPart.Worded);
        var asked = model.Requests.ShouldHaveSingleItem();
        (asked.Path, asked.Headers["Authorization"], asked.Json.GetProperty("model").GetString()).ShouldBe(("/v1/chat/completions", "Bearer " + Key, "chat-1"));
        asked.Json.GetProperty("messages")[1].GetProperty("content").GetString()!.ShouldContain(Answer);
        // Facts that the entry does not have, a turned meaning, and a refusal: the entry speaks for itself.
        foreach (var wrong in new[] { "默认发中通，满 199 元升级顺丰。", "默认发中通，满 299 元升级顺丰，还送一张优惠券和茶杯一个。", "默认不发中通，满 299 元升级顺丰。", "NO" })
        {
            Says(model, wrong);
            (await Ask(buyer, id, "发什么快递")).Text.ShouldBe(Answer, wrong);
        }
        // A hard question: it chooses, and what it chose is said as it was written.
        Says(model, "1");
        var chosen = await Ask(buyer, id, "我家附近只有顺丰能送到");
        (chosen.Text, chosen.Data!.Robot!.IsHit).ShouldBe((Answer, true));
        (await shop.Owner.Log(id)).Entries.Single(e => e.Seq == chosen.Seq).Data!.Robot!.Model.ShouldBe(RobotModelPart.Chose);
        foreach (var none in new[] { "0", "7", "中通今天免费送货" })
        {
            Says(model, none);
            (await Ask(buyer, id, "我家附近只有顺丰能送到")).Data!.Robot!.Outcome.ShouldBe(RobotOutcome.Offered, none);
        }
    }

    [Fact]
    public async Task One_that_is_slow_or_broken_is_bypassed_and_then_left_alone()
    {
        await using var model = await Receiver.Start();
        var (_, buyer, id) = await Shop(model, seconds: 1);
        model.Says(500);
        (await Ask(buyer, id, "发什么快递")).Text.ShouldBe(Answer);
        model.Answer = http => http.Response.WriteAsync("<html>");
        (await Ask(buyer, id, "发什么快递")).Text.ShouldBe(Answer);
        model.Answer = http => Task.Delay(TimeSpan.FromMinutes(5), http.RequestAborted);
        (await Ask(buyer, id, "发什么快递")).Text.ShouldBe(Answer);
        model.Requests.Count.ShouldBe(3);
        Says(model, "亲，默认发中通，满 299 元升级顺丰");
        (await Ask(buyer, id, "发什么快递")).Text.ShouldBe(Answer, "three times running");
        model.Requests.Count.ShouldBe(3);
        place.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Ask(buyer, id, "发什么快递")).Text.ShouldBe("亲，默认发中通，满 299 元升级顺丰");
    }

    [Fact]
    public async Task It_is_off_until_the_owner_connects_it_and_its_key_never_comes_back()
    {
        await using var model = await Receiver.Start();
        var shop = await TestShop.Open(place.Host);
        var api = shop.Owner.Api;
        (await api.Get("robot/model")).Ok().Json.GetProperty("isOn").GetBoolean().ShouldBeFalse();
        (await api.Post("robot/model/trial")).Refused(409, "model_missing");
        object Body(object? address = null, object? seconds = null, object? key = null, string name = "chat-1") => new { isOn = true, address = address ?? Url(model), model = name, seconds = seconds ?? 2, key };
        (await api.Put("robot/model", Body(address: "ftp://model.example.cn"))).Refused(422, "invalid", "address");
        (await api.Put("robot/model", Body(seconds: 16))).Refused(422, "invalid", "seconds");
        (await api.Put("robot/model", Body(name: ""))).Refused(422, "invalid", "model");
        (await api.Put("robot/model", Body(key: "sk geheim"))).Refused(422, "invalid", "key");
        var saved = (await api.Put("robot/model", Body(key: Key))).Ok();
        saved.Json.GetProperty("hasKey").GetBoolean().ShouldBeTrue();
        Says(model, "你好");
        (await api.Post("robot/model/trial")).Ok().Json.TryGetProperty("error", out _).ShouldBeFalse();
        model.Says(401);
        (await api.Post("robot/model/trial")).Ok().Json.GetProperty("error").GetString().ShouldBe("refused");
        // Kept without being named again; gone with another server.
        (await api.Put("robot/model", Body())).Ok().Json.GetProperty("hasKey").GetBoolean().ShouldBeTrue();
        (await api.Put("robot/model", Body(address: "https://other.example.cn/v1"))).Ok().Json.GetProperty("hasKey").GetBoolean().ShouldBeFalse();
        foreach (var answer in new[] { await api.Get("robot/model"), await api.Get("settings"), await api.Get("audit?limit=50"), saved })
            answer.Text.ShouldNotContain(Key);
        (await place.Host.Look(db => Task.FromResult(db.Set<Features.Robot.Model.RobotModel>().Count(m => m.Secret != null && m.Secret.Contains("geheim"))))).ShouldBe(0);
        (await (await shop.SignIn(Cast.Supervisor)).Api.Get("robot/model")).Refused(403, "forbidden");
    }

    private static string Url(Receiver model) => $"http://127.0.0.1:{model.Port}/v1";

    private static void Says(Receiver model, string text) => model.Answer = http => http.Response.WriteAsJsonAsync(new { choices = new[] { new { message = new { role = "assistant", content = text } } } });

    private async Task<(TestShop Shop, VisitorClient Buyer, Guid Id)> Shop(Receiver model, int seconds = 10)
    {
        var shop = await TestShop.Open(place.Host);
        await Desk.Publish(shop.Owner.Api, await Desk.Add(shop.Owner.Api, "发什么快递？", Answer, ["用什么快递", "能发顺丰吗"]));
        await Desk.Publish(shop.Owner.Api, await Desk.Add(shop.Owner.Api, "茶叶怎么保存？", "密封、避光、常温。", ["要放冰箱吗"]));
        await shop.Set(s => s with { Robot = s.Robot with { Modes = [RobotMode.BeforePerson] } });
        (await shop.Owner.Api.Put("robot/model", new { isOn = true, address = Url(model), model = "chat-1", seconds, key = Key })).Ok();
        var buyer = await shop.Buyer();
        return (shop, buyer, (await buyer.Open()).Id);
    }

    private static async Task<EntryView> Ask(VisitorClient buyer, Guid id, string text)
    {
        var asked = (await buyer.Say(id, text)).Seq;
        for (var i = 0; i < 600; i++)
        {
            if ((await buyer.Log(id)).Entries.FirstOrDefault(e => e.Data?.Robot?.Asked == asked) is { } answer)
                return answer;
            await Task.Delay(50);
        }
        throw new Xunit.Sdk.XunitException("No answer came.");
    }
}
