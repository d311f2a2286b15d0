using Microsoft.Extensions.Logging.Abstractions;
using Yingke.Server.Platform.Push;

namespace Yingke.Server.Tests.Operations;

/// <summary>Signals pass in order, whoever comes to listen meanwhile and whatever becomes of one of them.</summary>
public sealed class SignalsTests
{
    [Fact]
    public async Task Who_subscribes_while_others_are_told_stops_nobody()
    {
        const int Count = 20_000;
        using var signals = new Signals(NullLogger<Signals>.Instance);
        var (heard, all) = (new List<Guid?>(), new TaskCompletionSource());
        var sent = Enumerable.Range(0, Count).Select(_ => (Guid?)Guid.NewGuid()).ToList();
        signals.Subscribe<ShopMoved>(moved =>
        {
            heard.Add(moved.AgentId);
            if (heard.Count == Count)
                all.SetResult();
            return Task.CompletedTask;
        });
        await signals.StartAsync(TestContext.Current.CancellationToken);
        var listening = Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
                signals.Subscribe<ShopMoved>(_ => Task.CompletedTask);
        }, TestContext.Current.CancellationToken);
        foreach (var id in sent)
            signals.Deliver(new ShopMoved(Guid.Empty, ShopPart.Queue, id));
        await listening;
        await all.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        heard.ShouldBe(sent);
        await signals.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_who_fails_or_gives_up_stops_nobody()
    {
        using var signals = new Signals(NullLogger<Signals>.Instance);
        var heard = new TaskCompletionSource();
        signals.Subscribe<ShopMoved>(_ => throw new OperationCanceledException());
        signals.Subscribe<ShopMoved>(_ => throw new InvalidOperationException());
        signals.Subscribe<ShopMoved>(moved =>
        {
            if (moved.Part == ShopPart.Keys)
                heard.SetResult();
            return Task.CompletedTask;
        });
        await signals.StartAsync(TestContext.Current.CancellationToken);
        signals.Deliver(new ShopMoved(Guid.Empty, ShopPart.Agents));
        signals.Deliver(new ShopMoved(Guid.Empty, ShopPart.Keys));
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await signals.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_piles_up_comes_as_runs_of_one_kind_and_no_order_is_lost()
    {
        using var signals = new Signals(NullLogger<Signals>.Instance);
        var (runs, heard, all) = (new List<int>(), new List<Guid?>(), new TaskCompletionSource());
        // Keys and sessions in turns of a hundred and one.
        var sent = Enumerable.Range(0, 303).Select(i => i % 101 == 100 ? (Signal)new SessionsEnded(Guid.Empty, Guid.NewGuid()) : new ShopMoved(Guid.Empty, ShopPart.Keys, Guid.NewGuid())).ToList();
        signals.SubscribeRuns<ShopMoved>(run =>
        {
            runs.Add(run.Count);
            return moved =>
            {
                run.ShouldContain(moved);
                heard.Add(moved.AgentId);
                // One that fails takes none of its run with it.
                return moved.AgentId == heard[0] ? throw new InvalidOperationException() : Task.CompletedTask;
            };
        });
        signals.Subscribe<SessionsEnded>(ended =>
        {
            heard.Add(ended.AgentId);
            if (heard.Count == sent.Count)
                all.SetResult();
            return Task.CompletedTask;
        });
        sent.ForEach(signals.Deliver);
        await signals.StartAsync(TestContext.Current.CancellationToken);
        await all.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        heard.ShouldBe(sent.Select(s => s is ShopMoved moved ? moved.AgentId : ((SessionsEnded)s).AgentId));
        runs.ShouldBe([64, 36, 64, 36, 64, 36]);
        await signals.StopAsync(TestContext.Current.CancellationToken);
    }
}
