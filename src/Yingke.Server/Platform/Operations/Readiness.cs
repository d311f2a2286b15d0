using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Platform.Operations;

/// <summary>Whether this node should be sent anybody: warm, its database in reach, not about to go. Being alive is another question.</summary>
internal sealed class Readiness(Dialect dialect)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

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

    private async Task<bool> Reaches(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            await using var connection = await dialect.OpenConnection(patience.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(patience.Token);
            return true;
        }
        catch (Exception unreachable) when (unreachable is System.Data.Common.DbException or OperationCanceledException or TimeoutException && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
