using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;

namespace Yingke.Server.Platform.Push;

/// <summary>What one node tells the others, and itself, after a commit. A signal is a hint: whoever misses one finds the truth in the database.</summary>
[JsonDerivedType(typeof(LogMoved), "log")]
[JsonDerivedType(typeof(Told), "told")]
[JsonDerivedType(typeof(ShopMoved), "shop")]
[JsonDerivedType(typeof(SessionsEnded), "sessions")]
[JsonDerivedType(typeof(Viewing), "viewing")]
internal abstract record Signal(Guid ShopId);

/// <summary>A conversation's log grew from <paramref name="From"/> to <paramref name="To"/>, both included.</summary>
/// <param name="FormerAgentId">Who served before, where that changed: they are told too.</param>
/// <param name="RowChanged">More than messages: state, agent or place in the queue.</param>
internal sealed record LogMoved(Guid ShopId, Guid ConversationId, long From, long To, Guid BuyerId, Guid? AgentId, Guid? FormerAgentId, bool RowChanged) : Signal(ShopId)
{
    /// <summary>The entries themselves, known only on the node that wrote them; others read them from the log.</summary>
    [JsonIgnore]
    public IReadOnlyList<Domain.Conversations.Entry>? Entries { get; init; }

    /// <summary>Waiting clock after the last of them, beside <see cref="Entries"/>.</summary>
    [JsonIgnore]
    public Domain.Conversations.LogHead? Head { get; init; }

    /// <summary>Of the conversation, beside <see cref="Head"/>: channels have hours of their own.</summary>
    [JsonIgnore]
    public Domain.Conversations.Channel Channel { get; init; }

    /// <summary>On the node that wrote them: a buyer spoke to the robot.</summary>
    [JsonIgnore]
    public bool AsksRobot { get; init; }
}

/// <summary>Something of the moment that is stored nowhere (typing, read marks, alerts), or a small view: straight to whoever is connected.</summary>
internal sealed record Told(Guid ShopId, string[] Audiences, string Method, JsonElement[] Arguments) : Signal(ShopId);

/// <summary>Something cached per shop is stale.</summary>
internal sealed record ShopMoved(Guid ShopId, ShopPart Part, Guid? AgentId = null) : Signal(ShopId);

/// <summary>Which part: its people, its settings, its queue, its keys, its webhooks, whom it blocks, its forbidden phrases, its knowledge base.</summary>
internal enum ShopPart { Agents, Settings, Queue, Keys, Webhooks, Buyers, Phrases, Knowledge }

/// <summary>Sessions of one agent ended, all or all but one or only one: open sockets and cached rights go at once.</summary>
internal sealed record SessionsEnded(Guid ShopId, Guid AgentId, Guid? ExceptSession = null, Guid? OnlySession = null) : Signal(ShopId);

/// <summary>Who looks at a conversation at <paramref name="Node"/>: all of them, so that one lost does no lasting harm.</summary>
internal sealed record Viewing(Guid ShopId, Guid ConversationId, Guid? AgentId, string Node, Viewer[] Viewers) : Signal(ShopId);

internal sealed record Viewer(Guid Id, string Name, bool Typing);

/// <summary>
/// Delivers signals in the order in which they were published, one after the other, to everybody on this node who subscribed.
/// </summary>
internal sealed class Signals(ILogger<Signals> log) : BackgroundService
{
    private const int RunLimit = 64;

    private readonly Channel<Signal> queue = Channel.CreateUnbounded<Signal>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<Type, ImmutableArray<Func<IReadOnlyList<Signal>, Task>>> subscribers = new();

    /// <summary>At any time: some are made at their first use, while others are being told.</summary>
    public void Subscribe<T>(Func<T, Task> handler) where T : Signal => SubscribeRuns<T>(_ => handler);

    /// <summary>
    /// For who has something to read for each signal: signals of one kind that have piled up come as a run, and the handler that
    /// <paramref name="ofRun"/> makes for it may read once what they all need. It is called for each of them as ever.
    /// </summary>
    public void SubscribeRuns<T>(Func<IReadOnlyList<T>, Func<T, Task>> ofRun) where T : Signal
    {
        async Task Pass(IReadOnlyList<Signal> run)
        {
            var handle = ofRun([.. run.Cast<T>()]);
            foreach (var signal in run)
                await Try(() => handle((T)signal), signal);
        }
        subscribers.AddOrUpdate(typeof(T), _ => [Pass], (_, others) => others.Add(Pass));
    }

    /// <summary>To this node's subscribers. What other nodes hear goes through <see cref="NodeBus"/>.</summary>
    public void Deliver(Signal signal) => queue.Writer.TryWrite(signal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var run = new List<Signal>();
        while (await queue.Reader.WaitToReadAsync(stoppingToken))
        {
            run.Clear();
            while (run.Count < RunLimit && queue.Reader.TryPeek(out var next) && (run.Count == 0 || next.GetType() == run[0].GetType()) && queue.Reader.TryRead(out next))
                run.Add(next);
            if (subscribers.TryGetValue(run[0].GetType(), out var handlers))
                foreach (var pass in handlers)
                    await Try(() => pass(run), run[0]);
        }
    }

    private async Task Try(Func<Task> pass, Signal signal)
    {
        try
        {
            await pass();
        }
        catch (Exception failure)
        {
            // A hint that could not be passed on is healed by the client's next look at the log.
            log.LogWarning(failure, "A {Signal} was not passed on", signal.GetType().Name);
        }
    }
}
