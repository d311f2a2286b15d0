using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Routing;

/// <summary>
/// The routing rules written a second time, for clarity only: sort everything, take the first. Shares no code with the desk but the records.
/// </summary>
internal sealed class SlowDesk(IEnumerable<AgentSeat> seats, DeskPolicy policy)
{
    public List<AgentSeat> Agents { get; } = [.. seats];
    public List<Waiting> Queue { get; } = [];
    public List<Waiting> Offline { get; } = [];

    public IEnumerable<string> QueueIds => Served(Queue).Select(w => w.ConversationId);
    public IEnumerable<string> OfflineIds => Offline.OrderBy(w => w.Place).Select(w => w.ConversationId);

    public static bool Eligible(AgentSeat a) => a.CanChat && a.Presence != Presence.Offline && !a.OnCall && a.Open < a.Capacity;

    public static bool IsRecent(AgentSeat a, Waiting w, DateTimeOffset now) =>
        w.Recent is { } r && r.AgentId == a.Id && now < r.At.AddHours(24);

    public bool Fits(AgentSeat a, Waiting w)
    {
        var presale = Agents.Any(x => x.CanChat && x.Groups.HasFlag(Groups.Presale));
        var aftersale = Agents.Any(x => x.CanChat && x.Groups.HasFlag(Groups.Aftersale));
        return !(presale && aftersale) || a.Groups.HasFlag(w.Inquiry == Inquiry.Presale ? Groups.Presale : Groups.Aftersale);
    }

    public static AgentSeat? Choose(SlowDesk desk, Waiting w, DateTimeOffset now, string? except = null)
    {
        var free = desk.Agents.Where(a => Eligible(a) && a.Id != except).ToList();
        if (free.Find(a => IsRecent(a, w, now)) is { } recent)
            return recent;
        // Loads over one common denominator: exact.
        var denominator = free.Where(a => a.Weight > 0).Aggregate(1L, (d, a) => d * a.Weight);
        return free.Where(a => a.Weight > 0)
            .OrderBy(a => a.Presence == Presence.Online ? 0 : 1)
            .ThenBy(a => desk.Fits(a, w) ? 0 : 1)
            .ThenBy(a => a.Open * (denominator / a.Weight))
            .ThenBy(a => a.LastAssigned is null ? 0 : 1).ThenBy(a => a.LastAssigned)
            .ThenBy(a => a.Id, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary>After whatever happened: who is assigned to whom, in order.</summary>
    public List<(string Conversation, string Agent)> Settle(DateTimeOffset now, (string Conversation, string Agent)? avoid = null)
    {
        var assigned = new List<(string, string)>();
        if (!Agents.Exists(a => a.CanChat && a.Presence != Presence.Offline))
        {
            Offline.AddRange(Queue);
            Queue.Clear();
            return assigned;
        }

        bool Avoided(AgentSeat a, Waiting w) => avoid is { } no && no.Conversation == w.ConversationId && no.Agent == a.Id;
        foreach (var id in Agents.Select(a => a.Id).ToList())
        {
            while (Agents.Single(a => a.Id == id) is var agent && Eligible(agent))
            {
                var next = Served(Queue).Where(w => !Avoided(agent, w))
                    .Where(w => IsRecent(agent, w, now) || agent.Weight > 0)
                    .OrderBy(w => IsRecent(agent, w, now) ? 0 : Fits(agent, w) ? 1 : 2)
                    .FirstOrDefault();
                if (next is null)
                    break;
                Queue.Remove(next);
                assigned.Add(Assign(next, agent, now));
            }
        }

        foreach (var w in policy.AutoAssignOfflineMessages ? Offline.OrderBy(w => w.Place).ToList() : [])
        {
            if (Choose(this, w, now) is { } agent)
            {
                Offline.Remove(w);
                assigned.Add(Assign(w, agent, now));
            }
        }

        return assigned;
    }

    public (string, string) Assign(Waiting w, AgentSeat agent, DateTimeOffset now)
    {
        Set(agent with { Open = agent.Open + 1, LastAssigned = now });
        return (w.ConversationId, agent.Id);
    }

    public void Set(AgentSeat seat) => Agents[Agents.FindIndex(a => a.Id == seat.Id)] = seat;

    // OrderBy is stable: what is sorted by kind afterwards keeps this order inside each kind.
    private IEnumerable<Waiting> Served(IEnumerable<Waiting> waiting) => waiting.OrderBy(w => policy.VipFirst && w.Vip ? 0 : 1).ThenBy(w => w.Place);
}
