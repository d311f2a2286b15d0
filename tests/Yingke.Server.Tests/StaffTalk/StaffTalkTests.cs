using Yingke.Domain.Accounts;
using Yingke.Domain.StaffTalk;
using Yingke.Server.Features.StaffTalk;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.StaffTalk;

/// <summary>spec: accounts.md, Staff talk.</summary>
public sealed class StaffTalkTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_group_hears_its_own_channel_live_and_nobody_else_reads_it()
    {
        var shop = await server.Shop();
        var other = await server.Shop();
        var (zhu, lan, mei, boss) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Lan), await shop.SignIn(Cast.Mei), await shop.SignIn(Cast.Supervisor));
        var buyer = await shop.Buyer();
        (await Channels(zhu)).Select(c => (c.Channel, c.Members)).ShouldBe([(StaffChannel.Shop, 10), (StaffChannel.Presale, 4)]);
        (await Channels(boss)).Count.ShouldBe(4);
        await using var heard = await lan.Connect();
        (await Say(zhu, "presale", "今天银针缺货")).Ok();
        var hint = await heard.Next("staffTalk");
        hint.Arguments[0].ToString().ShouldNotContain("银针", Case.Insensitive, "what was said goes by the route alone");
        (await Of(lan, "presale")).Items.Single().ShouldSatisfyAllConditions(m => m.Text.ShouldBe("今天银针缺货"), m => m.Name.ShouldBe("小竹"), m => m.Mine.ShouldBeFalse(), m => m.Seq.ShouldBe(1));
        (await Of(boss, "presale")).Items.Count.ShouldBe(1);
        (await mei.Api.Get("staff-talk/presale/messages")).Refused(404, "not_found");
        (await Say(mei, "presale", "我也说")).Refused(404, "not_found");
        (await mei.Api.Put("staff-talk/presale/read", new { seq = 1 })).Refused(404, "not_found");
        // Rights as they are now: who leaves a group leaves its channel, who joins it reads it.
        await shop.Change(Cast.Mei, new { groups = new[] { "presale" } });
        (await Of(mei, "presale")).Items.Count.ShouldBe(1);
        await shop.Change(Cast.Lan, new { groups = new[] { "insale" } });
        (await lan.Api.Get("staff-talk/presale/messages")).Refused(404, "not_found");
        // Another shop's channel of the same name is another, and buyers have none.
        (await Of(await other.SignIn(Cast.Zhu), "presale")).Items.ShouldBeEmpty();
        foreach (var path in new[] { "staff-talk", "staff-talk/shop/messages" })
            (await buyer.Api.Get(path)).Status.ShouldBe(401);
        await shop.Hire(Cast.Lead, Cast.Hired);
        (await Channels(await shop.SignIn(Cast.Lead))).Select(c => c.Channel).ShouldBe([StaffChannel.Shop], "a lead of one company supervises no group");
    }

    [Fact]
    public async Task What_is_sent_again_is_there_once_and_pages_have_neither_gaps_nor_doubles()
    {
        var shop = await server.Shop();
        var (zhu, lan) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Lan));
        var ids = Enumerable.Range(0, 12).Select(_ => AgentClient.NewClientId()).ToList();
        // Everything twice, at once, by two people.
        await Task.WhenAll(ids.SelectMany((id, i) => new[] { i % 2 == 0 ? zhu : lan, i % 2 == 0 ? zhu : lan }.Select(async who => (await Say(who, "presale", "第 " + id, id)).Ok())));
        var seen = new List<StaffMessageView>();
        for (long? before = null; ;)
        {
            var page = (await zhu.Api.Get($"staff-talk/presale/messages?limit=5{(before is null ? "" : $"&before={before}")}")).As<StaffMessagePage>();
            seen.AddRange(page.Items);
            if (page.Next is null)
                break;
            before = page.Next;
        }
        seen.Select(m => m.Seq).ShouldBe(Enumerable.Range(1, 12).Reverse().Select(n => (long)n));
        seen.Select(m => m.Text).ShouldBe(ids.Select(id => "第 " + id), ignoreOrder: true);
        (await Say(zhu, "presale", "别的话", ids[0])).Refused(409, "client_id_conflict");
        (await Say(zhu, "shop", "第 " + ids[0], ids[0])).Refused(409, "client_id_conflict");
        (await Unread(lan)).ShouldBe(6, "one's own are read");
        (await lan.Api.Put("staff-talk/presale/read", new { seq = 999 })).Ok();
        (await lan.Api.Put("staff-talk/presale/read", new { seq = 3 })).Ok();
        (await Unread(lan)).ShouldBe(0, "never backwards");
        (await Say(zhu, "presale", "还有一句")).Ok();
        (await Unread(lan)).ShouldBe(1);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Hire(new Person("xinren", "新人", BuiltInPosts.Presale, Domain.Routing.Groups.Presale, true));
        (await Unread(await shop.SignIn(new Person("xinren", "新人", BuiltInPosts.Presale, Domain.Routing.Groups.Presale, true)))).ShouldBe(0, "what was before one came is not unread");
        (await zhu.Api.Get("staff-talk/presale/messages?limit=0")).Refused(422, "invalid", "limit");

        static async Task<int> Unread(AgentClient agent) => (await Channels(agent)).Single(c => c.Channel == StaffChannel.Presale).Unread;
    }

    [Fact]
    public async Task A_link_opens_for_whoever_may_see_it_and_tells_others_nothing()
    {
        var shop = await server.Shop();
        var other = await server.Shop();
        var (zhu, reader, mei) = (await shop.OnDuty(Cast.Zhu), await shop.SignIn(Cast.Inspector), await shop.SignIn(Cast.Mei));
        var buyer = await shop.Buyer();
        var talk = await buyer.Ask();
        (await zhu.Api.Patch($"buyers/{buyer.Id}", new { name = "王女士" })).Ok();
        var ticket = (await zhu.Api.Post("tickets", new { clientId = "t1", kind = "other", title = "催仓库补发", text = "少一盒" })).Ok().Json.GetProperty("row").GetProperty("id").GetGuid();
        object[] links = [new { kind = "conversation", id = talk }, new { kind = "ticket", id = ticket }];
        (await Say(zhu, "shop", "帮我看看这两个", links: links)).Ok();
        var mine = (await Of(zhu, "shop")).Items.Single().Links;
        mine.Select(l => (l.Id, l.Title)).ShouldBe([(talk, "王女士"), (ticket, "催仓库补发")]);
        var blind = await reader.Api.Get("staff-talk/shop/messages");
        blind.As<StaffMessagePage>().Items.Single().Links.Single(l => l.Kind == StaffLinkKind.Ticket).ShouldBe(new(StaffLinkKind.Ticket, null, null, null), "an inspector handles no tickets");
        blind.Text.ShouldNotContain("催仓库补发");
        blind.Text.ShouldNotContain(ticket.ToString());
        (await Of(mei, "shop")).Items.Single().Links[1].Number.ShouldNotBeNull();
        var foreign = await other.SignIn(Cast.Zhu);
        (await Say(foreign, "shop", "偷看", links: links)).Refused(422, "invalid", "links");
        (await Say(reader, "shop", "看不到的", links: [links[1]])).Refused(422, "invalid", "links");
        (await Say(zhu, "shop", "  ")).Refused(422, "invalid", "text");
        (await buyer.Api.Get($"visitor/conversations/{talk}/messages")).Text.ShouldNotContain("帮我看看");
    }

    private static async Task<List<StaffChannelView>> Channels(AgentClient agent) => (await agent.Api.Get("staff-talk")).As<List<StaffChannelView>>();

    private static async Task<StaffMessagePage> Of(AgentClient agent, string channel) => (await agent.Api.Get($"staff-talk/{channel}/messages")).As<StaffMessagePage>();

    private static Task<Answer> Say(AgentClient agent, string channel, string text, string? clientId = null, object[]? links = null) =>
        agent.Api.Post($"staff-talk/{channel}/messages", new { clientId = clientId ?? AgentClient.NewClientId(), text, links = links ?? [] });
}
