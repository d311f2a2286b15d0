using System.Globalization;
using Yingke.Domain.History;

namespace Yingke.Server.Demo;

/// <summary>
/// A few days of the demo shop as a history file: the written talks, spread over the days before <paramref name="now"/>, the same for
/// the same instant. It comes into the shop by the product's own import.
/// </summary>
/// <param name="now">Where the past ends.</param>
/// <param name="zone">The shop's.</param>
/// <param name="agents">The cast with the ids that the shop gave them.</param>
internal sealed class Past(DateTimeOffset now, TimeZoneInfo zone, IReadOnlyList<(CastMember Who, string Id)> agents)
{
    private const int Days = 5;
    private const int ByDay = 34;
    private const int ByNight = 3;

    private static readonly int[] Earlier = [5, 11, 17, 23];

    private static readonly string[] Teas = ["明前云雾绿茶", "正山小种", "白毫银针", "凤凰单丛", "清香铁观音", "小青柑熟普", "茉莉银毫"];

    private static readonly long[] Prices = [12_800, 25_600, 19_800, 9_600, 31_600, 15_800, 8_800, 39_800];

    private static readonly string[] Buyers =
    [
        "王雪梅", "李建国", "赵一诺", "陈默", "刘思远", "杨小满", "黄静怡", "周海涛", "吴佳", "徐慧敏", "孙启明", "马晓东", "朱可欣", "胡蓉", "郭子轩", "何清扬",
        "高圆", "罗文静", "郑凯", "梁雨薇", "谢安然", "宋知秋", "唐糖", "许诺", "韩梅", "冯春生", "邓小雅", "曹立新", "彭悦", "曾广志", "萧然", "田甜", "董事成",
        "袁野", "潘多拉", "于飞", "蒋南", "蔡文姬", "余生", "杜若", "叶知秋", "程橙", "苏木", "魏来", "吕布衣", "丁香", "任逍遥", "沈默", "姚远", "卢笛",
        "傅雪", "钟意", "姜茶", "崔莺", "谭小溪", "廖一凡", "范特西", "汪洋", "陆离", "金满堂",
    ];

    // A seed of its own, so that two starts at the same time tell the same story.
    private readonly Random chance = new(20260501);
    private readonly List<HistoryLine> lines = [];

    public IEnumerable<string> Write()
    {
        lines.AddRange(Buyers.Select((name, i) => new BuyerLine(BuyerId(i), name, string.Create(CultureInfo.InvariantCulture, $"1380000{1000 + i}"))));
        lines.AddRange(DemoTickets.Past(now, [.. agents.Select(a => a.Id)]));
        lines.AddRange(DemoCalls.Past(now, zone, agents.Single(a => a.Who.Extension is not null).Id, i => lines.OfType<BuyerLine>().ElementAt(i % Buyers.Length).Phone!));
        var talks = Talk.All();
        var order = talks.Where(t => t.Group is not null).ToArray();
        var nobody = talks.Where(t => t.Group is null).ToArray();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var number = 0;
        foreach (var (day, every) in LastMonth(today).Select(d => (d, 2)).Concat(Enumerable.Range(0, Days + 1).Select(i => (today.AddDays(i - Days), 1))))
        {
            foreach (var begin in Begins(day).Where((_, i) => i % every == 0))
            {
                if (number % order.Length == 0)
                    chance.Shuffle(order);
                var talk = number % 29 == 28 ? nobody[number % nobody.Length] : order[number % order.Length];
                Tell(talk, number++, begin);
            }
        }
        return lines.Select(line => line.Write(zone));
    }

    /// <summary>Some days of the month before, so that it has figures to be scored by.</summary>
    private static IEnumerable<DateOnly> LastMonth(DateOnly today)
    {
        var first = Domain.Deadlines.LocalDay.MonthStart(today).AddMonths(-1);
        return Earlier.Select(first.AddDays).Where(day => day < today.AddDays(-Days));
    }

    /// <summary>When buyers come on a day: most between morning and evening, a few in the night before it.</summary>
    private IEnumerable<DateTimeOffset> Begins(DateOnly day)
    {
        var night = At(day, 0).AddHours(-0.8);
        var begins = Enumerable.Range(0, ByNight).Select(_ => night.AddMinutes(chance.Next(9 * 60)));
        // Busiest before noon and in the evening.
        var opened = Enumerable.Range(0, ByDay).Select(i => At(day, 9.1 + (i % 3 == 0 ? chance.NextDouble() * 13.4 : i % 3 == 1 ? 1 + chance.NextDouble() * 2.5 : 10 + chance.NextDouble() * 2.5)));
        return begins.Concat(opened).Order();
    }

    private DateTimeOffset At(DateOnly day, double hour) => Domain.Deadlines.LocalDay.Instant(day.ToDateTime(TimeOnly.MinValue), zone).AddHours(hour);

