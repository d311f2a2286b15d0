using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.History;
using Yingke.Domain.Orders;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>Applications as lines of the history format, and back. What the format does not tell (addresses, parcels, the ledger) is not in it.</summary>
internal static class AftersaleHistory
{
    private const int PageSize = 500;

    public static AftersaleHistoryLine Of(Application a, string order, IReadOnlyDictionary<Guid, string> agents)
    {
        string? Agent(Guid? id) => id is { } known ? agents.GetValueOrDefault(known) : null;
        var line = new AftersaleHistoryLine(
            StoredLines.Id(a.SourceId, a.Id), order, EnumConverters.Text(a.Type), a.AppliedAt, a.ReviewedAt, Agent(a.ReviewerId), a.ReceivedAt, a.RefundedFen > 0 ? a.RefundedFen : null, a.RefundedAt,
            Agent(a.OperatorId), a.ResolutionWord, a.ResolvedAt, a.Stars, a.RatedAt, a.Number == a.SourceId ? null : a.Number, a.Reason.Length > 0 ? a.Reason : null, null, a.ClosedAt);
        // What the other fields say anyway is not said twice.
        return StateOf(line, a.Resolution) == a.State ? line : line with { State = EnumConverters.Text(a.State) };
    }

    public static Application Made(Guid shopId, Order order, AftersaleHistoryLine line, IReadOnlyDictionary<string, Guid> agents)
    {
        Guid? Agent(string? id) => id is not null && agents.TryGetValue(id, out var known) ? known : null;
        ApplicationState? resolution = line.Resolution switch
        {
            "return" or "refund" => ApplicationState.Refunded,
            "exchange" => ApplicationState.Reshipped,
            "repair" => ApplicationState.Repaired,
            "as_it_was" => ApplicationState.AsItWas,
            _ => null,
        };
        return Application.OfPast(shopId, order.Id, order.Lines.OrderBy(l => l.Position).FirstOrDefault()?.Id, order.BuyerId, new PastApplication(
            line.Id, line.Number ?? line.Id, EnumConverters.Parse<ApplicationType>(line.Kind), StateOf(line, resolution), line.Reason ?? "", line.AppliedAt, line.ReviewedAt, Agent(line.Reviewer), line.ReceivedAt,
            line.RefundFen ?? 0, line.RefundedAt, Agent(line.Operator), resolution, line.ResolvedAt, line.Stars, line.RatedAt, line.ClosedAt, line.Resolution));
    }

    /// <summary>What is stored of a line is what is compared: fields that a file may leave out are filled in.</summary>
    public static AftersaleHistoryLine AsStored(AftersaleHistoryLine line, Order order, IReadOnlyDictionary<string, Guid> agents) =>
        Of(Made(order.ShopId, order, line, agents), line.Order, agents.ToDictionary(a => a.Value, a => a.Key));

    /// <summary>All of them; the answer names the agents who occur in them.</summary>
    public static async Task<HashSet<string>> Write(Db db, Guid shopId, IReadOnlyDictionary<Guid, string> agents, Func<HistoryLine, Task> add, CancellationToken cancel)
    {
        var (after, named) = (Guid.Empty, new HashSet<string>());
        while (true)
        {
            var page = await db.Set<Application>().Where(a => a.ShopId == shopId && a.Id.CompareTo(after) > 0).OrderBy(a => a.Id).Take(PageSize).ToListAsync(cancel);
            if (page.Count == 0)
                return named;
            after = page[^1].Id;
            var ids = page.Select(a => a.OrderId).Distinct().ToList();
            var orders = await db.Set<Order>().Where(o => o.ShopId == shopId && ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Number, cancel);
            foreach (var application in page)
            {
                var line = Of(application, orders[application.OrderId], agents);
                named.UnionWith(new[] { line.Reviewer, line.Operator }.OfType<string>());
                await add(line);
            }
        }
    }

    public static async Task<Dictionary<string, Order>> Orders(Db db, Guid shopId, IReadOnlyCollection<string> numbers, CancellationToken cancel) =>
        await db.Set<Order>().Where(o => o.ShopId == shopId && numbers.Contains(o.Number)).Include(o => o.Lines).ToDictionaryAsync(o => o.Number, cancel);

    /// <summary>The applications that the shop has under these ids, its own or a source's.</summary>
    public static async Task<Dictionary<string, Application>> Known(Db db, Guid shopId, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var own = ids.Where(id => Guid.TryParseExact(id, "D", out _)).Select(Guid.Parse).ToList();
        var found = await db.Set<Application>().Where(a => a.ShopId == shopId && (ids.Contains(a.SourceId!) || (a.SourceId == null && own.Contains(a.Id)))).ToListAsync(cancel);
        return found.ToDictionary(a => StoredLines.Id(a.SourceId, a.Id));
    }

    private static ApplicationState StateOf(AftersaleHistoryLine line, ApplicationState? resolution) =>
        line.State is { } told ? EnumConverters.Parse<ApplicationState>(told)
        : line.ClosedAt is not null ? ApplicationState.Closed
        : resolution ?? (line.ReceivedAt is not null ? ApplicationState.Received : line.ReviewedAt is not null ? ApplicationState.Approved : ApplicationState.Applied);
}
