using Yingke.Domain.Conversations;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Operations;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Storage.Log;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Commands;

/// <summary>
/// Walks the hot path before anybody is sent here: the model is built, the statements are prepared, the code is compiled. Nothing is
/// written: the walk asks for a shop that does not exist.
/// </summary>
internal sealed class WarmUp(IServiceScopeFactory scopes, MessageLog messages, Dispatcher dispatcher, Readiness readiness, ILogger<WarmUp> log) : BackgroundService
{
    private const int Rounds = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var round = 0; round < Rounds;)
        {
            try
            {
                await Walk(stoppingToken);
                round++;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning("Not ready yet: {Reason}", failure.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
        readiness.IsWarm = true;
    }

    private async Task Walk(CancellationToken cancel)
    {
        var nobody = Guid.NewGuid();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await messages.Append(new Append(nobody, nobody, Sender.Buyer, nobody, EntryKind.Text, "warm-up", "你好", null), cancel);
        await db.ReadLog(nobody, nobody, 0, null, LogReads.PageLimit, cancel);
        await db.Recalled(nobody, nobody, cancel);
        await scope.ServiceProvider.GetRequiredService<Rows>().One(nobody, null, nobody, cancel);
        try
        {
            await dispatcher.Run(nobody, _ => Task.CompletedTask, cancel);
        }
        catch (Refusal)
        {
            // There is no such shop; the way to find that out is the way of every turn.
        }
    }
}
