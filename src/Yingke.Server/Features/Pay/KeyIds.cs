using System.Security.Cryptography;
using System.Text;

namespace Yingke.Server.Features.Pay;

/// <summary>An id made of what a cause is, for causes that have none of their own: the same words give the same id, so the ledger takes it once.</summary>
internal static class KeyIds
{
    public static Guid Of(params object[] words) => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', words))).AsSpan(0, 16), bigEndian: true);
}
