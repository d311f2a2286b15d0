namespace Yingke.Server.Tests.Performance;

/// <summary>Scorecards that tests write.</summary>
internal static class Cards
{
    /// <summary>Lines that a supervisor fills in.</summary>
    public static object[] Graded() =>
    [
        new { key = "quality", section = "professional", kind = "graded", name = "客服素质", full = 20, missing = "skip" },
        new { key = "attendance", section = "basic", kind = "attendance", name = "出勤", full = 20, missing = "full", losses = new { late = 5, leave = 5, absence = 10 } },
        new { key = "refund_rate", section = "professional", kind = "entered", indicator = "refund_rate", name = "退款率", full = 30, missing = "skip", curve = new { kind = "tiers", tiers = new[] { new { atMost = 5, score = 30 }, new { atMost = 8, score = 20 } } } },
    ];

    /// <summary>What every agent of the golden histories has a figure for.</summary>
    public static object[] Chats() =>
    [
        new { key = "good_rate", section = "basic", kind = "indicator", of = "all", indicator = "good_rate", full = 40, missing = "skip", curve = new { kind = "linear", worst = 80, best = 98 } },
        new { key = "avg_response", section = "basic", kind = "indicator", of = "all", indicator = "avg_response", full = 40, missing = "zero", curve = new { kind = "linear", worst = 120, best = 30 } },
        new { key = "conversion", section = "professional", kind = "indicator", of = "sales", indicator = "conversion", full = 20, missing = "full", curve = new { kind = "deduct", target = 60, step = 5, points = 2, lowerIsBetter = false } },
    ];
}
