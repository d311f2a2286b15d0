using System.Diagnostics;
using System.Threading.Channels;
using Yingke.Server.Platform.Operations;
using Yingke.Server.Platform.Push;

namespace Yingke.Server.Platform.Storage.Log;

/// <summary>
/// The door for messages. Whatever queued up while the previous batch was being committed is the next batch: no timer, so a lone sender
/// waits for one commit and five hundred share one. A conversation keeps to its lane, so that its entries stay in one line while the database
/// works on as many batches as it has lanes. The sender is answered, and anybody told, only after the commit (spec: guarantees.md).
/// </summary>
internal sealed class MessageLog(LogWriter writer, Dialect dialect, Signals signals, NodeTeller nodes, Meters meters, TimeProvider time, ILogger<MessageLog> log) : BackgroundService
{
    private const int BatchLimit = 512;

    private readonly Channel<(Append Wish, TaskCompletionSource<Appended> Done)>[] lanes =
        [.. Enumerable.Range(0, writer.Lanes).Select(_ => Channel.CreateBounded<(Append, TaskCompletionSource<Appended>)>(new BoundedChannelOptions(16_384) { SingleReader = true }))];

    /// <summary>Adds one entry; completes after it is durable, with its seq and the log's head.</summary>
    public async Task<Appended> Append(Append wish, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<Appended>(TaskCreationOptions.RunContinuationsAsynchronously);
        await lanes[(uint)wish.ConversationId.GetHashCode() % lanes.Length].Writer.WriteAsync((wish, done), cancel);
        return await done.Task.WaitAsync(cancel);
    }

    /// <summary>What other nodes are told of a log that grew by messages.</summary>
    private static LogMoved Moved(OpenLog grown) =>
        new(grown.ShopId, grown.Id, grown.Before + 1, grown.Head.Seq, grown.BuyerId, grown.AgentId, null, false);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meters.QueueLength = () => lanes.Sum(lane => lane.Reader.Count);
        // Not the host's token: what was taken in is written before the program ends.
        stoppingToken.Register(() => Array.ForEach(lanes, lane => lane.Writer.TryComplete()));
        return Task.WhenAll(lanes.Select(lane => Work(lane.Reader)));
    }

    private async Task Work(ChannelReader<(Append Wish, TaskCompletionSource<Appended> Done)> queue)
    {
        var batch = new List<(Append Wish, TaskCompletionSource<Appended> Done)>();
        while (await queue.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < BatchLimit && queue.TryRead(out var item))
                batch.Add(item);
            await Commit(batch);
            batch.Clear();
        }
    }

    private async Task Commit(List<(Append Wish, TaskCompletionSource<Appended> Done)> batch)
    {
        var outcomes = new Appended[batch.Count];
        try
        {
            var began = Stopwatch.GetTimestamp();
            var grown = await writer.Write(batch.ConvertAll(b => b.Wish), outcomes, time.Now(), CancellationToken.None);
            meters.Committed(grown.Sum(l => l.Added.Count), Stopwatch.GetElapsedTime(began));
            foreach (var conversation in grown)
            {
                var moved = Moved(conversation);
                signals.Deliver(moved with { Entries = conversation.Added, Head = conversation.Head, Channel = conversation.Channel, AsksRobot = conversation.AsksRobot });
                nodes.Tell(moved);
            }
            for (var i = 0; i < outcomes.Length; i++)
                batch[i].Done.TrySetResult(outcomes[i]);
        }
        catch (Exception failure) when (batch.Count > 1 && !dialect.IsTransient(failure))
        {
            // One entry that the database refuses must not take its neighbours along.
            log.LogWarning(failure, "A batch of {Count} failed; its entries are tried one by one", batch.Count);
            foreach (var item in batch)
                await Commit([item]);
        }
        catch (Exception failure)
        {
            foreach (var item in batch)
                item.Done.TrySetException(failure);
        }
    }
}
