using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Pay;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Performance;

/// <summary>A shop that reads its figures otherwise from now on: what is closed stays to the byte, what is open is read the new way. (spec: performance.md, Scorecards and Readings)</summary>
public sealed class FrozenReadingsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Closed = "2026-03", Open = "2026-04";

    [Fact]
    public async Task Each_reading_changes_the_open_month_and_nothing_that_is_closed()
    {
        var shop = await TwoMonths();
        var (api, card) = (shop.Api, await Card(shop.Api));
        await Pay("flat", 0);
        var frozen = (await api.Post("scores/freezes", new { scorecardId = card, month = Closed, after = 0 })).As<FrozenSheet>();
        var run = (await api.Post("pay/runs", new { month = Closed, after = 0 })).As<PayRunView>();
        await server.Host.RunJob("report-files");
        var file = (await api.Get("reports/files")).As<ReportFileList>().Items.ShouldHaveSingleItem();
        file.Month.ShouldBe(Closed);
        var (closed, usual) = (await AllClosed(), await Standing(Open));
        frozen.Sheet.Rows.Count.ShouldBeGreaterThan(3);
        var march = await Standing(Closed);

        // An agent's own average is the same either way: it is the shop's that is read otherwise.
        await Readings(0, new { averages = "pooled" });
        var now = await MustBeClosedStill();
        (now.Report == usual.Report, now.Scores == usual.Scores, now.Pay == usual.Pay).ShouldBe((false, true, true));

        await Readings(1, new { paymentSuccess = "inquiries" });
        now = await MustBeClosedStill();
        (now.Report == usual.Report, now.Scores == usual.Scores, now.Pay == usual.Pay).ShouldBe((false, false, true), "below the target the deduction is flat");
        var again = await Standing(Closed);
        again.Scores.ShouldNotBe(march.Scores, "beside the closed sheet stands what it would be now");
        again.Pay.ShouldBe(march.Pay, "a correction would pay by the closed scores, too");

        await Readings(2, new { });
        await Pay("proportional", 1);
        now = await MustBeClosedStill();
        (now.Report == usual.Report, now.Scores == usual.Scores, now.Pay == usual.Pay).ShouldBe((true, true, false));

        // All of them at once: what is open is paid by the scores that are read the new way.
        await Readings(3, new { averages = "pooled", paymentSuccess = "inquiries" });
        (await MustBeClosedStill()).Pay.ShouldNotBe(now.Pay);

        await Readings(4, new { });
        await Pay("flat", 2);
        (await Standing(Open)).ShouldBe(usual);
        (await AllClosed()).ShouldBe(closed);

        async Task<(string Report, string Scores, string Pay)> MustBeClosedStill()
        {
            await shop.Rebuild();
            await server.Host.RunJob("report-files");
            (await AllClosed()).ShouldBe(closed);
            return await Standing(Open);
        }

        Task<Answer> Put(string what, long version, object settings) => api.Put(what, new { version, settings });

        async Task Readings(long version, object readings) => (await Put("report-settings", version, readings)).Ok();

        // Nobody comes to 199 points: everybody's fee is cut.
        async Task Pay(string below, long version) =>
            (await Put("pay-settings", version, new { schemes = new[] { new { key = "a", name = "甲", rule = "over_target", scorecardIds = new[] { card }, over = 200, under = 199, deductPercent = 20, below } } })).Ok();

        // As it is shown, as a file, and as it is stored.
        async Task<string[]> AllClosed()
        {
            var shown = new List<string>();
            foreach (var path in new[] { $"scores/frozen/{frozen.Frozen.Id}", $"scores/export?frozenId={frozen.Frozen.Id}&format=csv", $"pay/runs/{run.Id}", $"pay/export?runId={run.Id}&format=csv" })
                shown.Add((await api.Get(path)).Ok().Text);
            foreach (var slip in (await api.Get($"pay/runs/{run.Id}")).As<RunAnswer>().Pay.Slips)
                shown.Add((await api.Get($"pay/slips/{slip.Head.Id}")).Ok().Text);
            shown.Add(Convert.ToHexString((await api.Get($"reports/files/{file.Id}")).Ok().Bytes));
            shown.Add(JsonSerializer.Serialize((await api.Get("scores?month=" + Closed)).As<ScoresAnswer>().Cards.Single().Frozen));
            shown.Add(JsonSerializer.Serialize((await api.Get("pay?month=" + Closed)).As<PayMonth>().Runs));
            shown.AddRange(await server.Host.Look(db => db.Set<FrozenScores>().Where(f => f.ShopId == shop.Id).Select(f => f.Document).ToListAsync()));
            shown.AddRange(await server.Host.Look(db => db.Set<PaySlipRow>().Where(s => s.ShopId == shop.Id).OrderBy(s => s.Id).Select(s => s.Document).ToListAsync()));
            return [.. shown];
        }

        async Task<(string Report, string Scores, string Pay)> Standing(string month)
        {
            var report = await shop.Report(month + "-01", month + "-30");
            var scores = (await api.Get("scores?month=" + month)).As<ScoresAnswer>().Cards.Single().Now!.Rows;
            var slips = (await api.Get("pay?month=" + month)).As<PayMonth>().Preview!.Slips.Select(s => s.Slip).ToList();
            slips.Count(s => s.Lines.Any(l => l.Fen < 0)).ShouldBeGreaterThan(3);
            return (report, JsonSerializer.Serialize(scores), JsonSerializer.Serialize(slips.Select(s => new { s.Name, s.TotalFen, Fen = s.Lines.Select(l => l.Fen) })));
        }
    }

    /// <summary>The same March twice, the second time in April, which is not over.</summary>
    private async Task<FiguresShop> TwoMonths()
    {
        server.Clock.Set(new DateTimeOffset(2026, 4, 30, 12, 0, 0, TimeSpan.Zero));
        var shop = await FiguresShop.Open(server.Host);
        var march = await File.ReadAllLinesAsync(Path.Combine(Golden.Folder, "history-150.jsonl"), TestContext.Current.CancellationToken);
        await shop.Import(march);
        await shop.Import(march.Select(InApril).OfType<string>());
        return shop;
    }

    private static string? InApril(string line)
    {
        var fact = JsonNode.Parse(line)!.AsObject();
        if (fact["type"]!.GetValue<string>() is "shop" or "agent" or "buyer")
            return null;
        foreach (var key in new[] { "id", "conversation", "order" })
        {
            if (fact[key] is { } id)
                fact[key] = "april-" + id.GetValue<string>();
        }
        return fact.ToJsonString().Replace("\"2026-03-", "\"2026-04-", StringComparison.Ordinal);
    }

    private static async Task<Guid> Card(Api api)
    {
        var people = (await api.Get("scorecards/options")).Ok().Json.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("id").GetGuid());
        object[] items = [.. Cards.Chats(), new { key = "payment_success", section = "professional", kind = "indicator", of = "sales", indicator = "payment_success", full = 20, missing = "skip", curve = new { kind = "linear", worst = 0, best = 100 } }];
        var id = (await api.Post("scorecards", new { name = "方案", role = "other", isPlatform = false, items })).As<ScorecardView>().Id;
        (await api.Put($"scorecards/{id}/agents", new { agentIds = people })).Ok();
        return id;
    }
}
