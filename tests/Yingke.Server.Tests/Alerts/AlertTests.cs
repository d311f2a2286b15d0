using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Alerts;

/// <summary>spec: routing.md, Offline messages; what must be seen soon, by whom, and once.</summary>
public sealed class AlertTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task An_offline_message_alerts_all_who_chat_until_each_has_seen_it()
    {
        Morning();
        var shop = await server.Shop();
        var (zhu, mei, inspector) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Mei), await shop.SignIn(Cast.Inspector));
        await using var heard = await Listen(zhu);
        await using var unheard = await Listen(inspector);
        var id = await (await shop.Buyer()).Ask();
        await Drain();

        var push = (await heard.Next("alert")).Arguments[0];
        (push.GetProperty("kind").GetString(), push.GetProperty("conversationId").GetGuid()).ShouldBe(("offline_message", id));
        var alert = (await List(zhu)).ShouldHaveSingleItem();
        (alert.Kind, alert.ConversationId, alert.DueAt.HasValue).ShouldBe((AlertKind.OfflineMessage, id, true));
        (await List(inspector)).ShouldBeEmpty();
        (await inspector.Api.Put($"alerts/{alert.Id}/seen")).Refused(404, "not_found");
        (await (await server.Shop()).Owner.Api.Put($"alerts/{alert.Id}/seen")).Refused(404, "not_found");
        (await zhu.Api.Put($"alerts/{alert.Id}/seen")).Ok();
        (await zhu.Api.Put($"alerts/{alert.Id}/seen")).Ok();
        (await List(zhu)).ShouldBeEmpty();
        (await List(mei)).Single().Id.ShouldBe(alert.Id);
        // Once somebody has it, it is nobody else's.
        await zhu.Online();
        (await List(mei)).ShouldBeEmpty();
        await HubProbe.Quiet();
        unheard.Pushes.ShouldNotContain(p => p.Method == "alert");
        heard.Pushes.Count(p => p.Method == "alert").ShouldBe(1);
    }

    [Fact]
    public async Task It_alerts_again_fifteen_minutes_before_it_is_due_and_only_once()
    {
        // 00:00 in Shanghai: due at 09:30.
        server.Clock.Set(new DateTimeOffset(2026, 3, 3, 16, 0, 0, TimeSpan.Zero));
        var shop = await server.Shop();
        var zhu = await shop.SignIn(Cast.Zhu);
        var id = await (await shop.Buyer()).Ask();
        await Drain();
        server.Clock.Set(new DateTimeOffset(2026, 3, 4, 1, 14, 59, 999, TimeSpan.Zero));
        await server.Host.RunJob("due-alerts");
        (await List(zhu)).Count.ShouldBe(1);
        server.Clock.Set(new DateTimeOffset(2026, 3, 4, 1, 15, 0, TimeSpan.Zero));
        await using var heard = await Listen(zhu);
        await server.Host.RunJob("due-alerts");
        (await heard.Next("alert")).Arguments[0].GetProperty("kind").GetString().ShouldBe("offline_message_due");
        // A clock that jumps back and forth changes nothing.
        server.Clock.Advance(TimeSpan.FromHours(-2));
        await server.Host.RunJob("due-alerts");
        server.Clock.Advance(TimeSpan.FromHours(12));
        await server.Host.RunJob("due-alerts");
        (await List(zhu)).Select(a => a.Kind).ShouldBe([AlertKind.OfflineMessageDue, AlertKind.OfflineMessage], ignoreOrder: true);
        (await List(zhu)).ShouldAllBe(a => a.ConversationId == id);
    }

    [Fact]
    public async Task One_that_arrives_minutes_before_it_is_due_is_alerted_once()
    {
        Morning();
        var shop = await server.Shop();
        var zhu = await shop.SignIn(Cast.Zhu);
        await (await shop.Buyer()).Ask();
        await Drain();
        for (var i = 0; i < 5; i++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(30));
            await server.Host.RunJob("due-alerts");
        }
        (await List(zhu)).Select(a => a.Kind).ShouldBe([AlertKind.OfflineMessage]);
    }

    [Fact]
    public async Task A_bad_rating_alerts_the_supervisors_of_that_agent()
    {
        Morning();
        var shop = await server.Shop();
        var lead = new Person("lead", "外包组长", BuiltInPosts.OutsourcingLead, Groups.None, false);
        var foreign = new Person("lead2", "别家组长", BuiltInPosts.OutsourcingLead, Groups.None, false);
        await shop.Hire(lead, foreign);
        await shop.Change(Cast.Zhu, new { company = "甲" });
        await shop.Change(lead, new { company = "甲" });
        await shop.Change(foreign, new { company = "乙" });
        var zhu = await shop.OnDuty(Cast.Zhu);
        await using var supervisor = await Listen(await shop.SignIn(Cast.Supervisor));
        await using var own = await Listen(await shop.SignIn(lead));
        await using var other = await Listen(await shop.SignIn(foreign));
        await using var agent = await Listen(zhu);
        foreach (var stars in (int[])[2, 3])
        {
            var buyer = await shop.Buyer();
            var id = await buyer.Ask();
            await zhu.Say(id, "您好");
            (await zhu.Close(id)).Ok();
            (await buyer.Rate(id, stars, "太慢了")).Ok();
        }
        await Drain();
        foreach (var probe in new[] { supervisor, own })
        {
            var push = (await probe.Next("alert")).Arguments[0];
            (push.GetProperty("kind").GetString(), push.GetProperty("stars").GetInt32(), push.GetProperty("text").GetString()).ShouldBe(("bad_rating", 2, "太慢了"));
        }
        await HubProbe.Quiet();
        foreach (var probe in new[] { other, agent })
            probe.Pushes.ShouldNotContain(p => p.Method == "alert");
        supervisor.Pushes.Count(p => p.Method == "alert").ShouldBe(1);
        (await List(await shop.SignIn(lead))).Count.ShouldBe(1);
        (await List(await shop.SignIn(foreign))).ShouldBeEmpty();
        (await List(zhu)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_named_in_a_note_hears_of_it_once_however_often_it_is_sent()
    {
        Morning();
        var shop = await server.Shop();
        var (zhu, lan) = (await shop.OnDuty(Cast.Zhu), await shop.SignIn(Cast.Lan));
        await using var heard = await Listen(lan);
        var id = await (await shop.Buyer()).Ask();
        var note = new { clientId = "n1", text = "请看一下价格", mentions = new[] { lan.Id, zhu.Id } };
        (await zhu.Api.Post($"conversations/{id}/notes", note)).Ok();
        (await zhu.Api.Post($"conversations/{id}/notes", note)).Ok();
        await Drain();
        var push = (await heard.Next("alert")).Arguments[0];
        (push.GetProperty("kind").GetString(), push.GetProperty("name").GetString(), push.GetProperty("text").GetString()).ShouldBe(("mention", Cast.Zhu.Name, "请看一下价格"));
        (await List(lan)).Count.ShouldBe(1);
        (await List(zhu)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reaction_that_fails_is_tried_again_and_takes_no_other_along()
    {
        Morning();
        var shop = await server.Shop();
        var zhu = await shop.SignIn(Cast.Zhu);
        var poison = new Fact { ShopId = shop.Id, Type = "note.mentioned", At = server.Clock.Now, SubjectId = await (await shop.Buyer()).Ask(), Details = "{\"seq\":99,\"agents\":[]}" };
        await server.Host.Look(db =>
        {
            db.Add(poison);
            return db.SaveChangesAsync();
        });
        await (await shop.Buyer()).Ask();
        await Drain();
        (await List(zhu)).Count.ShouldBe(2);
        var left = await server.Host.Look(db => db.Set<Fact>().Where(f => f.ShopId == shop.Id).ToListAsync());
        left.ShouldHaveSingleItem().Tries.ShouldBe(1);
        await Drain();
        (await server.Host.Look(db => db.Set<Fact>().SingleAsync(f => f.ShopId == shop.Id))).Tries.ShouldBe(1, "not before its time");
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        await Drain();
        (await server.Host.Look(db => db.Set<Fact>().SingleAsync(f => f.ShopId == shop.Id))).Tries.ShouldBe(2);
    }

    /// <summary>Connected, and known to be.</summary>
    private static async Task<HubProbe> Listen(AgentClient agent)
    {
        var probe = await agent.Connect();
        await probe.Invoke("View", new object?[] { null });
        return probe;
    }

    private void Morning() => server.Clock.Set(FakeClock.Start);

    private Task Drain() => server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);

    private static async Task<IReadOnlyList<AlertView>> List(AgentClient agent) => (await agent.Api.Get("alerts")).As<AlertRoutes.AlertList>().Items;
}
