using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yingke.Bench.Rig;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Platform.Storage;

namespace Yingke.Bench;

/// <summary>
/// 10,000 tickets whose reply is due at one instant, the hardest of all minutes: how many have, a minute later, their one line in the story and
/// their one alarm for the supervisor. On SQLite, and on PostgreSQL with two nodes that both look for clocks.
/// </summary>
internal static class ClocksBench
{
    private const int Many = 10_000;
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static async Task Run()
    {
        double share;
        await using (var sqlite = Store.Sqlite())
            share = await Handled(sqlite, nodes: 1);
        if (Postgres.Bin is not null)
        {
            await using var postgres = await Postgres.Start();
            await using var store = await Store.On(postgres);
            share = Math.Min(share, await Handled(store, nodes: 2));
        }
        Figures.Ratio("clocks", share);
    }

    private static async Task<double> Handled(Store store, int nodes)
    {
        Guid shopId;
        await using var host = Host.Build(store.Arguments);
        shopId = (await BenchShop.Make(host, agents: 1, capacity: 1, pairs: 0)).ShopId;
        var servers = new List<Rig.Server>();
        try
        {
            for (var i = 0; i < nodes; i++)
                servers.Add(await Rig.Server.Start(store));
            var due = await Plant(host, shopId);
            await Task.Delay(due + Minute - TimeProvider.System.GetUtcNow());
            var (once, steps, took) = await Count(host, shopId, due);
            Figures.Say($"{store.Name}, {nodes} node(s): {once} of {Many} tickets escalated once within the minute, {steps} lines in all, the last {took.TotalSeconds:0.0} s after they were due");
            return once / (double)Many;
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    private static async Task<DateTimeOffset> Plant(WebApplication host, Guid shopId)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var now = TimeProvider.System.Now();
        var due = now + Lead + TimeSpan.FromSeconds(Many / 1000);
        for (var from = 0; from < Many; from += 1000)
        {
            for (var i = from; i < from + 1000; i++)
            {
                var ticket = Ticket.Remember(shopId, i + 1, "urgent", "第 " + i.ToString(CultureInfo.InvariantCulture) + " 张", null, now.AddHours(-1), due, [], null, null);
                db.Add(ticket);
                db.Add(RunningClocks.Clock(shopId, TicketClocks.Reply, ticket.Id, ticket.Title, now, due, null, null));
            }
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
        return due > TimeProvider.System.Now() ? due : throw new InvalidOperationException("Planting took longer than its lead.");
    }

    private static async Task<(int Once, int Steps, TimeSpan Took)> Count(WebApplication host, Guid shopId, DateTimeOffset due)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var steps = await db.Set<TicketStep>().Where(s => s.ShopId == shopId && s.Kind == TicketStepKind.Overdue).Select(s => s.TicketId).ToListAsync();
        var alarms = await db.Set<Alert>().Where(a => a.ShopId == shopId && a.Kind == AlertKind.TicketOverdue).Select(a => new { a.SubjectId, a.At }).ToListAsync();
        var told = alarms.GroupBy(a => a.SubjectId!.Value).Where(g => g.Count() == 1).Select(g => g.Key).ToHashSet();
        return (steps.GroupBy(id => id).Count(g => g.Count() == 1 && told.Contains(g.Key)), steps.Count, alarms.Count == 0 ? Minute : alarms.Max(a => a.At) - due);
    }
}
