using Yingke.Domain.Tickets;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Tickets;

/// <summary>The clocks of a ticket (spec: tickets-hotline.md, Tickets): first reply, resolved, promised arrival.</summary>
internal static class TicketClocks
{
    public const string Reply = "ticket_reply";
    public const string Resolve = "ticket_resolve";
    public const string Arrival = "ticket_arrival";

    public static readonly string[] All = [Reply, Resolve, Arrival];

    private static readonly TimeSpan ArrivalNotice = TimeSpan.FromMinutes(30);

    public static string Title(Ticket t, TicketType type) => $"#{t.Number} {(t.Title.Length > 0 ? t.Title : type.Name)}";

    /// <summary>Of a ticket that is being opened: nothing runs for it yet.</summary>
    public static void Begin(Db db, Ticket t, TicketType type)
    {
        var (title, now) = (Title(t, type), t.CreatedAt);
        db.Add(RunningClocks.Clock(t.ShopId, Reply, t.Id, title, now, t.ReplyDueAt, TicketType.Near(now, t.ReplyDueAt), t.AssigneeId));
        if (t.ResolveDueAt is { } resolve)
            db.Add(RunningClocks.Clock(t.ShopId, Resolve, t.Id, title, now, resolve, TicketType.Near(now, resolve), t.AssigneeId));
        if (t.Visit?.PromisedAt is { } promised)
            db.Add(RunningClocks.Clock(t.ShopId, Arrival, t.Id, title, now, promised, promised - ArrivalNotice, t.AssigneeId));
    }

    /// <summary>The time to resolve it begins anew.</summary>
    public static async Task Reopen(Db db, Ticket t, TicketType type, DateTimeOffset now, CancellationToken cancel)
    {
        if (t.ResolveDueAt is { } due)
            await db.StartClock(t.ShopId, Resolve, t.Id, Title(t, type), now, due, cancel, TicketType.Near(now, due), t.AssigneeId);
        if (t.Visit is { ArrivedAt: null, PromisedAt: { } promised } && promised > now)
            await Promise(db, t, type, promised, now, cancel);
    }

    public static Task Promise(Db db, Ticket t, TicketType type, DateTimeOffset promised, DateTimeOffset now, CancellationToken cancel) =>
        db.StartClock(t.ShopId, Arrival, t.Id, Title(t, type), now, promised, cancel, promised - ArrivalNotice, t.AssigneeId);

    /// <summary>What is due next of it, from when it runs and until when.</summary>
    public static (string Kind, DateTimeOffset From, DateTimeOffset DueAt)? Next(Ticket t)
    {
        if (t.IsOver)
            return null;
        var running = new List<(string Kind, DateTimeOffset From, DateTimeOffset DueAt)>();
        if (t.RepliedAt is null)
            running.Add((Reply, t.CreatedAt, t.ReplyDueAt));
        if (t.ResolveDueAt is { } resolve)
            running.Add((Resolve, t.ReopenedAt ?? t.CreatedAt, resolve));
        if (t.Visit is { ArrivedAt: null, PromisedAt: { } promised })
            running.Add((Arrival, promised - (4 * ArrivalNotice), promised));
        return running.Count == 0 ? null : running.MinBy(r => r.DueAt);
    }
}
