using System.Text.Json;
using Yingke.Domain.Shifts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Features.Shifts;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Performance;

namespace Yingke.Server.Tests.Shifts;

/// <summary>spec: campaigns.md, Shifts.</summary>
public sealed class RotaTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_week_is_planned_copied_and_says_what_it_lacks()
    {
        var (shop, planner) = await Planner();
        var (early, late, night, duty) = (await Shift(planner, "早班", "work", 9, 18), await Shift(planner, "晚班", "work", 14, 23), await Shift(planner, "夜班", "night", 23, 9), await Shift(planner, "24 小时值班", "duty", 0, 0));
        var monday = await Monday(planner);
        for (var i = 0; i < 7; i++)
        {
            await Put(planner, shop, monday.AddDays(i), Cast.Zhu, early);
            await Put(planner, shop, monday.AddDays(i), Cast.Lan, early);
            await Put(planner, shop, monday.AddDays(i), Cast.Mei, late);
            await Put(planner, shop, monday.AddDays(i), Cast.Feng, night);
            if (i != 3)
                await Put(planner, shop, monday.AddDays(i), Cast.He, duty);
        }
        (await Rota(planner, monday)).Problems.ShouldBe([new(monday.AddDays(3), RotaProblemKind.NoDuty, Amount: 0)]);
        var lunch = (await planner.Api.Post("rota/lunches", new { day = Text(monday) })).As<Rota>();
        lunch.Entries.Where(e => e.Day == monday && e.ShiftId == early).Select(e => e.Lunch).Distinct().Count().ShouldBe(2, "two of one group go one after the other");
        (await planner.Api.Post("rota/entries", Place(shop, monday, Cast.Zhu, early))).Refused(409, "already_on_rota");
        var copied = (await planner.Api.Post("rota/copies", new { from = Text(monday), to = Text(monday.AddDays(7)) })).As<Rota>();
        copied.Entries.Count.ShouldBe(34);
        (await planner.Api.Post("rota/copies", new { from = Text(monday), to = Text(monday.AddDays(7)) })).As<Rota>().Entries.Count.ShouldBe(34, "a second copy adds nothing");
        // Dragged to Thursday the duty is whole there and missing here.
        var moved = copied.Entries.First(e => e.ShiftId == duty && e.Day == monday.AddDays(7));
        (await planner.Api.Put($"rota/entries/{moved.Id}", Place(shop, monday.AddDays(10), Cast.He, duty))).Ok();
        (await Rota(planner, monday.AddDays(7))).Problems.ShouldBe([new(monday.AddDays(7), RotaProblemKind.NoDuty, Amount: 0)]);
        var zhu = await shop.SignIn(Cast.Zhu);
        (await Rota(zhu, monday)).Entries.Count.ShouldBe(34, "agents see it");
        (await zhu.Api.Post("rota/entries", Place(shop, monday, Cast.Zhu, late))).Refused(403, "forbidden");
    }

    [Fact]
    public async Task A_swap_needs_the_colleague_and_the_planner_and_leave_takes_its_days_off()
    {
        var (shop, planner) = await Planner();
        var early = await Shift(planner, "早班", "work", 9, 18);
        var day = (await Monday(planner)).AddDays(8);
        var (zhu, lan) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Lan));
        var mine = await Put(planner, shop, day, Cast.Zhu, early);
        var hers = await Put(planner, shop, day.AddDays(1), Cast.Lan, early);
        var swap = (await zhu.Api.Post("rota/requests", new { kind = "swap", entryId = mine, withAgentId = lan.Id, withEntryId = hers, reason = "体检" })).As<RotaRequestView>();
        (await planner.Api.Post($"rota/requests/{swap.Id}/decision", new { approve = true })).Refused(409, "request_not_waiting");
        (await zhu.Api.Post($"rota/requests/{swap.Id}/agreement", new { agree = true })).Refused(409, "request_not_waiting");
        (await lan.Api.Post($"rota/requests/{swap.Id}/agreement", new { agree = true })).Ok();
        (await planner.Api.Post($"rota/requests/{swap.Id}/decision", new { approve = true })).As<RotaRequestView>().State.ShouldBe(RotaRequestState.Approved);
        (await Rota(zhu, day)).Entries.Select(e => (e.Day, e.AgentId)).ShouldBe([(day, lan.Id), (day.AddDays(1), zhu.Id)]);
        var leave = (await zhu.Api.Post("rota/requests", new { kind = "leave", from = Text(day.AddDays(1)), to = Text(day.AddDays(2)), reason = "探亲" })).As<RotaRequestView>();
        (await lan.Api.Post($"rota/requests/{leave.Id}/withdrawal")).Refused(404, "not_found");
        (await planner.Api.Post($"rota/requests/{leave.Id}/decision", new { approve = true })).Ok();
        (await Rota(zhu, day)).Entries.Select(e => e.AgentId).ShouldBe([lan.Id]);
        (await planner.Api.Post("rota/entries", Place(shop, day.AddDays(2), Cast.Zhu, early))).Refused(409, "on_leave");
        (await lan.Api.Get("rota/requests")).As<List<RotaRequestView>>().Select(r => r.Id).ShouldBe([swap.Id], "others' leave is not hers to see");
    }

    [Fact]
    public async Task Presence_clocks_in_and_late_and_absent_reach_the_scorecard()
    {
        // 08:55 of a day in the shop's time.
        server.Clock.Set(new DateTimeOffset(2026, 4, 6, 0, 55, 0, TimeSpan.Zero));
        var (shop, planner) = await Planner();
        var early = await Shift(planner, "早班", "work", 9, 18);
        var today = new DateOnly(2026, 4, 6);
        foreach (var person in new[] { Cast.Zhu, Cast.Lan, Cast.Mei })
            await Put(planner, shop, today, person, early);
        await shop.OnDuty(Cast.Zhu);
        server.Clock.Advance(TimeSpan.FromMinutes(25));
        await shop.OnDuty(Cast.Lan);
        server.Clock.Advance(TimeSpan.FromHours(10));
        var attendance = (await planner.Api.Get("rota/attendance?month=2026-04")).As<AttendanceAnswer>();
        attendance.Days.Select(d => (d.Agent, d.State, d.LateMinutes)).ShouldBe([("小兰", AttendanceState.Late, 20), ("小梅", AttendanceState.Absent, 0)], ignoreOrder: true);
        var card = (await shop.Owner.Api.Post("scorecards", new { name = "出勤卡", role = "other", isPlatform = false, items = Cards.Graded() })).Ok().Json.GetProperty("id").GetGuid();
        (await shop.Owner.Api.Put($"scorecards/{card}/agents", new { agentIds = new[] { shop.AgentId(Cast.Zhu), shop.AgentId(Cast.Lan), shop.AgentId(Cast.Mei) } })).Ok();
        (await Marks()).ShouldBe(["0/0/0", "1/0/0", "0/0/1"]);
        // What a supervisor notes by hand stands above it.
        (await shop.Owner.Api.Put("scores/marks", new { month = "2026-04", scorecardId = card, agentId = shop.AgentId(Cast.Lan), key = "attendance", mark = new { late = 0, leave = 1, absence = 0 } })).Ok();
        (await Marks())[1].ShouldBe("0/1/0");

        async Task<List<string>> Marks()
        {
            var rows = (await shop.Owner.Api.Get("scores?month=2026-04")).As<ScoresAnswer>().Cards.Single().Now!.Rows;
            return [.. new[] { Cast.Zhu, Cast.Lan, Cast.Mei }.Select(person =>
            {
                var mark = rows.Single(r => r.AgentId == shop.AgentId(person)).Lines.Single(l => l.Key == "attendance").Mark!;
                return $"{mark.Late}/{mark.Leave}/{mark.Absence}";
            })];
        }
    }

    /// <summary>Attack H74: neither two shifts at once, nor coming and going again, nor another time zone makes more or less of an attendance.</summary>
    [Fact]
    public async Task Overlapping_shifts_repeated_clock_ins_and_another_time_zone_change_no_attendance()
    {
        server.Clock.Set(new DateTimeOffset(2026, 4, 7, 0, 55, 0, TimeSpan.Zero));
        var (shop, planner) = await Planner();
        var today = new DateOnly(2026, 4, 7);
        foreach (var shift in new[] { await Shift(planner, "早班", "work", 9, 18), await Shift(planner, "中班", "work", 12, 21), await Shift(planner, "晚班", "work", 21, 23) })
        {
            await Put(planner, shop, today, Cast.Zhu, shift);
            await Put(planner, shop, today, Cast.Lan, shift);
        }
        var zhu = await shop.OnDuty(Cast.Zhu);
        for (var i = 0; i < 3; i++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(20));
            await zhu.Offline();
            await zhu.Online();
        }
        server.Clock.Advance(TimeSpan.FromHours(16));
        planner = await shop.SignIn(Cast.Supervisor);
        var before = (await planner.Api.Get("rota/attendance?month=2026-04")).As<AttendanceAnswer>();
        before.Days.Where(d => d.Agent == Cast.Lan.Name).Select(d => (d.Shift, d.State)).ShouldBe([("早班、中班", AttendanceState.Absent), ("晚班", AttendanceState.Absent)], ignoreOrder: true);
        before.Agents.Single(a => a.Agent == Cast.Zhu.Name).ShouldBe(new AttendanceSum(shop.AgentId(Cast.Zhu), Cast.Zhu.Name, 2, 0, 0, 0));

        var owner = (await shop.SignIn(Cast.Owner)).Api;
        (await owner.Put("settings", (await owner.Get("settings")).As<SettingsDocument>() with { TimeZone = "America/New_York" })).Ok();
        JsonSerializer.Serialize((await planner.Api.Get("rota/attendance?month=2026-04")).As<AttendanceAnswer>()).ShouldBe(JsonSerializer.Serialize(before));
    }

    [Fact]
    public async Task Days_that_are_over_keep_the_hours_they_had()
    {
        var (shop, planner) = await Planner();
        var early = await Shift(planner, "早班", "work", 9, 18);
        var today = DateOnly.FromDateTime(server.Clock.Now.ToOffset(TimeSpan.FromHours(8)).DateTime);
        await Put(planner, shop, today, Cast.Zhu, early);
        await Put(planner, shop, today.AddDays(1), Cast.Zhu, early);
        server.Clock.Advance(TimeSpan.FromDays(1));
        var named = (await planner.Api.Put($"shifts/{early}", new { name = "白班", kind = "work", from = 540, to = 1080 })).As<ShiftView>();
        named.Id.ShouldBe(early, "a name is only a name");
        var later = (await planner.Api.Put($"shifts/{early}", new { name = "白班", kind = "work", from = 600, to = 1140 })).As<ShiftView>();
        (await On(today)).From.ShouldBe(540);
        (await On(today.AddDays(1))).ShouldBe((early, 600));
        (await planner.Api.Get("shifts")).As<List<ShiftView>>().ShouldHaveSingleItem().ShouldBe(later);

        async Task<(Guid Id, int From)> On(DateOnly day)
        {
            var rota = await Rota(planner, day);
            var entry = rota.Entries.Single(e => e.Day == day);
            return (entry.ShiftId, rota.Shifts.Single(s => s.Id == entry.ShiftId).From);
        }
    }

    [Fact]
    public async Task The_forecast_follows_what_came_in_and_the_rota_keeps_up_or_not()
    {
        // A week after seven buyers of one hour.
        server.Clock.Set(new DateTimeOffset(2026, 5, 4, 2, 10, 0, TimeSpan.Zero));
        var (shop, planner) = await Planner();
        for (var i = 0; i < 7; i++)
            await (await shop.Buyer()).Ask();
        server.Clock.Advance(TimeSpan.FromDays(6));
        var early = await Shift(planner, "早班", "work", 9, 18);
        var monday = new DateOnly(2026, 5, 11);
        var hour = await Hour();
        (hour.Inflow, hour.Needed, hour.Planned).ShouldBe((7, 1, 0));
        await Put(planner, shop, monday, Cast.Zhu, early);
        (await Hour()).Planned.ShouldBe(1);
        (await Hour(22)).ShouldBe(new HourForecast(22, 0, 0, 0));

        async Task<HourForecast> Hour(int at = 10) => (await planner.Api.Get($"rota/forecast?day={Text(monday)}")).As<StaffingAnswer>().Days[0].Hours[at];
    }

    /// <summary>⌈ inflow × handling minutes ÷ (60 × capacity) ⌉: each of the inputs changed by itself, and the proposal with it as the formula says (docs/guide/shifts.md).</summary>
    [Fact]
    public async Task Head_counts_follow_the_inflow_the_handling_time_the_capacity_and_the_sales()
    {
        server.Clock.Set(new DateTimeOffset(2026, 6, 1, 2, 10, 0, TimeSpan.Zero));
        var (shop, planner) = await Planner();
        var zhu = await shop.OnDuty(Cast.Zhu);
        await Talks(7, 24);
        await Capacity(1);
        server.Clock.Advance(TimeSpan.FromDays(6));
        (await Hour()).ShouldBe((7m, 24m, 1, 3)); // 7 × 24 ÷ 60 = 2.8
        await Capacity(3);
        (await Hour()).ShouldBe((7m, 24m, 3, 1)); // 0.93
        await Capacity(1);
        // Two orders this week, one the week before: twice the inflow.
        foreach (var (number, days) in new[] { ("H1", 1), ("H2", 2), ("H3", 9) })
        {
            var at = server.Clock.Now.AddDays(-days);
            (await shop.Owner.Api.Put("orders/" + number, new
            {
                buyer = new { memberId = "M1" }, platform = "taobao", state = "paid", totalFen = 100, freightFen = 0, paidFen = 100, placedAt = at, paidAt = at, updatedAt = at,
                lines = new[] { new { id = "l1", title = "茶", quantity = 1, priceFen = 100, totalFen = 100 } },
            })).Ok();
        }
        (await Hour()).ShouldBe((14m, 24m, 1, 6)); // 5.6
        // The next Monday at the same hour 13 came and took 48 minutes, the third nobody: 20 ÷ 3, by 1 as nothing was sold in the last two weeks; handled in (7 × 24 + 13 × 48) ÷ 20.
        server.Clock.Set(new DateTimeOffset(2026, 6, 8, 2, 10, 0, TimeSpan.Zero));
        await Capacity(20);
        await zhu.Online();
        await Talks(13, 48);
        await Capacity(1);
        server.Clock.Advance(TimeSpan.FromDays(13));
        planner = await shop.SignIn(Cast.Supervisor);
        (await Hour()).ShouldBe((6.67m, 39.6m, 1, 5)); // 4.4

        async Task Talks(int buyers, int minutes)
        {
            var talks = new List<Guid>();
            for (var i = 0; i < buyers; i++)
                talks.Add(await (await shop.Buyer()).Ask());
            server.Clock.Advance(TimeSpan.FromMinutes(minutes));
            foreach (var talk in talks)
                (await zhu.Close(talk)).Ok();
            await zhu.Offline();
        }

        async Task Capacity(int capacity)
        {
            foreach (var person in Cast.Agents)
                await shop.Change(person, new { capacity });
        }

        async Task<(decimal Inflow, decimal Minutes, int Capacity, int Needed)> Hour()
        {
            var answer = (await planner.Api.Get("rota/forecast?day=" + Text(DateOnly.FromDateTime(server.Clock.Now.AddDays(1).DateTime)))).As<StaffingAnswer>();
            return (answer.Days[0].Hours[10].Inflow, answer.HandlingMinutes, answer.Capacity, answer.Days[0].Hours[10].Needed);
        }
    }

    private async Task<(TestShop Shop, AgentClient Planner)> Planner()
    {
        var shop = await server.Shop();
        return (shop, await shop.SignIn(Cast.Supervisor));
    }

    private static async Task<Guid> Shift(AgentClient planner, string name, string kind, int from, int to) =>
        (await planner.Api.Post("shifts", new { name, kind, from = from * 60, to = to * 60 % 1440 })).As<ShiftView>().Id;

    private static object Place(TestShop shop, DateOnly day, Person person, Guid shift) => new { day = Text(day), agentId = shop.AgentId(person), shiftId = shift };

    private static async Task<Guid> Put(AgentClient planner, TestShop shop, DateOnly day, Person person, Guid shift) =>
        (await planner.Api.Post("rota/entries", Place(shop, day, person, shift))).As<RotaEntryView>().Id;

    private static async Task<Rota> Rota(AgentClient agent, DateOnly day) => (await agent.Api.Get($"rota?day={Text(day)}")).As<Rota>();

    private static async Task<DateOnly> Monday(AgentClient agent) => (await agent.Api.Get("rota")).As<Rota>().Week;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
