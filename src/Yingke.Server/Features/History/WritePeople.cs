using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.History;
using Yingke.Domain.Orders;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Orders;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>The shop, its agents and buyers as a file tells of them. Whom the shop knows already stays as he is here.</summary>
internal sealed class WritePeople(Db db, Stage stage, Shop shop, OrderClocks clocks, DateTimeOffset now)
{
    private const int DefaultCapacity = 10;

    public async Task Run(CancellationToken cancel)
    {
        await Shop(cancel);
        await Agents(cancel);
        foreach (var page in stage.Pages<BuyerLine>(BuyerLine.Word))
            await Buyers(page, cancel);
        foreach (var page in stage.Pages<OrderHistoryLine>(OrderHistoryLine.Word))
            await Orders(page, cancel);
        var agents = (await StoredLines.Agents(db, shop.Id, cancel)).ToDictionary(a => a.Value, a => a.Key);
        foreach (var page in stage.Pages<AftersaleHistoryLine>(AftersaleHistoryLine.Word))
            await Aftersales(page, agents, cancel);
    }

    private async Task Aftersales(List<(long Number, AftersaleHistoryLine Line)> page, IReadOnlyDictionary<string, Guid> agents, CancellationToken cancel)
    {
        var orders = await AftersaleHistory.Orders(db, shop.Id, [.. page.Select(a => a.Line.Order).Distinct()], cancel);
        await db.InTransaction(() => db.BulkInsert(page.ConvertAll(a => AftersaleHistory.Made(shop.Id, orders[a.Line.Order], a.Line, agents)), cancel), cancel);
    }

    private async Task Orders(List<(long Number, OrderHistoryLine Line)> page, CancellationToken cancel)
    {
        var buyers = await FindSources.Buyers(db, shop.Id, [.. page.Select(o => o.Line.Buyer).Distinct()], cancel);
        var orders = page.ConvertAll(o => OrderHistory.Made(shop.Id, buyers[o.Line.Buyer], o.Line));
        await db.InTransaction(async () =>
        {
            await db.BulkInsert(orders, cancel);
            await db.BulkInsert(orders.SelectMany(o => o.Lines).ToList(), cancel);
            await clocks.FollowAll(orders.FindAll(Shipping.Waits), shop.Settings.Orders, now, cancel);
        }, cancel);
    }

    /// <summary>A shop without conversations takes name, time zone and hours over; one with a life of its own only remembers whose history it holds.</summary>
    private async Task Shop(CancellationToken cancel)
    {
        if (stage.Pages<ShopLine>(ShopLine.Word).FirstOrDefault() is not [var (number, line), ..])
            return;
        if (shop.SourceId is not null || line.Id == shop.Id.ToString())
        {
            stage.Skip(number);
            return;
        }
        var isEmpty = !await db.Set<Domain.Conversations.Conversation>().AnyAsync(c => c.ShopId == shop.Id, cancel);
        await db.InTransaction(async () =>
        {
            var row = await db.Set<Shop>().AsTracking().SingleAsync(s => s.Id == shop.Id, cancel);
            row.SourceId = line.Id;
            if (!isEmpty)
                return;
            (row.Name, row.TimeZone) = (line.Name, line.TimeZone);
            row.Settings = row.Settings with { Service = row.Settings.Service with { Start = line.ServiceStart, End = line.ServiceEnd } };
            row.SettingsVersion++;
            await db.Set<PastServiceTimes>().Where(t => t.ShopId == shop.Id).ExecuteDeleteAsync(cancel);
        }, cancel);
        db.ChangeTracker.Clear();
    }

    private async Task Agents(CancellationToken cancel)
    {
        var known = (await StoredLines.Agents(db, shop.Id, cancel)).Values.ToHashSet();
        var posts = await db.Set<Post>().AsNoTracking().Where(p => p.ShopId == shop.Id).ToListAsync(cancel);
        var taken = (await db.Set<Agent>().AsNoTracking().Where(a => a.ShopId == shop.Id).Select(a => a.AccountName).ToListAsync(cancel)).ToHashSet();
        foreach (var page in stage.Pages<AgentLine>(AgentLine.Word))
        {
            foreach (var (number, line) in page)
            {
                if (known.Contains(line.Id))
                    stage.Skip(number);
                else
                    db.Add(New(line, posts, AccountName(line.Id, taken)));
            }
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Without a password: who may sign in is for the shop to say.</summary>
    private Agent New(AgentLine line, List<Post> posts, string accountName) => new()
    {
        ShopId = shop.Id, Id = Guid.CreateVersion7(now), AccountName = accountName, Name = line.Name, PostId = PostOf(line.Groups, posts).Id, Groups = line.Groups,
        ImEnabled = line.Groups != Groups.None, Capacity = line.Capacity ?? DefaultCapacity, Weight = line.Weight ?? 1, CreatedAt = now, PresenceSince = now, SourceId = line.Id,
    };

    private static Post PostOf(Groups groups, List<Post> posts)
    {
        var wanted = groups.HasFlag(Groups.Presale) ? BuiltInPosts.Presale : groups.HasFlag(Groups.Insale) ? BuiltInPosts.Insale
            : groups.HasFlag(Groups.Aftersale) ? BuiltInPosts.Aftersale : BuiltInPosts.ReadOnly;
        return posts.Find(p => p.BuiltIn == wanted.Key) ?? posts.OrderBy(p => p.Permissions.Count).First();
    }

    /// <summary>The source's id where it can be typed, else a plain name with a number.</summary>
    private static string AccountName(string id, HashSet<string> taken)
    {
        var plain = new string([.. id.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_').Take(32)]);
        if (plain.Length < 2)
            plain = "agent" + plain;
        var name = plain;
        for (var i = 2; !taken.Add(name); i++)
            name = $"{plain}-{i}";
        return name;
    }

    private async Task Buyers(List<(long Number, BuyerLine Line)> page, CancellationToken cancel)
    {
        var ids = page.ConvertAll(b => b.Line.Id);
        var known = await FindSources.Buyers(db, shop.Id, ids, cancel);
        var first = stage.FirstInflows(ids.Where(id => !known.ContainsKey(id)));
        foreach (var (number, line) in page)
        {
            if (known.ContainsKey(line.Id))
            {
                stage.Skip(number);
                continue;
            }
            var came = first.GetValueOrDefault(line.Id, now);
            var id = Guid.CreateVersion7(came);
            db.Add(new Buyer { ShopId = shop.Id, Id = id, Name = line.Name ?? StartVisit.VisitorName(id), Phone = line.Phone, CreatedAt = came, SourceId = line.Id });
        }
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
