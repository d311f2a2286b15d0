using Microsoft.Data.Sqlite;
using Npgsql;

namespace Yingke.Server.Tests.Hosting;

/// <summary>
/// A database of one's own: the copy of a template that was migrated once per run. SQLite unless <c>YINGKE_TEST_DATABASE=postgres</c>;
/// <c>YINGKE_TEST_POSTGRES</c> is then a connection to a server on which databases may be made.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<TestDatabase>> Template = new(MakeTemplate);
    private static int made;

    private readonly string? elsewhere;

    private TestDatabase(string folder, string? name, string? elsewhere = null) => (Folder, Name, this.elsewhere) = (folder, name, elsewhere);

    public static bool IsPostgres { get; } =
        string.Equals(Environment.GetEnvironmentVariable("YINGKE_TEST_DATABASE"), "postgres", StringComparison.OrdinalIgnoreCase);

    /// <summary>Data folder: the SQLite file, uploads.</summary>
    public string Folder { get; }

    /// <summary>Of the database on PostgreSQL.</summary>
    public string? Name { get; }

    public string? ConnectionString => elsewhere ?? (Name is null ? null : new NpgsqlConnectionStringBuilder(Server) { Database = Name, MaxPoolSize = 30 }.ToString());

    /// <summary>How the program is told of it. Tests need no power failure: their PostgreSQL may run without flushing.</summary>
    public string[] Arguments => IsPostgres || elsewhere is not null
        ? ["--Storage:Database=postgres", "--Storage:MayLoseLastSeconds=true", "--Storage:ConnectionString=" + ConnectionString, "--Storage:Folder=" + Folder]
        : ["--Storage:Database=sqlite", "--Storage:Folder=" + Folder];

    private static string Server { get; } = Environment.GetEnvironmentVariable("YINGKE_TEST_POSTGRES") is { Length: > 0 } server || !IsPostgres
        ? Environment.GetEnvironmentVariable("YINGKE_TEST_POSTGRES") ?? ""
        : throw new InvalidOperationException("YINGKE_TEST_POSTGRES must name a server.");

    /// <summary>A copy of the migrated template.</summary>
    public static async Task<TestDatabase> Copy()
    {
        var template = await Template.Value;
        var copy = Empty();
        if (copy.Name is not null)
        {
            await Execute(Server, $"CREATE DATABASE {copy.Name} TEMPLATE {template.Name}");
            return copy;
        }
        foreach (var file in Directory.EnumerateFiles(template.Folder))
            File.Copy(file, Path.Combine(copy.Folder, Path.GetFileName(file)));
        return copy;
    }

    /// <summary>Nothing in it yet, not even tables; on PostgreSQL not even made.</summary>
    public static TestDatabase Empty()
    {
        var name = $"yingke_test_{Environment.ProcessId}_{Interlocked.Increment(ref made)}";
        return new(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), name)).FullName, IsPostgres ? name : null);
    }

    /// <summary>A database on a server of the test's own, which goes with it.</summary>
    public static TestDatabase On(string connectionString) => new(Empty().Folder, null, connectionString);

    public async Task Create()
    {
        if (Name is not null)
            await Execute(Server, "CREATE DATABASE " + Name);
    }

    public async ValueTask DisposeAsync()
    {
        if (Name is not null)
        {
            await Execute(Server, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
        }
        else
        {
            SqliteConnection.ClearAllPools();
        }
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>After the last test.</summary>
    public static async Task ForgetTemplate()
    {
        if (Template.IsValueCreated)
            await (await Template.Value).DisposeAsync();
    }

    private static async Task<TestDatabase> MakeTemplate()
    {
        var template = Empty();
        await template.Create();
        await using (await YingkeHost.Start(template, new FakeClock()))
        {
        }
        SqliteConnection.ClearAllPools();
        // The server closes connections a moment after the client did, and copies only what nobody uses.
        if (template.Name is not null)
            await Execute(Server, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template.Name}'");
        return template;
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
