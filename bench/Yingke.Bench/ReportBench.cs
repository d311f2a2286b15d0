using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yingke.Bench.Rig;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Storage;

namespace Yingke.Bench;

/// <summary>
/// The month's report of a shop with 200 agents and 3,000,000 messages, as the page asks for it, against one statement that groups the same
/// stint rows by agent, with the distinct buyers and the sums.
/// </summary>
internal static class ReportBench
{
    private const int Trials = 9;

    public static async Task Run(string? only, int messages)
    {
        await Stores.Each(only, async store =>
        {
            await using var host = Host.Build([.. store.Arguments, "--Urls=http://127.0.0.1:0"]);
            var (shop, _) = await MonthOfTalk.Fill(host, messages);
            await using (var scope = host.Services.CreateAsyncScope())
                await scope.ServiceProvider.GetRequiredService<ProjectStints>().CatchUp(shop.ShopId, CancellationToken.None);
            await using var server = await Rig.Server.Start(store);
            using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
            var cookie = await shop.OwnerCookie(server.Address);
            List<double> ours = [], statement = [];
            var agents = 0;
            for (var i = -2; i < Trials; i++)
            {
                // Turn and turn about, so that a slow moment meets both.
                var (a, b) = (await Report(http, cookie), await Statement(host, shop.ShopId, n => agents = n));
                if (i < 0)
                    continue;
                ours.Add(a);
                statement.Add(b);
            }
            Figures.Say($"{store.Name}: month report {Figures.Median(ours):0} ms, one statement {Figures.Median(statement):0} ms over {agents} agents (medians of {Trials}; {messages} messages)");
            Figures.Ratio(store.IsPostgres ? "month-report-postgres" : "month-report", Figures.Median(ours) / Figures.Median(statement));
        });
    }

    private static async Task<double> Report(HttpClient http, string cookie)
    {
        var clock = Stopwatch.StartNew();
        using var request = new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/api/v1/reports?from={MonthOfTalk.First:yyyy-MM-dd}&to={MonthOfTalk.Last:yyyy-MM-dd}"));
        request.Headers.Add("Cookie", cookie);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task<double> Statement(WebApplication host, Guid shopId, Action<int> counted)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await db.Database.OpenConnectionAsync();
        var clock = Stopwatch.StartNew();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = """
            SELECT agent_id, COUNT(DISTINCT buyer_id), COUNT(DISTINCT CASE WHEN receptions > 0 THEN buyer_id END), SUM(receptions), SUM(turns), SUM(answered), SUM(response_ms), SUM(firsts), SUM(first_ms),
                SUM(within60), SUM(within120), SUM(within180), SUM(night_turns), SUM(night_on_time), SUM(agent_messages), SUM(buyer_messages), SUM(ratings), SUM(good_ratings)
            FROM stints WHERE shop_id = @shop AND day BETWEEN @first AND @last GROUP BY agent_id
            """;
        Add(command, "shop", db.Dialect.IsPostgres ? shopId : shopId.ToByteArray(true));
        Add(command, "first", MonthOfTalk.First.DayNumber);
        Add(command, "last", MonthOfTalk.Last.DayNumber);
        var (rows, values) = (0, new object[18]);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            for (; await reader.ReadAsync(); rows++)
                reader.GetValues(values);
        }
        counted(rows);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
