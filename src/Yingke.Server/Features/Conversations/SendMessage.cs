using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Robot;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Storage.Log;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations;

/// <param name="ClientId">Chosen by the sender; the same one again gets the first entry back (at most 64 characters).</param>
/// <param name="Kind"><c>text</c> (default), <c>image</c>, <c>file</c> or <c>product_card</c>.</param>
/// <param name="Confirmed">Of a text that was refused with <c>phrases_unconfirmed</c>: what the agent confirmed of its hits.</param>
internal sealed record SendMessageRequest(string? ClientId, EntryKind? Kind, string? Text, Guid? FileId, Card? Product, IReadOnlyList<ConfirmedPhrase>? Confirmed = null);

/// <summary>A message or a note: checked here, given its place in the log there.</summary>
internal sealed class SendMessage(Db db, MessageLog log, ShopDirectory shops, EntryViews views, BlockedBuyers blocked, TextRule rule, LeaveRobot robot, Pump pump)
{
    public async Task<IResult> ByStaff(CurrentAgent agent, Guid id, SendMessageRequest request, CancellationToken cancel)
    {
        var wish = await Wish(agent.ShopId, id, Sender.Agent, agent.AgentId, request, cancel);
        if (wish is { Kind: EntryKind.Text, Text: { } text } && await rule.Check(agent, id, wish.ClientId, text, request.Confirmed, cancel) is { } records)
            wish = wish with { Records = records };
        var appended = await log.Append(wish, cancel);
        if (wish.Records is not null)
            pump.Wake();
        return await Answer(appended, entry => views.ForStaff(agent.ShopId, entry, NothingRecalled, cancel));
    }

    public async Task<IResult> ByBuyer(CurrentVisitor visitor, Guid id, SendMessageRequest request, CancellationToken cancel)
    {
        await blocked.Refuse(visitor.ShopId, visitor.BuyerId, cancel);
        var wish = await Wish(visitor.ShopId, id, Sender.Buyer, visitor.BuyerId, request, cancel);
        var appended = await log.Append(wish, cancel);
        // "人工" reaches a person at once, whatever the robot is busy with; a retry too, in case that the program died in between.
        if (appended.Entry is not null && PersonWish.IsMeant(wish.Text))
            await robot.Heard(visitor.ShopId, id, cancel);
        return await Answer(appended, entry => views.ForBuyer(visitor.ShopId, entry, NothingRecalled, cancel));
    }

    /// <summary>An internal note; whom it mentions may read the conversation from then on.</summary>
    public async Task<IResult> Note(CurrentAgent agent, Guid id, string? clientId, string? text, IReadOnlyList<Guid>? mentions, CancellationToken cancel)
    {
        if (!await db.Set<Conversation>().VisibleTo(agent, db).AnyAsync(c => c.Id == id, cancel))
            throw Refusal.NotFound();
        var named = (mentions ?? []).Distinct().ToList();
        if (named.Count > 20 || await db.Set<Agent>().CountAsync(a => a.ShopId == agent.ShopId && named.Contains(a.Id), cancel) != named.Count)
            throw Refusal.Invalid("mentions");
        var limit = (await shops.Shop(agent.ShopId, cancel)).Settings.Limits.TextLength;
        var wish = new Append(agent.ShopId, id, Sender.Agent, agent.AgentId, EntryKind.Note, CheckClientId(clientId), MessageText.AsWritten(text, limit),
            named.Count == 0 ? null : new EntryDetails { Mentions = named });
        await AllowMentioned(agent.ShopId, id, named, cancel);
        var appended = await log.Append(wish, cancel);
        // Before the answer, and again with every retry: who was named hears of it even if the program dies in between.
        if (appended.Entry is { } note && named.Count > 0)
            await TellMentioned(note, named, cancel);
        return await Answer(appended, entry => views.ForStaff(agent.ShopId, entry, NothingRecalled, cancel));
    }

    private async Task TellMentioned(Entry note, List<Guid> agents, CancellationToken cancel)
    {
        db.Record(new Fact { ShopId = note.ShopId, Type = "note.mentioned", At = note.At, SubjectId = note.ConversationId, Details = JsonSerializer.Serialize(new { note.Seq, agents }, Stored.Json) });
        await db.SaveChangesAsync(cancel);
        pump.Wake();
    }

    private static readonly HashSet<long> NothingRecalled = [];

    private async Task<Append> Wish(Guid shopId, Guid conversationId, Sender from, Guid senderId, SendMessageRequest request, CancellationToken cancel)
    {
        var settings = (await shops.Shop(shopId, cancel)).Settings;
        var kind = request.Kind ?? EntryKind.Text;
        var clientId = CheckClientId(request.ClientId);
        var (text, details) = kind switch
        {
            EntryKind.Text => (MessageText.AsWritten(request.Text, settings.Limits.TextLength), null),
            EntryKind.Image or EntryKind.File => ((string?)null, new EntryDetails { File = await Attach(shopId, conversationId, senderId, kind, request.FileId, cancel) }),
            EntryKind.ProductCard => (null, new EntryDetails { Product = Cards.Check(request.Product ?? throw Refusal.Invalid("product"), "product") }),
            _ => throw Refusal.Invalid("kind"),
        };
        return new(shopId, conversationId, from, senderId, kind, clientId, text, details);
    }

    /// <summary>The sender's own file, once: a file that hangs in one conversation cannot be pulled into another.</summary>
    private async Task<FileRef> Attach(Guid shopId, Guid conversationId, Guid senderId, EntryKind kind, Guid? fileId, CancellationToken cancel)
    {
        var file = await db.Set<StoredFile>().AsTracking().SingleOrDefaultAsync(f => f.ShopId == shopId && f.Id == fileId && f.UploaderId == senderId && f.KeptAt == null, cancel);
        if (file is null or { SubjectId: not null } || (file.ConversationId is { } other && other != conversationId) || (kind == EntryKind.Image && file.Width is null))
            throw Refusal.Invalid("fileId");
        if (file.ConversationId is null)
        {
            file.ConversationId = conversationId;
            await db.SaveChangesAsync(cancel);
        }
        return new(file.Id, file.Name, file.Type, file.Size, file.Width, file.Height);
    }

    private async Task AllowMentioned(Guid shopId, Guid conversationId, List<Guid> agents, CancellationToken cancel)
    {
        var known = await db.Set<Mention>().Where(m => m.ShopId == shopId && m.ConversationId == conversationId).Select(m => m.AgentId).ToListAsync(cancel);
        var fresh = agents.Except(known).ToList();
        db.AddRange(fresh.Select(a => new Mention { ShopId = shopId, ConversationId = conversationId, AgentId = a }));
        if (fresh.Count > 0)
            await db.SaveChangesAsync(cancel);
    }

    public static string CheckClientId(string? clientId) =>
        clientId is { Length: > 0 and <= 64 } && clientId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':') ? clientId : throw Refusal.Invalid("clientId");

    private static async Task<IResult> Answer(Appended appended, Func<IReadOnlyList<Entry>, Task<List<EntryView>>> view) => appended switch
    {
        { Entry: { } entry } => Results.Json(new Appendix((await view([entry]))[0], appended.Head), Stored.Json,
            statusCode: appended.IsRetry ? StatusCodes.Status200OK : StatusCodes.Status201Created),
        { Refusal: "not_found" } => Problem.NotFound(),
        _ => Problem.Of(StatusCodes.Status409Conflict, appended.Refusal!, more: new Dictionary<string, object?> { ["head"] = appended.Head }),
    };
}
