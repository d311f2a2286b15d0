using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Platform.Activity;

namespace Yingke.Server.Tests.Hosting;

/// <summary>Everything stored of one shop, as text: two that are equal mean that nothing changed.</summary>
internal static class Snapshot
{
    // Failed attempts are remembered on purpose, and being seen is no change.
    private static readonly string[] LeftOut = ["sign_in_failures", "job_leases", "data_protection_keys"];
    private static readonly string[] Passing = ["seen_at", "last_used_at", "last_sign_in_at"];

    public static Task<string> Of(YingkeHost host, Guid shopId) => host.Look(async db =>
    {
        // What happened before has its consequences before: facts are worked off in their own time.
        await host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        var text = new StringBuilder();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Except(LeftOut).Order(StringComparer.Ordinal))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {table} WHERE {(table == "shops" ? "id" : "shop_id")} = @shop";
            var shop = command.CreateParameter();
            (shop.ParameterName, shop.Value) = ("@shop", db.Dialect.IsPostgres ? shopId : shopId.ToByteArray(true));
            command.Parameters.Add(shop);
            var rows = new List<string>();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(Row(reader));
            text.Append(table).Append(' ').AppendJoin('\n', rows.Order(StringComparer.Ordinal)).Append('\n');
        }
        return text.ToString();
    });

    private static string Row(DbDataReader row) => string.Join('|', Enumerable.Range(0, row.FieldCount).Where(i => !Passing.Contains(row.GetName(i)))
        .Select(i => row.GetName(i) + "=" + (row.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture))));
}
