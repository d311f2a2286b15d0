using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Yingke.Bench.Rig;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Orders.Imports;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Storage.Archive;

namespace Yingke.Bench;

/// <summary>A file of 100,000 orders, GBK as Taobao writes it, through the product's import; against a bare bulk insert of the same rows into the same tables.</summary>
internal static class OrderImportBench
{
    private const int Orders = 100_000;
    private const int Batch = 2_000;
    private static readonly string[] Tables = ["buyers", "orders", "order_lines"];

    public static async Task Run()
    {
        await using (var store = Store.Sqlite())
        await using (var bare = Store.Sqlite())
            await Compare(store, bare);
        if (Postgres.Bin is null)
            return;
        await using var postgres = await Postgres.Start();
        await using (var store = await Store.On(postgres))
        await using (var bare = await Store.On(postgres))
            await Compare(store, bare);
    }

    private static async Task Compare(Store store, Store bare)
    {
        var file = Path.Combine(store.Folder, "orders.csv");
        Write(file);
        await using var host = Host.Build([.. store.Arguments, "--Urls=http://127.0.0.1:0"]);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await Migrate.Run(db, CancellationToken.None);
        var shop = await scope.ServiceProvider.GetRequiredService<AddShop>().Handle("bench", "Bench", "owner", "Owner", "a long enough password", CancellationToken.None);
        var (clock, reports, before) = (Stopwatch.StartNew(), 0, Memory());
        var most = before;
        var done = await scope.ServiceProvider.GetRequiredService<ImportOrders>().Run(shop.Id, file, null, _ =>
        {
            (reports, most) = (reports + 1, Math.Max(most, Memory()));
            return Task.CompletedTask;
        }, CancellationToken.None);
        var ours = clock.Elapsed;
        if (done.Imported != Orders || done.BadCount > 0)
            throw new InvalidOperationException($"Imported {done.Imported}, bad {done.BadCount}: {string.Join(", ", done.Bad.Take(3))}");
        var theirs = await Insert(db, bare);
        Figures.Say($"{store.Name}: {Orders} orders imported in {ours.TotalSeconds:0.0} s ({Orders / ours.TotalSeconds:0}/s), memory +{(most - before) / 1048576.0:0} MB, {reports} reports of progress; bare insert {theirs.TotalSeconds:0.0} s");
        Figures.Ratio(store.IsPostgres ? "order-import-postgres" : "order-import", theirs / ours);
    }

    /// <summary>The rows that the import made, read before the clock runs.</summary>
    private static async Task<TimeSpan> Insert(Db from, Store to)
    {
        await using var host = Host.Build([.. to.Arguments, "--Urls=http://127.0.0.1:0"]);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await Migrate.Run(db, CancellationToken.None);
        var tables = StoredTable.All(db).Where(t => Tables.Contains(t.Name)).ToList();
        var rows = new Dictionary<StoredTable, List<object?[]>>();
        await from.Database.OpenConnectionAsync();
        foreach (var table in tables)
        {
            var list = rows[table] = [];
            await foreach (var row in table.Read(from.Database.GetDbConnection(), null, CancellationToken.None))
                list.Add(row);
        }
        var clock = Stopwatch.StartNew();
        for (var start = 0; start < Orders; start += Batch)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var table in tables)
            {
                await using var writer = await RowWriter.Open(db.Database.GetDbConnection(), transaction.GetDbTransaction(), table, CancellationToken.None);
                foreach (var row in rows[table].Skip(start).Take(Batch))
                    await writer.Write(row, CancellationToken.None);
                await writer.Complete(CancellationToken.None);
            }
            await transaction.CommitAsync();
        }
        return clock.Elapsed;
    }

    private static long Memory() => Process.GetCurrentProcess().WorkingSet64;

    private static void Write(string path)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var text = new StreamWriter(path, false, Encoding.GetEncoding("GB18030")) { NewLine = "\r\n" };
        text.WriteLine("订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,定金排名,修改后的sku,修改后的收货地址,异常信息");
        var start = new DateTime(2026, 1, 1, 8, 0, 0);
        for (var i = 0; i < Orders; i++)
        {
            var placed = start.AddSeconds(i * 37);
            text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"=\"26{i:0000000000000000}\",买家{i % 80_000},b{i % 80_000}@example.cn,{100 + i % 90}.80,6.00,0,{106 + i % 90}.80,0,{106 + i % 90}.80,0,\"卖家已发货，等待买家确认\",请尽快发货,苏晓,浙江省 杭州市 西湖区 龙井路 {i % 500} 号,快递,,'138{i % 100_000_000:00000000},{placed:yyyy-MM-dd HH:mm:ss},{placed.AddMinutes(3):yyyy-MM-dd HH:mm:ss},\"明前云雾绿茶，100 克罐装\",1,No:ZT{i:000000000},中通快递,,{1 + i % 3},1,松间茶铺,,0,0,,手机订单,,,,,"));
        }
    }
}
