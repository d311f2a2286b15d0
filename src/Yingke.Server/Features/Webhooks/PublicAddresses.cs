using System.Net;
using System.Net.Sockets;

namespace Yingke.Server.Features.Webhooks;

/// <summary>An address of the shop's own network, or of this machine: no webhook goes there unless the operator allows it.</summary>
internal sealed class AddressRefused(string host) : Exception($"{host} is no public address");

/// <summary>
/// Looks at the address that is really connected to, at the moment of connecting: a name that was public when it was entered may be private
/// by now (DNS rebinding), and a check before would be a check of something else.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Closed =
    [
        .. "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 2001::/23 2001:db8::/32 3fff::/20"
            .Split(' ').Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return IsPublic(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !Closed.Any(network => network.Contains(address));
        // Addresses that wrap one of IPv4 are as public as that.
        var bytes = address.GetAddressBytes();
        if (SixToFour.Contains(address))
            return IsPublic(new IPAddress(bytes.AsSpan(2, 4)));
        if (Translated.Contains(address))
            return IsPublic(new IPAddress(bytes.AsSpan(12, 4)));
        return Global6.Contains(address) && !Closed.Any(network => network.Contains(address));
    }

    /// <summary>For the handler of the client: resolves, refuses, and connects to just those addresses.</summary>
    public static async ValueTask<Stream> Connect(DnsEndPoint to, bool allowPrivate, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(to.Host, cancel);
        var open = allowPrivate ? addresses : [.. addresses.Where(IsPublic)];
        if (open.Length == 0)
            throw new AddressRefused(to.Host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, to.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
