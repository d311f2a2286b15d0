using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.History;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Performance;

/// <summary>Figures are the same however the facts came: in any order, twice, with a restart between, live or rebuilt. (reliability I27, H74)</summary>
public sealed class ProjectionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string[] History = File.ReadAllLines(Path.Combine(Golden.Folder, "history-60.jsonl"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Order_repetition_and_a_restart_make_no_difference(int seed)
    {
        var straight = await FiguresShop.Open(server.Host);
        await straight.Import(History);
        var expected = await Figures(straight);

        var random = new Random(seed);
        var shuffled = History.OrderBy(_ => random.Next()).ToList();
        var other = await FiguresShop.Open(server.Host);
        await other.Import(shuffled.OrderBy(_ => random.Next()));
        await server.Restart();
        other = await other.At(server.Host);
        await other.Import(shuffled);
        (await Figures(other)).ShouldBe(expected);
        await other.Rebuild();
        (await Figures(other)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_shops_own_readings_hold_in_every_report_and_after_a_rebuild_and_go_without_a_trace()
    {
        var shop = await FiguresShop.Open(server.Host);
        await shop.Import(History);
        const string From = "2026-03-02", To = "2026-03-15";
        var usual = await shop.Report(From, To);
        (await Put(0, new { averages = "pooled", paymentSuccess = "inquiries" })).Ok();
        (await Put(0, new { averages = "of_agents" })).Refused(409, "settings_changed");
        (await Put(1, new { averages = "median" })).Status.ShouldBe(422);
        var own = await shop.Report(From, To);
        await shop.Rebuild();
        (await shop.Report(From, To)).ShouldBe(own);
        var answer = JsonSerializer.Deserialize<ReportAnswer>(own, Platform.Storage.Stored.Json)!;
        var before = JsonSerializer.Deserialize<ReportAnswer>(usual, Platform.Storage.Stored.Json)!;
        // Worked out from the stored stints in another way.
        var stints = await server.Host.Look(db => db.Set<StintRow>().Where(s => s.ShopId == shop.Id && s.Day >= new DateOnly(2026, 3, 2).DayNumber && s.Day <= new DateOnly(2026, 3, 15).DayNumber).ToListAsync());
        decimal.Parse(answer.Shop!.All["avg_response"]!, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(Math.Round(stints.Sum(s => s.ResponseMs) / 1000m / stints.Sum(s => s.Answered), 6, MidpointRounding.AwayFromZero));
        answer.Shop.All["avg_response"].ShouldNotBe(before.Shop!.All["avg_response"]);
        answer.Shop.Sales["payment_success"].ShouldNotBe(before.Shop.Sales["payment_success"]);
        answer.Agents.Select(a => a.Figures.All["avg_response"]).ShouldBe(before.Agents.Select(a => a.Figures.All["avg_response"]));
        // The days' course reads it the same way.
        var day = (await shop.Api.Get($"reports/trend?from={From}&to={From}&step=day")).As<TrendAnswer>().Points.ShouldHaveSingleItem().Figures;
        JsonSerializer.Serialize(day).ShouldBe(JsonSerializer.Serialize(JsonSerializer.Deserialize<ReportAnswer>(await shop.Report(From, From), Platform.Storage.Stored.Json)!.Shop));
        (await Put(1, new { })).Ok();
        (await shop.Report(From, To)).ShouldBe(usual);

        Task<Clients.Answer> Put(long version, object settings) => shop.Api.Put("report-settings", new { version, settings });
    }

    [Fact]
    public async Task What_is_said_here_is_in_the_report_at_once_and_reads_the_same_rebuilt()
    {
        var shop = await server.Shop();
        var (zhu, mei) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Mei));
        var buyer = await shop.Buyer();
        var id = await buyer.Ask("product_detail", "还有明前茶吗？");
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        var holder = (await zhu.Conversation(id)).Row.Agent!.Id == zhu.Id ? zhu : mei;
        await holder.Say(id, "有的");
        var open = await Own(shop, holder.Id);
        (open.All["consulted"], open.All["received"], open.Presale["avg_first_response"], open.All["reply_60s"]).ShouldBe(("1", "1", "20.000000", "1.000000"));

        await buyer.Say(id, "多少钱一两？");
        (await Own(shop, holder.Id)).All["reply_60s"].ShouldBe("1.000000", "a turn that is open counts in no rate");
        (await holder.Close(id)).Ok();
        (await buyer.Rate(id, 5, "很快")).Ok();
        var closed = await Own(shop, holder.Id);
        (closed.All["reply_60s"], closed.All["good_rate"], closed.All["answer_ratio"]).ShouldBe(("0.500000", "1.000000", "0.500000"));

        await server.Host.Do<ProjectStints, int>(project => project.Rebuild(shop.Id, CancellationToken.None));
        (await Own(shop, holder.Id)).All.ShouldBe(closed.All);
    }

    [Fact]
    public async Task The_job_brings_the_stints_up_to_the_logs_within_its_turn()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask("product_detail", "在吗");
        await zhu.Say(id, "在的");
        await server.Host.RunJob("stints");
        (await Stints()).ShouldHaveSingleItem().Receptions.ShouldBe(1);
        await buyer.Say(id, "谢谢");
        await zhu.Say(id, "不客气");
        await server.Host.RunJob("stints");
        (await Stints()).ShouldHaveSingleItem().Turns.ShouldBe(2);

        Task<List<StintRow>> Stints() => server.Host.Look(db => db.Set<StintRow>().Where(s => s.ShopId == shop.Id).ToListAsync());
    }

    [Fact]
    public async Task A_long_talk_that_goes_on_reads_the_same_after_every_piece_and_rebuilt()
    {
        var shop = await server.Shop();
        var (zhu, mei) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Mei));
        var buyer = await shop.Buyer();
        var id = await buyer.Ask("product_detail", "在吗");
        var (holder, other) = (await zhu.Conversation(id)).Row.Agent!.Id == zhu.Id ? (zhu, mei) : (mei, zhu);
        for (var i = 0; i < 60; i++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await (i % 3 == 2 ? holder.Say(id, "好的") : buyer.Say(id, "还有一个问题"));
            if (i == 50)
            {
                (await holder.Transfer(id, new { agentId = other.Id })).Ok();
                (holder, other) = (other, holder);
            }
            // Beyond forty entries the projection goes on from where it was; each report is a piece.
            await Own(shop, holder.Id);
            if (i % 10 == 9)
                await MustReadTheSameRebuilt();
        }
        (await holder.Close(id)).Ok();
        await Own(shop, holder.Id);
        await MustReadTheSameRebuilt();

        async Task MustReadTheSameRebuilt()
        {
            var live = await Stored();
            await server.Host.Do<ProjectStints, int>(project => project.Rebuild(shop.Id, CancellationToken.None));
            (await Stored()).ShouldBe(live);
        }

        async Task<string> Stored() => JsonSerializer.Serialize(await server.Host.Look(db => db.Set<StintRow>().Where(s => s.ShopId == shop.Id).OrderBy(s => s.Number).ToListAsync()));
    }

    [Fact]
    public async Task A_rebuild_mends_what_is_wrong_and_leaves_what_is_right()
    {
        var shop = await FiguresShop.Open(server.Host);
        await shop.Import(History);
        var expected = await Figures(shop);
        var before = await Stored(shop);
        before.Count.ShouldBeGreaterThan(10);
        var (wrong, missing, added) = (before[0], before[3], before[6] with { Number = 90 });
        await server.Host.Look(db => db.InTransaction(async () =>
        {
            await db.Set<StintRow>().Where(s => s.ShopId == wrong.ShopId && s.ConversationId == wrong.ConversationId).ExecuteUpdateAsync(s => s.SetProperty(x => x.Turns, x => x.Turns + 1));
            await db.Set<StintRow>().Where(s => s.ShopId == missing.ShopId && s.ConversationId == missing.ConversationId).ExecuteDeleteAsync();
            await db.BulkInsert([added], CancellationToken.None);
            return true;
        }, CancellationToken.None));
        (await Stored(shop)).SequenceEqual(before).ShouldBeFalse();
        await shop.Rebuild();
        (await Stored(shop)).ShouldBe(before);
        (await Figures(shop)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_500)]
    public async Task A_rebuild_that_breaks_off_is_finished_by_the_next_look(int at)
    {
        var shop = await FiguresShop.Open(server.Host);
        // Three pages of a rebuild.
        await shop.Import([.. Lines.People, .. Enumerable.Range(0, 2_100).SelectMany(i => Lines.Talk($"c{i}"))]);
        var expected = await shop.Report("2026-02-01", "2026-02-01");
        var before = await Stored(shop);
        before.Count.ShouldBe(2_100);
        await server.Host.Look(db => db.Set<StintRow>().Where(s => s.ShopId == shop.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Turns, x => x.Turns + 1)));

        await Break(before[at].ConversationId);
        try
        {
            await Should.ThrowAsync<DbException>(shop.Rebuild);
        }
        finally
        {
            await Mend();
        }
        var mended = (await Stored(shop)).Count(before.Contains);
        mended.ShouldBe(at == 0 ? 0 : 1_000, "whole pages are stored, and nothing of the one that broke");

        (await Look()).ShouldBe(before.Count - mended);
        (await Stored(shop)).ShouldBe(before);
        (await shop.Report("2026-02-01", "2026-02-01")).ShouldBe(expected);
        (await Look()).ShouldBe(0);

        Task<int> Look() => server.Host.Do<ProjectStints, int>(project => project.CatchUp(shop.Id, CancellationToken.None));

        // PostgreSQL loses the very connection that stores.
        Task Break(Guid conversation) => server.Host.Look(db => db.Database.ExecuteSqlRawAsync(TestDatabase.IsPostgres
            ? $"""
              CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;
              CREATE TRIGGER break_off BEFORE INSERT ON projected_logs FOR EACH ROW WHEN (NEW.conversation_id = '{conversation}') EXECUTE FUNCTION break_off();
              """
            : $"CREATE TRIGGER break_off BEFORE INSERT ON projected_logs WHEN NEW.conversation_id = x'{Convert.ToHexString(conversation.ToByteArray(true))}' BEGIN SELECT RAISE(ABORT, 'broken off'); END"));

        Task Mend() => server.Host.Look(db => db.Database.ExecuteSqlRawAsync(TestDatabase.IsPostgres ? "DROP FUNCTION break_off CASCADE" : "DROP TRIGGER break_off"));
    }

    [Fact]
    public async Task Todays_figures_are_the_days_report_before_anything_is_stored()
    {
        var shop = await server.Shop();
        var (zhu, mei) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Mei));
        var buyers = new List<(VisitorClient Buyer, Guid Id, AgentClient Holder)>();
        for (var i = 0; i < 3; i++)
        {
            var buyer = await shop.Buyer();
            var id = await buyer.Ask("product_detail", "在吗");
            buyers.Add((buyer, id, (await zhu.Conversation(id)).Row.Agent!.Id == zhu.Id ? zhu : mei));
        }
        for (var step = 0; step < 12; step++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(7));
            foreach (var (buyer, id, holder) in buyers.Take(1 + (step % 3)))
                await (step % 2 == 0 ? holder.Say(id, "好的") : buyer.Say(id, "还有一个问题"));
            if (step == 7)
            {
                (await buyers[0].Holder.Close(buyers[0].Id)).Ok();
                (await buyers[0].Buyer.Rate(buyers[0].Id, 5, "很快")).Ok();
                buyers.RemoveAt(0);
            }
            // Some of it is stored by the job, some of it only looked at.
            if (step % 4 == 3)
                await server.Host.RunJob("stints");
            var today = (await shop.Owner.Api.Get("reports/today")).As<TodayAnswer>();
            // The report stores all that it finds: between two of them the looks are ahead.
            if (step % 3 == 1)
                continue;
            var own = (await buyers[0].Holder.Api.Get("reports/today")).As<TodayAnswer>().Own;
            var report = (await shop.Owner.Api.Get($"reports?from={today.Day:yyyy-MM-dd}&to={today.Day:yyyy-MM-dd}")).As<ReportAnswer>();
            JsonSerializer.Serialize(today.Shop).ShouldBe(JsonSerializer.Serialize(report.Shop), $"step {step}");
            JsonSerializer.Serialize(own).ShouldBe(JsonSerializer.Serialize(report.Agents.Single(a => a.Id == buyers[0].Holder.Id).Figures), $"step {step}");
        }
    }

    [Fact]
    public async Task A_night_stays_the_night_that_it_was_when_the_hours_change()
    {
        var shop = await server.Shop();
        var before = await shop.Owner.Api.Get("settings");
        var settings = System.Text.Json.Nodes.JsonNode.Parse(before.Text)!;
        settings["service"]!["start"] = "10:00";
        (await shop.Owner.Api.Put("settings", settings)).Ok();
        var times = await server.Host.Look(async db => await db.AllServiceTimes(await db.Set<Shop>().SingleAsync(s => s.Id == shop.Id), CancellationToken.None));
        times.Select(t => t.Start).ShouldBe([new(9, 0), new(10, 0)]);
        var now = server.Clock.GetUtcNow();
        ServiceTimes.At(times, now.AddMinutes(-1)).Start.ShouldBe(new(9, 0));
        ServiceTimes.At(times, now).Start.ShouldBe(new(10, 0));
    }

    private Task<List<StintRow>> Stored(FiguresShop shop) => server.Host.Look(db => db.Set<StintRow>().Where(s => s.ShopId == shop.Id).OrderBy(s => s.ConversationId).ThenBy(s => s.Number).ToListAsync());

    private async Task<FigureSections> Own(TestShop shop, Guid agent)
    {
        var today = DateOnly.FromDateTime(server.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        return (await shop.Owner.Api.Get($"reports?from={today:yyyy-MM-dd}&to={today:yyyy-MM-dd}")).As<ReportAnswer>().Agents.Single(a => a.Id == agent).Figures;
    }

    /// <summary>Without the ids, which are each shop's own.</summary>
    private static async Task<string> Figures(FiguresShop shop)
    {
        var report = (await shop.Api.Get("reports?from=2026-03-01&to=2026-04-30")).As<ReportAnswer>();
        return System.Text.Json.JsonSerializer.Serialize(new { Agents = report.Agents.Select(a => new { a.Name, a.Figures }), Groups = report.Groups.Select(g => new { Group = g.Group.ToString(), g.Figures }), report.Shop });
    }
}
