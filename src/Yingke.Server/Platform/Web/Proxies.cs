using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Yingke.Server.Platform.Web;

/// <summary>
/// Whose word on where a request comes from is taken: the proxies named in <c>Proxies:Trusted</c> (addresses or networks, separated by commas).
/// Nobody's by default. A header from anybody else is ignored, or guessing from a thousand invented addresses would cost nothing.
/// </summary>
internal static class Proxies
{
    public static WebApplication UseTrustedProxies(this WebApplication app)
    {
        var trusted = app.Configuration["Proxies:Trusted"] ?? "";
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var one in trusted.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(one, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(one, out var network))
                options.KnownIPNetworks.Add(network);
            else
                throw new InvalidOperationException($"Proxies:Trusted names {one}, which is neither an address nor a network.");
        }
        if (options.KnownProxies.Count + options.KnownIPNetworks.Count > 0)
            app.UseForwardedHeaders(options);
        return app;
    }
}
