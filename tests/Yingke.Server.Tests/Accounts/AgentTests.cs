using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Accounts;

public sealed class AgentTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static async Task<Guid> Post(AgentClient by, string name) => (await by.Api.Get("posts")).As<List<PostView>>().Single(p => p.Name == name).Id;

    private static Task<Answer> Add(AgentClient by, Guid postId, string account, object? more = null) => by.Api.Post("agents", Merge(
        new { accountName = account, name = "新人", password = Cast.Password, postId }, more ?? new { }));

    private static Dictionary<string, object?> Merge(params object[] parts) =>
        parts.SelectMany(p => p.GetType().GetProperties().Select(x => (x.Name, Value: x.GetValue(p)))).GroupBy(p => p.Name).ToDictionary(g => g.Key, g => g.Last().Value);

    [Fact]
    public async Task A_new_account_has_the_defaults_and_signs_in()
    {
        var shop = await server.Shop();
        var supervisor = await shop.SignIn(Cast.Supervisor);
        var made = (await Add(supervisor, await Post(supervisor, "售前"), "Xin.Ren")).As<AgentView>();
        made.ShouldBe(made with
        {
            AccountName = "xin.ren", PostName = "售前", Groups = Groups.Presale, Im = true, Capacity = 10, Weight = 1, Grade = Grade.Normal, Company = null,
            Language = "zh-CN", Suspended = false, Owner = false, SecondFactor = false, LastSignIn = null,
        });
        (await server.Host.Connect().Post("session", new { shop = shop.Code, account = "xin.ren", password = Cast.Password })).Ok();
        (await supervisor.Api.Get($"agents/{made.Id}")).As<AgentView>().LastSignIn.ShouldBe(server.Clock.Now);
    }

    [Fact]
    public async Task Bad_fields_are_named_and_nothing_is_made()
    {
        var shop = await server.Shop();
        var supervisor = await shop.SignIn(Cast.Supervisor);
        var post = await Post(supervisor, "售前");
        (await Add(supervisor, post, "a b")).Refused(422, "invalid", "accountName");
        (await Add(supervisor, post, Cast.Zhu.Account.ToUpperInvariant())).Refused(409, "account_name_taken", "accountName");
        (await Add(supervisor, Guid.NewGuid(), "xin")).Refused(422, "invalid", "postId");
        (await Add(supervisor, post, "xin", new { password = "1234567890" })).Refused(422, "weak_password", "password");
        (await Add(supervisor, post, "xin", new { name = "" })).Refused(422, "invalid", "name");
        (await Add(supervisor, post, "xin", new { name = "a\nb" })).Refused(422, "invalid", "name");
        (await Add(supervisor, post, "xin", new { capacity = -1 })).Refused(422, "invalid", "capacity");
        (await Add(supervisor, post, "xin", new { weight = 1001 })).Refused(422, "invalid", "weight");
        (await Add(supervisor, post, "xin", new { language = "fr" })).Refused(422, "invalid", "language");
        (await Add(supervisor, post, "xin", new { groups = new[] { "presale", "nobody" } })).Refused(422, "invalid");
        (await Add(supervisor, post, "xin", new { isOwner = true })).Refused(422, "invalid");
        (await supervisor.Api.Get("agents")).As<AgentList>().Items.Count.ShouldBe(1 + Cast.Staff.Count);
    }

    /// <summary>Suspended accounts leave their place; two who ask for the last one at once do not both get it.</summary>
    [Fact]
    public async Task The_quota_holds_whoever_asks_at_once()
    {
        var shop = await server.Shop();
        var supervisor = await shop.SignIn(Cast.Supervisor);
        var post = await Post(supervisor, "售前");
        await server.Host.Look(async db =>
        {
            (await db.Set<Shop>().AsTracking().SingleAsync(s => s.Id == shop.Id)).SubAccountQuota = Cast.Staff.Count + 2;
            return await db.SaveChangesAsync();
        });
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Add(supervisor, post, $"new{i}")));
        answers.Count(a => a.Status == 201).ShouldBe(2);
        answers.Where(a => a.Status != 201).ShouldAllBe(a => a.Code == "quota_reached");

        var zhu = shop.AgentId(Cast.Zhu);
        (await supervisor.Api.Put($"agents/{zhu}/suspension")).Ok();
        var list = (await supervisor.Api.Get("agents")).As<AgentList>();
        (list.Used, list.Quota).ShouldBe((Cast.Staff.Count + 1, Cast.Staff.Count + 2));
        (await Add(supervisor, post, "another")).Ok();
        (await supervisor.Api.Delete($"agents/{zhu}/suspension")).Refused(409, "quota_reached");
    }

    [Fact]
    public async Task A_change_keeps_what_it_does_not_name_and_reaches_the_desk()
    {
        var shop = await server.Shop();
        var supervisor = await shop.SignIn(Cast.Supervisor);
        var zhu = await shop.OnDuty(Cast.Zhu);
        (await supervisor.Api.Patch($"agents/{zhu.Id}", new { capacity = 0, company = "外包甲", employeeNumber = "0071" })).Ok();
        var waiting = await (await shop.Buyer()).Ask();
        (await zhu.Desk()).Queue.ShouldHaveSingleItem();

        var changed = (await supervisor.Api.Patch($"agents/{zhu.Id}", new { capacity = 3, company = "" })).As<AgentView>();
        (changed.Capacity, changed.Company, changed.EmployeeNumber, changed.Name).ShouldBe((3, null, "0071", Cast.Zhu.Name));
        (await zhu.Desk()).Conversations.ShouldHaveSingleItem().Id.ShouldBe(waiting);
        (await supervisor.Api.Patch($"agents/{zhu.Id}", new { accountName = "other" })).Refused(422, "invalid");
        (await supervisor.Api.Patch($"agents/{Guid.NewGuid()}", new { capacity = 3 })).Refused(404, "not_found");
    }

    [Fact]
    public async Task A_post_without_chat_gets_no_conversation_from_the_same_moment_on()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        var (zhu, lan) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Lan));
        (await owner.Api.Patch($"agents/{zhu.Id}", new { postId = await Post(owner, "仓库") })).Ok();
        for (var i = 0; i < 3; i++)
            await (await shop.Buyer()).Ask();
        (await lan.Desk()).Conversations.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Nobody_but_the_owner_changes_the_owner()
    {
        var shop = await server.Shop();
        var (owner, manager) = (await shop.SignIn(Cast.Owner), await Manager(shop));
        foreach (var attempt in new Func<Task<Answer>>[]
        {
            () => manager.Api.Patch($"agents/{owner.Id}", new { name = "别人" }),
            () => manager.Api.Post($"agents/{owner.Id}/password", new { password = "a-new-password-7" }),
            () => manager.Api.Put($"agents/{owner.Id}/suspension"),
            () => manager.Api.Delete($"agents/{owner.Id}/second-factor"),
        })
            (await attempt()).Refused(403, "owner_only");
        (await owner.Api.Put($"agents/{owner.Id}/suspension")).Refused(409, "not_yourself");
        (await owner.Api.Patch($"agents/{owner.Id}", new { name = "陈老板" })).As<AgentView>().Name.ShouldBe("陈老板");
        (await shop.SignIn(Cast.Owner)).Name.ShouldBe("陈老板");
    }

    [Fact]
    public async Task Nobody_gives_or_takes_over_more_than_they_have()
    {
        var shop = await server.Shop();
        var (supervisor, manager) = (await shop.SignIn(Cast.Supervisor), await Manager(shop));
        var storeManager = await Post(supervisor, "店长");
        (await Add(supervisor, storeManager, "boss")).Refused(403, "forbidden").Json.GetProperty("permission").GetString().ShouldBe(Permission.ComplaintsDecide);
        (await supervisor.Api.Patch($"agents/{shop.AgentId(Cast.Zhu)}", new { postId = storeManager })).Refused(403, "forbidden");
        (await supervisor.Api.Patch($"agents/{supervisor.Id}", new { postId = storeManager })).Refused(403, "forbidden");
        // A password set for somebody with more rights would be those rights.
        (await supervisor.Api.Post($"agents/{manager.Id}/password", new { password = "a-new-password-7" })).Refused(403, "forbidden");
        (await supervisor.Api.Delete($"agents/{manager.Id}/second-factor")).Refused(403, "forbidden");
        (await supervisor.Api.Put($"agents/{manager.Id}/suspension")).Refused(403, "forbidden");
        (await manager.Api.Patch($"agents/{shop.AgentId(Cast.Zhu)}", new { postId = storeManager })).Ok();
    }

    [Fact]
    public async Task An_outsourcing_lead_sees_the_agents_of_their_company_only()
    {
        var shop = await server.Shop();
        var lead = new Person("lead", "外包主管", BuiltInPosts.OutsourcingLead, Groups.Presale, true);
        await shop.Hire(lead);
        await shop.Change(lead, new { company = "外包甲" });
        await shop.Change(Cast.Zhu, new { company = "外包甲" });
        await shop.Change(Cast.Lan, new { company = "外包乙" });
        var client = await shop.SignIn(lead);
        (await client.Api.Get("agents")).As<AgentList>().Items.Select(a => a.Name).ShouldBe([Cast.Zhu.Name, lead.Name], ignoreOrder: true);
        (await client.Api.Get($"agents/{shop.AgentId(Cast.Zhu)}")).Ok();
        (await client.Api.Get($"agents/{shop.AgentId(Cast.Lan)}")).Refused(404, "not_found");
        (await client.Api.Get($"agents/{shop.AgentId(Cast.Mei)}")).Refused(404, "not_found");
        (await client.Api.Patch($"agents/{shop.AgentId(Cast.Zhu)}", new { capacity = 1 })).Refused(403, "forbidden");
    }

    [Fact]
    public async Task One_sets_ones_own_name_greeting_language_and_capacity_up_to_the_limit()
    {
        var shop = await server.Shop();
        var zhu = await shop.SignIn(Cast.Zhu);
        (await zhu.Api.Patch("session/agent", new { capacity = 51 })).Refused(422, "invalid", "capacity");
        (await zhu.Api.Patch("session/agent", new { postId = Guid.NewGuid() })).Refused(422, "invalid");
        var me = (await zhu.Api.Patch("session/agent", new { name = " 竹子 ", greeting = "您好，我是竹子", language = "en-US", capacity = 50 })).As<Me>().Agent;
        (me.Name, me.Greeting, me.Language, me.Capacity).ShouldBe(("竹子", "您好，我是竹子", "en-US", 50));
        (await zhu.Api.Patch("session/agent", new { greeting = "" })).As<Me>().Agent.Greeting.ShouldBeNull();

        await zhu.Online();
        var buyer = await shop.Buyer();
        await buyer.Ask();
        (await buyer.Current()).Agent!.Name.ShouldBe("竹子");
    }

    [Fact]
    public async Task Accounts_of_another_shop_do_not_exist()
    {
        var (ours, theirs) = (await server.Shop(), await server.Shop());
        var owner = await ours.SignIn(Cast.Owner);
        var (id, post) = (theirs.AgentId(Cast.Zhu), await Post(await theirs.SignIn(Cast.Owner), "售前"));
        (await owner.Api.Get($"agents/{id}")).Refused(404, "not_found");
        (await owner.Api.Patch($"agents/{id}", new { name = "x" })).Refused(404, "not_found");
        (await owner.Api.Post($"agents/{id}/password", new { password = "a-new-password-7" })).Refused(404, "not_found");
        (await owner.Api.Put($"agents/{id}/suspension")).Refused(404, "not_found");
        (await owner.Api.Delete($"agents/{id}/suspension")).Refused(404, "not_found");
        (await owner.Api.Delete($"agents/{id}/second-factor")).Refused(404, "not_found");
        (await owner.Api.Patch($"posts/{post}", new { name = "x" })).Refused(404, "not_found");
        (await owner.Api.Delete($"posts/{post}")).Refused(404, "not_found");
        (await Add(owner, post, "xin")).Refused(422, "invalid", "postId");
        (await owner.Api.Patch($"agents/{ours.AgentId(Cast.Zhu)}", new { postId = post })).Refused(422, "invalid", "postId");
        (await theirs.SignIn(Cast.Zhu)).Name.ShouldBe(Cast.Zhu.Name);
    }

    private static async Task<AgentClient> Manager(TestShop shop)
    {
        var manager = new Person("manager", "店长二", BuiltInPosts.StoreManager, Groups.None, false);
        await shop.Hire(manager);
        return await shop.SignIn(manager);
    }
}
