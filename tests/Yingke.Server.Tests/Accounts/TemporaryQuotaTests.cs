using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Accounts;

/// <summary>spec: campaigns.md, Sub-account quota.</summary>
public sealed class TemporaryQuotaTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly Person Extra = Cast.Hired with { Account = "linshi", Name = "临时小云", Company = null };
    private static readonly Person Second = Extra with { Account = "linshi2", Name = "临时小雨" };

    [Fact]
    public async Task Ten_more_for_a_month_from_five_hundred_a_day_and_they_lapse_by_themselves()
    {
        var shop = await server.Shop();
        var owner = shop.Owner.Api;
        await server.Host.Look(async db =>
        {
            (await db.Set<Shop>().AsTracking().SingleAsync(s => s.Id == shop.Id)).SubAccountQuota = Cast.Staff.Count;
            return await db.SaveChangesAsync();
        });
        (await Hire(owner, shop, Extra)).Refused(409, "quota_reached");
        // One short of 500 a day; today's order and the one of 31 days ago are not of the thirty days.
        await Place(shop, 14_999, daysAgo: 1);
        await Place(shop, 1, daysAgo: 0);
        await Place(shop, 1, daysAgo: 31);
        var quota = await Quota(owner);
        (quota.Orders, quota.Average, quota.Why).ShouldBe((14_999, 499.97m, "too_few_orders"));
        (await owner.Post("agents/temporary-quota")).Refused(409, "too_few_orders");
        await Place(shop, 1, daysAgo: 30);
        (await Quota(owner)).Why.ShouldBeNull();
        var granted = (await owner.Post("agents/temporary-quota")).As<TemporaryQuotaAnswer>();
        var until = granted.Granted!.UntilAt;
        (granted.Average, granted.Granted.Places, granted.Why, until).ShouldBe((500m, 10, "places_granted", server.Clock.Now.AddDays(31)), "March has 31 days");
        (await owner.Post("agents/temporary-quota")).Refused(409, "places_granted");

        var made = (await Hire(owner, shop, Extra)).As<AgentView>();
        made.LapsesAt.ShouldBe(until);
        (await Quota(owner)).Granted!.Used.ShouldBe(1);
        for (var i = 0; i < 9; i++)
            (await Hire(owner, shop, Second with { Account = $"more{i}" })).Ok();
        (await Hire(owner, shop, Second)).Refused(409, "quota_reached");
        var temporary = await shop.OnDuty(Extra);
        var talk = await (await shop.Buyer()).Ask();
        (await temporary.Desk()).Conversations.ShouldHaveSingleItem().Id.ShouldBe(talk);

        // The last millisecond of the month, and the first after it.
        server.Clock.Set(until.AddMilliseconds(-1));
        temporary = await shop.SignIn(Extra);
        (await temporary.Api.Get("session")).Ok();
        owner = (await shop.SignIn(Cast.Owner)).Api;
        server.Clock.Set(until);
        (await SignIn(shop)).Refused(401, "sign_in_refused");
        await server.Host.RunJob("lapsed-accounts");
        (await temporary.Api.Get("session")).Refused(401, "signed_out");
        // By hand again only where there is a place; what they did is kept.
        (await owner.Delete($"agents/{made.Id}/suspension")).Refused(409, "quota_reached");
        var kept = (await owner.Get($"agents/{made.Id}")).As<AgentView>();
        (kept.Suspended, kept.Name).ShouldBe((true, "临时小云"));
        (await owner.Get($"conversations/{talk}")).Ok();
        (await Quota(owner)).Granted.ShouldBeNull();
        await server.Host.Look(async db =>
        {
            (await db.Set<AuditRecord>().CountAsync(a => a.ShopId == shop.Id && a.Action == "agent.lapsed")).ShouldBe(10);
            return true;
        });
        await server.Host.RunJob("lapsed-accounts");
    }

    private static async Task<TemporaryQuotaAnswer> Quota(Api api) => (await api.Get("agents/temporary-quota")).As<TemporaryQuotaAnswer>();

    private static Task<Answer> Hire(Api owner, TestShop shop, Person person) => owner.Post("agents", new
    {
        accountName = person.Account, name = person.Name, password = Cast.Password, postId = shop.PostId(person.Post), groups = person.Groups, im = person.Im,
    });

    private Task<Answer> SignIn(TestShop shop) => server.Host.Connect().Post("session", new { shop = shop.Code, account = Extra.Account, password = Cast.Password });

    private Task<int> Place(TestShop shop, int count, int daysAgo) => server.Host.Look(async db =>
    {
        var at = server.Clock.Now.AddDays(-daysAgo);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.AddRange(Enumerable.Range(0, count).Select(i => new Order
        {
            ShopId = shop.Id, Id = Guid.CreateVersion7(at), Number = $"{daysAgo:00}{count:000000}{i:000000}", Platform = "taobao", State = OrderState.Paid, TotalFen = 100, PaidFen = 100, PlacedAt = at, PaidAt = at, UpdatedAt = at,
        }));
        return await db.SaveChangesAsync();
    });
}
