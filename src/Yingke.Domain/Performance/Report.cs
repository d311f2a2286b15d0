using Yingke.Domain.Routing;

namespace Yingke.Domain.Performance;

/// <summary>
/// Every indicator of a period by agent, by group and for the shop. A group's chat and sales rows take the stints of agents who were in the group
/// when the stint was assigned, all else goes by the groups of today; an agent of two groups counts in both. (spec: performance.md)
/// </summary>
public sealed record Report(IReadOnlyDictionary<Guid, FigureRow> Agents, IReadOnlyDictionary<Groups, FigureRow> Groups, FigureRow Shop)
{
    public static IReadOnlyList<Groups> EachGroup { get; } = [Routing.Groups.Presale, Routing.Groups.Insale, Routing.Groups.Aftersale];

    public static Report Of(ReportFacts facts, Period period)
    {
        var all = new Scopes(facts);
        foreach (var one in facts.Consultations)
            all.Add(one);
        foreach (var one in facts.ChatSums)
            all.Each(one.AgentId, one.Groups, row => row.Add(one));
        foreach (var one in Attribution.Of(facts.PresaleStints, facts.Orders, period))
            all.Each(one.Stint.AgentId, one.Stint.Groups, row => row.Sales.Add(one));
        foreach (var one in facts.Applications)
            AddApplication(all, one, period);
        var tickets = 0;
        foreach (var one in facts.Tickets)
            tickets += AddTicket(all, one, period);
        foreach (var one in facts.Calls.Where(c => period.Has(c.QueuedAt)))
            all.Each(one.AgentId, row => row.Hotline.Add(one));
        foreach (var one in facts.Inspections.Where(i => period.Has(i.At)))
            all.Each(one.AgentId, row => (one.OfCall ? row.Hotline.Scores : row.Attitude).Add(Fraction.Of(one.Score)));
        var paid = facts.Orders.Where(o => period.Has(o.PaidAt)).Sum(o => o.PaidFen);
        return new(all.Agents.ToDictionary(a => a.Key, a => a.Value.Row(paid, tickets)), all.Groups.ToDictionary(g => g.Key, g => g.Value.Row(paid, tickets)), all.Shop.Row(paid, tickets));
    }

    private static void AddApplication(Scopes all, ApplicationFacts one, Period period)
    {
        if (one.Stars is not null && period.Has(one.RatedAt))
            all.Each(one.OperatorId ?? one.ReviewerId, row => row.Service.Rate(one.Stars.Value));
        if (period.Has(one.ReviewedAt))
            all.Each(one.ReviewerId, row => row.Service.Review(one.ReviewedAt!.Value - one.AppliedAt));
        if (period.Has(one.RefundedAt))
            all.Each(one.OperatorId, row => row.Service.RefundedFen += one.RefundedFen);
        if (one.Resolution is { } resolution && period.Has(one.ResolvedAt))
            all.Each(one.OperatorId, row => row.Service.Resolve(resolution));
    }

    /// <returns>1 if it was created in the period.</returns>
    private static int AddTicket(Scopes all, TicketFacts one, Period period)
    {
        if (period.Has(one.RepliedAt))
            all.Each(one.FirstReplierId, row => row.Service.ReplyTicket(one.RepliedAt <= one.DueAt));
        if (!period.Has(one.CreatedAt))
            return 0;
        if (one.IsFirstContact)
            all.Each(one.FirstReplierId, row => row.Service.FirstContacts++);
        return 1;
    }

    private sealed class Scopes
    {
        private readonly IReadOnlyDictionary<Guid, Groups> members;

        public Scopes(ReportFacts facts)
        {
            members = facts.Agents;
            Agents = members.Keys.ToDictionary(id => id, _ => new Tally(facts.Readings));
            Groups = EachGroup.ToDictionary(group => group, _ => new Tally(facts.Readings));
            Shop = new(facts.Readings);
        }

        public Dictionary<Guid, Tally> Agents { get; }
        public Dictionary<Groups, Tally> Groups { get; }
        public Tally Shop { get; }

        /// <summary>There is one for each stint of the period: a closure would be made for each.</summary>
        public void Add(Consultation one)
        {
            if (Agents.TryGetValue(one.AgentId, out var own))
                own.Add(one);
            foreach (var group in EachGroup)
            {
                if ((one.Groups & group) != 0)
                    Groups[group].Add(one);
            }
            Shop.Add(one);
        }

        public void Each(Guid? agent, Action<Tally> add) => Each(agent, agent is { } id ? members.GetValueOrDefault(id) : Routing.Groups.None, add);

        public void Each(Guid? agent, Groups groups, Action<Tally> add)
        {
            if (agent is { } id && Agents.TryGetValue(id, out var own))
                add(own);
            foreach (var group in EachGroup)
            {
                if ((groups & group) != 0)
                    add(Groups[group]);
            }
            add(Shop);
        }
    }
}
