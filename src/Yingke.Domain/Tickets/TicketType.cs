namespace Yingke.Domain.Tickets;

/// <summary>
/// A kind of ticket with its deadlines, which run in real time: by when somebody must have replied, and by when it must be resolved. A shop edits them.
/// (spec: tickets-hotline.md, Tickets)
/// </summary>
/// <param name="Key">Stable word in data and history.</param>
/// <param name="Name">What people call it.</param>
/// <param name="ReplyMinutes">From its creation to the first reply.</param>
/// <param name="ResolveMinutes">From its creation to its resolution; null for no such clock.</param>
/// <param name="OnSite">A technician goes there: the promised arrival is a clock of its own.</param>
/// <param name="CallBack">The buyer is called back the next day.</param>
public sealed record TicketType(string Key, string Name, int ReplyMinutes, int? ResolveMinutes, bool OnSite = false, bool CallBack = false)
{
    /// <summary>What a shop begins with.</summary>
    public static IReadOnlyList<TicketType> Shipped { get; } =
    [
        new("delivery", "配送", 60, 60),
        new("urgent", "加急", 60, 60),
        new("sign_off", "核实签收", 24 * 60, 24 * 60),
        new("warehouse", "仓库", 4 * 60, 24 * 60),
        new("on_site", "上门服务", 24 * 60, null, OnSite: true),
        new("inquiry", "咨询", 24 * 60, 24 * 60),
        new("complaint", "投诉", 24 * 60, 24 * 60, CallBack: true),
        new("other", "其他", 24 * 60, 24 * 60),
    ];

    public DateTimeOffset ReplyDue(DateTimeOffset created) => created.AddMinutes(ReplyMinutes);

    public DateTimeOffset? ResolveDue(DateTimeOffset from) => ResolveMinutes is { } minutes ? from.AddMinutes(minutes) : null;

    /// <summary>When to warn: after three quarters of the time.</summary>
    public static DateTimeOffset Near(DateTimeOffset from, DateTimeOffset due) => due - ((due - from) / 4);
}
