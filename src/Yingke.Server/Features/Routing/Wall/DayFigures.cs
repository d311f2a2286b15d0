using Yingke.Domain.Conversations;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;

namespace Yingke.Server.Features.Routing.Wall;

/// <summary>
/// An agent's day so far, from the stints of performance.md: a stint counts on the local day of its start, a first response if its turn came
/// within the service hours. Open and idle are the seconds that a conversation stayed open after its last word, on average.
/// </summary>
internal sealed record DayFigures(int Consulted, int Replied, int Received, int Messages, double? AvgFirstResponseSeconds, double? IdleOpenSeconds, int Held)
{
    public static readonly DayFigures Nothing = new(0, 0, 0, 0, null, null, 0);

    public double? ReplyRate => Consulted == 0 ? null : (double)Replied / Consulted;

    public static Dictionary<Guid, DayFigures> Of(IEnumerable<DayTalk> talks, Shop shop, Today today, DateTimeOffset now)
    {
        var sums = new Dictionary<Guid, Sum>();
        Sum Of(Guid agent) => sums.TryGetValue(agent, out var known) ? known : sums[agent] = new Sum();
        foreach (var talk in talks)
        {
            foreach (var stint in talk.Talk.Stints)
                Of(stint.AgentId).Add(talk.BuyerId, stint, shop, today);
            // An unanswered buyer is not idle, and what closed yesterday is not of today.
            if (talk.AgentId is { } agent && talk.WaitingSince is null && talk.LastAt is { } last && (talk.ClosedAt ?? now) >= today.Start)
                Of(agent).Idle.Add(((talk.ClosedAt ?? now) - last).TotalSeconds);
        }
        return sums.ToDictionary(s => s.Key, s => s.Value.Figures);
    }

    /// <summary>Agents who keep conversations open idle more than twice as long as their colleagues' median, and over five minutes.</summary>
    public static HashSet<Guid> Outliers(IReadOnlyDictionary<Guid, DayFigures> figures)
    {
        var idle = figures.Where(f => f.Value is { IdleOpenSeconds: not null, Held: >= 3 }).Select(f => (f.Key, Seconds: f.Value.IdleOpenSeconds!.Value)).OrderBy(f => f.Seconds).ToList();
        if (idle.Count < 3)
            return [];
        var median = idle[idle.Count / 2].Seconds;
        return [.. idle.Where(f => f.Seconds > 2 * median && f.Seconds > 300).Select(f => f.Key)];
    }

    private sealed class Sum
    {
        private readonly HashSet<Guid> consulted = [];
        private readonly HashSet<Guid> replied = [];
        private readonly HashSet<Guid> received = [];
        private readonly List<double> first = [];
        private int messages;

        public List<double> Idle { get; } = [];

        public DayFigures Figures => new(consulted.Count, replied.Count, received.Count, messages, Mean(first), Mean(Idle), Idle.Count);

        public void Add(Guid buyer, Stint stint, Shop shop, Today today)
        {
            messages += stint.Messages.Count(at => at >= today.Start);
            if (stint.Turns.Any(t => t.AnsweredAt >= today.Start))
                received.Add(buyer);
            if (!(stint.Start >= today.Start))
                return;
            consulted.Add(buyer);
            if (stint.IsReplied)
                replied.Add(buyer);
            if (stint.Turns[0] is { Response: { } response } turn && Due.IsOpen(shop, Channel.Web, turn.Origin))
                first.Add(response.TotalSeconds);
        }

        private static double? Mean(List<double> values) => values.Count == 0 ? null : Math.Round(values.Average(), 1);
    }
}
