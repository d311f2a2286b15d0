using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Storage.Log;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Conversations;

/// <summary>spec: guarantees.md, The message log; reliability I3, I4.</summary>
public sealed class MessageLogTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_retry_gets_the_first_entry_back_after_an_hour_a_restart_and_the_close()
    {
        var (shop, zhu, buyer, id) = await Talk();
        var first = await buyer.Send(id, "一", "c-1");
        (first.Status, first.As<Appendix>().Head).ShouldBe((201, first.As<Appendix>().Entry.Seq));
        await zhu.Say(id, "二");
        server.Clock.Advance(TimeSpan.FromHours(1));
        await server.Restart();
        (await zhu.At(server.Host).Close(id)).Ok();

        var again = await buyer.At(server.Host).Send(id, "一", "c-1");

        again.Status.ShouldBe(200);
        again.As<Appendix>().Entry.ShouldBe(first.As<Appendix>().Entry);
        again.As<Appendix>().Head.ShouldBe(first.As<Appendix>().Head + 2);
        await MustBeGapless(shop);
    }

    [Fact]
    public async Task The_same_client_id_with_another_body_is_a_conflict_by_another_sender_an_entry_of_its_own()
    {
        var (shop, zhu, buyer, id) = await Talk();
        var first = await buyer.Say(id, "甲", "same");
        (await buyer.Send(id, "乙", "same")).Refused(409, "client_id_conflict");
        var other = await zhu.Say(id, "甲", "same");
        other.Seq.ShouldBe(first.Seq + 1);
        (await buyer.Api.Post($"visitor/conversations/{id}/messages", new { clientId = "same", kind = "product_card", product = new { id = "1", title = "茶" } }))
            .Refused(409, "client_id_conflict");
        await MustBeGapless(shop);
    }

    [Fact]
    public async Task Fifty_parallel_retries_are_one_entry()
    {
        var (shop, _, buyer, id) = await Talk();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => buyer.Send(id, "只此一条", "once")));
        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Select(a => a.As<Appendix>().Entry.Seq).Distinct().Count().ShouldBe(1);
        (await buyer.Log(id)).Entries.Count(e => e.Text == "只此一条").ShouldBe(1);
        await MustBeGapless(shop);
    }

    [Fact]
    public async Task Messages_of_both_sides_and_events_share_one_row_of_numbers()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var talks = new List<(VisitorClient Buyer, Guid Id)>();
        for (var i = 0; i < 5; i++)
        {
            var buyer = await shop.Buyer();
            talks.Add((buyer, await buyer.Ask()));
        }
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 4) switch
        {
            0 or 1 => talks[i % 5].Buyer.Send(talks[i % 5].Id, $"买家 {i}"),
            2 => zhu.Send(talks[i % 5].Id, $"客服 {i}"),
            _ => zhu.Note(talks[i % 5].Id, $"备注 {i}"),
        }));
        answers.ShouldAllBe(a => a.Status == 201);
        answers.Select(a => a.As<Appendix>()).ShouldAllBe(a => a.Head >= a.Entry.Seq);
        foreach (var (_, id) in talks)
        {
            var log = await zhu.Log(id);
            log.Entries.Select(e => e.Seq).ShouldBe(Enumerable.Range(1, (int)log.Head).Select(n => (long)n));
        }
        await MustBeGapless(shop);
    }

    [Fact]
    public async Task One_bad_entry_of_a_batch_fails_alone()
    {
        var (shop, zhu, buyer, id) = await Talk();
        var log = server.Host.Services.GetRequiredService<MessageLog>();
        Append Wish(string text, Guid? conversation = null, string? clientId = null) =>
            new(shop.Id, conversation ?? id, Sender.Agent, zhu.Id, EntryKind.Text, clientId ?? AgentClient.NewClientId(), text, null);
        var wishes = Enumerable.Range(0, 40).Select(i => Wish($"好 {i}")).ToList();
        wishes.Insert(5, Wish("去哪里", Guid.NewGuid()));
        wishes.Insert(9, wishes[3] with { Text = "别的" });
        wishes.Insert(12, wishes[7]);
        wishes.Insert(20, Wish("不是我", null) with { SenderId = shop.AgentId(Cast.Lan) });
        // PostgreSQL stores no NUL: what the edge would have refused breaks the batch here.
        wishes.Insert(25, Wish("坏\0"));

        var outcomes = await Task.WhenAll(wishes.Select(async wish =>
        {
            try
            {
                return await log.Append(wish, CancellationToken.None);
            }
            catch (Npgsql.PostgresException)
            {
                return Appended.Refused("database");
            }
        }));

        outcomes.Where(o => o.Entry?.Text?.StartsWith('好') == true).Select(o => o.Entry!.Text).Distinct().Count().ShouldBe(40);
        outcomes.Select(o => o.Refusal).Where(r => r is not null and not "database").ShouldBe(["not_found", "client_id_conflict", "not_your_conversation"], ignoreOrder: true);
        outcomes.Count(o => o.IsRetry).ShouldBe(1);
        (await buyer.Log(id)).Entries.Count(e => e.Text?.StartsWith('好') == true).ShouldBe(40);
        await MustBeGapless(shop);
    }

    [Fact]
    public async Task Notes_are_hidden_from_the_buyer_without_a_gap()
    {
        var (_, zhu, buyer, id) = await Talk();
        await using var window = await buyer.Connect();
        (await zhu.Note(id, "暗号芝麻开门")).Ok();
        var after = await zhu.Say(id, "您好");
        var page = await buyer.Api.Get($"visitor/conversations/{id}/messages");
        page.Text.ShouldNotContain("芝麻");
        var log = page.As<LogPage>();
        log.Entries.Select(e => e.Seq).ShouldBe(Enumerable.Range(1, (int)log.Head).Select(n => (long)n));
        log.Entries.Single(e => e.Kind == "hidden").ShouldBe(new EntryView(after.Seq - 1, "hidden", Sender.System, server.Clock.Now, null, null, null, null, null, null, null, null, null));
        var pushed = await window.EntriesUpTo(id, after.Seq);
        pushed.Select(e => e.GetProperty("kind").GetString()).ShouldBe(["hidden", "text"]);
        pushed.ShouldAllBe(e => !e.GetRawText().Contains("芝麻", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_is_read_after_before_and_from_its_end()
    {
        var (_, zhu, buyer, id) = await Talk();
        for (var i = 0; i < 10; i++)
            await buyer.Say(id, $"第{i}句");
        var head = (await zhu.Log(id)).Head;
        async Task<long[]> Seqs(string query) => [.. (await zhu.Api.Get($"conversations/{id}/messages?{query}")).As<LogPage>().Entries.Select(e => e.Seq)];
        (await Seqs($"after={head - 2}")).ShouldBe([head - 1, head]);
        (await Seqs("after=2&limit=3")).ShouldBe([3L, 4, 5]);
        (await Seqs("before=6&limit=2")).ShouldBe([4L, 5]);
        (await Seqs("limit=2")).ShouldBe([head - 1, head]);
        (await Seqs($"after={head}")).ShouldBeEmpty();
        (await Seqs($"after={long.MaxValue}")).ShouldBeEmpty();
        (await zhu.Api.Get($"conversations/{id}/messages?limit=501")).Refused(422, "invalid", "limit");
        (await zhu.Api.Get($"conversations/{id}/messages?limit=0")).Refused(422, "invalid", "limit");
    }

    [Fact]
    public async Task Nobody_writes_where_they_are_not_a_party()
    {
        var (shop, _, _, id) = await Talk();
        var stranger = await shop.Buyer();
        (await stranger.Send(id, "我也说一句")).Refused(404, "not_found");
        (await stranger.Api.Get($"visitor/conversations/{id}/messages")).Refused(404, "not_found");
        (await stranger.Close(id)).Refused(404, "not_found");
        (await stranger.Rate(id, 1)).Refused(404, "not_found");
        var lan = await shop.OnDuty(Cast.Lan);
        (await lan.Send(id, "抢答")).Refused(409, "not_your_conversation");
        (await lan.Note(id, "看看")).Refused(404, "not_found");
    }

    private async Task<(TestShop Shop, AgentClient Zhu, VisitorClient Buyer, Guid Id)> Talk()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        return (shop, zhu, buyer, await buyer.Ask());
    }

    private async Task MustBeGapless(TestShop shop)
    {
        var logs = await server.Host.Look(db => db.Set<Entry>().Where(e => e.ShopId == shop.Id).GroupBy(e => e.ConversationId)
            .Select(g => new { g.Key, Max = g.Max(e => e.Seq), Count = g.Count() }).ToListAsync());
        var heads = await server.Host.Look(db => db.Set<Conversation>().Where(c => c.ShopId == shop.Id).ToDictionaryAsync(c => c.Id, c => c.HeadSeq));
        logs.Count.ShouldBe(heads.Count);
        logs.ShouldAllBe(l => l.Max == l.Count && heads[l.Key] == l.Max);
    }
}
