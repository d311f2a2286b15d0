using Microsoft.Data.Sqlite;
using Yingke.Domain.History;

namespace Yingke.Server.Features.History;

/// <summary>
/// Where a file's lines wait between the passes of an import: a throw-away database beside the data, so that a file of any size and any
/// order is put together by conversation in flat memory, and nothing reaches the shop before all of it was looked at.
/// </summary>
internal sealed class Stage : IDisposable
{
    private const string Tables = """
        PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-32000;
        CREATE TABLE lines (n INTEGER PRIMARY KEY, type TEXT NOT NULL, id TEXT, conversation TEXT, ref TEXT, at INTEGER, json TEXT NOT NULL);
        CREATE TABLE bad (n INTEGER NOT NULL, field TEXT, reason TEXT NOT NULL);
        CREATE TABLE open_buyers (buyer TEXT PRIMARY KEY, conversation TEXT NOT NULL) WITHOUT ROWID;
        """;

    private const string Indexes = """
        CREATE INDEX lines_id ON lines (type, id) WHERE id IS NOT NULL;
        CREATE INDEX lines_conversation ON lines (conversation, at) WHERE conversation IS NOT NULL;
        CREATE INDEX lines_ref ON lines (type, ref) WHERE ref IS NOT NULL;
        """;

    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly SqliteCommand add, reject, forget;

    public Stage(string folder)
    {
        Directory.CreateDirectory(folder);
        path = Path.Combine(folder, $"stage-{Guid.NewGuid():N}.db");
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Run(Tables);
        Run("BEGIN");
        add = Prepare("INSERT INTO lines VALUES ($0, $1, $2, $3, $4, $5, $6)", 7);
        reject = Prepare("INSERT INTO bad VALUES ($0, $1, $2)", 3);
        forget = Prepare("DELETE FROM lines WHERE n = $0", 1);
    }

    /// <summary>Lines whose like is in the file already, or in the shop.</summary>
    public long Unchanged { get; private set; }

    /// <summary>Of whom a line speaks: an inflow of its buyer, an assignment or message of its agent.</summary>
    public void Add(long number, HistoryLine line) => Execute(add, number, line.Type, line.SourceId, (line as ConversationLine)?.Conversation,
        line switch { InflowLine inflow => inflow.Buyer, AssignLine assign => assign.Agent, OrderHistoryLine order => order.Buyer, AftersaleHistoryLine aftersale => aftersale.Order, MessageLine message => message.Agent, InspectionLine inspection => inspection.Agent, _ => null },
        (line as ConversationLine)?.At.ToUnixTimeMilliseconds(), line.Write(TimeZoneInfo.Utc));

    /// <summary>The line is bad: it is taken out and noted.</summary>
    public void Reject(long number, string? field, string reason)
    {
        Execute(reject, number, field, reason);
        Execute(forget, number);
    }

    /// <summary>The shop has the line already: it is taken out.</summary>
    public void Skip(long number)
    {
        Execute(forget, number);
        Unchanged++;
    }

    /// <summary>After the last line: what has an id twice is the same if it reads the same, else bad.</summary>
    public void Settle()
    {
        Run(Indexes);
        var again = Query("""
            SELECT l.n, l.json = f.json FROM lines l
            JOIN (SELECT type, id, MIN(n) AS n FROM lines WHERE id IS NOT NULL GROUP BY type, id HAVING COUNT(*) > 1) d ON d.type = l.type AND d.id = l.id AND d.n < l.n
            JOIN lines f ON f.n = d.n ORDER BY l.n
            """, row => (Number: row.GetInt64(0), Same: row.GetBoolean(1)));
        foreach (var (number, same) in again)
        {
            if (same)
                Skip(number);
            else
                Reject(number, "id", "duplicate_id");
        }
    }

    public bool OpenBuyer(string buyer, string conversation)
    {
        using var command = Prepare("INSERT OR IGNORE INTO open_buyers VALUES ($0, $1)", 2);
        return Execute(command, buyer, conversation) == 1;
    }

    /// <summary>Lines of a type in pages, in the file's order.</summary>
    public IEnumerable<List<(long Number, T Line)>> Pages<T>(string type) where T : HistoryLine
    {
        var after = 0L;
        while (true)
        {
            var page = Query("SELECT n, json FROM lines WHERE type = $0 AND n > $1 ORDER BY n LIMIT 500", row => (row.GetInt64(0), (T)Read(row.GetString(1))), type, after);
            if (page.Count == 0)
                yield break;
            after = page[^1].Item1;
            yield return page;
        }
    }

