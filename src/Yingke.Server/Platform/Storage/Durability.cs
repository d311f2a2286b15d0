using System.Data.Common;

namespace Yingke.Server.Platform.Storage;

/// <summary>
/// Looks before the first word is taken in whether the database keeps what it confirms: an acknowledged message is never lost
/// (spec: guarantees.md), also when the power fails. Whoever prefers speed says so with <see cref="StorageOptions.MayLoseLastSeconds"/>.
/// </summary>
internal static class Durability
{
    public static async Task Check(Dialect dialect, StorageOptions options, CancellationToken cancel)
    {
        if (options.MayLoseLastSeconds)
            return;
        await using var connection = await dialect.OpenConnection(cancel);
        foreach (var (setting, question, isKept) in dialect.IsPostgres ? Postgres : Sqlite)
        {
            if (await Ask(connection, question, cancel) is var answer && !isKept(answer))
                throw new NotKept($"The database may lose what it confirmed: {setting} is {answer}. Correct it, or set Storage:MayLoseLastSeconds if the last seconds may be lost when the power fails.");
        }
    }

    private static readonly (string Setting, string Question, Func<string, bool> IsKept)[] Sqlite =
    [
        ("journal_mode", "PRAGMA journal_mode", mode => mode is "wal"),
        // 2 FULL, 3 EXTRA: the write-ahead log is flushed with every commit.
        ("synchronous", "PRAGMA synchronous", level => level is "2" or "3"),
    ];

    private static readonly (string Setting, string Question, Func<string, bool> IsKept)[] Postgres =
    [
        ("fsync", "SHOW fsync", value => value is "on"),
        ("synchronous_commit", "SHOW synchronous_commit", value => value is not "off"),
        ("full_page_writes", "SHOW full_page_writes", value => value is "on"),
    ];

    private static async Task<string> Ask(DbConnection connection, string question, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        return Convert.ToString(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    internal sealed class NotKept(string message) : InvalidOperationException(message);
}
