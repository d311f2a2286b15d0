using System.Text.Json;
using Npgsql;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Platform.Push;

/// <summary>
/// Carries signals between nodes over PostgreSQL's NOTIFY. A payload names its node, so that nobody hears himself; several signals share one
/// notification, since one per message reached a tenth of the rate.
/// </summary>
internal sealed class NodeBus(Signals signals, Dialect dialect)
{
    // NOTIFY takes 8,000 bytes; the rest is the envelope.
    private const int PayloadLimit = 7_600;

    public string Node { get; } = Guid.NewGuid().ToString("N")[..12];

    /// <summary>Within the transaction of <paramref name="db"/>: other nodes hear it once that is committed.</summary>
    public async Task Notify(Db db, IEnumerable<Signal> moved, CancellationToken cancel)
    {
        if (!dialect.IsPostgres)
            return;
        foreach (var payload in Payloads(moved))
            await dialect.Notify(db, payload, cancel);
    }

    /// <summary>To everybody, now, without a transaction: for what is stored nowhere.</summary>
    public async Task Publish(Signal signal, CancellationToken cancel)
    {
        signals.Deliver(signal);
        if (!dialect.IsPostgres)
            return;
        await using var connection = (NpgsqlConnection)await dialect.OpenConnection(cancel);
        await using var command = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection);
        foreach (var payload in Payloads([signal]))
        {
            command.Parameters.Clear();
            command.Parameters.Add(new() { Value = PostgresDialect.Channel });
            command.Parameters.Add(new() { Value = payload });
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Signals as texts that NOTIFY takes: "node[json,json,…]".</summary>
    public IEnumerable<string> Payloads(IEnumerable<Signal> moved)
    {
        var texts = new List<string>();
        var length = 0;
        foreach (var signal in moved)
        {
            var text = JsonSerializer.Serialize(signal, Stored.Json);
            var bytes = System.Text.Encoding.UTF8.GetByteCount(text) + 1;
            // What does not fit is only a hint lost: whoever needs it looks at the log.
            if (bytes > PayloadLimit)
                continue;
            if (length + bytes > PayloadLimit)
            {
                yield return $"{Node}[{string.Join(',', texts)}]";
                texts.Clear();
                length = 0;
            }
            texts.Add(text);
            length += bytes;
        }
        if (texts.Count > 0)
            yield return $"{Node}[{string.Join(',', texts)}]";
    }

    /// <summary>What another node said; nothing for what this node said itself.</summary>
    public IReadOnlyList<Signal> Read(string payload)
    {
        var start = payload.IndexOf('[', StringComparison.Ordinal);
        return start < 0 || payload[..start] == Node ? [] : JsonSerializer.Deserialize<Signal[]>(payload[start..], Stored.Json)!;
    }
}

/// <summary>Hears what other nodes say. While it is deaf, pushes are healed by <see cref="Reconnected"/> and by every client's own look at the log.</summary>
internal sealed class NodeListener(NodeBus bus, Signals signals, Dialect dialect, ILogger<NodeListener> log) : BackgroundService
{
    /// <summary>Raised after each (re)connect: notifications in between are gone, so whoever has cursors reads them again.</summary>
    public event Func<Task>? Reconnected;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!dialect.IsPostgres)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning("Not hearing other nodes: {Reason}", failure.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
    }

    private async Task Listen(CancellationToken cancel)
    {
        await using var connection = (NpgsqlConnection)await dialect.OpenOwnConnection(cancel);
        connection.Notification += (_, heard) =>
        {
            foreach (var signal in bus.Read(heard.Payload))
                signals.Deliver(signal);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {PostgresDialect.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        if (Reconnected is { } reconnected)
            await reconnected();
        while (true)
        {
            // A silent partition sends nothing: a beat of our own finds it.
            if (!await connection.WaitAsync(TimeSpan.FromSeconds(5), cancel))
            {
                await using var beat = new NpgsqlCommand("SELECT 1", connection);
                await beat.ExecuteNonQueryAsync(cancel);
            }
        }
    }
}
