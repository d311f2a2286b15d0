using System.Security.Cryptography;
using System.Text;

namespace Yingke.Server.Platform.Storage;

/// <summary>An id made of what a thing is, for things that have none of their own: the same words give the same id.</summary>
internal static class KeyIds
{
    public static Guid Of(params object[] words) => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', words))).AsSpan(0, 16), bigEndian: true);
}
