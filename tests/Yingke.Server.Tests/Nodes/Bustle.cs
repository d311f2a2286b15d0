using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Nodes;

/// <summary>A shop with four agents and eight buyers in which everybody does something at once.</summary>
internal sealed class Bustle
{
    private static readonly Person[] People = [Cast.Zhu, Cast.Lan, Cast.Mei, Cast.Feng];
    private readonly YingkeHost[] nodes;
    private readonly TestShop shop;
    private readonly AgentClient[] agents;
    private readonly VisitorClient[] buyers;
    private readonly LoadWatch? watch;

    private Bustle(YingkeHost[] nodes, TestShop shop, AgentClient[] agents, VisitorClient[] buyers, LoadWatch? watch) =>
        (this.nodes, this.shop, this.agents, this.buyers, this.watch) = (nodes, shop, agents, buyers, watch);

    public int Assigned { get; private set; }

    public static async Task<Bustle> Open(YingkeHost[] nodes)
    {
        var shop = await TestShop.Open(nodes[0], staff: People);
        var watch = TestDatabase.IsPostgres ? await LoadWatch.Set(nodes[0], shop.Id) : null;
        return new(nodes, shop, await Task.WhenAll(People.Select(p => shop.SignIn(p))), await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Buyer())), watch);
    }

    /// <summary>Everybody goes home; a second passes.</summary>
    public async Task Begin()
    {
        foreach (var row in await Open())
            await buyers.Single(b => b.Id == row.BuyerId).Close(row.Id);
        foreach (var (agent, person) in agents.Zip(People))
        {
            await agent.Offline();
            await shop.Change(person, new { capacity = 2, weight = 1 });
        }
        nodes[0].Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Which agent a step is of, or about.</summary>
    public static int AgentOf(Step step) => step.Who % People.Length;

    public async Task DoInTurn(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
            await Do(step);
    }

    /// <summary>One request. It may be refused: what it asked for may be over by now, or never have been possible.</summary>
    public async Task Do(Step step)
    {
        var node = nodes[step.Node % nodes.Length];
        var (agent, buyer) = (agents[AgentOf(step)].At(node), buyers[step.Who % buyers.Length].At(node));
        var answer = await (step.What switch
        {
            What.Open => Sure(buyer.Inflow(step.Value % 2 == 0 ? "order_detail" : "product_detail")),
            What.Close => OfBuyer(buyer, buyer.Close),
            What.LeaveMessage => OfBuyer(buyer, buyer.LeaveMessage),
            What.Say => OfBuyer(buyer, id => buyer.Send(id, "在吗")),
            What.Answer => Some(step.Value, id => agent.Send(id, "在的")),
            What.Claim => Some(step.Value, agent.Claim),
            What.Transfer => Some(step.Value, id => agent.Transfer(id, step.Value % 3 == 0 ? new { queue = true } : (object)new { agentId = agents[step.Value % agents.Length].Id })),
            What.Presence => Sure((step.Value % 5) switch { 0 => agent.Presence("offline"), 1 => agent.Presence("busy", "小休"), _ => agent.Presence("online") }),
            What.Capacity => Manage(node, step, new { capacity = step.Value % 4 }),
            What.Weight => Manage(node, step, new { weight = step.Value % 3 }),
            _ => throw new InvalidOperationException(step.What.ToString()),
        });
        if (answer is not null)
            answer.Status.ShouldBeOneOf(200, 201, 204, 404, 409);
    }

    public async Task MustKeepItsPromises()
    {
        var open = await Open();
        open.GroupBy(c => c.BuyerId).ShouldAllBe(g => g.Count() == 1);
        Assigned += open.Count(c => c.State == ConversationState.Active);
        if (watch is not null)
            (await watch.Over()).ShouldBeEmpty();
        var people = await nodes[0].Look(db => db.Set<Agent>().Where(a => a.ShopId == shop.Id && a.ImEnabled).ToListAsync());
        var free = people.Where(a => a.Presence != Presence.Offline && open.Count(c => c.AgentId == a.Id && c.State == ConversationState.Active) < a.Capacity).ToList();
        var recent = await nodes[0].Look(db => db.Set<Buyer>().Where(b => b.ShopId == shop.Id).ToDictionaryAsync(b => b.Id, b => b.RecentAgentId));
        foreach (var waiting in open.Where(c => c.State is ConversationState.Queued or ConversationState.Offline))
        {
            // A left message waits for the next who comes on duty or is freed, not for who is free already when its buyer asks to leave it.
            free.Where(a => a.Weight > 0 || recent[waiting.BuyerId] == a.Id).Select(a => $"{a.Name} is free while {waiting.State} {waiting.Id} waits").ShouldBeEmpty();
        }
        if (people.All(a => a.Presence == Presence.Offline))
            open.ShouldNotContain(c => c.State == ConversationState.Queued);
        var logs = await nodes[0].Look(db => db.Set<Entry>().Where(e => e.ShopId == shop.Id).GroupBy(e => e.ConversationId).Select(g => new { g.Key, Max = g.Max(e => e.Seq), Count = g.Count() }).ToListAsync());
        logs.Where(l => l.Max != l.Count).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key}: {l.Count} entries up to {l.Max}")).ShouldBeEmpty();
    }

    private Task<List<Conversation>> Open() =>
        nodes[0].Look(db => db.Set<Conversation>().Where(c => c.ShopId == shop.Id && c.State != ConversationState.Closed).OrderBy(c => c.Place).ToListAsync());

    private static async Task<Answer?> Sure(Task<Answer> asked) => await asked;

    private async Task<Answer?> Manage(YingkeHost node, Step step, object what) =>
        await shop.Owner.At(node).Api.Patch($"agents/{agents[AgentOf(step)].Id}", what);

    private static async Task<Answer?> OfBuyer(VisitorClient buyer, Func<Guid, Task<Answer>> then)
    {
        var current = await buyer.Api.Get("visitor/conversation");
        return current.Status == 204 ? null : await then(current.Json.GetProperty("id").GetGuid());
    }

    private async Task<Answer?> Some(int which, Func<Guid, Task<Answer>> then)
    {
        var open = await Open();
        return open.Count == 0 ? null : await then(open[which % open.Count].Id);
    }
}
