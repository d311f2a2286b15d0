using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations.Files;

/// <summary>Section <c>Files</c> of the configuration.</summary>
internal sealed class FileLimits
{
    /// <summary>An upload that says nothing for so long is given up.</summary>
    public int IdleSeconds { get; set; } = 30;

    /// <summary>How many files one visitor may leave that hang in no message.</summary>
    public int UnattachedPerVisitor { get; set; } = 20;
    public int UnattachedPerAgent { get; set; } = 200;

    /// <summary>When what hangs in no message is swept.</summary>
    public int UnattachedHours { get; set; } = 24;
}

/// <summary>The bytes: one folder per shop, one file per id. What is coming in lies apart, so that nothing half written is ever served.</summary>
internal sealed class FileStore(StorageOptions storage)
{
    private string Incoming => Path.Combine(storage.FilesFolder, "incoming");

    public string PathOf(Guid shopId, Guid id) => Path.Combine(Path.GetFullPath(storage.FilesFolder), shopId.ToString("N"), id.ToString("N"));

    public FileStream Receive(Guid id)
    {
        Directory.CreateDirectory(Incoming);
        return new FileStream(Path.Combine(Incoming, id.ToString("N")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.Asynchronous);
    }

    /// <summary>Moves what was received, and is on the disk, to its place: a rename, so it is there whole or not at all.</summary>
    public void Keep(FileStream received, Guid shopId, Guid id)
    {
        var path = PathOf(shopId, id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(received.Name, path);
    }

    public void Delete(Guid shopId, Guid id) => File.Delete(PathOf(shopId, id));

    /// <summary>Deletes what a killed process left half received.</summary>
    public void ForgetReceived(DateTimeOffset before)
    {
        if (!Directory.Exists(Incoming))
            return;
        foreach (var path in Directory.EnumerateFiles(Incoming).Where(path => File.GetLastWriteTimeUtc(path) < before.UtcDateTime))
            File.Delete(path);
    }
}
