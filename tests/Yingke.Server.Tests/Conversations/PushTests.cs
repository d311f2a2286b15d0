using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Conversations;

/// <summary>Members receive exactly this, outsiders nothing, and outsiders exist (reliability I5, I8, I30).</summary>
public sealed class PushTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Pushes_of_a_conversation_leave_in_seq_order_to_members_and_nobody_else()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        var lan = await shop.OnDuty(Cast.Lan);
        var lin = await shop.SignIn(Cast.Supervisor);
        var (stranger, other) = (await shop.Buyer(), await server.Shop());
        var foreigner = await other.OnDuty(Cast.Zhu);
        await using var members = new Probes(await zhu.Connect(), await zhu.Connect(), await buyer.Connect(), await buyer.Connect(), await lin.Connect());
        await using var outsiders = new Probes(await lan.Connect(), await stranger.Connect(), await foreigner.Connect(), await lin.Connect());
        await members.All[4].Invoke("View", id);
        await lan.Online();
        foreach (var probe in outsiders.All)
            probe.Forget();
        var before = (await zhu.Log(id)).Head;

        var sends = Enumerable.Range(0, 120).Select(i => i % 2 == 0 ? buyer.Send(id, $"问 {i}") : zhu.Send(id, $"答 {i}")).ToList();
        foreach (var send in sends)
            (await send).Ok();

        var head = (await zhu.Log(id)).Head;
        head.ShouldBe(before + 120);
        var stored = (await zhu.Log(id, before)).Entries;
        foreach (var probe in members.All)
        {
            var pushed = await probe.EntriesUpTo(id, head);
            pushed.Select(e => (e.GetProperty("seq").GetInt64(), e.GetProperty("text").GetString())).ShouldBe(stored.Select(e => (e.Seq, e.Text)));
        }
        await HubProbe.Quiet();
        foreach (var probe in outsiders.All)
            probe.Pushes.Where(p => p.Method is "entries" or "conversation").ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_was_cut_off_reads_on_from_their_last_seq_and_misses_nothing()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        var seen = (await buyer.Log(id)).Entries.Select(e => e.Seq).ToList();
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 150; i++)
                await zhu.Say(id, $"第 {i} 句");
        });
        var random = new Random(20260302);
        while (!sending.IsCompleted)
        {
            await using var window = await buyer.Connect();
            // What the client does after every connect: the snapshot after it, then pushes whose seq follows; a gap asks again.
            seen.AddRange((await buyer.Log(id, seen[^1])).Entries.Select(e => e.Seq));
            await Task.Delay(random.Next(5, 60));
            foreach (var pushed in window.Entries(id).Select(e => e.GetProperty("seq").GetInt64()))
            {
                if (pushed == seen[^1] + 1)
                    seen.Add(pushed);
                else if (pushed > seen[^1])
                    seen.AddRange((await buyer.Log(id, seen[^1])).Entries.Select(e => e.Seq));
            }
            window.Cut();
        }
        await sending;
        seen.AddRange((await buyer.Log(id, seen[^1])).Entries.Select(e => e.Seq));
        seen.ShouldBe(Enumerable.Range(1, (int)(await buyer.Log(id)).Head).Select(n => (long)n));
    }

    [Fact]
    public async Task A_closed_log_that_is_followed_no_more_still_tells_of_a_late_note()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var id = await (await shop.Buyer()).Ask();
        await using var desk = await zhu.Connect();
        await desk.Invoke("View", id);
        (await zhu.Close(id)).Ok();
        await desk.EntriesUpTo(id, (await zhu.Log(id)).Head);
        for (var i = 0; i < 40; i++)
            await server.Host.RunJob("push-healing");
        desk.Forget();
        (await zhu.Note(id, "补充一句")).Ok();
        await desk.EntriesUpTo(id, (await zhu.Log(id)).Head);
        desk.Entries(id).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(45)]
    [InlineData(660)]
    [InlineData(86_400)]
    public async Task However_long_a_cut_lasts_one_read_brings_what_was_missed(int seconds)
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        var window = await buyer.Connect();
        var last = (await zhu.Say(id, "稍等")).Seq;
        await window.EntriesUpTo(id, last);
        await window.DisposeAsync();
        var missed = new List<long> { (await zhu.Say(id, "第一句")).Seq, (await zhu.Say(id, "第二句")).Seq };
        server.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await zhu.Online();
        missed.Add((await zhu.Say(id, "第三句")).Seq);
        await using var again = await buyer.Connect();
        (await buyer.Log(id, last)).Entries.Where(e => e.From == Domain.Conversations.Sender.Agent).Select(e => e.Seq).ShouldBe(missed);
        await again.EntriesUpTo(id, (await zhu.Say(id, "第四句")).Seq);
    }

    [Fact]
    public async Task Typing_and_read_marks_reach_the_other_side_and_the_preview_only_where_allowed()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        await using var desk = await zhu.Connect();
        await using var window = await buyer.Connect();
        await desk.Invoke("View", new object?[] { null });
        await window.Invoke("Typing", "我想问");
        (await desk.Next("typing")).Arguments[0].GetProperty("text").GetString().ShouldBe("我想问");
        await desk.Invoke("Typing", id, "还没想好的话");
        var seen = (await window.Next("typing")).Arguments[0];
        seen.GetProperty("name").GetString().ShouldBe("小竹");
        seen.GetRawText().ShouldNotContain("还没想好");
        var head = (await zhu.Log(id)).Head;
        await desk.Invoke("Read", id, head);
        (await window.Next("read")).Arguments[0].GetProperty("seq").GetInt64().ShouldBe(head);
        await window.Invoke("Read", head);
        (await desk.Next("read", a => a[0].GetProperty("by").GetString() == "buyer")).Arguments[0].GetProperty("seq").GetInt64().ShouldBe(head);
        // A mark never moves back nor past the head.
        await desk.Invoke("Read", id, 1);
        await desk.Invoke("Read", id, head + 100);
        (await zhu.Conversation(id)).Row.ReadSeq.ShouldBe(head);

        await shop.Set(s => s with { Conversation = s.Conversation with { TypingPreview = false } });
        desk.Forget();
        await window.Invoke("Typing", new object?[] { null });
        await Task.Delay(1000);
        await window.Invoke("Typing", "秘密");
        (await desk.Next("typing", a => a[0].TryGetProperty("text", out var text) && text.GetString() is not null)).Arguments[0].GetProperty("text").GetString().ShouldBe("");
    }

    [Fact]
    public async Task Queue_counts_reach_the_desks_of_the_shop_only()
    {
        var (shop, other) = (await server.Shop(), await server.Shop());
        await shop.Change(Cast.Zhu, new { capacity = 0 });
        var zhu = await shop.OnDuty(Cast.Zhu);
        var foreigner = await other.OnDuty(Cast.Zhu);
        await using var desk = await zhu.Connect();
        await using var foreign = await foreigner.Connect();
        await (await shop.Buyer()).Open();
        (await desk.Next("board", a => a[0].GetProperty("queued").GetInt32() == 1)).Arguments[0].GetProperty("offlineMessages").GetInt32().ShouldBe(0);
        await HubProbe.Quiet();
        foreign.Pushes.ShouldNotContain(p => p.Method != "board" || p.Arguments[0].GetProperty("queued").GetInt32() != 0);
    }

    private sealed class Probes(params HubProbe[] all) : IAsyncDisposable
    {
        public HubProbe[] All => all;

        public async ValueTask DisposeAsync()
        {
            foreach (var probe in all)
                await probe.DisposeAsync();
        }
    }
}
