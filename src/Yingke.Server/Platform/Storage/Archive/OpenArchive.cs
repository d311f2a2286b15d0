using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Yingke.Server.Platform.Storage.Archive;

/// <summary>A backup that was read from its first to its last byte and found whole; anything else is refused here.</summary>
internal sealed class OpenArchive : IDisposable
{
    private readonly ZipArchive zip;

    private OpenArchive(ZipArchive zip, Manifest manifest) => (this.zip, Manifest) = (zip, manifest);

    public Manifest Manifest { get; }

    /// <exception cref="InvalidDataException">Cut off, changed, or no backup at all.</exception>
    public static async Task<OpenArchive> Verify(string path, CancellationToken cancel)
    {
        if (!await Seal.IsWhole(path, cancel))
            throw new InvalidDataException("The backup is not whole: it was cut off or changed, or it is no backup.");
        var zip = ZipFile.OpenRead(path);
        try
        {
            var manifest = await ReadManifest(zip, cancel);
            foreach (var (name, sha256) in manifest.Tables.Select(t => (t.Path, t.Sha256)).Concat(manifest.Files.Select(f => (f.Path, f.Sha256))))
            {
                await using var content = (zip.GetEntry(name) ?? throw new InvalidDataException($"The backup lacks {name}.")).Open();
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) != sha256)
                    throw new InvalidDataException($"{name} in the backup is not what was put there.");
            }
            return new(zip, manifest);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    public Stream Open(string path) => zip.GetEntry(path)!.Open();

    public void Dispose() => zip.Dispose();

    private static async Task<Manifest> ReadManifest(ZipArchive zip, CancellationToken cancel)
    {
        await using var content = (zip.GetEntry(Manifest.Name) ?? throw new InvalidDataException("The backup has no manifest.")).Open();
        var manifest = await JsonSerializer.DeserializeAsync<Manifest>(content, Stored.Json, cancel) ?? throw new InvalidDataException("The backup's manifest is empty.");
        if (manifest.Format != Manifest.CurrentFormat)
            throw new InvalidDataException($"The backup has the format {manifest.Format}; this Yingke reads {Manifest.CurrentFormat}.");
        // Names become paths: only those that the backup itself writes.
        if (manifest.Files.FirstOrDefault(f => !IsPlain(f.Name)) is { } odd)
            throw new InvalidDataException($"The backup names a file {odd.Name}.");
        return manifest;
    }

    private static bool IsPlain(string name) => name.Split('/') is [var shop, var file] && Guid.TryParseExact(shop, "N", out _) && Guid.TryParseExact(file, "N", out _);
}
