using System.Net;
using System.Net.Sockets;

namespace Yingke.Server.Platform.Web;

/// <summary>Where a request comes from. Forwarded headers were already followed as far as trusted proxies go, and no further.</summary>
internal static class Addresses
{
    /// <summary>As shown to people.</summary>
    public static string? Of(HttpContext http) => Real(http)?.ToString();

    /// <summary>As counted: whoever has one IPv6 address usually has the other 2⁶⁴ of the network too.</summary>
    public static string Network(HttpContext http)
    {
        if (Real(http) is not { } address)
            return "";
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes) + "/64";
    }

    private static IPAddress? Real(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address : null;
}
