using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Web;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Routing;

/// <summary>Transfer, claim, take-over, close (spec: routing.md, Conversation life); reliability I13, C29.</summary>
public sealed class HandOverTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_transfer_shows_the_new_agent_history_and_note_and_ends_the_formers_access()
    {
        var shop = await server.Shop();
        var mei = await shop.OnDuty(Cast.Mei);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask("order_detail", "想换一个颜色");
        (await mei.Note(id, "老客户，先安抚")).Ok();
        await using var watching = await mei.Connect();
        await watching.Invoke("View", id);

        (await mei.Transfer(id, new { agentId = zhu.Id }, note: "请看一下库存")).Ok();

        var log = (await zhu.Log(id)).Entries;
        log.Select(e => e.Text).ShouldContain("老客户，先安抚");
        log.Single(e => e.Kind == "transferred").Data!.Note.ShouldBe("请看一下库存");
        (await zhu.Conversation(id)).Assignments.Select(a => (a.AgentId, a.EndCause)).ShouldBe([(mei.Id, "transferred"), (zhu.Id, null)]);
        foreach (var path in new[] { $"conversations/{id}", $"conversations/{id}/messages", $"conversations/{id}/files" })
            (await mei.Api.Get(path)).Refused(404, "not_found");
        (await mei.Note(id, "还能写吗")).Refused(404, "not_found");
        (await mei.Close(id)).Refused(404, "not_found");
        (await mei.Send(id, "还在吗")).Status.ShouldBe(409);
        (await mei.Find("")).Items.ShouldNotContain(c => c.Id == id);
        watching.Forget();
        var after = await zhu.Say(id, "有货的");
        await HubProbe.Quiet();
        watching.Entries(id).ShouldNotContain(e => e.GetProperty("seq").GetInt64() >= after.Seq);
        // The buyer is told whom they talk to now, and nothing else of it.
        var told = (await buyer.Log(id)).Entries.Single(e => e.Kind == "transferred").Data!;
        (told.ToAgentName, told.Note, told.Reason, told.FromAgentName).ShouldBe((Cast.Zhu.Name, null, null, null));
    }

    [Fact]
    public async Task A_transfer_to_a_group_finds_its_best_member_and_to_the_queue_somebody_else()
    {
        var shop = await server.Shop();
        var mei = await shop.OnDuty(Cast.Mei);
        var id = await (await shop.Buyer()).Ask("order_detail");
        (await mei.Transfer(id, new { group = "presale" })).Refused(409, "group_unreachable");
        var lan = await shop.OnDuty(Cast.Lan);
        (await mei.Transfer(id, new { group = "presale" })).Ok();
        (await lan.Desk()).Conversations.Single().Id.ShouldBe(id);
        (await lan.Transfer(id, new { queue = true })).Ok();
        (await mei.Desk()).Conversations.Single().Id.ShouldBe(id);
    }

    [Fact]
    public async Task A_transfer_to_somebody_full_or_away_is_refused_and_changes_nothing()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var id = await (await shop.Buyer()).Ask();
        (await zhu.Transfer(id, new { agentId = shop.AgentId(Cast.Lan) })).Refused(409, "agent_unreachable");
        await shop.Change(Cast.Lan, new { capacity = 0 });
        await shop.OnDuty(Cast.Lan);
        (await zhu.Transfer(id, new { agentId = shop.AgentId(Cast.Lan) })).Refused(409, "agent_full");
        (await zhu.Transfer(id, new { agentId = zhu.Id })).Refused(409, "already_there");
        (await zhu.Transfer(id, new { agentId = Guid.NewGuid() })).Status.ShouldBe(404);
        (await zhu.Transfer(id, new { })).Refused(422, "invalid", "to");
        (await zhu.Transfer(id, new { queue = true, group = "presale" })).Refused(422, "invalid", "to");
        (await zhu.Transfer(id, new { agentId = shop.AgentId(Cast.Lan) }, force: true)).Refused(409, "agent_full");
        (await zhu.Desk()).Conversations.Single().Id.ShouldBe(id);
        (await zhu.Log(id)).Entries.ShouldNotContain(e => e.Kind == "transferred");
    }

    [Fact]
    public async Task A_supervisor_moves_over_capacity_takes_over_and_closes()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var id = await (await shop.Buyer()).Ask();
        await shop.Change(Cast.Lan, new { capacity = 0 });
        var lan = await shop.OnDuty(Cast.Lan);
        var lin = await shop.SignIn(Cast.Supervisor);
        (await lin.Transfer(id, new { agentId = lan.Id })).Refused(409, "agent_full");
        (await lin.Transfer(id, new { agentId = lan.Id }, force: true)).Ok();
        (await lan.Desk()).Conversations.Single().Id.ShouldBe(id);
        (await zhu.TakeOver(id)).Refused(403, "forbidden");
        await lin.Online();
        (await lin.TakeOver(id)).Ok();
        (await lin.Say(id, "我来处理")).From.ShouldBe(Sender.Agent);
        (await lan.Send(id, "我先")).Status.ShouldBe(409);
        var other = await (await shop.Buyer()).Ask();
        (await lin.Close(other)).Ok();
        (await lin.Log(other)).Entries[^1].Data!.By.ShouldBe("supervisor");
    }

    [Fact]
    public async Task A_supervisor_who_is_offline_whispers_and_moves_but_takes_nothing_over()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var id = await (await shop.Buyer()).Ask();
        var (lin, lan) = (await shop.SignIn(Cast.Supervisor), await shop.SignIn(Cast.Lan));
        var head = (await zhu.Log(id)).Head;
        (await lin.TakeOver(id)).Refused(409, "offline_yourself");
        (await zhu.Log(id)).Head.ShouldBe(head);
        (await lin.Note(id, "先别承诺退款")).Ok();
        (await zhu.Log(id)).Entries[^1].Text.ShouldBe("先别承诺退款");
        await lin.Busy();
        (await lin.TakeOver(id)).Ok();
        (await lin.Log(id)).Entries.Last(e => e.Kind == "transferred").Data!.Reason.ShouldBe("takeover");

        // Given to somebody who is still on the way in: they have the shop's grace, from then on, before it goes back.
        var other = await (await shop.Buyer()).Ask();
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        (await lin.Transfer(other, new { agentId = lan.Id }, force: true)).Ok();
        await server.Host.RunJob("reroute-absent");
        (await lin.Conversation(other)).Row.Agent!.Id.ShouldBe(lan.Id);
        await zhu.Online();
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await server.Host.RunJob("reroute-absent");
        (await lin.Conversation(other)).Row.Agent!.Id.ShouldBe(zhu.Id);
    }

    [Fact]
    public async Task What_a_supervisor_does_with_others_conversations_is_on_record()
    {
        var shop = await server.Shop();
        var (zhu, lin) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Supervisor));
        var lan = await shop.OnDuty(Cast.Lan);
        await shop.Change(Cast.Lan, new { capacity = 0 });
        var (first, second) = (await (await shop.Buyer()).Ask(), await (await shop.Buyer()).Ask());
        (await lin.TakeOver(first)).Ok();
        (await lin.Transfer(second, new { agentId = lan.Id }, force: true)).Ok();
        (await lin.Transfer(second, new { queue = true })).Ok();
        // One's own daily work is not: it is in the log.
        (await lin.Transfer(first, new { agentId = zhu.Id })).Ok();
        var audit = (await shop.Owner.Api.Get("audit?action=conversation&limit=50")).As<Page<AuditItem>>().Items.Reverse().ToList();
        audit.Select(i => i.Action).ShouldBe(["conversation.taken_over", "conversation.moved", "conversation.moved"], ignoreOrder: true);
        audit.ShouldAllBe(i => i.Actor.Name == Cast.Supervisor.Name && i.Address == "127.0.0.1");
        var forced = audit.Single(i => i.New.ToString()!.Contains("forced", StringComparison.Ordinal));
        forced.Old.ToString().ShouldBe("""{"agent":"小竹"}""");
        forced.New.ToString().ShouldBe("""{"agent":"小兰","forced":true,"reason":"业务不符"}""");
        audit.Single(i => i.Action == "conversation.taken_over").New.ToString().ShouldBe("""{"agent":"林岚"}""");
    }

    [Fact]
    public async Task Of_64_who_claim_one_wins_and_the_others_are_told_who()
    {
        var shop = await server.Shop();
        await shop.Set(s => s with { OfflineMessages = s.OfflineMessages with { AutoAssign = false } });
        var agents = await Task.WhenAll(Cast.Agents.Select(p => shop.OnDuty(p)));
        for (var race = 0; race < 5; race++)
        {
            await Task.WhenAll(agents.Select(a => a.Offline()));
            var id = await (await shop.Buyer()).Ask();
            await Task.WhenAll(agents.Select(a => a.Online()));
            var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => agents[i % agents.Length].Claim(id)));
            answers.Count(a => a.IsOk).ShouldBe(1);
            var owner = (await shop.Owner.Conversation(id)).Row.Agent!.Name;
            foreach (var lost in answers.Where(a => !a.IsOk))
            {
                lost.Refused(409, "already_taken");
                lost.Json.GetProperty("owner").GetString().ShouldBe(owner);
            }
            (await server.Host.Look(db => db.Set<Assignment>().CountAsync(a => a.ShopId == shop.Id && a.ConversationId == id))).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_claim_by_somebody_full_or_away_is_refused()
    {
        var shop = await server.Shop();
        await shop.Change(Cast.Zhu, new { capacity = 0 });
        var zhu = await shop.OnDuty(Cast.Zhu);
        var id = (await (await shop.Buyer()).Open()).Id;
        (await zhu.Claim(id)).Refused(409, "agent_full");
        (await (await shop.SignIn(Cast.Lan)).Claim(id)).Refused(409, "agent_unreachable");
    }

    [Fact]
    public async Task An_agent_closes_only_what_is_theirs_and_only_once()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var id = await (await shop.Buyer()).Ask();
        var lan = await shop.OnDuty(Cast.Lan);
        (await lan.Close(id)).Refused(404, "not_found");
        (await zhu.Close(id, "已解决")).Ok();
        (await zhu.Close(id)).Refused(409, "conversation_closed");
        (await zhu.Send(id, "再见")).Refused(409, "conversation_closed");
    }

    [Fact]
    public async Task Targets_say_who_can_be_reached_and_why_others_cannot()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        await shop.Change(Cast.Lan, new { capacity = 0 });
        await shop.OnDuty(Cast.Lan);
        await shop.OnDuty(Cast.Mei);
        var targets = (await zhu.Api.Get("transfer-targets")).As<DeskRoutes.TransferTargets>();
        targets.Agents.ShouldNotContain(a => a.Id == zhu.Id);
        targets.Agents.Where(a => a.Name is "小兰" or "小梅" or "小枫").Select(a => (a.Name, a.Reachable, a.Why)).ShouldBe(
            [("小兰", false, "full"), ("小梅", true, null), ("小枫", false, "offline")], ignoreOrder: true);
    }
}
