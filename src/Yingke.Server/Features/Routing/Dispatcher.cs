using System.Collections.Concurrent;
using Yingke.Domain;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Routing;

/// <summary>
/// The door for everything that moves conversations between agents, queue and offline messages. Requests of one shop that arrive while the
/// previous turn is being committed share the next one: one lock, one look at the desk, one durable commit. Across nodes the shop's dispatch
/// row decides whose turn it is, so nothing here needs to know of other nodes.
/// </summary>
internal sealed class Dispatcher(IServiceScopeFactory scopes, SeatRule seats, Signals signals, NodeBus bus, TimeProvider time)
{
    private const int TurnLimit = 256;

    private readonly ConcurrentDictionary<Guid, ShopLine> lines = new();

    /// <summary>
    /// Runs <paramref name="work"/> in a turn of the shop. It must refuse (throw) before it changes anything; then it is answered with its
    /// refusal alone and its neighbours go on.
    /// </summary>
    public async Task<T> Run<T>(Guid shopId, Func<DispatchTurn, Task<T>> work, CancellationToken cancel)
    {
        T result = default!;
        var request = new Request(async turn => result = await work(turn));
        lines.GetOrAdd(shopId, id => new ShopLine(id, this)).Add(request);
        await request.Done.Task.WaitAsync(cancel);
        return result;
    }

    /// <summary>An inflow: what is known of its buyer is read for all inflows of the turn at once.</summary>
    public async Task<T> Enter<T>(Guid shopId, Guid buyerId, Func<DispatchTurn, Task<T>> work, CancellationToken cancel)
    {
        T result = default!;
        var request = new Request(async turn => result = await work(turn)) { BuyerId = buyerId };
        lines.GetOrAdd(shopId, id => new ShopLine(id, this)).Add(request);
        await request.Done.Task.WaitAsync(cancel);
        return result;
    }

    public Task Run(Guid shopId, Func<DispatchTurn, Task> work, CancellationToken cancel) =>
        Run(shopId, async turn => { await work(turn); return true; }, cancel);

    private sealed record Request(Func<DispatchTurn, Task> Work)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public Exception? Refused { get; set; }

        /// <summary>Of an inflow: who comes in.</summary>
        public Guid? BuyerId { get; init; }
    }

    /// <summary>One turn after the other, for one shop on this node.</summary>
    private sealed class ShopLine(Guid shopId, Dispatcher dispatcher)
    {
        private readonly ConcurrentQueue<Request> waiting = new();
        private int running;

        public void Add(Request request)
        {
            waiting.Enqueue(request);
            if (Interlocked.CompareExchange(ref running, 1, 0) == 0)
                _ = Task.Run(Work);
        }

        private async Task Work()
        {
            do
            {
                while (!waiting.IsEmpty)
                {
                    var turn = new List<Request>();
                    while (turn.Count < TurnLimit && waiting.TryDequeue(out var request))
                        turn.Add(request);
                    await dispatcher.Take(shopId, turn);
                }
                Volatile.Write(ref running, 0);
                // Somebody may have come between the look and the write.
            }
            while (!waiting.IsEmpty && Interlocked.CompareExchange(ref running, 1, 0) == 0);
        }
    }

    private async Task Take(Guid shopId, List<Request> requests)
    {
        try
        {
            await Commit(shopId, requests);
            foreach (var request in requests)
            {
                if (request.Refused is { } refused)
                    request.Done.TrySetException(refused);
                else
                    request.Done.TrySetResult();
            }
        }
        catch (Exception) when (requests.Count > 1)
        {
            // One of them broke the turn: nothing was committed, so each gets a turn of its own.
            foreach (var request in requests)
            {
                request.Refused = null;
                await Take(shopId, [request]);
            }
        }
        catch (Exception failure)
        {
            requests[0].Done.TrySetException(failure);
        }
    }

    private async Task Commit(Guid shopId, List<Request> requests)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        List<Signal> moved = [];
        await db.InTransaction(async () =>
        {
            var turn = await DispatchTurn.Begin(db, seats, shopId, time.Now(), [.. requests.Select(r => r.BuyerId).OfType<Guid>()], requests.TrueForAll(r => r.BuyerId is not null), CancellationToken.None);
            foreach (var request in requests)
                await Try(turn, request);
            await db.SaveChangesAsync();
            moved = turn.Signals();
            await bus.Notify(db, moved, CancellationToken.None);
        }, CancellationToken.None);
        foreach (var signal in moved)
            signals.Deliver(signal);
    }

    private static async Task Try(DispatchTurn turn, Request request)
    {
        var before = turn.Changes;
        try
        {
            await request.Work(turn);
            turn.WeighOverload();
        }
        catch (Exception refusal) when (refusal is RuleViolation or Platform.Web.Refusal && turn.Changes == before)
        {
            request.Refused = refusal;
        }
    }
}
