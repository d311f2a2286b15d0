namespace Yingke.Server.Platform.Storage;

/// <summary>Where the data lives: section <c>Storage</c> of the configuration.</summary>
internal sealed class StorageOptions
{
    /// <summary><c>sqlite</c> (the embedded default) or <c>postgres</c>.</summary>
    public string Database { get; set; } = "sqlite";

    /// <summary>Folder of the SQLite file and of uploaded files; on several nodes a folder that all of them share.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>Npgsql connection string, for <c>postgres</c> only.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The operator's word that a power failure may cost the last seconds: a database that does not flush its commits is then accepted.</summary>
    public bool MayLoseLastSeconds { get; set; }

    public bool IsPostgres => string.Equals(Database, "postgres", StringComparison.OrdinalIgnoreCase);

    public string SqliteFile => Path.Combine(Folder, "yingke.db");

    public string FilesFolder => Path.Combine(Folder, "files");
}
