using Yingke.Domain.Performance;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Campaigns;

/// <summary>A paid order of the campaign, and whose it is: by the attribution of <c>sales</c>, so that a board and the report never tell two stories. (spec: campaigns.md, PK; performance.md, Sales indicators)</summary>
/// <param name="AgentId">Null where it counts for the shop only.</param>
public sealed record Credit(Guid OrderId, Guid BuyerId, long Fen, DateTimeOffset PaidAt, Guid? AgentId, Groups Groups)
{
    /// <param name="stints">All pre-sale stints of these buyers that start in the days from <paramref name="start"/> to <paramref name="end"/>.</param>
    /// <param name="orders">Of which those count that were paid from <paramref name="start"/> on and before <paramref name="end"/>.</param>
    /// <param name="start">Of the campaign.</param>
    /// <param name="end">Of the campaign.</param>
    /// <param name="zone">The shop's: an order counts for the stint of its own day.</param>
    public static IReadOnlyList<Credit> Of(IEnumerable<PresaleStint> stints, IEnumerable<OrderFacts> orders, DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone)
    {
        var paid = orders.Where(o => o.PaidAt is { } at && at >= start && at < end).ToList();
        var served = Attribution.Of(stints, paid, Days(start, end, zone)).Where(a => a.IsPaid && a.SameDay).ToDictionary(a => a.Order.Id!.Value, a => a.Stint);
        return paid.ConvertAll(o =>
        {
            var stint = served.GetValueOrDefault(o.Id!.Value);
            return new Credit(o.Id.Value, o.BuyerId, o.PaidFen, o.PaidAt!.Value, stint?.AgentId, stint?.Groups ?? Groups.None);
        });
    }

    /// <summary>The natural days that a span touches.</summary>
    public static Period Days(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone) =>
        new(Deadlines.LocalDay.Of(start, zone), Deadlines.LocalDay.Of(end.AddMilliseconds(-1), zone), zone);
}
