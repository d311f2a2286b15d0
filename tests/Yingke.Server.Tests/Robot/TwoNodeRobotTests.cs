using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Knowledge;
using Yingke.Domain.Robot;
using Yingke.Server.Features.Robot;
using Yingke.Server.Tests.Hosting;

using Desk = Yingke.Server.Tests.Knowledge.Desk;

namespace Yingke.Server.Tests.Robot;

/// <summary>Two nodes that both see a buyer's question (spec: campaigns.md, Robot).</summary>
public sealed class TwoNodeRobotTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task A_question_that_two_nodes_see_is_answered_once_and_noted_once()
    {
        TwoNodes.Need();
        var shop = await TestShop.Open(nodes.A);
        await Desk.Publish(shop.Owner.Api, await Desk.Add(shop.Owner.Api, "发什么快递？", "默认发中通。", []));
        await shop.Set(s => s with { Robot = s.Robot with { Modes = [RobotMode.BeforePerson] } });
        for (var round = 0; round < 10; round++)
        {
            var buyer = await shop.Buyer(round % 2 == 0 ? nodes.A : nodes.B);
            var id = (await buyer.Open()).Id;
            var said = (await buyer.Say(id, round < 5 ? "发什么快递" : "孕妇能喝茶吗")).Seq;
            // The node that stored it answers by itself, and both want to as well, as when one of them died and came back.
            await Task.WhenAll(new[] { nodes.A, nodes.B, nodes.A, nodes.B }.Select(node => node.Do<AnswerBuyer, bool>(async robot =>
            {
                await robot.Handle(shop.Id, id, CancellationToken.None);
                return true;
            })));
            (await buyer.Log(id)).Entries.Count(e => e.Data?.Robot?.Asked == said).ShouldBe(1, $"round {round}");
        }
        (await Noted()).ShouldBe(5);

        async Task<int> Noted()
        {
            var times = 0;
            for (var i = 0; i < 1200 && times < 5; i++, await Task.Delay(25))
                times = await nodes.A.Look(db => db.Set<UnansweredQuestion>().Where(q => q.ShopId == shop.Id).SumAsync(q => q.ByRobot));
            return times;
        }
    }
}
