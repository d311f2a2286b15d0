using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Platform.Operations;

/// <summary>Whether this node should be sent anybody: warm, its database in reach, not about to go. Being alive is another question.</summary>
internal sealed class Readiness(Dialect dialect)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    private readonly Lock looking = new();
    private Task<bool>? latest;

    public bool IsWarm { get; set; }

    public bool IsDraining { get; set; }

    /// <summary>Why not, or null.</summary>
    public async Task<string?> Refusal(CancellationToken cancel)
    {
        if (IsDraining)
            return "draining";
        if (!IsWarm)
            return "warming_up";
        return await Reaches(cancel) ? null : "database_unreachable";
    }

    /// <summary>
    /// Within the patience, whatever the database's client does: behind a cable that was pulled it goes on closing for a while. One look at a
    /// time, which all who ask meanwhile share.
    /// </summary>
    private async Task<bool> Reaches(CancellationToken cancel)
    {
        Task<bool> look;
        lock (looking)
            look = latest = latest is { IsCompleted: false } ? latest : Task.Run(Look, CancellationToken.None);
        try
        {
            return await look.WaitAsync(Patience, cancel);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<bool> Look()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await using var connection = await dialect.OpenConnection(patience.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(patience.Token);
            return true;
        }
        catch (Exception unreachable) when (unreachable is System.Data.Common.DbException or OperationCanceledException or TimeoutException)
        {
            return false;
        }
    }
}
