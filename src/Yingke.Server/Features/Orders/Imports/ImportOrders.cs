using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Tables;

namespace Yingke.Server.Features.Orders.Imports;

/// <summary>
/// Takes a file of orders in, batch by batch in flat memory, one written while the next is read: what is new is written in bulk, what is known takes the later word over, bad rows
/// are listed and the others imported. Importing the file again changes nothing.
/// </summary>
internal sealed class ImportOrders(Db db, OrderClocks clocks, TimeProvider time)
{
    private const int Batch = 2_000;
    private const int Tries = 3;
    private const int MostRows = 5_000_000;
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(1);

    private readonly ImportTally tally = new();

    /// <param name="shopId">Where it goes.</param>
    /// <param name="path">The file.</param>
    /// <param name="mapping">Which column holds what; null for what the names say by themselves.</param>
    /// <param name="report">Told about once a second.</param>
    /// <param name="cancel">Ends it between two batches; importing the file again goes on from there.</param>
    /// <exception cref="BadTable">It is no table, or columns are missing.</exception>
    public async Task<OrderImportProgress> Run(Guid shopId, string path, IReadOnlyDictionary<OrderField, string>? mapping, Func<OrderImportProgress, Task> report, CancellationToken cancel)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(2));
        var shop = await db.Set<Shop>().AsNoTracking().SingleAsync(s => s.Id == shopId, cancel);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        using var table = TableRows.Read(file).GetEnumerator();
        if (!table.MoveNext())
            throw new BadTable("not_a_table");
        var header = table.Current;
        mapping ??= OrderColumns.Recognize(header);
        if (OrderColumns.Missing(mapping).Count > 0)
            throw new BadTable("missing_columns");
        var details = OrderColumns.IsDetails(mapping);
        var reader = new ReadOrderRow(OrderColumns.Places(header, mapping), header, shop.Zone, time.Now(), Platform(header));
        var writing = Task.CompletedTask;
        try
        {
            var (clock, batch) = (Stopwatch.StartNew(), new List<FileOrder>(Batch));
            string[]? before = null;
            while (table.MoveNext())
            {
                var row = table.Current;
                var place = tally.Row();
                if (place > MostRows)
                    throw new BadTable("too_large");
                Take(reader, row, place, before, batch);
                before = row;
                // A whole batch, and not in the middle of an order's rows.
                if (batch.Count > Batch)
                {
                    await writing;
                    var whole = batch[..^1];
                    writing = Task.Run(() => Write(shop, whole, details, cancel), cancel);
                    batch = [batch[^1]];
                }
                if (clock.Elapsed < Report)
                    continue;
                clock.Restart();
                await report(tally.Progress((int)Math.Min(99, file.Position * 100 / Math.Max(1, file.Length))));
            }
            await writing;
            await Write(shop, batch, details, cancel);
            return tally.Progress(100);
        }
        finally
        {
            // Whatever ended the reading: the database is not left while it is written to.
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take(ReadOrderRow reader, string[] row, long place, string[]? before, List<FileOrder> batch)
    {
        if (before is not null && row.AsSpan().SequenceEqual(before))
        {
            tally.Count(0, 1);
            return;
        }
        // The number of the row as people count them: the header is the first.
        var (order, wrong) = reader.Read(row, place + 1);
        if (wrong is not null)
            tally.Reject(wrong);
        else if (batch is [.., var last] && last.Order.Number == order!.Order.Number)
            batch[^1] = ReadOrderRow.Join(last, order);
        else
            batch.Add(order!);
    }

    private async Task Write(Shop shop, List<FileOrder> batch, bool details, CancellationToken cancel)
    {
        for (var i = 1; batch.Count > 0; i++)
        {
            try
            {
                var (taken, same, wrong) = await db.InTransaction(() => details ? Details(shop, batch, cancel) : Orders(shop, batch, cancel), cancel);
                tally.Count(taken, same);
                wrong.ForEach(tally.Reject);
                return;
            }
            catch (Exception twice) when (i < Tries && db.Dialect.UniqueViolation(twice) is not null)
            {
                // The API was faster with one of them; the next look finds it.
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<(long Taken, long Same, List<BadRow> Bad)> Orders(Shop shop, List<FileOrder> batch, CancellationToken cancel)
    {
        var buyers = await Buyers(shop.Id, batch, cancel);
        var known = await Known(shop.Id, batch, cancel);
        var (fresh, taken, same) = (new Dictionary<string, Order>(batch.Count), 0L, 0L);
        foreach (var one in batch)
        {
            if ((known.GetValueOrDefault(one.Order.Number) ?? fresh.GetValueOrDefault(one.Order.Number)) is not { } order)
            {
                fresh[one.Order.Number] = Mirror.New(shop.Id, buyers[one.Buyer!], one.Order);
                taken++;
            }
            else if (Mirror.Take(order, one.Order))
            {
                db.ChangeTracker.DetectChanges();
                taken++;
            }
            else
            {
                same++;
            }
        }
        await db.BulkInsert(fresh.Values, cancel);
        await db.BulkInsert(fresh.Values.SelectMany(o => o.Lines).ToList(), cancel);
        await db.SaveChangesAsync(cancel);
        var now = time.Now();
        await clocks.FollowAll([.. fresh.Values.Where(Shipping.Waits), .. known.Values], shop.Settings.Orders, now, cancel);
        return (taken, same, []);
    }

    private async Task<(long Taken, long Same, List<BadRow> Bad)> Details(Shop shop, List<FileOrder> batch, CancellationToken cancel)
    {
        var known = await Known(shop.Id, batch, cancel);
        var (taken, wrong) = (0L, new List<BadRow>());
        foreach (var one in batch)
        {
            if (!known.TryGetValue(one.Order.Number, out var order))
            {
                wrong.Add(new(one.Row, null, "unknown_order"));
                continue;
            }
            Mirror.Detail(order, one.Order.Lines);
            taken++;
        }
        return (taken, 0, wrong);
    }

    private async Task<Dictionary<string, Order>> Known(Guid shopId, List<FileOrder> batch, CancellationToken cancel)
    {
        var numbers = batch.Select(o => o.Order.Number).Distinct().ToList();
        // Held like any order that somebody changes: a price that its buyer accepts meanwhile comes before or after this, never in between.
        if (db.Dialect.IsPostgres)
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM orders WHERE shop_id = {shopId} AND number = ANY({numbers}) ORDER BY id FOR UPDATE", cancel);
        var found = await db.Set<Order>().AsTracking().Where(o => o.ShopId == shopId && EF.Parameter(numbers).Contains(o.Number)).Include(o => o.Lines).AsSplitQuery().ToListAsync(cancel);
        found.ForEach(o => o.Lines.Sort((a, b) => a.Position.CompareTo(b.Position)));
        return found.ToDictionary(o => o.Number);
    }

    private async Task<Dictionary<string, Guid>> Buyers(Guid shopId, List<FileOrder> batch, CancellationToken cancel)
    {
        var members = batch.DistinctBy(o => o.Buyer).ToDictionary(o => o.Buyer!);
        var ids = members.Keys.ToList();
        var known = await db.Set<Buyer>().Where(b => b.ShopId == shopId && EF.Parameter(ids).Contains(b.MemberId!)).ToDictionaryAsync(b => b.MemberId!, b => b.Id, cancel);
        var fresh = members.Where(m => !known.ContainsKey(m.Key)).Select(m => new Buyer
        {
            ShopId = shopId, Id = Guid.CreateVersion7(m.Value.Order.PlacedAt), MemberId = m.Key, Name = m.Key.Length > 60 ? m.Key[..60] : m.Key,
            Phone = m.Value.Phone is { Length: <= 20 } phone ? phone : null, CreatedAt = m.Value.Order.PlacedAt,
        }).ToList();
        await db.BulkInsert(fresh, cancel);
        foreach (var buyer in fresh)
            known[buyer.MemberId!] = buyer.Id;
        return known;
    }

    private static string Platform(string[] header) => header.Any(h => OrderColumns.Plain(h) == "买家支付宝账号") ? "taobao" : "file";
}
