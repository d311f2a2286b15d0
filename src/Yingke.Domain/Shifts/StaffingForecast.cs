namespace Yingke.Domain.Shifts;

/// <summary>One hour of a day to come.</summary>
/// <param name="Inflow">Conversations expected.</param>
/// <param name="Needed">People who can serve them.</param>
/// <param name="Planned">People on the rota.</param>
public sealed record HourForecast(int Hour, decimal Inflow, int Needed, int Planned);

/// <summary>
/// How many people an hour needs (spec: campaigns.md, Shifts): inflow × handling time ÷ capacity. The inflow is the mean of the same weekday and hour over the weeks of history,
/// times how the sales of the last week stand to those of the week before.
/// </summary>
public static class StaffingForecast
{
    /// <summary>Mean of the same hours of past weeks × <paramref name="growth"/>.</summary>
    public static decimal Inflow(IReadOnlyCollection<int> samehours, decimal growth) =>
        samehours.Count == 0 ? 0 : Math.Round(samehours.Sum() * growth / samehours.Count, 2, MidpointRounding.AwayFromZero);

    /// <summary>
    /// Heads = ⌈ inflow an hour × handling minutes ÷ (60 × capacity) ⌉: inflow × handling time is how many conversations are open at once, a person holds <paramref name="capacity"/>
    /// of them.
    /// </summary>
    public static int Heads(decimal inflow, decimal handlingMinutes, int capacity) =>
        inflow <= 0 ? 0 : (int)Math.Max(1, Math.Ceiling(inflow * handlingMinutes / (60m * Math.Max(1, capacity))));

    /// <summary>How this week's sales stand to last week's, between a half and three times; 1 where there is nothing to compare.</summary>
    public static decimal Growth(int ordersLastWeek, int ordersWeekBefore) =>
        ordersWeekBefore <= 0 ? 1 : Math.Clamp(Math.Round((decimal)ordersLastWeek / ordersWeekBefore, 2, MidpointRounding.AwayFromZero), 0.5m, 3m);
}
