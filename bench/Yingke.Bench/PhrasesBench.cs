using System.Diagnostics;
using Yingke.Bench.Rig;
using Yingke.Domain.Quality;

namespace Yingke.Bench;

/// <summary>
/// What a message costs with 50,000 forbidden phrases against what it costs with 50, the same messages in turn: one pass over the text is to cost the same
/// however long the list is. The phrases begin with the characters that the messages are made of, so that the pass goes astray as often as it can.
/// </summary>
internal static class PhrasesBench
{
    private const int Many = 50_000;
    private const int Few = 50;
    private const int Rounds = 31;
    private const int Times = 400;

    private static readonly string[] Messages =
    [
        "您好，欢迎光临松间茶铺，请问有什么可以帮您？", "亲，这款明前龙井是今年 3 月 28 日采摘的，50 克一罐，现在下单今天就能发货哦~", "好的，我帮您看一下物流，请稍等。", "您的包裹已经到杭州转运中心，预计明天下午送达，请保持电话畅通。",
        "非常抱歉给您带来不便，我们马上为您补发，运费由我们承担。", "这款有 100 克和 200 克两种规格，200 克的更划算一些，平均每克便宜两毛。", "退款会在 1-3 个工作日内原路退回到您的付款账户，到账后会有短信通知。", "OK", "请您提供一下订单号，我为您核实一下具体情况。",
        "亲亲，优惠券已经发到您的账户里了，满 199 减 20，结算的时候会自动使用，有效期到本月底，请在有效期内使用哦，有任何问题随时联系我们，祝您生活愉快！", "在的，您说。", "这边已经为您备注了，发货前会再检查一遍包装。",
    ];

    public static void Run()
    {
        var random = new Random(20261122);
        var letters = string.Concat(Messages).Where(c => c is >= '\u4E00' and <= '\u9FFF').ToArray();
        var phrases = new HashSet<string>();
        while (phrases.Count < Many)
            phrases.Add(string.Concat(Enumerable.Range(0, random.Next(2, 9)).Select(_ => letters[random.Next(letters.Length)])));
        // What hits would be another measurement: a hit costs its row.
        var plain = Messages.Select(PhraseBook.Plain).ToList();
        var innocent = phrases.Where(p => !plain.Exists(m => m.Contains(p, StringComparison.Ordinal))).ToList();
        while (innocent.Count < Many)
            innocent.Add($"{letters[random.Next(letters.Length)]}{letters[random.Next(letters.Length)]}无{innocent.Count}");
        var (few, many) = (Book(innocent.Take(Few)), Book(innocent));
        var costs = new List<(double Few, double Many)>();
        for (var round = 0; round < Rounds; round++)
        {
            // Each in turn the first.
            var pair = round % 2 == 0 ? (Few: Cost(few), Many: Cost(many)) : Swapped(Cost(many), Cost(few));
            if (round > 0)
                costs.Add(pair);
        }
        var ratios = costs.Select(c => c.Many / c.Few).Order().ToList();
        Figures.Say($"{Few} phrases {Figures.Median(costs.Select(c => c.Few)):0.00} µs a message, {Many} phrases {Figures.Median(costs.Select(c => c.Many)):0.00} µs; {costs.Count} pairs of {Times * Messages.Length} messages, from {ratios[0]:0.00} to {ratios[^1]:0.00}");
        Figures.Ratio($"phrases-{Many}", Figures.Median(ratios));
    }

    private static (double Few, double Many) Swapped(double many, double few) => (few, many);

    private static PhraseBook Book(IEnumerable<string> phrases) => new([.. phrases.Select(p => new ListedPhrase(p, PhraseSeverity.Warn))], [], new());

    private static double Cost(PhraseBook book)
    {
        var (began, hits) = (Stopwatch.GetTimestamp(), 0);
        for (var i = 0; i < Times; i++)
        {
            foreach (var message in Messages)
                hits += book.Find(message).Count;
        }
        var took = Stopwatch.GetElapsedTime(began);
        if (hits > 0)
            throw new InvalidOperationException($"{hits} hits where there are none.");
        return took.TotalMicroseconds / (Times * Messages.Length);
    }
}
