using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations;

/// <summary>The socket of the buyer's window: pushes, typing and read marks.</summary>
internal sealed class VisitorHub(Db db, NodeBus bus, Audiences audiences, Sockets sockets, ReadMarks marks, ShopDirectory shops) : Hub
{
    private const int PreviewLimit = 200;

    private CurrentVisitor Visitor => (CurrentVisitor)Context.Items["visitor"]!;

    public override async Task OnConnectedAsync()
    {
        if (Context.GetHttpContext()?.Visitor() is not { } visitor)
        {
            Context.Abort();
            return;
        }
        Context.Items["visitor"] = visitor;
        audiences.Joined(Audiences.Buyer(visitor.BuyerId), Context.ConnectionId);
        sockets.Add(Context.ConnectionId, "visitor", visitor.ShopId, Clients.Caller);
    }

    /// <summary>
    /// Answered once this connection hears all that is meant for it. The protocol's own handshake is answered earlier: who reads the state
    /// after this answer, and not before, misses nothing in between.
    /// </summary>
#pragma warning disable CA1822 // A hub calls methods of its own only.
    public Task Ready() => Task.CompletedTask;
#pragma warning restore CA1822

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        sockets.Remove(Context.ConnectionId);
        if (Context.Items.ContainsKey("visitor"))
            audiences.Left(Audiences.Buyer(Visitor.BuyerId), Context.ConnectionId);
        return Task.CompletedTask;
    }

    /// <summary>The buyer types; what is typed is shown to the agent only where the shop allows the preview.</summary>
    public async Task Typing(string? text)
    {
        var now = Environment.TickCount64;
        // Once a second at most; that it stopped is told at once, and once.
        if (Context.Items.TryGetValue("typing", out var last) && last is (long at, bool types) && (text is null ? !types : now - at < 900))
            return;
        Context.Items["typing"] = (now, text is not null);
        if (await Open() is not { AgentId: { } agent } conversation)
            return;
        var preview = text is not null && (await shops.Shop(Visitor.ShopId, Context.ConnectionAborted)).Settings.Conversation.TypingPreview
            ? text[..Math.Min(text.Length, PreviewLimit)]
            : text is null ? null : "";
        await Tell([Audiences.Agent(agent), Audiences.View(conversation.Id)], "typing", new { conversationId = conversation.Id, from = "buyer", text = preview });
    }

    public async Task Read(long seq)
    {
        var visitor = Visitor;
        var conversation = await db.Set<Conversation>().AsNoTracking().Where(c => c.ShopId == visitor.ShopId && c.BuyerId == visitor.BuyerId)
            .OrderByDescending(c => c.OpenedAt).FirstOrDefaultAsync();
        if (conversation is null || seq <= conversation.BuyerReadSeq || seq > conversation.HeadSeq)
            return;
        await marks.ByBuyer(visitor.ShopId, conversation.Id, seq);
        var audience = conversation.AgentId is { } agent ? new[] { Audiences.Agent(agent), Audiences.View(conversation.Id) } : [Audiences.View(conversation.Id)];
        await Tell(audience, "read", new { conversationId = conversation.Id, by = "buyer", seq });
    }

    private Task<Conversation?> Open() =>
        db.Set<Conversation>().AsNoTracking().SingleOrDefaultAsync(c => c.ShopId == Visitor.ShopId && c.BuyerId == Visitor.BuyerId && c.State != ConversationState.Closed);

    private Task Tell(string[] to, string method, object argument) =>
        bus.Publish(new Told(Visitor.ShopId, to, method, [JsonSerializer.SerializeToElement(argument, Stored.Json)]), Context.ConnectionAborted);
}
