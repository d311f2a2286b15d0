using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Platform.Operations;
using Yingke.Server.Platform.Push;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Operations;

/// <summary>guarantees.md, Storage and scale: health, one configuration file, and the end in good order (reliability.md, FL3).</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_node_is_ready_when_warm_and_says_that_it_goes_before_it_goes()
    {
        await using var database = await TestDatabase.Copy();
        await using var host = await YingkeHost.Start(database, new FakeClock());
        var api = host.Connect();
        for (var i = 0; i < 2400 && (await api.Get("/readyz")).Status != 200; i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        (await api.Get("/readyz")).Status.ShouldBe(200);

        var shop = await TestShop.Open(host);
        var mei = await shop.OnDuty(Cast.Mei);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask("order_detail");
        await using var desk = await mei.Connect();
        await using var window = await buyer.Connect();
        var sockets = host.Services.GetRequiredService<Sockets>();
        for (var i = 0; i < 1200 && sockets.Count < 2; i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        var drain = host.Services.GetServices<Microsoft.Extensions.Hosting.IHostLifetime>().OfType<Drain>().Single();
        var draining = drain.Run(TimeSpan.FromSeconds(30));

        (await desk.Next("move", _ => true)).Arguments[0].GetProperty("inMs").GetInt32().ShouldBeInRange(0, 30_000);
        await window.Next("move", _ => true);
        (await api.Get("/readyz")).Refused(503, "draining");
        (await api.Get("/healthz")).Status.ShouldBe(200);
        await Should.ThrowAsync<Exception>(() => buyer.Connect());
        // What comes in meanwhile is still written.
        await mei.Say(id, "马上回来");
        draining.IsCompleted.ShouldBeFalse();
        await desk.DisposeAsync();
        await window.DisposeAsync();
        await draining.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_configuration_file_lies_with_the_data_and_the_command_line_has_the_last_word()
    {
        await using var database = await TestDatabase.Copy();
        await File.WriteAllTextAsync(Path.Combine(database.Folder, "yingke.json"),
            """{ "Files": { "IdleSeconds": 7, "UnattachedHours": 3 } }""", TestContext.Current.CancellationToken);
        await using var host = await YingkeHost.Start(database, new FakeClock(), "--Files:UnattachedHours=5");
        var settings = host.Services.GetRequiredService<IConfiguration>();
        (settings["Files:IdleSeconds"], settings["Files:UnattachedHours"]).ShouldBe(("7", "5"));
    }
}
