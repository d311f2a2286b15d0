using System.Diagnostics;
using Yingke.Server.Tests.Clients;

namespace Yingke.Server.Tests.Accounts;

/// <summary>What must hold within five seconds of real time: a revocation reaches requests and sockets everywhere (spec: accounts.md).</summary>
internal static class Soon
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static Task Over(HubProbe socket) => socket.Ended.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static async Task Is(Func<Task<bool>> holds)
    {
        var since = Stopwatch.StartNew();
        while (!await holds())
        {
            if (since.Elapsed > Limit)
                throw new Xunit.Sdk.XunitException("It did not hold within five seconds.");
            await Task.Delay(20);
        }
    }
}
