using System.IO.Compression;
using System.Text;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Performance;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Performance;

/// <summary>Who sees which figures, what is behind them, and the files that they leave in.</summary>
public sealed class ReportRoutesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task An_agent_sees_their_own_row_and_nobody_elses()
    {
        var shop = await server.Shop();
        var zhu = await shop.SignIn(Cast.Zhu);
        var (own, all) = ((await zhu.Api.Get("reports?" + Today())).As<ReportAnswer>(), (await shop.Owner.Api.Get("reports?" + Today())).As<ReportAnswer>());
        own.Agents.ShouldHaveSingleItem().Id.ShouldBe(zhu.Id);
        (own.Groups.Count, own.Shop).ShouldBe((0, null));
        all.Agents.Count.ShouldBeGreaterThan(1);
        (all.Groups.Count, all.Shop is not null).ShouldBe((3, true));
        var other = all.Agents.First(a => a.Id != zhu.Id).Id;
        (await zhu.Api.Get($"reports/trend?{Today()}&agentId={other}")).Refused(404, "not_found");
        (await zhu.Api.Get($"reports/trend?{Today()}")).Refused(404, "not_found");
        (await zhu.Api.Get($"reports/evidence?{Today()}&section=all&indicator=consulted&agentId={other}")).Refused(404, "not_found");
        (await zhu.Api.Get($"reports/evidence?{Today()}&section=all&indicator=consulted&agentId={zhu.Id}")).Ok();
        (await zhu.Api.Get($"reports/guard?{Today()}")).Refused(404, "not_found");
        Encoding.UTF8.GetString((await zhu.Api.Get($"reports/export?{Today()}&format=csv")).Ok().Bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("reports?from=2026-03-02&to=2026-03-01", "to")]
    [InlineData("reports?from=2024-03-02&to=2026-03-01", "to")]
    [InlineData("reports/trend?from=2026-01-01&to=2026-12-31&step=day", "step")]
    [InlineData("reports/trend?from=2026-01-01&to=2026-01-02&group=none", "group")]
    [InlineData("reports/evidence?from=2026-03-02&to=2026-03-02&section=sales&indicator=consulted", "indicator")]
    [InlineData("reports/evidence?from=2026-03-02&to=2026-03-02&section=all&indicator=consulted&limit=0", "limit")]
    [InlineData("reports/evidence?from=2026-03-02&to=2026-03-02&section=all&indicator=consulted&offset=-1", "offset")]
    [InlineData("reports/export?from=2026-03-02&to=2026-03-02&language=fr", "language")]
    public async Task What_makes_no_sense_is_refused_with_its_field(string path, string field)
    {
        var shop = await server.Shop();
        (await shop.Owner.Api.Get(path)).Refused(422, "invalid", field);
    }

    [Fact]
    public async Task Every_figure_of_the_edges_leads_to_what_it_counted()
    {
        var shop = await FiguresShop.Open(server.Host);
        await shop.Import(await File.ReadAllLinesAsync(Path.Combine(Golden.Folder, "history-edges.jsonl"), TestContext.Current.CancellationToken));
        const string days = "from=2026-03-02&to=2026-03-09";
        var row = (await shop.Api.Get($"reports?{days}")).As<ReportAnswer>().Shop!;
        async Task<EvidenceAnswer> Behind(Section section, string id) =>
            (await shop.Api.Get($"reports/evidence?{days}&section={section.ToString().ToLowerInvariant()}&indicator={id}&limit=200")).As<EvidenceAnswer>();

        foreach (var section in Enum.GetValues<Section>())
        {
            foreach (var indicator in Indicator.Of(section))
                (await Behind(section, indicator.Id)).Items.Count.ShouldBeGreaterThanOrEqualTo(0);
        }
        (await Behind(Section.All, "receptions")).Total.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(row.All["receptions"]);
        (await Behind(Section.All, "consulted")).Items.DistinctBy(i => i.Title).Count().ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(row.All["consulted"]);
        (await Behind(Section.All, "unreplied")).Items.DistinctBy(i => i.Title).Count().ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(row.All["unreplied"]);
        (await Behind(Section.Sales, "sales")).Items.Sum(i => i.Fen)!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(row.Sales["sales"]);
        (await Behind(Section.Service, "refunded")).Items.Sum(i => i.Fen)!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(row.Service["refunded"]);
        foreach (var id in new[] { "call_answer_rate", "call_20s", "call_satisfaction" })
        {
            var calls = (await Behind(Section.Hotline, id)).Items;
            Fraction.Of(calls.Count(c => c.Counts == true), calls.Count)!.Value.ToText(6).ShouldBe(row.Hotline[id]);
        }
        var tickets = (await Behind(Section.Service, "ticket_on_time")).Items;
        Fraction.Of(tickets.Count(t => t.Counts == true), tickets.Count)!.Value.ToText(6).ShouldBe(row.Service["ticket_on_time"]);
    }

    [Fact]
    public async Task Every_guard_rail_of_the_histories_leads_to_what_it_divides()
    {
        var told = 0;
        foreach (var name in new[] { "edges", "150" })
        {
            var shop = await FiguresShop.Open(server.Host);
            await shop.Import(await File.ReadAllLinesAsync(Path.Combine(Golden.Folder, $"history-{name}.jsonl"), TestContext.Current.CancellationToken));
            const string days = "from=2026-03-01&to=2026-04-30";
            // Asked first: they count what the report would have caught up with.
            var guard = (await shop.Api.Get($"reports/guard?{days}")).As<GuardAnswer>().Guard;
            guard.ShouldBe((await shop.Api.Get($"reports?{days}")).As<ReportAnswer>().Guard!);
            guard["complaint_rate"].ShouldNotBeNull();
            foreach (var id in new[] { "refund_rate", "return_rate", "repurchase_rate", "ticket_clean_contact" })
            {
                var behind = (await shop.Api.Get($"reports/guard-evidence?{days}&indicator={id}&limit=200")).As<EvidenceAnswer>();
                behind.Total.ShouldBeLessThanOrEqualTo(200);
                Fraction.Of(behind.Items.Count(i => i.Counts == true), behind.Total)?.ToText(6).ShouldBe(guard[id], id);
                behind.Items.ShouldAllBe(i => i.Counts != null && i.Title.Length > 0);
                told += behind.Total;
            }
            (await shop.Api.Get($"reports/guard-evidence?{days}&indicator=complaint_rate")).Refused(422, "invalid", "indicator");
            // The file has each under its own head, as it is shown.
            var lines = Encoding.UTF8.GetString((await shop.Api.Get($"reports/export?{days}&format=csv")).Ok().Bytes).TrimStart('\uFEFF').Split("\r\n");
            var exported = lines[0].Split(',').Zip(lines[1].Split(',')).Where(c => c.First.StartsWith("护栏指标", StringComparison.Ordinal)).ToList();
            exported.ShouldBe([.. GuardRails.All.Select(g => ("护栏指标 · " + IndicatorNames.Of(g.Id, english: false), guard[g.Id] ?? "—"))]);
            exported.Select(c => c.Second).Distinct().Count().ShouldBeGreaterThan(2);
        }
        told.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task The_platforms_rating_of_a_day_is_entered_replaced_imported_and_shown_beside_the_others()
    {
        var shop = await server.Shop();
        var (api, zhu) = (shop.Owner.Api, await shop.SignIn(Cast.Zhu));
        (await api.Put("reports/store-ratings/2026-02-02", new { goods = 4.7, service = 4.8, delivery = 4.9 })).Ok();
        (await api.Put("reports/store-ratings/2026-02-02", new { goods = 4.71, service = 4.8, delivery = 4.9 })).Ok();
        (await api.Put("reports/store-ratings/2026-02-02", new { goods = 5.01, service = 4.8, delivery = 4.9 })).Refused(422, "invalid", "goods");
        (await api.Put("reports/store-ratings/2026-02-02", new { goods = 4.7, service = 4.8 })).Refused(422, "invalid", "delivery");
        (await api.Put("reports/store-ratings/2199-03-02", new { goods = 4.7, service = 4.8, delivery = 4.9 })).Refused(422, "invalid", "day");
        (await zhu.Api.Put("reports/store-ratings/2026-02-02", new { goods = 5, service = 5, delivery = 5 })).Status.ShouldBe(403);
        (await zhu.Api.Get("reports/store-ratings?from=2026-02-01&to=2026-02-07")).Status.ShouldBe(404);

        Task<Answer> Import(string table) => Security.Scene.Upload(api, "reports/store-ratings/import", "dsr.csv", System.Text.Encoding.UTF8.GetBytes(table));
        (await Import("日期,描述相符,服务态度,物流服务\n2026-02-04,4.6,4.7,4.8\n2026/2/5,4.5,4.6,\n")).Refused(422, "invalid", "file");
        (await Import("日期,描述相符\n2026-02-04,4.6\n")).Refused(422, "invalid", "file");
        (await Import("日期,描述相符,服务态度,物流服务\n2026-02-04,4.6,4.7,4.8\n2026-02-04,4.6,4.7,4.8\n")).Refused(422, "invalid", "file");
        (await Guard("2026-02-01", "2026-02-07")).ShouldBe(("4.710000", "4.800000", "4.900000"), "of a table with a bad line nothing is taken");
        (await Import("\uFEFF日期,描述相符,服务态度,物流服务\r\n2026-02-04,4.6,4.7,4.8\r\n2026/2/5,4.5,4.65,4.75\r\n")).As<StoreRatingsTaken>().Days.ShouldBe(2);
        (await Guard("2026-02-01", "2026-02-07")).ShouldBe(("4.500000", "4.650000", "4.750000"));
        (await Guard("2026-02-01", "2026-02-02")).ShouldBe(("4.710000", "4.800000", "4.900000"));
        (await Guard("2026-02-06", "2026-02-07")).ShouldBe((null, null, null));
        (await api.Delete("reports/store-ratings/2026-02-05")).Ok();
        (await api.Delete("reports/store-ratings/2026-02-05")).Refused(404, "not_found");
        (await Guard("2026-02-01", "2026-02-07")).ShouldBe(("4.600000", "4.700000", "4.800000"));
        (await api.Get("reports/store-ratings?from=2026-02-01&to=2026-02-07")).As<StoreRatingList>().Items.Select(r => (r.Day.Day, r.ByName)).ShouldBe([(4, Cast.Owner.Name), (2, Cast.Owner.Name)]);

        async Task<(string?, string?, string?)> Guard(string from, string to)
        {
            var guard = (await api.Get($"reports?from={from}&to={to}")).As<ReportAnswer>().Guard!;
            return (guard["dsr_goods"], guard["dsr_service"], guard["dsr_delivery"]);
        }
    }

    [Fact]
    public async Task The_course_of_a_figure_adds_up_to_the_range()
    {
        var shop = await FiguresShop.Open(server.Host);
        await shop.Import(await File.ReadAllLinesAsync(Path.Combine(Golden.Folder, "history-60.jsonl"), TestContext.Current.CancellationToken));
        var whole = (await shop.Api.Get("reports?from=2026-03-02&to=2026-03-15")).As<ReportAnswer>().Shop!;
        foreach (var step in new[] { "day", "week", "month" })
        {
            var points = (await shop.Api.Get($"reports/trend?from=2026-03-02&to=2026-03-15&step={step}")).As<TrendAnswer>().Points;
            (points[0].From, points[^1].To).ShouldBe((new(2026, 3, 2), new(2026, 3, 15)));
            points.Sum(p => int.Parse(p.Figures.All["receptions"]!, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(int.Parse(whole.All["receptions"]!, System.Globalization.CultureInfo.InvariantCulture));
            points.Sum(p => long.Parse(p.Figures.Sales["sales"]!, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(long.Parse(whole.Sales["sales"]!, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_sheet_has_numbers_as_numbers_and_no_formula_of_anybody()
    {
        var shop = await server.Shop();
        var zhu = shop.AgentId(Cast.Zhu);
        (await shop.Owner.Api.Patch($"agents/{zhu}", new { name = "=1+1" })).Ok();
        (await shop.Owner.Api.Put($"reports/store-ratings/{Today()[5..15]}", new { goods = 4.7, service = 4.8, delivery = 4.9 })).Ok();
        var csv = (await shop.Owner.Api.Get($"reports/export?{Today()}&format=csv")).Ok();
        csv.Bytes.Take(3).ShouldBe([0xEF, 0xBB, 0xBF]);
        var lines = Encoding.UTF8.GetString(csv.Bytes).TrimStart('\uFEFF').Split("\r\n");
        lines[0].ShouldStartWith("对象,全部咨询 · 咨询人数,");
        lines.ShouldContain(l => l.StartsWith("'=1+1,0,0,0,0,—,", StringComparison.Ordinal));
        // The shop's guard rails stand in its own row alone.
        (lines[0].Split(',')[^8], lines[0].Split(',')[^3]).ShouldBe(("护栏指标 · 退款率", "护栏指标 · 店铺评分·描述相符"));
        lines[1].ShouldEndWith(",—,—,—,—,—,4.700000,4.800000,4.900000");
        lines[2..^1].ShouldAllBe(l => l.EndsWith(",,,,,,,,", StringComparison.Ordinal) && l.Split(',').Length == lines[0].Split(',').Length);
        var own = Encoding.UTF8.GetString((await (await shop.SignIn(Cast.Mei)).Api.Get($"reports/export?{Today()}&format=csv")).Ok().Bytes);
        own.ShouldNotContain("护栏", customMessage: "who sees their own row has no figures of the shop");

        var xlsx = (await shop.Owner.Api.Get($"reports/export?{Today()}&language=en-US")).Ok();
        using var zip = new ZipArchive(new MemoryStream(xlsx.Bytes));
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var sheet = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        sheet.ShouldContain("""<c t="inlineStr"><is><t>=1+1</t></is></c><c s="1"><v>0</v></c>""");
        sheet.ShouldContain("All chats · Reply rate");
        sheet.ShouldNotContain("<f>");
    }

    [Fact]
    public async Task A_view_is_its_owners_and_a_name_is_kept_once()
    {
        var shop = await server.Shop();
        var (zhu, lan) = ((await shop.SignIn(Cast.Zhu)).Api, (await shop.SignIn(Cast.Lan)).Api);
        object Look(string name, string section = "presale") => new { name, view = new { range = "last_week", by = "agents", section, compared = true } };
        (await zhu.Put("reports/views", Look("售前"))).Ok();
        var kept = (await zhu.Put("reports/views", Look("售前", "sales"))).As<SavedViews>().Items.ShouldHaveSingleItem();
        kept.View.ShouldBe(new ReportLook(ViewRange.LastWeek, ViewBy.Agents, Section.Sales, true));
        (await lan.Get("reports/views")).As<SavedViews>().Items.ShouldBeEmpty();
        (await lan.Delete($"reports/views/{kept.Id}")).Refused(404, "not_found");
        (await zhu.Put("reports/views", Look(""))).Refused(422, "invalid", "name");
        (await zhu.Delete($"reports/views/{kept.Id}")).Ok();
        (await zhu.Get("reports/views")).As<SavedViews>().Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Last_months_report_is_written_once_by_the_5th_for_who_sees_everybody()
    {
        server.Clock.Set(new DateTimeOffset(2026, 3, 20, 2, 0, 0, TimeSpan.Zero));
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var talk = await (await shop.Buyer()).Ask();
        await zhu.Say(talk, "您好");
        await server.Host.RunJob("stints");
        server.Clock.Set(new DateTimeOffset(2026, 4, 2, 15, 59, 59, TimeSpan.Zero));
        await server.Host.RunJob("report-files");
        var owner = (await shop.SignIn(Cast.Owner)).Api;
        (await owner.Get("reports/files")).As<ReportFileList>().Items.ShouldBeEmpty();
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 2; i++)
            await server.Host.RunJob("report-files");
        var file = (await owner.Get("reports/files")).As<ReportFileList>().Items.ShouldHaveSingleItem();
        (file.Month, file.Name).ShouldBe(("2026-03", "绩效-2026-03.xlsx"));
        var content = (await owner.Get($"reports/files/{file.Id}")).Ok();
        content.Bytes.Length.ShouldBe((int)file.Bytes);
        using var zip = new ZipArchive(new MemoryStream(content.Bytes));
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldSatisfyAllConditions(s => s.ShouldContain("<t>小竹</t>"), s => s.ShouldContain("护栏指标 · 客诉率"));
        zhu = await shop.SignIn(Cast.Zhu);
        (await zhu.Api.Get("reports/files")).As<ReportFileList>().Items.ShouldBeEmpty();
        (await zhu.Api.Get($"reports/files/{file.Id}")).Refused(404, "not_found");
    }

    private string Today()
    {
        var today = DateOnly.FromDateTime(server.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return $"from={today}&to={today}";
    }
}
