using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Accounts;
using Yingke.Domain.Quality;
using Yingke.Domain.Routing;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Quality.Complaints;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Quality;

/// <summary>spec: quality.md, Complaints: who hears of one, how it is graded and decided, what it costs, and the call-back.</summary>
public sealed class ComplaintTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly Person Officer = new("tousu", "投诉专员", BuiltInPosts.Complaints, Groups.None, false);

    [Fact]
    public async Task Officers_hear_of_a_complaint_and_the_agent_concerned_does_not()
    {
        var (shop, zhu, buyer, talk, officer) = await Scene();
        await using var heard = await officer.Connect();
        await using var unheard = await zhu.Connect();
        var opened = (await Complain(buyer, "c1", "说好今天发货没有发", talk)).Ok();
        (opened.Json.GetProperty("state").GetString(), opened.Json.GetProperty("number").GetInt64()).ShouldBe(("open", 1));
        // The same send again is the same complaint.
        (await Complain(buyer, "c1", "说好今天发货没有发", talk)).Ok().Json.GetProperty("id").GetGuid().ShouldBe(Id(opened));
        await Drain();
        var push = (await heard.Next("alert")).Arguments[0];
        (push.GetProperty("kind").GetString(), push.GetProperty("subjectId").GetGuid()).ShouldBe(("complaint", Id(opened)));
        var row = (await officer.Api.Get("complaints?state=open")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("agent").GetProperty("id").GetGuid().ShouldBe(zhu.Id);
        (await officer.Api.Get($"complaints/{Id(opened)}")).Json.GetProperty("entries").GetArrayLength().ShouldBeGreaterThan(0);
        await HubProbe.Quiet();
        unheard.Pushes.ShouldNotContain(p => p.Method == "alert");
        (await zhu.Api.Get("alerts")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await zhu.Api.Get("complaints")).Refused(403, "forbidden");
        // Nor with the right: for whom it is about it does not exist.
        await server.Host.Look(async db => await db.Set<Complaint>().Where(c => c.ShopId == shop.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.AgentId, officer.Id)));
        (await officer.Api.Get("complaints")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await officer.Api.Get($"complaints/{Id(opened)}")).Refused(404, "not_found");
        (await officer.Api.Put($"complaints/{Id(opened)}/decision", Decision(1, true, zhu.Id))).Refused(404, "not_found");
        // Another shop's officer neither, and another buyer sees nothing.
        (await (await server.Shop()).Owner.Api.Get($"complaints/{Id(opened)}")).Refused(404, "not_found");
        (await (await shop.Buyer()).Api.Get("visitor/complaints")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await Complain(await shop.Buyer(), "c9", "不是我的会话", talk)).Refused(422, "invalid", "conversationId");
    }

    [Theory]
    [InlineData(false, false, "slight", 50_000)]
    [InlineData(true, false, "general", 250_000)]
    [InlineData(false, true, "serious", 500_000)]
    [InlineData(true, true, "serious", 500_000)]
    public async Task Two_facts_grade_it_and_the_grade_says_what_it_costs(bool says, bool contacted, string grade, long fen)
    {
        var (_, zhu, buyer, talk, officer) = await Scene();
        var id = Id((await Complain(buyer, "c1", "态度不好", talk)).Ok());
        (await officer.Api.Put($"complaints/{id}/facts", new { version = 1, saysOutside = says, contacted })).Ok().Json.GetProperty("row").GetProperty("grade").GetString().ShouldBe(grade);
        var decided = (await officer.Api.Put($"complaints/{id}/decision", Decision(2, true, zhu.Id, says, contacted))).Ok().Json;
        (decided.GetProperty("row").GetProperty("state").GetString(), decided.GetProperty("row").GetProperty("fen").GetInt64()).ShouldBe(("upheld", fen));
    }

    [Fact]
    public async Task A_decision_is_told_to_the_buyer_and_to_pay_and_every_revision_is_kept()
    {
        var (shop, zhu, buyer, talk, officer) = await Scene();
        var id = Id((await Complain(buyer, "c1", "态度不好", talk)).Ok());
        (await officer.Api.Put("complaint-settings", new { version = 0, slightFen = 1, generalFen = 2, seriousFen = 3 })).Refused(403, "forbidden");
        var facts = await FactsKept.At(server.Host);
        (await shop.Owner.Api.Put("complaint-settings", new { version = 0, slightFen = 60_000, generalFen = 2, seriousFen = 3 })).Ok();
        (await officer.Api.Put($"complaints/{id}/decision", new { version = 1, upheld = true, saysOutside = false, contacted = false, reason = "属实" })).Refused(422, "invalid", "bearer");
        (await officer.Api.Put($"complaints/{id}/decision", new { version = 1, upheld = true, saysOutside = false, contacted = false, bearer = "company", bearerId = zhu.Id, reason = "属实" })).Refused(422, "invalid", "bearerId");
        (await officer.Api.Put($"complaints/{id}/decision", Decision(1, true, zhu.Id))).Ok();
        (await officer.Api.Put($"complaints/{id}/decision", Decision(1, false, null))).Refused(409, "complaint_changed");
        (await officer.Api.Put($"complaints/{id}/facts", new { version = 2, saysOutside = true, contacted = false })).Refused(409, "complaint_decided");
        var fact = (await facts.Of(shop.Id, DecideComplaint.Upheld)).ShouldHaveSingleItem();
        var told = JsonSerializer.Deserialize<DecideComplaint.Decided>(fact.Details!, Yingke.Server.Platform.Storage.Stored.Json)!;
        (fact.SubjectId, told.AgentId, told.Grade, told.Fen).ShouldBe((id, zhu.Id, ComplaintGrade.Slight, 60_000));
        var own = (await buyer.Api.Get("visitor/complaints")).Json.GetProperty("items")[0];
        (own.GetProperty("state").GetString(), own.GetProperty("answer").GetString()).ShouldBe(("upheld", "已向您致歉"));
        own.TryGetProperty("reason", out _).ShouldBeFalse();
        own.TryGetProperty("fen", out _).ShouldBeFalse();

        var revised = (await officer.Api.Put($"complaints/{id}/decision", Decision(2, false, null))).Ok().Json;
        (revised.GetProperty("row").GetProperty("state").GetString(), revised.GetProperty("row").GetProperty("fen").GetInt64()).ShouldBe(("rejected", 0));
        revised.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("kind").GetString()).ShouldBe(["opened", "upheld", "rejected"], ignoreOrder: true);
        (await facts.Of(shop.Id, DecideComplaint.Rejected)).Count.ShouldBe(1);
        // What was written of it stays as it was.
        await Should.ThrowAsync<Exception>(() => server.Host.Look(db => db.Set<ComplaintStep>().Where(s => s.ShopId == shop.Id).ExecuteDeleteAsync()));
        (await shop.Owner.Api.Get("audit?limit=200")).Json.GetProperty("items").EnumerateArray().Count(a => a.GetProperty("action").GetString() == "complaint.decided").ShouldBe(2);
    }

    [Fact]
    public async Task An_upheld_complaint_is_charged_once_and_a_revision_takes_it_off()
    {
        var (shop, zhu, buyer, talk, officer) = await Scene();
        var id = Id((await Complain(buyer, "c1", "态度不好", talk)).Ok());
        (await Charges()).ShouldBeEmpty();
        (await officer.Api.Put($"complaints/{id}/decision", Decision(1, true, zhu.Id))).Ok();
        (await Charges()).ShouldBe([(Ledger.Complaint, zhu.Id, -50_000L)]);
        (await officer.Api.Put($"complaints/{id}/decision", Decision(2, true, zhu.Id))).Ok();
        (await Charges()).Count.ShouldBe(1, "the same again costs nothing more");
        (await officer.Api.Put($"complaints/{id}/decision", Decision(3, false, null))).Ok();
        (await Charges()).ShouldBe([(Ledger.Complaint, zhu.Id, -50_000L), (Ledger.Reversal, zhu.Id, 50_000L)]);
        (await officer.Api.Put($"complaints/{id}/decision", Decision(4, true, zhu.Id))).Ok();
        (await Charges()).Sum(c => c.Fen).ShouldBe(-50_000);

        Task<List<(string Cause, Guid? Agent, long Fen)>> Charges() => server.Host.Look(async db =>
            (await db.Set<LedgerRow>().Where(r => r.ShopId == shop.Id).OrderBy(r => r.Id).ToListAsync()).ConvertAll(r => (r.Cause, r.AgentId, r.Fen)));
    }

    [Fact]
    public async Task Points_of_its_grade_go_with_the_charge_to_the_agent_who_bears_it_and_to_no_company()
    {
        var (shop, zhu, buyer, talk, officer) = await Scene();
        await PayPoints(shop, 0, 2, 5);
        var id = Id((await Complain(buyer, "c1", "态度不好", talk)).Ok());
        (await officer.Api.Put($"complaints/{id}/decision", Decision(1, true, zhu.Id))).Ok();
        (await Charges()).ShouldBe([(Ledger.Complaint, -2m)]);
        (await officer.Api.Put($"complaints/{id}/decision", Decision(2, true, zhu.Id))).Ok();
        (await Charges()).Count.ShouldBe(1, "the same again");
        // Graver at the same amount: the points alone make it another charge.
        (await officer.Api.Put($"complaints/{id}/decision", Decision(3, true, zhu.Id, says: true, fen: 50_000))).Ok();
        (await Charges()).ShouldBe([(Ledger.Complaint, -2m), (Ledger.Reversal, 2m), (Ledger.Complaint, -5m)], ignoreOrder: true);
        (await officer.Api.Put($"complaints/{id}/decision", Decision(4, true, null))).Ok();
        (await Charges()).Sum(c => c.Points).ShouldBe(0, "what the company bears is in nobody's score");
        // An outsourcing company pays for its agent, and has no score either.
        (await shop.Owner.Api.Patch($"agents/{zhu.Id}", new { company = "云客服" })).Ok();
        (await officer.Api.Put($"complaints/{id}/decision", Decision(5, true, null))).Ok();
        var borne = await server.Host.Look(db => db.Set<LedgerRow>().SingleAsync(r => r.ShopId == shop.Id && r.Company == "云客服"));
        (borne.Fen < 0, borne.Points).ShouldBe((true, null));

        Task<List<(string Cause, decimal? Points)>> Charges() => server.Host.Look(async db =>
            (await db.Set<LedgerRow>().Where(r => r.ShopId == shop.Id).OrderBy(r => r.Id).ToListAsync()).ConvertAll(r => (r.Cause, r.Points)));

        static async Task PayPoints(TestShop shop, long version, decimal slight, decimal general) =>
            (await shop.Owner.Api.Put("pay-settings", new { version, settings = new Yingke.Domain.Performance.PaySettings { Points = new Dictionary<string, decimal> { ["complaint_slight"] = slight, ["complaint_general"] = general } } })).Ok();
    }

    [Fact]
    public async Task The_officer_calls_back_the_next_day_and_a_missed_one_costs_its_penalty_once()
    {
        var (shop, zhu, buyer, talk, officer) = await Scene();
        (await Complain(buyer, "c1", "态度不好", talk)).Ok();
        var callback = await server.Host.Look(db => db.Set<Callback>().SingleAsync(c => c.ShopId == shop.Id && c.Cause == CallbackCause.Complaint));
        (callback.AgentId, callback.ConversationId).ShouldBe((officer.Id, null));
        callback.DayAt.ShouldBeGreaterThan(server.Clock.Now);
        callback.DayAt.ShouldBeLessThanOrEqualTo(server.Clock.Now.AddDays(1));
        var day = callback.DayAt.AddHours(8).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        (await officer.Api.Get($"callbacks?from={day}")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await zhu.Api.Get($"callbacks?from={day}")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        server.Clock.Set(callback.DueAt.AddSeconds(1));
        await server.Host.RunJob("clocks");
        await Drain();
        var row = (await server.Host.Look(db => db.Set<LedgerRow>().Where(r => r.ShopId == shop.Id).ToListAsync())).ShouldHaveSingleItem();
        (row.AgentId, row.Fen, row.SubjectId).ShouldBe((officer.Id, -5_000, callback.Id));
    }

    [Fact]
    public async Task The_guard_rail_counts_upheld_complaints_by_receptions()
    {
        var (shop, zhu, buyer, talk, officer) = await Scene();
        (await zhu.Say(talk, "在的，您请说")).ShouldNotBeNull();
        var id = Id((await Complain(buyer, "c1", "态度不好", talk)).Ok());
        await Rate("0.000000");
        (await officer.Api.Put($"complaints/{id}/decision", Decision(1, true, zhu.Id))).Ok();
        await Rate("1.000000");
        (await officer.Api.Put($"complaints/{id}/decision", Decision(2, false, null))).Ok();
        await Rate("0.000000");

        async Task Rate(string expected) => (await shop.Owner.Api.Get("reports")).Json.GetProperty("guard").GetProperty("complaint_rate").GetString().ShouldBe(expected);
    }

    [Fact]
    public async Task A_buyer_has_five_open_complaints_at_most()
    {
        var (_, _, buyer, talk, officer) = await Scene();
        for (var i = 0; i < 5; i++)
            (await Complain(buyer, "c" + i, "第几件", talk)).Ok();
        (await Complain(buyer, "c6", "又一件", talk)).Refused(409, "too_many_complaints");
        var first = (await officer.Api.Get("complaints?state=open")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        (await officer.Api.Put($"complaints/{first}/decision", Decision(1, false, null))).Ok();
        (await Complain(buyer, "c6", "又一件", talk)).Ok();
        (await buyer.Api.Post("visitor/complaints", new { clientId = "c7", text = " " })).Refused(422, "invalid", "text");
    }

    private static object Decision(long version, bool upheld, Guid? agent, bool says = false, bool contacted = false, long? fen = null) => new
    {
        version, upheld, saysOutside = says, contacted, bearer = !upheld ? null : agent is null ? "company" : "agent", bearerId = agent, fen, reason = "查看会话后裁定", answer = "已向您致歉",
    };

    private static Guid Id(Answer answer) => answer.Json.GetProperty("id").GetGuid();

    private static Task<Answer> Complain(VisitorClient buyer, string clientId, string text, Guid? talk) => buyer.Api.Post("visitor/complaints", new { clientId, text, conversationId = talk });

    private Task Drain() => server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);

    private async Task<(TestShop Shop, AgentClient Zhu, VisitorClient Buyer, Guid Talk, AgentClient Officer)> Scene()
    {
        var shop = await server.Shop();
        await shop.Hire(Officer);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        return (shop, zhu, buyer, await buyer.Ask(), await shop.SignIn(Officer));
    }
}
