namespace Yingke.Bench.Rig;

/// <summary>An empty database for one run, and how a process is told of it.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("yingke-bench-").FullName;

    private readonly Func<Task<Store>> another;

    private Store(string? connectionString, Func<Task<Store>> another) => (ConnectionString, this.another) = (connectionString, another);

    public string? ConnectionString { get; }

    public bool IsPostgres => ConnectionString is not null;

    public string Name => IsPostgres ? "postgres" : "sqlite";

    public string Folder => folder;

    public static Store Sqlite() => new(null, () => Task.FromResult(Sqlite()));

    public static async Task<Store> On(Postgres postgres) => new(await postgres.NewDatabase(), () => On(postgres));

    /// <summary>A second empty database of the same kind and, with PostgreSQL, in the same server.</summary>
    public Task<Store> Another() => another();

    public IEnumerable<(string Name, string Value)> Variables =>
    [
        ("YINGKE_DATA", folder), ("YINGKE_DATABASE", Name), .. ConnectionString is { } text ? [("YINGKE_POSTGRES", text)] : Array.Empty<(string, string)>(),
    ];

    /// <summary>The same as arguments of the program, for a host within this process.</summary>
    public string[] Arguments =>
    [
        $"--Storage:Folder={folder}", $"--Storage:Database={Name}", .. ConnectionString is { } text ? [$"--Storage:ConnectionString={text}"] : Array.Empty<string>(),
        "--Logging:LogLevel:Default=Warning",
    ];

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, true);
        return ValueTask.CompletedTask;
    }
}
