using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Domain.StaffTalk;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.StaffTalk;

/// <param name="Unread">Of colleagues, since the account exists; 100 stands for more.</param>
internal sealed record StaffChannelView(StaffChannel Channel, int Members, long Head, int Unread, StaffMessageView? Last);

/// <param name="Id">Null where the reader may not see it; then nothing else of it is told either.</param>
/// <param name="Number">Of a ticket.</param>
/// <param name="Title">A ticket's title, or the buyer's name.</param>
internal sealed record StaffLinkView(StaffLinkKind Kind, Guid? Id, long? Number, string? Title);

internal sealed record StaffMessageView(long Seq, Guid AgentId, string Name, bool Mine, string Text, IReadOnlyList<StaffLinkView> Links, DateTimeOffset At);

/// <param name="Next">The seq before which the next page ends; null at the beginning of the channel.</param>
internal sealed record StaffMessagePage(IReadOnlyList<StaffMessageView> Items, long? Next);

/// <summary>The staff's channels, for whoever is in them. No visitor's route leads here. (spec: accounts.md, Staff talk)</summary>
internal sealed class ReadStaffTalk(Db db, ShopDirectory shops)
{
    private const int MostUnread = 100;

    public async Task<IReadOnlyList<StaffChannelView>> Channels(CurrentAgent me, CancellationToken cancel)
    {
        var account = await db.Set<Agent>().Where(a => a.ShopId == me.ShopId && a.Id == me.AgentId).Select(a => new { a.Groups, a.CreatedAt }).SingleAsync(cancel);
        var channels = StaffChannels.Of(account.Groups, SupervisesAll(me));
        var heads = await db.Set<StaffChannelRow>().Where(c => c.ShopId == me.ShopId).ToDictionaryAsync(c => c.Channel, c => c.Head, cancel);
        var marks = await db.Set<StaffReadMark>().Where(m => m.ShopId == me.ShopId && m.AgentId == me.AgentId).ToDictionaryAsync(m => m.Channel, m => m.Seq, cancel);
        var members = await Members(me.ShopId, cancel);
        var views = new List<StaffChannelView>();
        foreach (var channel in channels)
        {
            var (head, read) = (heads.GetValueOrDefault(channel), marks.GetValueOrDefault(channel));
            var unread = head <= read ? 0 : await db.Set<StaffMessage>()
                .Where(m => m.ShopId == me.ShopId && m.Channel == channel && m.Seq > read && m.AgentId != me.AgentId && m.At >= account.CreatedAt).Take(MostUnread).CountAsync(cancel);
            var last = head == 0 ? null : (await Page(me, channel, null, 1, cancel)).Items[0];
            views.Add(new(channel, members[channel], head, unread, last));
        }
        return views;
    }

    /// <summary>Newest first.</summary>
    public async Task<StaffMessagePage> Messages(CurrentAgent me, StaffChannel channel, long? before, int limit, CancellationToken cancel)
    {
        var size = Paging.Limit(limit);
        await Check(me, channel, cancel);
        return await Page(me, channel, before, size, cancel);
    }

    /// <exception cref="Refusal">404: for whoever is not in a channel there is none.</exception>
    public async Task Check(CurrentAgent me, StaffChannel channel, CancellationToken cancel)
    {
        var groups = await db.Set<Agent>().Where(a => a.ShopId == me.ShopId && a.Id == me.AgentId).Select(a => a.Groups).SingleAsync(cancel);
        if (!StaffChannels.Of(groups, SupervisesAll(me)).Contains(channel))
            throw Refusal.NotFound();
    }

    public async Task<IReadOnlyList<StaffMessageView>> Views(CurrentAgent reader, IReadOnlyCollection<StaffMessage> rows, CancellationToken cancel)
    {
        var names = await shops.Names(reader.ShopId, cancel);
        var seen = await Seen(reader, [.. rows.SelectMany(r => r.Links)], cancel);
        return [.. rows.Select(r => new StaffMessageView(r.Seq, r.AgentId, names.GetValueOrDefault(r.AgentId, "—"), r.AgentId == reader.AgentId, r.Text, [.. r.Links.Select(l => seen.GetValueOrDefault(l) ?? new(l.Kind, null, null, null))], r.At))];
    }

    /// <summary>Of these links those that the reader may open, with what they are called.</summary>
    public async Task<Dictionary<StaffLink, StaffLinkView>> Seen(CurrentAgent reader, IReadOnlyCollection<StaffLink> links, CancellationToken cancel)
    {
        var found = new Dictionary<StaffLink, StaffLinkView>();
        var talks = links.Where(l => l.Kind == StaffLinkKind.Conversation).Select(l => l.Id).Distinct().ToArray();
        if (talks.Length > 0)
        {
            var visible = await (
                from c in db.Set<Conversation>().VisibleTo(reader, db)
                join b in db.Set<Buyer>() on new { c.ShopId, c.BuyerId } equals new { b.ShopId, BuyerId = b.Id }
                where talks.Contains(c.Id)
                select new { c.Id, b.Name }).ToListAsync(cancel);
            foreach (var talk in visible)
                found[new(StaffLinkKind.Conversation, talk.Id)] = new(StaffLinkKind.Conversation, talk.Id, null, talk.Name);
        }
        var tickets = links.Where(l => l.Kind == StaffLinkKind.Ticket).Select(l => l.Id).Distinct().ToArray();
        if (tickets.Length > 0 && reader.May(Permission.TicketsHandle))
        {
            foreach (var ticket in await db.Set<Ticket>().Where(t => t.ShopId == reader.ShopId && tickets.Contains(t.Id)).Select(t => new { t.Id, t.Number, t.Title }).ToListAsync(cancel))
                found[new(StaffLinkKind.Ticket, ticket.Id)] = new(StaffLinkKind.Ticket, ticket.Id, ticket.Number, ticket.Title);
        }
        return found;
    }

    private async Task<StaffMessagePage> Page(CurrentAgent me, StaffChannel channel, long? before, int size, CancellationToken cancel)
    {
        var rows = await db.Set<StaffMessage>().Where(m => m.ShopId == me.ShopId && m.Channel == channel && (before == null || m.Seq < before)).OrderByDescending(m => m.Seq).Take(size + 1).ToListAsync(cancel);
        var page = rows.Take(size).ToList();
        return new(await Views(me, page, cancel), rows.Count > size ? page[^1].Seq : null);
    }

    private async Task<Dictionary<StaffChannel, int>> Members(Guid shopId, CancellationToken cancel)
    {
        var posts = (await db.Set<Post>().Where(p => p.ShopId == shopId).ToListAsync(cancel)).Where(p => p.Permissions.GetValueOrDefault(Permission.ImSupervise, Scope.Self) == Scope.All).Select(p => p.Id).ToHashSet();
        var people = await db.Set<Agent>().Where(a => a.ShopId == shopId && a.SuspendedAt == null).Select(a => new { a.Groups, a.PostId, a.IsOwner }).ToListAsync(cancel);
        return Enum.GetValues<StaffChannel>().ToDictionary(c => c, c => people.Count(p => StaffChannels.Of(p.Groups, p.IsOwner || posts.Contains(p.PostId)).Contains(c)));
    }

    private static bool SupervisesAll(CurrentAgent agent) => agent.Reach(Permission.ImSupervise) == Scope.All;
}
