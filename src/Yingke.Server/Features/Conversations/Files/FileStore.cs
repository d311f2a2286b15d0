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

    /// <summary>How many favourite pictures an agent may keep, and how large one may be.</summary>
    public int FavouritesPerAgent { get; set; } = 100;
    public long FavouriteBytes { get; set; } = 5 * 1024 * 1024;

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

    /// <summary>The same bytes once more under another id: on the disk before they get their name, like everything that came in.</summary>
    public async Task Copy(Guid shopId, Guid from, Guid to, CancellationToken cancel)
    {
        await using var copy = Receive(to);
        try
        {
            await using (var source = File.OpenRead(PathOf(shopId, from)))
                await source.CopyToAsync(copy, cancel);
            copy.Flush(flushToDisk: true);
            Keep(copy, shopId, to);
        }
        catch
        {
            File.Delete(copy.Name);
            throw;
        }
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
