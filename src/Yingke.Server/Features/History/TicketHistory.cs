using Microsoft.EntityFrameworkCore;
using Yingke.Domain.History;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>Tickets as lines of the history format, out and in. One that is still open has its clock; what was due before the import is overdue without an alarm.</summary>
internal static class TicketHistory
{
    private const int PageSize = 500;

    /// <returns>The ids of the agents who occur in them.</returns>
    public static async Task<HashSet<string>> Write(Db db, Guid shopId, Func<HistoryLine, Task> add, CancellationToken cancel)
    {
        var (names, spoken, after) = (await StoredLines.Agents(db, shopId, cancel), new HashSet<string>(), Guid.Empty);
        while (true)
        {
            var page = await db.Set<Ticket>().Where(t => t.ShopId == shopId && t.Id.CompareTo(after) > 0).OrderBy(t => t.Id).Take(PageSize).ToListAsync(cancel);
            foreach (var line in await Lines(db, shopId, page, names, cancel))
            {
                spoken.UnionWith(line.Replies.Select(r => r.Agent));
                await add(line);
            }
            if (page.Count < PageSize)
                return spoken;
            after = page[^1].Id;
        }
    }

    /// <summary>A ticket that the shop has reads the same, or the file tells another story of it; replies are by agents whom somebody knows.</summary>
    public static async Task Check(Db db, Stage stage, Guid shopId, HashSet<string> agents, CancellationToken cancel)
    {
        var all = agents.Concat(stage.Pages<AgentLine>(AgentLine.Word).SelectMany(page => page).Select(a => a.Line.Id)).ToHashSet();
        var names = await StoredLines.Agents(db, shopId, cancel);
        foreach (var page in stage.Pages<TicketLine>(TicketLine.Word))
        {
            var found = await FindSources.Tickets(db, shopId, [.. page.Select(t => t.Line.Id)], cancel);
            var known = (await Lines(db, shopId, [.. found.Values], names, cancel)).ToDictionary(l => l.Id);
            foreach (var (number, line) in page)
            {
                if (known.TryGetValue(line.Id, out var stored))
                {
                    if (line.DifferenceTo(stored) is { } field)
                        stage.Reject(number, field, "another_ticket");
                    else
                        stage.Skip(number);
                }
                else if (!line.Replies.All(r => all.Contains(r.Agent)))
                {
                    stage.Reject(number, "replies.agent", "unknown_agent");
                }
            }
        }
    }

    public static async Task Import(Db db, Stage stage, Shop shop, DateTimeOffset now, CancellationToken cancel)
    {
        var agents = (await StoredLines.Agents(db, shop.Id, cancel)).ToDictionary(a => a.Value, a => a.Key);
        foreach (var page in stage.Pages<TicketLine>(TicketLine.Word))
        {
            await db.InTransaction(async () =>
            {
                var number = await OpenTicket.NextNumber(db, shop.Id, page.Count, cancel);
                foreach (var (_, line) in page)
                    Add(db, shop, line, number++, agents, now);
            }, cancel);
            db.ChangeTracker.Clear();
        }
    }

    private static void Add(Db db, Shop shop, TicketLine line, long number, Dictionary<string, Guid> agents, DateTimeOffset now)
    {
        var replies = line.Replies.Select(r => (AgentId: agents[r.Agent], r.At)).ToList();
        var ticket = Ticket.Remember(shop.Id, number, line.Kind, line.Title ?? "", line.Id, line.CreatedAt, line.DueAt, replies, line.ClosedAt, line.ReopenedAt);
        db.Add(ticket);
        void Tell(TicketStepKind kind, DateTimeOffset at, Guid? agent = null) => db.Add(new TicketStep { ShopId = shop.Id, TicketId = ticket.Id, At = at, AgentId = agent, Kind = kind });
        Tell(TicketStepKind.Opened, line.CreatedAt);
        foreach (var (agent, at) in replies)
            Tell(TicketStepKind.Replied, at, agent);
        if (line.ClosedAt is { } closed)
            Tell(TicketStepKind.Closed, closed);
        if (line.ReopenedAt is { } reopened)
            Tell(TicketStepKind.Reopened, reopened);
        if (ticket.IsOver || ticket.RepliedAt is not null)
            return;
        var clock = RunningClocks.Clock(shop.Id, TicketClocks.Reply, ticket.Id, $"#{number} {(ticket.Title.Length > 0 ? ticket.Title : ticket.Kind)}", line.CreatedAt, line.DueAt, TicketType.Near(line.CreatedAt, line.DueAt), null);
        if (line.DueAt <= now)
            (clock.PassedAt, clock.NextAt) = (line.DueAt, null);
        else if (clock.NearAt <= now)
            (clock.NearPassedAt, clock.NextAt) = (clock.NearAt, line.DueAt);
        db.Add(clock);
    }

    private static async Task<List<TicketLine>> Lines(Db db, Guid shopId, List<Ticket> tickets, Dictionary<Guid, string> names, CancellationToken cancel)
    {
        var ids = tickets.ConvertAll(t => t.Id);
        var replies = (await db.Set<TicketStep>().Where(s => s.ShopId == shopId && ids.Contains(s.TicketId) && s.Kind == TicketStepKind.Replied)
            .Select(s => new { s.TicketId, s.AgentId, s.At }).ToListAsync(cancel)).ToLookup(s => s.TicketId);
        return tickets.ConvertAll(t =>
        {
            var all = replies[t.Id].Select(r => (r.AgentId, At: (DateTimeOffset?)r.At)).ToList();
            // A resolution may have been the first thing that the buyer was told.
            if (t.RepliedAt is not null && !all.Contains((t.ReplierId, t.RepliedAt)))
                all.Add((t.ReplierId, t.RepliedAt));
            return new TicketLine(
                StoredLines.Id(t.SourceId, t.Id), t.Kind, t.CreatedAt, t.ReplyDueAt, TicketLine.InOrder(all.Select(r => new TicketReply(names.GetValueOrDefault(r.AgentId!.Value, "—"), r.At!.Value))),
                t.ClosedAt, t.ReopenedAt, t.Title.Length > 0 ? t.Title : null);
        });
    }
}
