using System.Threading.Channels;
using Npgsql;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Platform.Push;

/// <summary>
/// Tells the other nodes of logs that grew, after their commit and beside it: within it PostgreSQL lets only one transaction at a time
/// notify, and the next would wait for the disk too. Whatever gathered meanwhile is told together. What is not told, because the node died or
/// the database was away, is found by the others' look at the log.
/// </summary>
internal sealed class NodeTeller(NodeBus bus, Dialect dialect, ILogger<NodeTeller> log) : BackgroundService
{
    private const int BatchLimit = 2_000;

    private readonly Channel<Signal> queue = Channel.CreateUnbounded<Signal>(new() { SingleReader = true });

    /// <summary>To the other nodes only. SQLite has none.</summary>
    public void Tell(Signal signal)
    {
        if (dialect.IsPostgres)
            queue.Writer.TryWrite(signal);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!dialect.IsPostgres)
            return;
        NpgsqlConnection? connection = null;
        var gathered = new List<Signal>();
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                while (gathered.Count < BatchLimit && queue.Reader.TryRead(out var signal))
                    gathered.Add(signal);
                try
                {
                    connection ??= (NpgsqlConnection)await dialect.OpenOwnConnection(stoppingToken);
                    await Notify(connection, bus.Payloads(gathered), stoppingToken);
                }
                catch (Exception failure) when (failure is NpgsqlException or TimeoutException or InvalidOperationException)
                {
                    log.LogWarning("{Count} hints did not reach the other nodes: {Reason}", gathered.Count, failure.Message);
                    if (connection is not null)
                        await connection.DisposeAsync();
                    connection = null;
                }
                gathered.Clear();
            }
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    private static async Task Notify(NpgsqlConnection connection, IEnumerable<string> payloads, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var payload in payloads)
            batch.BatchCommands.Add(new("SELECT pg_notify($1, $2)") { Parameters = { new() { Value = PostgresDialect.Channel }, new() { Value = payload } } });
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancel);
    }
}
