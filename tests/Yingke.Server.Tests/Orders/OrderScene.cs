using System.Globalization;
using System.Text.Json;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Orders;

/// <summary>A member of the shop who talks with 小竹, and the orders they have.</summary>
internal sealed class OrderScene
{
    public const string Member = "M1001";

    public required TestShop Shop { get; init; }
    public required AgentClient Agent { get; init; }
    public required VisitorClient Buyer { get; init; }
    public required Guid Conversation { get; init; }

    public static async Task<OrderScene> Set(ServerFixture server, Person? agent = null)
    {
        var shop = await server.Shop();
        var serving = await shop.OnDuty(agent ?? Cast.Zhu);
        var buyer = await Arrive(shop, Member, "苏晓");
        return new() { Shop = shop, Agent = serving, Buyer = buyer, Conversation = await buyer.Ask("order_detail", "我的快递到哪了") };
    }

    public static Task<VisitorClient> Arrive(TestShop shop, string member, string name)
    {
        var expires = shop.Host.Clock.Now.AddHours(1).ToUnixTimeSeconds();
        return VisitorClient.Arrive(shop.Host.Connect(), shop.PublicKey,
            new { memberId = member, name, expires, signature = Domain.Accounts.BuyerIdentity.Sign(shop.IdentitySecret, shop.Code, member, expires) });
    }

    public Task<Answer> TryPut(string number, object order) => Shop.Owner.Api.Put("orders/" + number, order);

    public async Task<JsonElement> Put(string number, string state = "placed", string member = Member, double placedHoursAgo = 2, double? paidHoursAgo = null, double updatedHoursAgo = 0, long fen = 12800) =>
        (await TryPut(number, Document(state, member, placedHoursAgo, paidHoursAgo, updatedHoursAgo, fen))).Ok().Json;

    public object Document(string state, string member = Member, double placedHoursAgo = 2, double? paidHoursAgo = null, double updatedHoursAgo = 0, long fen = 12800)
    {
        string? At(double? hours) => hours is { } h ? Shop.Host.Clock.Now.AddHours(-h).ToString("O", CultureInfo.InvariantCulture) : null;
        return new
        {
            buyer = new { memberId = member, name = "苏晓" }, platform = "taobao", state, totalFen = fen + 600, freightFen = 600, paidFen = paidHoursAgo is null ? 0 : fen + 600,
            placedAt = At(placedHoursAgo), paidAt = At(paidHoursAgo), updatedAt = At(updatedHoursAgo), receiver = new { name = "苏晓", phone = "13800002046", region = "浙江省 杭州市", street = "龙井路 1 号" },
            lines = new[] { new { id = "l1", productId = "yunwu", title = "明前云雾绿茶", quantity = 2, priceFen = fen / 2, totalFen = fen } },
        };
    }
}
