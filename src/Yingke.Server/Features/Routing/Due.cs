using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Server.Features.Accounts;

namespace Yingke.Server.Features.Routing;

/// <summary>When answers are due, by the hours of the shop and of the channel (spec: routing.md, Service hours and deadlines).</summary>
internal static class Due
{
    public static DateTimeOffset Reply(Shop shop, Channel channel, DateTimeOffset since) =>
        ReplyDue.Of(since, Hours(shop.Settings.Service, channel), shop.Zone, shop.Settings.Reply.RedSeconds);

    public static DateTimeOffset OfflineMessage(Shop shop, Channel channel, DateTimeOffset waitingSince, DateTimeOffset now) =>
        ReplyDue.OfOfflineMessage(waitingSince, now, Hours(shop.Settings.Service, channel), shop.Zone, shop.Settings.Reply.RedSeconds);

    public static bool IsOpen(Shop shop, Channel channel, DateTimeOffset now) => Hours(shop.Settings.Service, channel).IsOpen(now, shop.Zone);

    private static ServiceHours Hours(ServiceSettings service, Channel channel)
    {
        var hours = new ServiceHours(service.Start, service.End, service.NightDue);
        return service.Channels.TryGetValue(channel, out var own)
            ? hours with
            {
                Weekly = own.Weekly.ToDictionary(d => (DayOfWeek)((d.Day + 1) % 7), d => d.Open),
                Holidays = own.Holidays.ToDictionary(h => h.Date, h => h.Open),
            }
            : hours;
    }
}
