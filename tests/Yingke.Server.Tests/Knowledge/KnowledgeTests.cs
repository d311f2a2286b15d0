using System.Text.Json;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Knowledge;

/// <summary>What is written, looked at, found, and what was not found.</summary>
public sealed class KnowledgeTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Nothing_is_found_before_a_second_person_passed_it_and_nothing_after_it_was_withdrawn()
    {
        var shop = await server.Shop();
        var (editor, zhu) = ((await shop.SignIn(Cast.Supervisor)).Api, (await shop.SignIn(Cast.Zhu)).Api);
        var id = await Desk.Add(editor, "什么时候发货", "48 小时内发出。", ["多久能发走", "几天发货"]);
        (await Desk.Found(zhu, "多久能发走")).ShouldBeEmpty();
        (await zhu.Get($"knowledge/{id}")).Refused(404, "not_found");
        (await editor.Post($"knowledge/{id}/submission", new { version = 1 })).Ok();
        (await editor.Post($"knowledge/{id}/publication", new { version = 2 })).Refused(409, "own_text");
        (await shop.Owner.Api.Post($"knowledge/{id}/publication", new { version = 2 })).Ok();
        (await Desk.Found(zhu, "多久能发走呀")).ShouldBe(["什么时候发货"]);
        (await Desk.Found(zhu, "小时内发出")).ShouldBe(["什么时候发货"]);
        (await zhu.Get($"knowledge/{id}")).Json.GetProperty("content").GetProperty("answer").GetString().ShouldBe("48 小时内发出。");
        // A change is not in use before it is passed.
        (await editor.Put($"knowledge/{id}", new { version = 3, content = new { kind = "question", question = "发货时间", answer = "当天发出。" } })).Ok();
        (await Desk.Found(zhu, "发货")).ShouldBe(["什么时候发货"]);
        (await editor.Get($"knowledge/{id}")).Json.GetProperty("inUse").GetProperty("answer").GetString().ShouldBe("48 小时内发出。");
        (await shop.Owner.Api.Post($"knowledge/{id}/withdrawal", new { version = 4, note = "换仓" })).Ok();
        (await Desk.Found(zhu, "发货")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_entry_is_found_from_its_first_day_to_its_last_by_the_shops_calendar()
    {
        var shop = await server.Shop();
        var today = DateOnly.FromDateTime(server.Clock.Now.AddHours(8).DateTime);
        var owner = shop.Owner.Api;
        foreach (var (name, from, to) in new[] { ("昨天结束", (int?)null, (int?)-1), ("今天结束", -3, 0), ("今天开始", 0, null), ("明天开始", 1, 3) })
            await Desk.Publish(owner, await Desk.Add(owner, $"大促满减 {name}", "满 300 减 40", [], from is { } f ? today.AddDays(f) : null, to is { } t ? today.AddDays(t) : null));
        (await Desk.Found(owner, "大促满减")).ShouldBe(["大促满减 今天结束", "大促满减 今天开始"], ignoreOrder: true);
        (await Desk.Found(owner, "")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_editors_the_second_is_told()
    {
        var shop = await server.Shop();
        var (owner, editor) = (shop.Owner.Api, (await shop.SignIn(Cast.Supervisor)).Api);
        var id = await Desk.Add(owner, "能开专票吗", "可以。", []);
        object Say(string answer) => new { version = 1, content = new { kind = "question", question = "能开专票吗", answer } };
        var both = await Task.WhenAll(owner.Put($"knowledge/{id}", Say("可以开")), editor.Put($"knowledge/{id}", Say("不可以")));
        both.Count(a => a.IsOk).ShouldBe(1);
        both.Single(a => !a.IsOk).Refused(409, "changed_meanwhile");
        (await owner.Get($"knowledge/{id}")).Json.GetProperty("version").GetInt64().ShouldBe(2);
        var other = await server.Shop();
        (await other.Owner.Api.Get($"knowledge/{id}")).Refused(404, "not_found");
        (await Desk.Found(other.Owner.Api, "专票")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Old_versions_are_read_and_brought_back_as_a_draft()
    {
        var shop = await server.Shop();
        var owner = shop.Owner.Api;
        var id = await Desk.Add(owner, "保质期多久", "12 个月。", []);
        await Desk.Publish(owner, id);
        (await owner.Put($"knowledge/{id}", new { version = 3, content = new { kind = "question", question = "保质期多久", answer = "18 个月。" } })).Ok();
        await Desk.Publish(owner, id);
        (await owner.Get($"knowledge/{id}/revisions")).Json.GetProperty("items").EnumerateArray().Select(r => (r.GetProperty("number").GetInt32(), r.GetProperty("content").GetProperty("answer").GetString()))
            .ShouldBe([(2, "18 个月。"), (1, "12 个月。")]);
        var restored = (await owner.Post($"knowledge/{id}/restorations", new { version = 6, number = 1 })).Ok().Json;
        (restored.GetProperty("state").GetString(), restored.GetProperty("content").GetProperty("answer").GetString(), restored.GetProperty("inUse").GetProperty("answer").GetString()).ShouldBe(("draft", "12 个月。", "18 个月。"));
        (await owner.Delete($"knowledge/{id}/draft?version=7")).Status.ShouldBe(204);
        (await owner.Get($"knowledge/{id}")).Json.GetProperty("state").GetString().ShouldBe("published");
        // One that never was in use goes altogether.
        var never = await Desk.Add(owner, "写了一半", "…", []);
        (await owner.Delete($"knowledge/{never}/draft?version=1")).Status.ShouldBe(204);
        (await owner.Get($"knowledge/{never}")).Refused(404, "not_found");
    }

    [Fact]
    public async Task What_nobody_could_answer_is_counted_once_and_answered_by_an_entry()
    {
        var shop = await server.Shop();
        var (owner, zhu) = (shop.Owner.Api, (await shop.SignIn(Cast.Zhu)).Api);
        // All at once: each of them counts.
        var asked = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => zhu.Post("knowledge/unanswered", new { text = i % 2 == 0 ? "可以 刻字吗？" : "可以刻字吗" })));
        asked.ShouldAllBe(a => a.Status == 204);
        (await zhu.Post("knowledge/unanswered", new { text = "？！" })).Refused(422, "invalid", "text");
        (await zhu.Post("knowledge/unanswered", new { text = "送人合适吗" })).Status.ShouldBe(204);
        var open = (await owner.Get("knowledge/unanswered")).Json.GetProperty("items").EnumerateArray().ToList();
        open.Select(q => q.GetProperty("asked").GetInt32()).ShouldBe([6, 1]);
        (await owner.Put($"knowledge/unanswered/{open[1].GetProperty("id").GetGuid()}/dismissal")).Status.ShouldBe(204);
        var question = open[0].GetProperty("id").GetGuid();
        var id = await Desk.Add(owner, "可以刻字吗", "礼盒可以刻字，每盒加 20 元。", [], unanswered: question);
        (await States(owner, "in_writing")).ShouldBe(["可以刻字吗"]);
        await Desk.Publish(owner, id);
        (await States(owner, "answered")).ShouldBe(["可以刻字吗"]);
        (await owner.Get("knowledge/counts")).Json.GetProperty("unanswered").GetInt32().ShouldBe(0);
        (await zhu.Post("knowledge/unanswered", new { text = "可以刻字吗" })).Status.ShouldBe(204);
        (await States(owner, "open")).ShouldBe(["可以刻字吗"]);
    }

    private static async Task<List<string>> States(Api api, string state) =>
        [.. (await api.Get($"knowledge/unanswered?state={state}")).Json.GetProperty("items").EnumerateArray().Select(q => string.Concat(q.GetProperty("text").GetString()!.Where(c => !" ？".Contains(c, StringComparison.Ordinal))))];
}

/// <summary>The editor's desk.</summary>
internal static class Desk
{
    public static async Task<Guid> Add(Api api, string question, string answer, string[] phrasings, DateOnly? from = null, DateOnly? to = null, Guid? unanswered = null) =>
        (await api.Post("knowledge", new { content = new { kind = "question", question, phrasings, answer, validFrom = from, validTo = to }, unansweredId = unanswered })).Ok().Json.GetProperty("id").GetGuid();

    /// <summary>By the owner, who may pass their own.</summary>
    public static async Task Publish(Api owner, Guid id)
    {
        var version = (await owner.Get($"knowledge/{id}")).Json.GetProperty("version").GetInt64();
        (await owner.Post($"knowledge/{id}/submission", new { version })).Ok();
        (await owner.Post($"knowledge/{id}/publication", new { version = version + 1 })).Ok();
    }

    public static async Task<List<string>> Found(Api api, string query) =>
        [.. (await api.Get("knowledge/search?q=" + Uri.EscapeDataString(query))).Ok().Json.GetProperty("items").EnumerateArray().Select(Question)];

    public static string Question(JsonElement entry) => entry.GetProperty("question").GetString()!;
}
