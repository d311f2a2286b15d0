using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Quality.Phrases;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Quality;

/// <summary>spec: quality.md, Forbidden phrases: refused, asked about, recorded; once each.</summary>
public sealed class PhraseTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task What_blocks_is_refused_with_its_reason_and_nothing_is_stored()
    {
        var (shop, zhu, id) = await Talk();
        await Add(shop, "加微信", "block", "可以在这里直接下单", "站外交易");
        var head = (await zhu.Log(id)).Head;
        var refused = (await zhu.Send(id, "您好，加 我 微信，加-微 信吧", "c1")).Refused(422, "phrases_blocked", "text");
        var hit = refused.Json.GetProperty("hits").EnumerateArray().ShouldHaveSingleItem();
        (hit.GetProperty("phrase").GetString(), hit.GetProperty("severity").GetString(), hit.GetProperty("start").GetInt32(), hit.GetProperty("end").GetInt32()).ShouldBe(("加微信", "block", 10, 15));
        (hit.GetProperty("replacement").GetString(), hit.GetProperty("note").GetString()).ShouldBe(("可以在这里直接下单", "站外交易"));
        // No confirmation helps, and the same send again counts once.
        (await Send(zhu, id, "您好，加 我 微信，加-微 信吧", "c1", new ConfirmedHit("加微信", 10, 15))).Refused(422, "phrases_blocked");
        (await zhu.Log(id)).Head.ShouldBe(head);
        var row = (await Hits(shop)).ShouldHaveSingleItem();
        (row.Outcome, row.Seq, row.Phrase, row.Severity, row.StartsAt, row.EndsAt, row.AgentId).ShouldBe((HitOutcome.Refused, null, "加微信", PhraseSeverity.Block, 10, 15, zhu.Id));
        row.Text.ShouldBe("您好，加 我 微信，加-微 信吧");
        // Corrected, it goes.
        (await zhu.Send(id, "您好，可以在这里直接下单", "c1")).Status.ShouldBe(201);
        await Drain();
        (await Hits(shop)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_warns_is_sent_once_confirmed_in_this_very_text_and_counts_once()
    {
        var (shop, zhu, id) = await Talk();
        var asked = (await zhu.Send(id, "这个我不 知道", "c1")).Refused(409, "phrases_unconfirmed", "text");
        var hit = asked.Json.GetProperty("hits")[0];
        (hit.GetProperty("phrase").GetString(), hit.GetProperty("start").GetInt32(), hit.GetProperty("end").GetInt32()).ShouldBe(("我不知道", 2, 7));
        // Confirmed for another text, or only in part: asked again.
        (await Send(zhu, id, "那个，我不 知道", "c1", new ConfirmedHit("我不知道", 2, 7))).Refused(409, "phrases_unconfirmed");
        (await Send(zhu, id, "这个我不 知道，没办法", "c1", new ConfirmedHit("我不知道", 2, 7))).Refused(409, "phrases_unconfirmed");
        await Drain();
        (await Hits(shop)).ShouldBeEmpty();

        var sent = (await Send(zhu, id, "这个我不 知道", "c1", new ConfirmedHit("我不知道", 2, 7))).Ok();
        sent.Status.ShouldBe(201);
        (await Send(zhu, id, "这个我不 知道", "c1", new ConfirmedHit("我不知道", 2, 7))).Status.ShouldBe(200);
        // A retry that lost its confirmation is still what was sent.
        (await zhu.Send(id, "这个我不 知道", "c1")).Status.ShouldBe(200);
        await Drain();
        var row = (await Hits(shop)).ShouldHaveSingleItem();
        (row.Outcome, row.Seq, row.Phrase, row.Severity, row.ClientId).ShouldBe((HitOutcome.Sent, (long?)sent.Json.GetProperty("entry").GetProperty("seq").GetInt64(), "我不知道", PhraseSeverity.Warn, "c1"));
        row.At.ShouldBe(sent.Json.GetProperty("entry").GetProperty("at").GetDateTimeOffset());
    }

    [Fact]
    public async Task What_is_only_marked_goes_out_and_is_recorded_quietly()
    {
        var (shop, zhu, id) = await Talk();
        await Add(shop, "最便宜", "mark");
        (await zhu.Send(id, "我们最便宜，全网最-便宜")).Status.ShouldBe(201);
        await Drain();
        (await Hits(shop)).Select(h => (h.Phrase, h.StartsAt, h.EndsAt)).ShouldBe([("最便宜", 2, 5), ("最便宜", 8, 12)], ignoreOrder: true);
        (await shop.Owner.Api.Get("alerts")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Only_what_agents_say_to_buyers_is_looked_at()
    {
        var (shop, zhu, id, buyer) = await Scene();
        await Add(shop, "加微信", "block");
        (await zhu.Note(id, "他说加微信，我不知道")).Ok();
        (await buyer.Send(id, "加微信吧，我不知道怎么买")).Ok();
        (await shop.Owner.Api.Get("phrase-hits")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        // Whoever does not serve hears that, and nothing is held against them.
        var lan = await shop.SignIn(Cast.Lan);
        (await lan.Send(id, "加微信")).Refused(409, "not_your_conversation");
        (await lan.Send(Guid.NewGuid(), "加微信")).Refused(404, "not_found");
        var other = await server.Shop();
        (await (await other.OnDuty(Cast.Zhu)).Send(id, "我不知道")).Refused(404, "not_found");
        (await Hits(shop)).ShouldBeEmpty();
        (await Hits(other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_of_the_list_counts_at_once_and_is_in_the_audit_log()
    {
        var (shop, zhu, id) = await Talk();
        var shipped = (await shop.Owner.Api.Get("phrases?q=我不知道")).Json.GetProperty("shipped")[0];
        (shipped.GetProperty("severity").GetString(), shipped.GetProperty("shipped").GetBoolean()).ShouldBe(("warn", true));
        (await zhu.Send(id, "我不知道")).Refused(409, "phrases_unconfirmed");
        (await shop.Owner.Api.Patch($"phrases/{shipped.GetProperty("id").GetGuid()}", new { off = true })).Ok();
        // The shorter one is still there.
        (await zhu.Send(id, "我不知道")).Refused(409, "phrases_unconfirmed").Json.GetProperty("hits")[0].GetProperty("phrase").GetString().ShouldBe("不知道");
        (await shop.Owner.Api.Post("phrases/exempt", new { text = "我不知道您说的" })).Ok();
        (await zhu.Send(id, "我不知道 您说的是哪款")).Status.ShouldBe(201);
        (await zhu.Send(id, "不知道您说的是哪款")).Refused(409, "phrases_unconfirmed");
        (await shop.Owner.Api.Delete($"phrases/{shipped.GetProperty("id").GetGuid()}")).Refused(409, "shipped_phrase");
        var own = await Add(shop, "刷单", "block");
        (await zhu.Send(id, "刷 单吗")).Refused(422, "phrases_blocked");
        (await shop.Owner.Api.Delete($"phrases/{own}")).Status.ShouldBe(204);
        (await zhu.Send(id, "刷 单吗")).Status.ShouldBe(201);
        (await shop.Owner.Api.Get("audit?limit=200")).Json.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("action").GetString()!)
            .Where(a => a.StartsWith("phrase", StringComparison.Ordinal) || a.StartsWith("exempt", StringComparison.Ordinal)).ShouldBe(["phrase.removed", "phrase.added", "exempt_text.added", "phrase.changed"], ignoreOrder: true);
        // The other shop has its own.
        var other = await server.Shop();
        (await other.Owner.Api.Get("phrases?q=我不知道")).Json.GetProperty("shipped")[0].GetProperty("off").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Two_that_read_the_same_are_one()
    {
        var shop = await server.Shop();
        await Add(shop, "加 V 信", "block");
        foreach (var same in new[] { "加v信", "加，Ｖ信！", "我不，知道" })
            (await shop.Owner.Api.Post("phrases", new { text = same, severity = "warn" })).Refused(409, "phrase_listed", "text");
        (await shop.Owner.Api.Post("phrases", new { text = "，。！", severity = "warn" })).Refused(422, "invalid", "text");
        (await shop.Owner.Api.Post("phrases", new { text = "没货", severity = "warn", replacement = "抱歉，没 货" })).Refused(422, "invalid", "replacement");
        (await shop.Owner.Api.Post("phrases", new { text = "没货" })).Refused(422, "invalid", "severity");
    }

    [Fact]
    public async Task Supervisors_are_alerted_of_what_was_refused_and_of_what_was_sent_all_the_same()
    {
        var (shop, zhu, id) = await Talk();
        await using var heard = await shop.Owner.Connect();
        await Add(shop, "加微信", "block");
        (await zhu.Send(id, "加微信", "c1")).Refused(422, "phrases_blocked");
        await Drain();
        var push = (await heard.Next("alert")).Arguments[0];
        (push.GetProperty("kind").GetString(), push.GetProperty("name").GetString(), push.GetProperty("text").GetString()).ShouldBe(("forbidden_phrase", zhu.Name, "加微信"));
        (await Send(zhu, id, "没办法", "c2", new ConfirmedHit("没办法", 0, 3))).Ok();
        await Drain();
        (await shop.Owner.Api.Get("alerts")).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
        (await zhu.Api.Get("alerts")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_person_holds_a_hit_against_somebody_else_and_it_is_told_once()
    {
        var (shop, zhu, id) = await Talk();
        (await Send(zhu, id, "没办法", "c1", new ConfirmedHit("没办法", 0, 3))).Ok();
        await Drain();
        var inspector = await shop.SignIn(Cast.Inspector);
        var hit = (await inspector.Api.Get("phrase-hits?verdict=open")).Json.GetProperty("items")[0];
        var path = $"phrase-hits/{hit.GetProperty("id").GetGuid()}/verdict";
        var facts = await FactsKept.At(server.Host);
        (await inspector.Api.Put(path, new { upheld = true, note = "可以先查再答" })).Ok();
        (await inspector.Api.Put(path, new { upheld = true, note = "可以先查再答" })).Ok();
        (await facts.Of(shop.Id, JudgeHits.Upheld)).ShouldHaveSingleItem().SubjectId.ShouldBe(hit.GetProperty("id").GetGuid());
        (await inspector.Api.Get("phrase-hits?verdict=upheld")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        // The owner served too: nobody judges themselves.
        var own = (await Hits(shop))[0];
        await server.Host.Look(async db =>
        {
            await db.Set<PhraseHitRecord>().Where(h => h.ShopId == shop.Id && h.Id == own.Id).ExecuteUpdateAsync(h => h.SetProperty(x => x.AgentId, shop.Owner.Id));
            return true;
        });
        (await shop.Owner.Api.Put(path, new { upheld = false })).Refused(409, "own_hit");
    }

    [Fact]
    public async Task An_upheld_hit_costs_what_its_severity_says_once_and_another_verdict_takes_it_off()
    {
        var (shop, zhu, id) = await Talk();
        (await Send(zhu, id, "没办法", "c1", new ConfirmedHit("没办法", 0, 3))).Ok();
        (await Send(zhu, id, "不知道", "c2", new ConfirmedHit("不知道", 0, 3))).Ok();
        await Drain();
        var hits = await Hits(shop);
        // Nothing is set: an upheld hit stays a hit.
        (await Judge(hits[1].Id, true)).Ok();
        (await Rows()).ShouldBeEmpty();
        (await shop.Owner.Api.Put("pay-settings", new { version = 0, settings = new { phraseWarnFen = 2_000, points = new { phrase_warn = 1.5 } } })).Ok();
        (await shop.Owner.Api.Put("pay-settings", new { version = 1, settings = new { points = new { nothing = 1 } } })).Refused(422, "invalid", "settings.points");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Judge(hits[0].Id, true)));
        answers.ShouldAllBe(a => a.IsOk);
        var row = (await Rows()).ShouldHaveSingleItem();
        (row.AgentId, row.Fen, row.Points, row.Cause, row.ConversationId).ShouldBe((zhu.Id, -2_000, -1.5m, "phrase_hit", id));
        (await Judge(hits[0].Id, false)).Ok();
        (await Rows()).Sum(r => r.Fen).ShouldBe(0);
        (await Rows()).Sum(r => r.Hundredths).ShouldBe(0);
        (await Judge(hits[0].Id, false)).Ok();
        (await Rows()).Count.ShouldBe(2);
        (await Judge(hits[0].Id, true)).Ok();
        (await Rows()).Select(r => r.Fen).ShouldBe([-2_000, 2_000, -2_000]);

        async Task<Answer> Judge(Guid hit, bool upheld) => await (await shop.SignIn(Cast.Inspector)).Api.Put($"phrase-hits/{hit}/verdict", new { upheld });
        Task<List<LedgerRow>> Rows() => server.Host.Look(db => db.Set<LedgerRow>().Where(r => r.ShopId == shop.Id).OrderBy(r => r.Id).ToListAsync());
    }

    [Fact]
    public async Task The_browser_gets_the_same_list_and_hears_of_changes()
    {
        var (shop, zhu, _) = await Talk();
        await using var heard = await zhu.Connect();
        await Add(shop, "加微信", "block", "可以在这里直接下单");
        await heard.Next("phrases");
        var book = (await zhu.Api.Get("phrases/book")).Json;
        book.GetProperty("block").EnumerateArray().Select(p => p.GetString()).ShouldBe(["加微信"]);
        book.GetProperty("warn").GetArrayLength().ShouldBe(46);
        book.GetProperty("replacements").GetProperty("加微信").GetString().ShouldBe("可以在这里直接下单");
    }

    [Fact]
    public async Task Courtesy_words_are_the_shops_and_the_second_editor_is_told()
    {
        var shop = await server.Shop();
        var words = (await shop.Owner.Api.Get("phrases/words")).Json;
        words.GetProperty("openings").EnumerateArray().Select(w => w.GetString()).ShouldContain("您好");
        var next = new { version = words.GetProperty("version").GetInt64(), openings = new[] { "贵安", "您好" }, closings = new[] { "慢走" }, fillers = new[] { "啊" } };
        (await shop.Owner.Api.Put("phrases/words", next)).Ok();
        (await shop.Owner.Api.Put("phrases/words", next)).Refused(409, "settings_changed");
        (await shop.Owner.Api.Put("phrases/words", new { version = 1, openings = new[] { "好" }, closings = new[] { "好" }, fillers = new[] { "啊啊" } })).Refused(422, "invalid", "fillers");
        var book = (await server.Host.Services.GetRequiredService<PhraseBooks>().Of(shop.Id, CancellationToken.None)).Book;
        (book.HasOpening("贵 安！"), book.HasOpening("你好"), book.HasClosing("请慢走。"), book.Fillers("哎，啊").Count).ShouldBe((true, false, true, 1));
    }

    private sealed record ConfirmedHit(string Phrase, int Start, int End);

    private static Task<Answer> Send(AgentClient agent, Guid id, string text, string clientId, params ConfirmedHit[] confirmed) =>
        agent.Api.Post($"conversations/{id}/messages", new { clientId, text, confirmed });

    private static async Task<Guid> Add(TestShop shop, string text, string severity, string? replacement = null, string? note = null) =>
        (await shop.Owner.Api.Post("phrases", new { text, severity, replacement, note })).Ok().Json.GetProperty("id").GetGuid();

    private Task<List<PhraseHitRecord>> Hits(TestShop shop) => server.Host.Look(db => db.Set<PhraseHitRecord>().Where(h => h.ShopId == shop.Id).OrderBy(h => h.Id).ToListAsync());

    private Task Drain() => server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);

    private async Task<(TestShop Shop, AgentClient Zhu, Guid Id, VisitorClient Buyer)> Scene()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        return (shop, zhu, await buyer.Ask(), buyer);
    }

    private async Task<(TestShop Shop, AgentClient Zhu, Guid Id)> Talk()
    {
        var (shop, zhu, id, _) = await Scene();
        return (shop, zhu, id);
    }
}
