using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Orders;
using Yingke.Server.Features.Orders.Imports;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Tables;

namespace Yingke.Server.Features.AfterSales.Imports;

/// <summary>
/// Takes in the refunds that a platform ran itself: each is an application of its order, moved on by a later file, and counts against the order's ceiling. Nothing is paid for them here.
/// Importing the file again changes nothing. (spec: orders-aftersales.md, refund ceiling)
/// </summary>
internal sealed class ImportRefunds(Db db, RefundTurns turns) : IOrderFileKind
{
    private const int Batch = 500;
    private const int Tries = 3;
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(1);

    private readonly ImportTally tally = new();

    public string Kind => "refunds";

    public bool Takes(IReadOnlyList<string> header) => RefundColumns.Recognize(header) is var found && RefundColumns.Needed.All(found.ContainsKey);

    public async Task<OrderImportProgress> Run(Guid shopId, string path, Func<OrderImportProgress, Task> report, CancellationToken cancel)
    {
        var shop = await db.Set<Shop>().AsNoTracking().SingleAsync(s => s.Id == shopId, cancel);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        using var table = TableRows.Read(file).GetEnumerator();
        if (!table.MoveNext())
            throw new BadTable("not_a_table");
        var reader = new ReadRefundRow(table.Current, shop.Zone);
        var (clock, batch) = (Stopwatch.StartNew(), new List<FileRefund>(Batch));
        while (table.MoveNext())
        {
            // The number of the row as people count them: the header is the first.
            var (refund, wrong) = reader.Read(table.Current, tally.Row() + 1);
            if (wrong is not null)
                tally.Reject(wrong);
            else
                batch.Add(refund!);
            if (batch.Count == Batch)
                await Write(shopId, batch, cancel);
            if (clock.Elapsed < Report)
                continue;
            clock.Restart();
            await report(tally.Progress((int)Math.Min(99, file.Position * 100 / Math.Max(1, file.Length))));
        }
        await Write(shopId, batch, cancel);
        return tally.Progress(100);
    }

    private async Task Write(Guid shopId, List<FileRefund> batch, CancellationToken cancel)
    {
        for (var i = 1; batch.Count > 0; i++)
        {
            try
            {
                var (taken, same, wrong) = await db.InTransaction(() => Take(shopId, batch, cancel), cancel);
                tally.Count(taken, same);
                wrong.ForEach(tally.Reject);
                batch.Clear();
            }
            catch (DbUpdateException twice) when (i < Tries && db.Dialect.UniqueViolation(twice) is not null)
            {
                // Somebody else brought one of them meanwhile; the next look finds it.
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<(long Taken, long Same, List<BadRow> Bad)> Take(Guid shopId, List<FileRefund> batch, CancellationToken cancel)
    {
        var (taken, same, bad) = (0L, 0L, new List<BadRow>());
        var numbers = batch.Select(r => r.Order).Distinct().ToList();
        var orders = await db.Set<Order>().Where(o => o.ShopId == shopId && numbers.Contains(o.Number)).Include(o => o.Lines).AsSplitQuery().ToDictionaryAsync(o => o.Number, cancel);
        // The ceilings of these orders stand still until the commit; in one order of ids, whoever else waits for two of them.
        foreach (var order in orders.Values.OrderBy(o => o.Id))
            await turns.Hold(shopId, order.Id, cancel);
        var ids = batch.ConvertAll(r => r.Past.SourceId);
        var known = await db.Set<Application>().AsTracking().Where(a => a.ShopId == shopId && ids.Contains(a.Number)).ToDictionaryAsync(a => a.Number, cancel);
        var people = await People(shopId, cancel);
        var rooms = new Dictionary<Guid, long>();
        foreach (var row in batch)
        {
            if (!orders.TryGetValue(row.Order, out var order))
            {
                bad.Add(new(row.Row, "订单编号", "unknown_order"));
                continue;
            }
            var past = row.Past with { ReviewerId = Person(row.Reviewer, people), OperatorId = Person(row.Operator, people) };
            var stored = known.GetValueOrDefault(past.SourceId);
            if (stored is not null && (stored.SourceId != past.SourceId || stored.OrderId != order.Id))
            {
                bad.Add(new(row.Row, "退款编号", "duplicate_number"));
                continue;
            }
            // What is over counts already; of the others only money needs room.
            var more = stored is { } at && RefundFileWords.IsEnd(at.State) ? 0 : past.RefundedFen - (stored?.RefundedFen ?? 0);
            var room = 0L;
            if (more > 0 && !rooms.TryGetValue(order.Id, out room))
                room = RefundCeiling.Room(order.ToPaid(), await db.BookedParts(shopId, order.Id, cancel), null).OrderFen;
            if (more > room)
            {
                bad.Add(new(row.Row, "买家退款金额", "over_ceiling"));
                continue;
            }
            try
            {
                if (stored is null)
                    db.Add(known[past.SourceId] = Application.OfPast(shopId, order.Id, LineOf(order, row.Title), order.BuyerId, past));
                else if (!stored.Retell(past))
                {
                    same++;
                    continue;
                }
                taken++;
                if (more > 0)
                    rooms[order.Id] = room - more;
            }
            catch (RuleViolation here)
            {
                bad.Add(new(row.Row, "退款状态", here.Code));
            }
        }
        await db.SaveChangesAsync(cancel);
        return (taken, same, bad);
    }

    private static Guid? LineOf(Order order, string? title) =>
        (order.Lines.Find(l => l.Title == title) ?? order.Lines.MinBy(l => l.Position))?.Id;

    /// <summary>Platforms write 店铺名:客服名; those of another name are nobody of ours.</summary>
    private static Guid? Person(string? name, Dictionary<string, Guid> people) =>
        name is not null && people.TryGetValue(name[(name.LastIndexOfAny([':', '：']) + 1)..].Trim(), out var id) ? id : null;

    private async Task<Dictionary<string, Guid>> People(Guid shopId, CancellationToken cancel)
    {
        var agents = await db.Set<Agent>().Where(a => a.ShopId == shopId).OrderBy(a => a.Id).Select(a => new { a.Id, a.Name, a.AccountName }).ToListAsync(cancel);
        return agents.SelectMany(a => new[] { (Key: a.AccountName, a.Id), (Key: a.Name, a.Id) }).DistinctBy(p => p.Key).ToDictionary(p => p.Key, p => p.Id);
    }
}
