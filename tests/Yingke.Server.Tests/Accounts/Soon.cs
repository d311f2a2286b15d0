using System.Diagnostics;
using Yingke.Server.Tests.Clients;

namespace Yingke.Server.Tests.Accounts;

/// <summary>
/// What must hold within five seconds of real time: a revocation reaches requests and sockets everywhere (spec: accounts.md). It is told with its commit,
/// not found by looking, so it takes milliseconds; six times the limit is left to a machine that is busy with other tests.
/// </summary>
internal static class Soon
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task Over(HubProbe socket) => socket.Ended.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static async Task Is(Func<Task<bool>> holds)
    {
        var since = Stopwatch.StartNew();
        while (!await holds())
        {
            if (since.Elapsed > Limit)
                throw new Xunit.Sdk.XunitException("It did not hold soon.");
            await Task.Delay(20);
        }
    }
}
