namespace Yingke.Server.Platform.Jobs;

internal enum ImportState { Running, Done, Failed }

/// <summary>A file that somebody sent up to be taken in, with its progress: what all kinds of imports have. Each kind has a table of its own.</summary>
internal abstract class FileImport
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string FileName { get; init; }
    public required string StartedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Renewed while it runs: one that fell silent went down with its node.</summary>
    public DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
    public ImportState State { get; set; }

    /// <summary>Why it failed: <c>interrupted</c>, <c>internal</c>, or what the file is refused for.</summary>
    public string? Failure { get; set; }
}
