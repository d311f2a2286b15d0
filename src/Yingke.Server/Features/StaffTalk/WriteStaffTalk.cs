using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.StaffTalk;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.StaffTalk;

/// <summary>
/// Writes and marks as read. After the commit everybody of the staff hears that the channel moved, and nothing of what was said: whoever is in it reads it by its
/// route, which looks at their rights as they are then. (spec: accounts.md, Staff talk)
/// </summary>
internal sealed class WriteStaffTalk(Db db, ReadStaffTalk read, NodeBus bus, TimeProvider time)
{
    private const int LongestText = 2000;
    private const int MostLinks = 5;

    /// <param name="ClientId">Chosen by the sender; the same one again gets the first message back.</param>
    /// <param name="Links">Conversations and tickets that the sender may see.</param>
    public sealed record StaffMessageRequest(string? ClientId, string? Text, IReadOnlyList<StaffLink>? Links = null);

    public sealed record StaffReadRequest(long? Seq);

    public async Task<StaffMessageView> Send(CurrentAgent me, StaffChannel channel, StaffMessageRequest request, CancellationToken cancel)
    {
        var clientId = SendMessage.CheckClientId(request.ClientId);
        var text = request.Text?.Trim() is { Length: >= 1 and <= LongestText } said ? said : throw Refusal.Invalid("text", $"1–{LongestText} characters");
        var links = request.Links is null ? [] : request.Links is { Count: <= MostLinks } few && !few.Contains(null!) ? few.Distinct().ToList() : throw Refusal.Invalid("links", $"at most {MostLinks}");
        await read.Check(me, channel, cancel);
        if ((await read.Seen(me, links, cancel)).Count < links.Count)
            throw Refusal.Invalid("links", "conversations and tickets that you may see");
        var (message, isNew) = await Store(me, channel, clientId, text, links, cancel);
        if (isNew)
            await bus.Publish(new Told(me.ShopId, [Audiences.Staff(me.ShopId)], "staffTalk", [JsonSerializer.SerializeToElement(new { channel = EnumConverters.Text(channel), seq = message.Seq }, Stored.Json)]), CancellationToken.None);
        return (await read.Views(me, [message], cancel))[0];
    }

    /// <summary>Never backwards, and never beyond what there is.</summary>
    public async Task Mark(CurrentAgent me, StaffChannel channel, StaffReadRequest request, CancellationToken cancel)
    {
        var asked = request.Seq is >= 0 and var seq ? seq : throw Refusal.Invalid("seq");
        await read.Check(me, channel, cancel);
        try
        {
            await db.InTransaction(async () =>
            {
                var head = await db.Set<StaffChannelRow>().Where(c => c.ShopId == me.ShopId && c.Channel == channel).Select(c => c.Head).SingleOrDefaultAsync(cancel);
                var mark = await db.Set<StaffReadMark>().AsTracking().SingleOrDefaultAsync(m => m.ShopId == me.ShopId && m.AgentId == me.AgentId && m.Channel == channel, cancel);
                var to = Math.Min(asked, head);
                if (mark is null)
                    db.Add(new StaffReadMark { ShopId = me.ShopId, AgentId = me.AgentId, Channel = channel, Seq = to });
                else if (mark.Seq < to)
                    mark.Seq = to;
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            // Read in two windows at once.
            db.ChangeTracker.Clear();
        }
        await bus.Publish(new Told(me.ShopId, [Audiences.Agent(me.AgentId)], "staffTalk", [JsonSerializer.SerializeToElement(new { channel = EnumConverters.Text(channel) }, Stored.Json)]), CancellationToken.None);
    }

    private async Task<(StaffMessage Message, bool IsNew)> Store(CurrentAgent me, StaffChannel channel, string clientId, string text, IReadOnlyList<StaffLink> links, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await db.InTransaction(async () =>
                {
                    var row = await Hold(me.ShopId, channel, cancel);
                    // Looked for under the channel's lock; sent to another channel meanwhile, the index finds it.
                    if (await db.Set<StaffMessage>().SingleOrDefaultAsync(m => m.ShopId == me.ShopId && m.AgentId == me.AgentId && m.ClientId == clientId, cancel) is { } first)
                        return first.Channel == channel && first.Text == text && first.Links.SequenceEqual(links) ? (first, false) : throw Refusal.Conflict("client_id_conflict");
                    var message = new StaffMessage { ShopId = me.ShopId, Channel = channel, Seq = ++row.Head, AgentId = me.AgentId, ClientId = clientId, Text = text, Links = links, At = time.Now() };
                    db.Add(message);
                    return (message, true);
                }, cancel);
            }
            catch (DbUpdateException twice) when (tries < 3 && db.Dialect.UniqueViolation(twice) is not null)
            {
                // Two began the channel at once, or the same message came twice.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<StaffChannelRow> Hold(Guid shopId, StaffChannel channel, CancellationToken cancel)
    {
        var rows = db.Dialect.IsPostgres
            ? db.Set<StaffChannelRow>().FromSqlRaw("SELECT * FROM staff_channels WHERE shop_id = {0} AND channel = {1} FOR UPDATE", shopId, EnumConverters.Text(channel))
            : db.Set<StaffChannelRow>().Where(c => c.ShopId == shopId && c.Channel == channel);
        if (await rows.AsTracking().SingleOrDefaultAsync(cancel) is { } row)
            return row;
        var begun = new StaffChannelRow { ShopId = shopId, Channel = channel };
        db.Add(begun);
        return begun;
    }
}
