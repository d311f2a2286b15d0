using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Commands;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Demo;

/// <summary>The demo shop that a first start plants.</summary>
public sealed class DemoTests
{
    private const int Callbacks = 6;

    [Fact]
    public async Task A_first_start_plants_a_shop_with_a_past_and_buyers_who_wait()
    {
        await using var database = await TestDatabase.Copy();
        await using var host = await YingkeHost.Start(database, new FakeClock(), "--Demo=1");
        for (var i = 0; i < 1200 && !await IsPlanted(host); i++)
            await Task.Delay(100, TestContext.Current.CancellationToken);

        (await host.Look(db => db.Set<Conversation>().CountAsync(c => c.State == ConversationState.Closed))).ShouldBeInRange(150, 330);
        (await host.Look(db => db.Set<Rating>().CountAsync())).ShouldBeGreaterThan(80);
        (await host.Look(db => db.Set<Domain.Tickets.Ticket>().CountAsync())).ShouldBe(15);
        (await host.Look(db => db.Set<Domain.Tickets.Callback>().CountAsync())).ShouldBe(Callbacks);
        var agents = await host.Look(db => db.Set<Agent>().ToListAsync());
        agents.Count.ShouldBe(11);
        (await host.Look(db => db.Set<Domain.Quality.Complaint>().CountAsync())).ShouldBe(1);
        (await host.Look(db => db.Set<Features.Quality.Phrases.Phrase>().CountAsync())).ShouldBe(3);
        (await host.Look(db => db.Set<Domain.Knowledge.KnowledgeEntry>().CountAsync(e => e.State == Domain.Knowledge.KnowledgeState.Published))).ShouldBe(15);
        (await host.Look(db => db.Set<Domain.Knowledge.UnansweredQuestion>().CountAsync())).ShouldBe(4);
        (await host.Look(db => db.Set<Features.Robot.RobotAnswer>().ToListAsync())).Count.ShouldBe(5);
        (await host.Look(db => db.Set<Domain.QuickPhrases.PhrasePack>().CountAsync())).ShouldBe(4);
        (await host.Look(db => db.Set<Domain.Hotline.Call>().CountAsync())).ShouldBeInRange(30, 49);
        (await host.Look(db => db.Set<Domain.Hotline.Call>().CountAsync(c => c.Note != null))).ShouldBeGreaterThan(10);
        var inspections = await host.Look(db => db.Set<Domain.Quality.InspectionTask>().ToListAsync());
        inspections.Count(i => i.State == Domain.Quality.InspectionState.Waiting).ShouldBeGreaterThan(3);
        inspections.Count(i => i.SubmittedAt != null).ShouldBe(10);
        inspections.Select(i => i.State).Distinct().Order().ShouldBe(Enum.GetValues<Domain.Quality.InspectionState>());
        var run = await host.Look(db => db.Set<Features.Pay.PayRun>().SingleAsync());
        (run.Revision, await host.Look(db => db.Set<Features.Pay.PaySlipRow>().CountAsync())).ShouldBe((1, 5));
        (await host.Look(db => db.Set<Features.Performance.Scorecards.FrozenScores>().ToListAsync())).SelectMany(f => Features.Performance.Scorecards.FreezeScores.Sheet(f).Rows).ShouldAllBe(r => r.Score != null);
        (await host.Do<CheckData, CheckData.Outcome>(check => check.Run(CancellationToken.None))).Problems.ShouldBeEmpty();

        var api = host.Connect();
        var demo = (await api.Get("demo")).Ok().Json;
        var identity = (await api.Post("demo/identity", new { memberId = "M1001" })).Ok().Json;
        var buyer = await VisitorClient.Arrive(host.Connect(), demo.GetProperty("publicKey").GetString()!, identity);
        (await host.Look(db => db.Set<Features.Buyers.Buyer>().SingleAsync(b => b.Id == buyer.Id))).Name.ShouldBe("苏晓");
        (await api.Post("demo/identity", new { memberId = "somebody" })).Refused(422, "invalid", "memberId");

        var ringing = (await api.Post("demo/calls", new { memberId = "M1001" })).Ok().Json;
        var call = ringing.GetProperty("call").GetString();
        (await api.Post($"demo/calls/{call}/answer")).Ok();
        (await api.Post($"demo/calls/{call}/end", new { })).Ok();
        (await api.Post($"demo/calls/{call}/end", new { survey = "satisfied" })).Ok();
        var told = await host.Look(db => db.Set<Domain.Hotline.Call>().SingleAsync(c => c.SourceId == call));
        (told.State, told.BuyerId, told.Survey, told.AgentId is not null).ShouldBe((Domain.Hotline.CallState.Answered, buyer.Id, Domain.Hotline.CallSurvey.Satisfied, true));
        (await api.Post("demo/calls/somebody-elses/answer")).Refused(404, "not_found");

        var before = agents.Select(a => a.Id).Order().ToList();
        await host.Do<Server.Demo.PlantDemo, Shop?>(plant => plant.Run(host.Address, CancellationToken.None));
        (await host.Look(db => db.Set<Agent>().Select(a => a.Id).ToListAsync())).Order().ShouldBe(before);
    }

    [Fact]
    public async Task Without_the_demo_there_is_nothing_to_ask()
    {
        await using var database = await TestDatabase.Copy();
        await using var host = await YingkeHost.Start(database, new FakeClock());
        (await host.Connect().Get("demo")).Status.ShouldBe(404);
        (await host.Connect().Post("demo/identity", new { memberId = "M1001" })).Status.ShouldBeOneOf(404, 405);
        (await host.Connect().Post("demo/calls", new { memberId = "M1001" })).Status.ShouldBeOneOf(404, 405);
    }

    /// <summary>The messages left outside hours are planted last, and a reaction makes a call-back of each.</summary>
    private static Task<bool> IsPlanted(YingkeHost host) => host.Look(async db =>
        await db.Set<Conversation>().CountAsync(c => c.State == ConversationState.Offline && c.LastSeq != null) >= 3 && await db.Set<Domain.Tickets.Callback>().CountAsync() >= Callbacks);
}
