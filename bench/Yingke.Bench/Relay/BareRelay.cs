using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;

namespace Yingke.Bench.Relay;

/// <summary>
/// The limit that the program is measured against: one POST route, one hub, a batch writer on the same database with the same rows, and
/// nothing else — no rights, no duplicates, no views, no other nodes. It acknowledges and pushes after the commit, as the program must.
/// </summary>
internal static class BareRelay
{
    public static async Task Run(string database, string? connectionString, string folder, string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR().AddJsonProtocol();
        await using BareWriter writer = database == "postgres" ? new PostgresBareWriter(connectionString!) : new SqliteBareWriter(Path.Combine(folder, "relay.db"));
        await writer.Open();
        var queue = Channel.CreateUnbounded<(Row Row, TaskCompletionSource Done)>(new UnboundedChannelOptions { SingleReader = true });
        builder.Services.AddSingleton(queue);
        var app = builder.Build();
        var hub = app.Services.GetRequiredService<IHubContext<RelayHub>>();
        app.MapGet("/healthz", () => "ok");
        app.MapHub<RelayHub>("/hub");
        app.MapPost("/send", async (Message message) =>
        {
            var row = new Row(message.Conversation, writer.NextSeq(message.Conversation), message.ClientId, message.Text, Environment.TickCount64);
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Writer.TryWrite((row, done));
            await done.Task;
            return Results.Json(new { entry = row, head = row.Seq }, statusCode: 201);
        });
        var writing = Write(queue.Reader, writer, hub);
        await app.RunAsync();
        queue.Writer.TryComplete();
        await writing;
    }

    private static async Task Write(ChannelReader<(Row Row, TaskCompletionSource Done)> queue, BareWriter writer, IHubContext<RelayHub> hub)
    {
        var batch = new List<(Row Row, TaskCompletionSource Done)>();
        while (await queue.WaitToReadAsync())
        {
            while (batch.Count < 256 && queue.TryRead(out var item))
                batch.Add(item);
            await writer.Write(batch.ConvertAll(b => b.Row));
            foreach (var (row, done) in batch)
            {
                done.SetResult();
                await hub.Clients.Group(row.Conversation).SendAsync("entries", row.Conversation, new[] { row }, row.Seq);
            }
            batch.Clear();
        }
    }

    internal sealed record Message(string Conversation, string ClientId, string Text);

    internal sealed record Row(string Conversation, long Seq, string ClientId, string Text, long At);

    internal sealed class RelayHub : Hub
    {
        public Task Join(string conversation) => Groups.AddToGroupAsync(Context.ConnectionId, conversation);
    }
}
