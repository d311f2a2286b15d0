namespace Yingke.Server.Platform.Storage.Archive;

/// <summary>What a backup holds; it is written last, so that a backup without it is none.</summary>
/// <param name="Schema">The last migration of the database that it was taken from.</param>
internal sealed record Manifest(int Format, string Schema, DateTimeOffset TakenAt, IReadOnlyList<TableEntry> Tables, IReadOnlyList<FileEntry> Files)
{
    public const int CurrentFormat = 1;
    public const string Name = "manifest.json";
}

internal sealed record TableEntry(string Name, IReadOnlyList<StoredColumn> Columns, long Rows, string Checksum, string Sha256)
{
    public string Path => $"tables/{Name}.jsonl";
}

/// <param name="Name">Relative to the files folder, with slashes.</param>
internal sealed record FileEntry(string Name, long Size, string Sha256)
{
    public string Path => "files/" + Name;
}
