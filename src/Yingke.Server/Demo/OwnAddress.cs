using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Yingke.Server.Demo;

/// <summary>Where the program listens, as somebody on this machine types it.</summary>
internal sealed class OwnAddress(IServer server)
{
    public Uri Here
    {
        get
        {
            var first = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new Uri(first.Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal)
                .Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal));
        }
    }
}
