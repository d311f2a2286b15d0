using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Conversations;

/// <summary>spec: tickets-hotline.md, Categories.</summary>
public sealed class CategoryTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_talk_gets_its_category_when_it_is_closed_and_the_last_used_comes_first()
    {
        server.Clock.Set(FakeClock.Start);
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var (track, back) = (await Category(zhu, "物流查询"), await Category(zhu, "退货"));
        foreach (var category in new[] { track, back, track })
        {
            server.Clock.Advance(TimeSpan.FromMinutes(1));
            (await Close(zhu, await (await shop.Buyer()).Ask(), category)).Ok();
        }
        (await Tree(zhu)).Recent.ShouldBe([track, back]);
        var open = await (await shop.Buyer()).Ask();
        (await Close(zhu, open, Guid.NewGuid())).Refused(422, "invalid", "categoryId");
        (await zhu.Conversation(open)).Row.State.ShouldBe(Domain.Conversations.ConversationState.Active);
    }

    [Fact]
    public async Task What_rises_most_against_the_weeks_before_comes_first()
    {
        var shop = await server.Shop();
        foreach (var (week, tracks, returns) in new[] { (0, 4, 1), (1, 4, 1), (2, 4, 1), (3, 4, 1), (4, 4, 3) })
        {
            server.Clock.Set(FakeClock.Start.AddDays(week * 7));
            var zhu = await shop.OnDuty(Cast.Zhu);
            for (var i = 0; i < tracks + returns; i++)
                (await Close(zhu, await (await shop.Buyer()).Ask(), await Category(zhu, i < tracks ? "物流查询" : "退货"))).Ok();
        }
        // Sessions do not last four weeks.
        var owner = await shop.SignIn(Cast.Owner);
        var report = await Figures(owner);
        report.Total.ShouldBe(7);
        report.Items.Select(f => (f.Name, f.Count, f.Before, f.Rise)).ShouldBe([("售后 / 退货", 3, 1m, 200m), ("售中 / 物流查询", 4, 4m, 0m)]);
        report.Items[0].Agents.ShouldBe([new NamedCount(Cast.Zhu.Name, 3)]);
        (await Figures(owner, $"?agentId={shop.AgentId(Cast.Lan)}")).Total.ShouldBe(0);
        (await Figures(await shop.SignIn(Cast.Lan))).Total.ShouldBe(0, "one's own only");
        (await Figures(await shop.SignIn(Cast.Zhu))).Total.ShouldBe(7);
        (await owner.Api.Get("categories/figures?from=2026-03-09&to=2026-03-02")).Refused(422, "invalid", "from");
    }

    [Fact]
    public async Task The_tree_is_edited_and_keeps_its_counts()
    {
        server.Clock.Set(FakeClock.Start);
        var shop = await server.Shop();
        var owner = shop.Owner;
        var aftersale = await Category(owner, "售后");
        var tree = (await owner.Api.Post("categories", new { name = "包装破损", parentId = aftersale })).As<CategoryTree>();
        var leaf = tree.Items.Single(c => c.Name == "包装破损").Id;
        (await owner.Api.Post("categories", new { name = "包装破损", parentId = aftersale })).Refused(409, "name_taken");
        var below = (await owner.Api.Post("categories", new { name = "茶饼", parentId = leaf })).As<CategoryTree>().Items.Single(c => c.Name == "茶饼").Id;
        (await owner.Api.Post("categories", new { name = "太深", parentId = below })).Refused(422, "invalid", "parentId");
        (await owner.Api.Patch($"categories/{leaf}", new { name = "包装", position = 0 })).As<CategoryTree>().Items.Where(c => c.ParentId == aftersale).First().Name.ShouldBe("包装");
        var zhu = await shop.OnDuty(Cast.Zhu);
        (await Close(zhu, await (await shop.Buyer()).Ask(), below)).Ok();
        (await owner.Api.Patch($"categories/{aftersale}", new { archived = true })).As<CategoryTree>().Items.Where(c => c.Archived).Count().ShouldBeGreaterThan(3);
        (await Close(zhu, await (await shop.Buyer()).Ask(), below)).Refused(422, "invalid", "categoryId");
        (await owner.Api.Patch($"categories/{below}", new { archived = false })).Refused(409, "parent_archived");
        (await Figures(owner)).Items.Single().Name.ShouldBe("售后 / 包装 / 茶饼");
        (await zhu.Api.Post("categories", new { name = "不行" })).Refused(403, "forbidden");
    }

    private static Task<Answer> Close(AgentClient agent, Guid talk, Guid category) => agent.Api.Post($"conversations/{talk}/closure", new { categoryId = category });

    private static async Task<CategoryTree> Tree(AgentClient agent) => (await agent.Api.Get("categories")).As<CategoryTree>();

    private static async Task<Guid> Category(AgentClient agent, string name) => (await Tree(agent)).Items.Single(c => c.Name == name).Id;

    private static async Task<CategoryReport> Figures(AgentClient agent, string query = "") => (await agent.Api.Get("categories/figures" + query)).As<CategoryReport>();
}
