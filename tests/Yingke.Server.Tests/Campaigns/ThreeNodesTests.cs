using Yingke.Server.Features.Campaigns;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Campaigns;

/// <summary>Three nodes that all want to announce, lease or no lease (spec: campaigns.md, Hourly broadcast).</summary>
public sealed class ThreeNodesTests
{
    [Fact]
    public async Task An_hour_is_announced_once_to_everybody_whatever_three_nodes_do()
    {
        TwoNodes.Need();
        var clock = new FakeClock();
        await using var database = await TestDatabase.Copy();
        await using var a = await YingkeHost.Start(database, clock);
        await using var b = await YingkeHost.Start(database, clock);
        await using var c = await YingkeHost.Start(database, clock);
        var nodes = new[] { a, b, c };
        var scene = await CampaignScene.Set(await TestShop.Open(a));
        var id = (await scene.Add(0, 10)).GetProperty("id").GetGuid();
        await scene.Pay(await scene.Served(scene.Zhu), 8_800);
        var people = new[] { Cast.Zhu, Cast.Lan, Cast.Supervisor };
        var probes = new List<HubProbe>();
        for (var i = 0; i < nodes.Length; i++)
            probes.Add(await (await scene.Shop.SignIn(people[i], nodes[i])).Connect());
        for (var hour = 1; hour <= 3; hour++)
        {
            clock.Set(FakeClock.Start.AddHours(hour));
            // Past the list of jobs, whose lease would let only one of them in; and then through it.
            await Task.WhenAll(nodes.Concat(nodes).Select(node => node.Do<AnnounceHours, bool>(async announce =>
            {
                await announce.Run(CancellationToken.None);
                return true;
            })));
            foreach (var node in nodes)
                await node.RunJob("campaign-hours");
            var at = clock.Now;
            foreach (var probe in probes)
                await probe.Next("broadcast", x => x[0].GetProperty("hourAt").GetDateTimeOffset() == at);
        }
        await HubProbe.Quiet();
        foreach (var probe in probes)
        {
            probe.Pushes.Count(p => p.Method == "broadcast").ShouldBe(3);
            await probe.DisposeAsync();
        }
        (await scene.Owner.Get($"campaigns/{id}/broadcasts")).Ok().Json.GetProperty("items").GetArrayLength().ShouldBe(3);
    }
}
