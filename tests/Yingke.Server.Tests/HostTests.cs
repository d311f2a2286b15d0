using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests;

public sealed class HostTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_question_reaches_the_right_agent_and_the_answer_the_buyer()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var mei = await shop.OnDuty(Cast.Mei);
        await using var desk = await mei.Connect();
        var buyer = await shop.Buyer();
        await using var window = await buyer.Connect();

        var id = await buyer.Ask("order_detail", "我的包裹到哪了？");

        (await mei.Desk()).Conversations.Single().Id.ShouldBe(id);
        (await zhu.Desk()).Conversations.ShouldBeEmpty();
        await desk.Next("conversation", a => a[0].GetProperty("id").GetGuid() == id);
        var reply = await mei.Say(id, "已经在派送了");
        var seen = await window.EntriesUpTo(id, reply.Seq);
        seen[^1].GetProperty("text").GetString().ShouldBe("已经在派送了");
    }
}
