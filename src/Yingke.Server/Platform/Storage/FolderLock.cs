namespace Yingke.Server.Platform.Storage;

/// <summary>One process per SQLite file: the second one refuses to start instead of corrupting caches and leases of the first.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    public static FolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new(new FileStream(Path.Combine(folder, "yingke.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException)
        {
            throw new Taken($"Another Yingke already runs on the folder {Path.GetFullPath(folder)}. Stop it, or give this one a folder of its own (YINGKE_DATA).");
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>Somebody else has it.</summary>
    internal sealed class Taken(string message) : InvalidOperationException(message);
}
