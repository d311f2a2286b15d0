using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Features.AfterSales;
using Yingke.Server.Features.AfterSales.Payments;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.AfterSales;

/// <summary>reliability I23 (e): the program is killed for good between the gateway's payment and our commit.</summary>
public sealed class KillTests
{
    private const int Refunds = 5;

    [Fact]
    public async Task Killed_between_the_gateways_payment_and_the_commit_each_refund_is_booked_once_afterwards()
    {
        await using var database = await TestDatabase.Copy();
        var clock = new FakeClock();
        Counter counter;
        var ids = new List<Guid>();
        string key;
        await using (var before = await YingkeHost.Start(database, clock))
        {
            counter = await Counter.Open(await TestShop.Open(before));
            for (var i = 0; i < Refunds; i++)
                ids.Add(await counter.Approved(await counter.Order(1_000 + i), "refund"));
            // The gateway pays at once and answers after a minute: the kill falls in between.
            await counter.Sandbox(SandboxMode.Slow, 60_000);
            key = (await counter.Shop.Owner.Api.Post("api-keys", new { name = "kill", scopes = new[] { "refund.pay", "aftersale.handle" } })).Ok().Json.GetProperty("key").GetString()!;
        }

        using (var program = await Program.Start(database))
        {
            var api = new Api(program.Address) { Bearer = key };
            var calls = ids.Select((id, i) => Ask(api, id, 1_000 + i)).ToList();
            await Until(async () => await PaidAtGateway(database) == Refunds);
            program.Kill();
            await Task.WhenAll(calls);
        }

        clock.Set(TimeProvider.System.GetUtcNow().AddMinutes(2));
        await using var after = await YingkeHost.Start(database, clock);
        (await Open(after, counter.Shop.Id)).ShouldBe(Refunds);
        await after.Look(db => db.Set<SandboxAccount>().ExecuteUpdateAsync(a => a.SetProperty(x => x.Mode, SandboxMode.Normal)));
        await after.RunJob("unknown-refunds");
        var (count, fen) = await counter.Agree(after);
        (count, fen).ShouldBe((Refunds, Enumerable.Range(0, Refunds).Sum(i => 1_000L + i)));
        TestContext.Current.TestOutputHelper?.WriteLine($"killed with {Refunds} refunds between gateway and commit: {count} at the gateway = {count} in the ledger");
    }

    private static async Task Ask(Api api, Guid id, long fen)
    {
        try
        {
            await api.Post($"aftersales/{id}/refunds", new { key = "kill" + id, goodsFen = fen });
        }
        catch (HttpRequestException)
        {
            // Nobody answers any more.
        }
    }

    private static async Task<int> PaidAtGateway(TestDatabase database)
    {
        await using var place = Server.Commands.Host.Build(["--Logging:LogLevel:Default=Error", .. database.Arguments]);
        await using var scope = place.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Platform.Storage.Db>().Set<SandboxRefund>().CountAsync(r => r.State == SandboxState.Paid);
    }

    private static Task<int> Open(YingkeHost host, Guid shopId) =>
        host.Look(db => db.Set<Refund>().CountAsync(r => r.ShopId == shopId && (r.State == RefundState.Pending || r.State == RefundState.Unknown)));

    private static async Task Until(Func<Task<bool>> met)
    {
        for (var i = 0; i < 1200; i++)
        {
            if (await met())
                return;
            await Task.Delay(100);
        }
        throw new TimeoutException("The gateway was not asked in time.");
    }

    /// <summary>The program as a process of its own.</summary>
    private sealed class Program(Process process, Uri address) : IDisposable
    {
        public Uri Address { get; } = address;

        public static async Task<Program> Start(TestDatabase database)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
            probe.Stop();
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "yingke.dll"), "serve", "--Urls=" + address, "--Logging:LogLevel:Default=Warning", .. database.Arguments])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            };
            var program = new Program(Process.Start(start)!, address);
            using var http = new HttpClient { BaseAddress = address };
            await Until(async () =>
            {
                try
                {
                    return (await http.GetAsync(new Uri("/readyz", UriKind.Relative))).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            });
            return program;
        }

        /// <summary>SIGKILL: nothing is finished, nothing is tidied up.</summary>
        public void Kill()
        {
            process.Kill();
            process.WaitForExit();
        }

        public void Dispose()
        {
            if (!process.HasExited)
                Kill();
            process.Dispose();
        }
    }
}
