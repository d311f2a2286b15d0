using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Demo;

/// <summary>
/// Fills an empty database with the demo shop, the way a shop would: the command makes it, the owner hires the cast over the API, the past
/// comes in as a history file, and this morning's buyers ask by themselves.
/// </summary>
internal sealed class PlantDemo(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>The end of the number of the order whose parcel is asked for.</summary>
    private const string Shipped = "1093";

    /// <summary>The demo shop, planted now if the database is empty; null in a database that others live in.</summary>
    public async Task<Shop?> Run(Uri address, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var shop = await db.Set<Shop>().SingleOrDefaultAsync(s => s.Code == Cast.ShopCode, cancel);
        if (shop is null && await db.Set<Shop>().AnyAsync(cancel))
            return null;
        if (shop is not null && await db.Set<Conversation>().AnyAsync(c => c.ShopId == shop.Id, cancel))
            return shop;
        shop ??= await scope.ServiceProvider.GetRequiredService<AddShop>().Handle(Cast.ShopCode, Cast.ShopName, Cast.Owner.Account, Cast.Owner.Name, Cast.Password, cancel);
        using var owner = new DemoClient(address);
        await owner.Post("session", new { shop = Cast.ShopCode, account = Cast.Owner.Account, password = Cast.Password }, cancel);
        var agents = await Hire(owner, cancel);
        await Import(owner, new Past(time.Now(), shop.Zone, agents), cancel);
        var now = time.Now();
        await DemoTickets.Open(address, owner, Domain.Deadlines.LocalDay.Of(now, shop.Zone).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), now, cancel);
        await DemoCalls.Write(owner, cancel);
        await DemoQuality.List(owner, cancel);
        await new DemoKnowledge(address, owner, Domain.Deadlines.LocalDay.Of(now, shop.Zone)).Plant(cancel);
        await new DemoPhrases(address).Plant(cancel);
        await new DemoInspections(address).Plant(Domain.Deadlines.LocalDay.Of(now, shop.Zone), cancel);
        var people = (await owner.Get("agents", cancel)).GetProperty("items").EnumerateArray().ToDictionary(a => a.GetProperty("accountName").GetString()!, Id);
        await new DemoShifts(address, owner, Domain.Deadlines.LocalDay.Of(now, shop.Zone)).Plan(people, cancel);
        await new DemoPeople(address).Plant(people, cancel);
        var parcel = "";
        foreach (var (number, document) in new DemoOrders(time.Now(), shop.Zone).All())
        {
            await owner.Put("orders/" + number, document, cancel);
            parcel = number.EndsWith(Shipped, StringComparison.Ordinal) ? number : parcel;
        }
        await new DemoAfterSales(address, owner).Plant(cancel);
        await DemoCampaign.Run(owner, now, shop.Zone, cancel);
        await new DemoPay(address, owner, now, shop.Zone).Plant(cancel);
        await new DemoRobot(address, owner, shop).Plant(Visit(shop, DemoOrders.Members[0].Member), cancel);
        await DemoAlerts.Set(address, cancel);
        await Ask(address, shop, "order_detail", "我的快递到哪了", cancel, DemoOrders.Members[0].Member, new { id = parcel, title = "明前云雾绿茶 等 2 件", imageUrl = "/storefront/img/yunwu.svg", priceFen = 25600, url = $"/storefront/order.html?id={parcel}", text = $"已发货　{parcel}" });
        await Ask(address, shop, "order_detail", "你好，昨天到的银针少了一盒，麻烦看看", cancel, DemoOrders.Members[1].Member, complains: true);
        await Ask(address, shop, "product_detail", "明前云雾还有礼盒装吗？", cancel);
        await Ask(address, shop, "shop_home", "想订 20 份中秋茶礼，可以印公司名字吗", cancel);
        return shop;
    }

    /// <summary>Whoever is there already, from a start that was cut short, stays.</summary>
    private static async Task<List<(CastMember Who, string Id)>> Hire(DemoClient owner, CancellationToken cancel)
    {
        var posts = (await owner.Get("posts", cancel)).EnumerateArray().ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("id").GetGuid());
        var there = (await owner.Get("agents", cancel)).GetProperty("items").EnumerateArray().ToDictionary(a => a.GetProperty("accountName").GetString()!, Id);
        var hired = new List<(CastMember, string)>();
        foreach (var who in Cast.Staff)
        {
            if (!there.TryGetValue(who.Account, out var id))
            {
                id = Id(await owner.Post("agents", new
                {
                    accountName = who.Account, name = who.Name, password = Cast.Password, postId = posts[who.Post.Name], im = who.IsAgent,
                    groups = Domain.History.HistoryWords.Words(who.Groups), capacity = who.Capacity, weight = who.Weight, greeting = who.Greeting ?? "", extension = who.Extension ?? "",
                }, cancel));
            }
            if (who.IsAgent)
                hired.Add((who, id));
        }
        return hired;
    }

    private static async Task Import(DemoClient owner, Past past, CancellationToken cancel)
    {
        var id = Id(await owner.Upload("history/imports?mode=strict", "history.jsonl", string.Join('\n', past.Write()), cancel));
        JsonElement import;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancel);
            import = await owner.Get("history/imports/" + id, cancel);
        }
        while (import.GetProperty("state").GetString() == "running");
        if (import.GetProperty("state").GetString() != "done")
            throw new InvalidOperationException($"The demo's history was not imported: {import}");
    }

    private async Task Ask(Uri address, Shop shop, string source, string text, CancellationToken cancel, string? member = null, object? order = null, bool complains = false)
    {
        using var buyer = new DemoClient(address);
        buyer.Bearer((await buyer.Post("visitor/sessions", Visit(shop, member), cancel)).GetProperty("token").GetString()!);
        var conversation = await buyer.Post("visitor/conversation", order is null ? new { source } : new { source, order }, cancel);
        await buyer.Post($"visitor/conversations/{Id(conversation)}/messages", new { clientId = Guid.NewGuid().ToString("N"), text }, cancel);
        if (complains)
            await DemoQuality.Complain(buyer, cancel);
        // By night the robot is first; these buyers want somebody.
        if (conversation.GetProperty("state").GetString() == "robot")
            await buyer.Post($"visitor/conversations/{Id(conversation)}/person", new { }, cancel);
    }

    private object Visit(Shop shop, string? member)
    {
        var expires = time.Now().AddHours(1).ToUnixTimeSeconds();
        return member is null ? new { shop = shop.PublicKey } : new
        {
            shop = shop.PublicKey, identity = new { memberId = member, name = Cast.Members[member], expires, signature = Domain.Accounts.BuyerIdentity.Sign(shop.IdentitySecret, shop.Code, member, expires) },
        };
    }

    private static string Id(JsonElement answer) => answer.GetProperty("id").GetString()!;
}
