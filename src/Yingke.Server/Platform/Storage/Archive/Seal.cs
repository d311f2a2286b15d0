using System.Security.Cryptography;
using System.Text;

namespace Yingke.Server.Platform.Storage.Archive;

/// <summary>
/// The last 64 bytes of a backup, which stand in the comment of the zip: the SHA-256 of everything before them. Whatever was cut off
/// or flipped anywhere in the file is found before anything in it is believed.
/// </summary>
internal static class Seal
{
    public const int Length = 64;

    /// <summary>Holds the place in the comment until the file is whole.</summary>
    public static readonly string Placeholder = new('0', Length);

    public static async Task Put(string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var seal = await Hash(file, cancel);
        file.Position = file.Length - Length;
        await file.WriteAsync(Encoding.ASCII.GetBytes(seal), cancel);
        file.Flush(flushToDisk: true);
    }

    public static async Task<bool> IsWhole(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        if (file.Length <= Length)
            return false;
        var expected = await Hash(file, cancel);
        file.Position = file.Length - Length;
        var found = new byte[Length];
        await file.ReadExactlyAsync(found, cancel);
        return Encoding.ASCII.GetString(found) == expected;
    }

    private static async Task<string> Hash(FileStream file, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        file.Position = 0;
        for (var left = file.Length - Length; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancel);
            if (read == 0)
                throw new EndOfStreamException();
            hash.AppendData(buffer, 0, read);
            left -= read;
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
