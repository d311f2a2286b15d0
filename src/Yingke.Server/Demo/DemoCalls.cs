using System.Globalization;
using Yingke.Domain.Deadlines;
using Yingke.Domain.History;

namespace Yingke.Server.Demo;

/// <summary>Calls of the days before, as history lines, some of them written up; and the secret that the storefront's telephone signs with.</summary>
internal static class DemoCalls
{
    private const int Days = 6;
    private const int ByDay = 7;

    private static readonly string[] Notes =
    [
        "问快递到哪里，已查到在派送，请顾客今天留意电话。", "想换一款清香一点的茶，已指导在订单里申请换货。", "开企业抬头的发票，资料已记下，转财务。", "礼盒能不能附贺卡，可以，请在备注里写明贺词。", "茶饼边角碎了，已安抚并开工单核实包装。",
    ];

    /// <summary>Most are answered soon, one in seven rings in vain, one in eleven gives up before it rings, one in five is from a number that nobody has.</summary>
    public static List<HistoryLine> Past(DateTimeOffset now, TimeZoneInfo zone, string agent, Func<int, string> phoneOf)
    {
        // A seed of its own, so that two starts at the same time tell the same story.
        var chance = new Random(20260504);
        var lines = new List<HistoryLine>();
        var today = LocalDay.Of(now, zone);
        for (var day = today.AddDays(-Days); day <= today; day = day.AddDays(1))
        {
            for (var i = 0; i < ByDay; i++)
            {
                var number = lines.Count + 1;
                var queued = LocalDay.Start(day, zone).AddHours(9.2 + i * 1.2).AddSeconds(chance.Next(3000));
                var (gaveUp, missed) = (number % 11 == 0, number % 7 == 3);
                DateTimeOffset? rang = gaveUp ? null : queued.AddSeconds(chance.Next(2, 14));
                DateTimeOffset? answered = gaveUp || missed ? null : rang!.Value.AddSeconds(number % 9 == 0 ? chance.Next(21, 33) : chance.Next(3, 17));
                var ended = (answered ?? rang ?? queued).AddSeconds(answered is null ? chance.Next(25, 45) : chance.Next(50, 420));
                var survey = answered is null ? null : (number % 10) switch { 1 => "declined", 6 => "unsatisfied", 2 or 5 => null, _ => "satisfied" };
                var phone = number % 5 == 4 ? string.Create(CultureInfo.InvariantCulture, $"1391000{2000 + number}") : phoneOf(number * 3);
                // Only what is over by now is the past.
                if (ended < now.AddMinutes(-2))
                    lines.Add(new CallLine(string.Create(CultureInfo.InvariantCulture, $"call-{day:MMdd}-{i + 1}"), rang is null ? null : agent, queued, rang, answered, ended, survey, phone));
            }
        }
        return lines;
    }

    /// <summary>Records of the latest calls, as agents keep them.</summary>
    public static async Task Write(DemoClient owner, CancellationToken cancel)
    {
        await owner.Post("settings/inbound/calls/rotation", new { }, cancel);
        var categories = (await owner.Get("categories", cancel)).GetProperty("items").EnumerateArray().Where(c => c.TryGetProperty("parentId", out _)).Select(c => c.GetProperty("id").GetString()).ToList();
        var calls = (await owner.Get("calls?state=answered&limit=40", cancel)).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").GetString()).ToList();
        for (var i = 0; i < calls.Count; i++)
        {
            if (i % 4 != 1)
                await owner.Put($"calls/{calls[i]}/note", new { note = Notes[i % Notes.Length], categoryId = categories[i % categories.Count] }, cancel);
        }
    }
}