    /// <summary>What lines of these types name and no line of type <paramref name="target"/> in the file introduces, in pages.</summary>
    public IEnumerable<List<string>> Unknown(string target, params string[] types)
    {
        var after = "";
        while (true)
        {
            var page = Query(
                $"SELECT DISTINCT ref FROM lines l WHERE type IN ({string.Join(", ", types.Select(t => $"'{t}'"))}) AND ref > $1 "
                + "AND NOT EXISTS (SELECT 1 FROM lines t WHERE t.type = $0 AND t.id = l.ref) ORDER BY ref LIMIT 500", row => row.GetString(0), target, after);
            if (page.Count == 0)
                yield break;
            after = page[^1];
            yield return page;
        }
    }

    public void RejectNaming(string name, string field, string reason, params string[] types)
    {
        foreach (var number in types.SelectMany(type => Query("SELECT n FROM lines WHERE type = $0 AND ref = $1", row => row.GetInt64(0), type, name)).ToList())
            Reject(number, field, reason);
    }

    /// <summary>The ids of the conversations, the earliest first, in pages.</summary>
    public IEnumerable<List<string>> Conversations()
    {
        Run("DROP TABLE IF EXISTS line_up");
        Run("CREATE TABLE line_up AS SELECT conversation, MIN(at) AS at FROM lines WHERE conversation IS NOT NULL GROUP BY conversation ORDER BY 2, 1");
        var after = 0L;
        while (true)
        {
            var page = Query("SELECT rowid, conversation FROM line_up WHERE rowid > $0 ORDER BY rowid LIMIT 100", row => (row.GetInt64(0), row.GetString(1)), after);
            if (page.Count == 0)
                yield break;
            after = page[^1].Item1;
            yield return page.ConvertAll(c => c.Item2);
        }
    }

    /// <summary>One conversation's lines in their order, whatever the file's is.</summary>
    public List<(long Number, ConversationLine Line)> Of(string conversation)
    {
        var lines = Query("SELECT n, json FROM lines WHERE conversation = $0 ORDER BY at", row => (Number: row.GetInt64(0), Line: (ConversationLine)Read(row.GetString(1))), conversation);
        lines.Sort((a, b) => HistoryOrder.Instance.Compare(a.Line, b.Line) is var order and not 0 ? order : a.Number.CompareTo(b.Number));
        return lines;
    }

    /// <summary>When each of these buyers first came.</summary>
    public Dictionary<string, DateTimeOffset> FirstInflows(IEnumerable<string> buyers) => buyers
        .Select(buyer => (buyer, at: Query("SELECT MIN(at) FROM lines WHERE type = 'inflow' AND ref = $0", row => row.IsDBNull(0) ? null : (long?)row.GetInt64(0), buyer)[0]))
        .Where(b => b.at is not null).ToDictionary(b => b.buyer, b => DateTimeOffset.FromUnixTimeMilliseconds(b.at!.Value));

    public bool Has(string type, string id) => Query("SELECT 1 FROM lines WHERE type = $0 AND id = $1 LIMIT 1", row => row.GetInt64(0), type, id).Count > 0;

    public long Count() => Query("SELECT COUNT(*) FROM lines", row => row.GetInt64(0))[0];

    /// <summary>How many lines are bad; one line may be so for several reasons.</summary>
    public long BadCount() => Query("SELECT COUNT(DISTINCT n) FROM bad", row => row.GetInt64(0))[0];

    public List<BadLine> Bad(int limit) => Query("SELECT n, field, reason FROM bad ORDER BY n LIMIT $0", row => new BadLine(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2)), limit);

    public IEnumerable<long> BadNumbers()
    {
        var after = 0L;
        while (true)
        {
            var page = Query("SELECT DISTINCT n FROM bad WHERE n > $0 ORDER BY n LIMIT 1000", row => row.GetInt64(0), after);
            if (page.Count == 0)
                yield break;
            after = page[^1];
            foreach (var number in page)
                yield return number;
        }
    }

    public void Dispose()
    {
        add.Dispose();
        reject.Dispose();
        forget.Dispose();
        connection.Dispose();
        File.Delete(path);
    }

    private static HistoryLine Read(string json) => HistoryLine.Parse(json).Line ?? throw new InvalidOperationException("A line does not read as it was written.");

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params object[] values)
    {
        using var command = Prepare(sql, values.Length);
        Bind(command, values);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
            found.Add(read(rows));
        return found;
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        return command;
    }

    private static int Execute(SqliteCommand command, params object?[] values)
    {
        Bind(command, values);
        return command.ExecuteNonQuery();
    }

    private static void Bind(SqliteCommand command, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
