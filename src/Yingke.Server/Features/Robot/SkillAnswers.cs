using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Domain.Robot;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Robot;

/// <param name="OrderNumber">The order it speaks of.</param>
internal sealed record SkillAnswer(string Text, string? OrderNumber = null);

/// <summary>What the robot looks up: nothing but the buyer's own orders and applications, whatever number the buyer names (spec: campaigns.md, Robot).</summary>
internal sealed class SkillAnswers(Db db, TimeProvider time)
{
    private const int Listed = 3;
    private const int EventsListed = 3;

    /// <returns>Null where there is nothing of the buyer's to tell of.</returns>
    public async Task<SkillAnswer?> Of(RobotSkill skill, Shop shop, Conversation conversation, string text, bool english, CancellationToken cancel)
    {
        var words = RobotWords.In(english);
        if (skill == RobotSkill.WorkingHours)
            return new(words.Hours(Clock(shop.Settings.Service.Start), Clock(shop.Settings.Service.End), Due.IsOpen(shop, conversation.Channel, time.Now())));
        var orders = await Orders(shop.Id, conversation, text, cancel);
        if (skill == RobotSkill.ReturnProgress)
            return await Applications(shop, conversation.BuyerId, words, cancel);
        if (orders.Count == 0)
            return null;
        var lines = skill == RobotSkill.Logistics ? orders.Take(1).SelectMany(o => Logistics(o, shop.Zone, words)) : orders.SelectMany(o => Status(o, shop, words));
        return new(string.Join('\n', lines), orders[0].Number);
    }

    /// <summary>The one that is named, or of the card with which the buyer came in; otherwise the latest, those under way first.</summary>
    private async Task<List<Order>> Orders(Guid shopId, Conversation conversation, string text, CancellationToken cancel)
    {
        var buyerId = conversation.BuyerId;
        var own = await db.Set<Order>().Include(o => o.Lines).Where(o => o.ShopId == shopId && o.BuyerId == buyerId).OrderByDescending(o => o.PlacedAt).Take(20).AsSplitQuery().ToListAsync(cancel);
        if (RobotSkills.OrderNumberIn(text) is { } named)
            return own.FindAll(o => o.Number.EndsWith(named, StringComparison.OrdinalIgnoreCase));
        if (own.Find(o => o.Number == conversation.Order?.Id) is { } shown)
            return [shown];
        return [.. own.OrderBy(o => o.State is OrderState.Paid or OrderState.Shipped ? 0 : 1).ThenByDescending(o => o.PlacedAt).Take(Listed)];
    }

    private static IEnumerable<string> Status(Order order, Shop shop, RobotWords words)
    {
        yield return words.Order(order.Number, order.State) + Titles(order);
        if (order.State == OrderState.Paid && Shipping.ShipBy(order, shop.Settings.Orders.Times()) is { } by)
            yield return "· " + words.ShipBy(At(by, shop.Zone));
        if (order is { State: OrderState.Shipped, LogisticsNumber: not null })
            yield return "· " + words.Shipped(order.LogisticsCompany, order.LogisticsNumber);
    }

    private static IEnumerable<string> Logistics(Order order, TimeZoneInfo zone, RobotWords words)
    {
        yield return words.Order(order.Number, order.State) + Titles(order);
        if (order.LogisticsNumber is null)
        {
            yield return "· " + (order.State is OrderState.Placed or OrderState.Paid ? words.NotShipped : words.NoTrack);
            yield break;
        }
        yield return "· " + words.Shipped(order.LogisticsCompany, order.LogisticsNumber);
        foreach (var step in order.Track.Take(EventsListed))
            yield return $"· {At(step.At, zone)} {step.Text}";
        if (order.Track.Count == 0)
            yield return "· " + words.NoTrack;
    }

    private async Task<SkillAnswer?> Applications(Shop shop, Guid buyerId, RobotWords words, CancellationToken cancel)
    {
        var own = await db.Set<Application>().Where(a => a.ShopId == shop.Id && a.BuyerId == buyerId).OrderByDescending(a => a.AppliedAt).Take(Listed).ToListAsync(cancel);
        if (own.Count == 0)
            return null;
        var first = own[0].OrderId;
        var number = await db.Set<Order>().Where(o => o.ShopId == shop.Id && o.BuyerId == buyerId && o.Id == first).Select(o => o.Number).SingleOrDefaultAsync(cancel);
        return new(string.Join('\n', own.SelectMany(a => Progress(a, shop.Zone, words))), number);
    }

    private static IEnumerable<string> Progress(Application application, TimeZoneInfo zone, RobotWords words)
    {
        yield return words.Application(application.Number, application.Type, application.State);
        if (application.RefundedFen > 0)
            yield return "· " + words.Refunded((application.RefundedFen / 100m).ToString("0.00", CultureInfo.InvariantCulture));
        if (application.DueAt is { } due)
            yield return "· " + words.AnswerBy(At(due, zone));
    }

    private static string Titles(Order order) => order.Lines.Count == 0 ? "" : $"（{order.Lines.OrderBy(l => l.Position).First().Title}{(order.Lines.Count > 1 ? " …" : "")}）";

    private static string At(DateTimeOffset at, TimeZoneInfo zone) => LocalDay.Local(at, zone).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Clock(TimeOnly at) => at.ToString("HH\\:mm", CultureInfo.InvariantCulture);
}