    private void Tell(Talk talk, int number, DateTimeOffset begin)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"talk-{number + 1}");
        var told = new List<HistoryLine> { new InflowLine(id, BuyerId(number * 7 % Buyers.Length), talk.Source, "web", begin) };
        var at = begin;
        var agent = talk.Group is null ? null : Somebody(talk.Group);
        var assigned = false;
        foreach (var (who, text) in talk.Lines)
        {
            if (who != '买' && !assigned)
            {
                // At night nobody is there: the morning's first agent takes it.
                at = begin = IsNight(begin) ? Morning(begin).AddSeconds(chance.Next(20, 1500)) : begin.AddSeconds(1);
                Assign(told, id, agent!, at);
                at = at < told.Max(At) ? told.Max(At) : at;
                assigned = true;
            }
            at = at.AddMilliseconds(Pause(who) * 1000 + chance.Next(1000));
            if (who == '转')
                Assign(told, id, agent = Somebody(text, agent), at);
            else
                told.Add(Message(id, who, agent, text, number, at));
        }
        at = at.AddSeconds(chance.Next(90, 700));
        told.Add(new CloseLine(id, at));
        if (talk.Stars is { } stars && chance.Next(10) < 8)
            told.Add(new RatingLine(id, stars, talk.Words, at = at.AddSeconds(chance.Next(8, 240))));
        // Only what is over by now is the past.
        if (at >= now.AddMinutes(-2))
            return;
        lines.AddRange(told);
        if (assigned && talk.Source is "product_detail" or "shop_home" && number % 5 < 3)
            Buy(number, told.Max(At).AddMinutes(2 + (number % 9)));
    }

    /// <summary>Who asked before the sale and was served well buys soon after.</summary>
    private void Buy(int number, DateTimeOffset at)
    {
        if (at >= now)
            return;
        DateTimeOffset? After(double hours) => at.AddHours(hours) < now ? at.AddHours(hours) : null;
        lines.Add(new OrderHistoryLine(string.Create(CultureInfo.InvariantCulture, $"{at:yyyyMMdd}{60000 + number}"), BuyerId(number * 7 % Buyers.Length), Prices[number % Prices.Length], at, at.AddMinutes(1), After(9), After(14), After(70), null,
            After(80), 0, "demo", Teas[number % Teas.Length]));
    }

    private static DateTimeOffset At(HistoryLine line) => ((ConversationLine)line).At;

    private static void Assign(List<HistoryLine> told, string id, (CastMember Who, string Id)? agent, DateTimeOffset at)
    {
        var (who, agentId) = agent!.Value;
        // The buyer may still have been typing.
        at = at < told.Max(At) ? told.Max(At).AddMilliseconds(400) : at;
        told.Add(new AssignLine(id, agentId, at));
        told.Add(new MessageLine(id, "system", null, MessageLine.TextKind, $"您好，{who.Name}为您服务，请问有什么可以帮您？", at, null));
    }

    private static MessageLine Message(string id, char who, (CastMember Who, string Id)? agent, string text, int number, DateTimeOffset at)
    {
        var words = text.Replace("{茶}", Teas[number % Teas.Length], StringComparison.Ordinal)
            .Replace("{号}", string.Create(CultureInfo.InvariantCulture, $"{at.AddDays(-3):yyyyMMdd}{1000 + number * 37 % 9000}"), StringComparison.Ordinal);
        return new(id, who switch { '买' => "buyer", '记' => "note", _ => "agent" }, who == '买' ? null : agent!.Value.Id, MessageLine.TextKind, words, at, null);
    }

    /// <summary>Seconds before somebody writes: agents are mostly quick, and now and then not.</summary>
    private int Pause(char who) => who switch
    {
        '客' => chance.Next(12) == 0 ? chance.Next(65, 230) : chance.Next(7, 48),
        '买' => chance.Next(4, 55),
        _ => chance.Next(3, 20),
    };

    /// <summary>Somebody of the group, the heavier the oftener, other than <paramref name="former"/>.</summary>
    private (CastMember Who, string Id)? Somebody(string group, (CastMember Who, string Id)? former = null)
    {
        var wanted = HistoryWords.GroupsOf([group]);
        var able = agents.Where(a => a.Who.Groups.HasFlag(wanted) && a.Id != former?.Id).SelectMany(a => Enumerable.Repeat(a, a.Who.Weight * (a.Who.Groups == wanted ? 2 : 1))).ToList();
        return able[chance.Next(able.Count)];
    }

    private bool IsNight(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).Hour is >= 23 or < 9;

    private DateTimeOffset Morning(DateTimeOffset night)
    {
        var local = TimeZoneInfo.ConvertTime(night, zone).DateTime;
        return At(DateOnly.FromDateTime(local.Hour >= 23 ? local.AddDays(1) : local), 9);
    }

    private static string BuyerId(int index) => string.Create(CultureInfo.InvariantCulture, $"buyer-{index + 1}");
}
