using Yingke.Domain.Accounts;

namespace Yingke.Server.Tests.Security;

/// <summary>The rows of figures, scores, pay and quality.</summary>
public static partial class RouteTable
{
    private const string Officer = "staff:" + Permission.ComplaintsDecide;
    private const string Decide = "staff:" + Permission.QualityDecide;
    private const string Quality = "staff:" + Permission.QualityDecide + "|" + Permission.QualityInspect;
    private const string Inspect = "staff:" + Permission.QualityInspect;
    private const string Hits = "staff:" + Permission.QualityInspect + "|" + Permission.QualityDecide;
    private const string Scorecards = "staff:" + Permission.ScorecardsEdit;
    private const string Pay = "staff:" + Permission.PayView;

    private static IReadOnlyList<Row> OfFigures =>
    [
        new("GET", "/payment-reminders", "staff:" + Permission.OrdersPrice),
        new("POST", "/payment-reminders", "staff:" + Permission.OrdersPrice, s => new { orderIds = new[] { s.Order }, template = 0 }),
        new("GET", "/payment-reminders/report", "staff:" + Permission.OrdersPrice),
        new("GET", "/inspections", Inspect),
        new("GET", "/inspections/counts", Inspect),
        new("GET", "/inspections/own", "staff"),
        new("GET", "/inspections/weeks", Inspect),
        new("GET", "/inspections/inspectors", Inspect),
        new("POST", "/inspections", "person:" + Permission.QualityInspect, s => new { conversationId = s.Conversation, agentId = s.Serving.Id, sheetKey = "vip_service" }, s => new { callId = s.Call, sheetKey = "hotline" }),
        new("GET", "/inspections/{id}", "staff"),
        new("PUT", "/inspections/{id}/inspector", "person:" + Permission.QualityDecide, s => new { inspectorId = s.Shop.AgentId(Hosting.Cast.Inspector) }),
        new("PUT", "/inspections/{id}/draft", "person:" + Permission.QualityInspect, _ => new { version = 1, marks = Marks() }),
        new("POST", "/inspections/{id}/submission", "person:" + Permission.QualityInspect, _ => new { version = 1, marks = Marks() }),
        new("POST", "/inspections/{id}/appeal", "person", _ => new { text = "请复核" }),
        new("POST", "/inspections/{id}/decision", "person:" + Permission.QualityDecide, _ => new { version = 1, text = "改分", marks = Marks() }),
        new("GET", "/inspection-sheets", Inspect),
        new("POST", "/inspection-sheets", Decide, _ => new { sheet = Sheet() }),
        new("PUT", "/inspection-sheets/{id}", Decide, _ => new { sheet = Sheet() }),
        new("GET", "/sampling-plans", Inspect),
        new("POST", "/sampling-plans", Decide, s => Plan(s)),
        new("PUT", "/sampling-plans/{id}", Decide, s => Plan(s)),
        new("POST", "/sampling-plans/{id}/draws", Inspect, s => new { week = s.Today }),
        new("GET", "/quality-settings", Inspect),
        new("PUT", "/quality-settings", Decide, _ => new { version = 0, settings = new { slowSeconds = 120 } }),
        new("GET", "/reports", "staff:" + Permission.ReportsView),
        new("GET", "/reports/today", "staff:" + Permission.ReportsView + "|" + Permission.ImChat),
        new("GET", "/reports/trend", "staff:" + Permission.ReportsView),
        new("GET", "/reports/evidence", "staff:" + Permission.ReportsView),
        new("GET", "/reports/guard", "staff:" + Permission.ReportsView),
        new("GET", "/reports/guard-evidence", "staff:" + Permission.ReportsView),
        new("GET", "/reports/store-ratings", "staff:" + Permission.ReportsView),
        new("PUT", "/reports/store-ratings/{day}", "staff:" + Permission.ScorecardsEdit, _ => new { goods = 4.8, service = 4.9, delivery = 4.7 }),
        new("DELETE", "/reports/store-ratings/{day}", "staff:" + Permission.ScorecardsEdit),
        new("POST", "/reports/store-ratings/import", "staff:" + Permission.ScorecardsEdit),
        new("GET", "/reports/export", "staff:" + Permission.ReportsView),
        new("GET", "/reports/files", "staff:" + Permission.ReportsView),
        new("GET", "/reports/files/{id}", "staff:" + Permission.ReportsView),
        new("GET", "/reports/views", "person:" + Permission.ReportsView),
        new("PUT", "/reports/views", "person:" + Permission.ReportsView, _ => new { name = "上周售前", view = new { range = "last_week", by = "agents", section = "presale", compared = true } }),
        new("DELETE", "/reports/views/{id}", "person:" + Permission.ReportsView),
        new("GET", "/scorecards", Scorecards),
        new("GET", "/scorecards/options", Scorecards),
        new("POST", "/scorecards", Scorecards, _ => new { name = "方案 " + NewId()[..8], role = "aftersale", isPlatform = false, items = Items(), offers = new[] { new { name = "表扬", least = 1, most = 2 } } }),
        new("POST", "/scorecards/preview", Scorecards, s => new { role = "aftersale", isPlatform = false, items = Items(), agentIds = new[] { s.Agent } }),
        new("PUT", "/scorecards/{id}", Scorecards, _ => new { version = 0, name = "方案 " + NewId()[..8], items = Items(), offers = new[] { new { name = "表扬", least = 1, most = 2 } } }),
        new("DELETE", "/scorecards/{id}", Scorecards),
        new("PUT", "/scorecards/{id}/agents", Scorecards, s => new { agentIds = new[] { s.Agent } }),
        new("GET", "/scores", "staff:" + Permission.ReportsView),
        new("GET", "/scores/frozen/{id}", "staff:" + Permission.ReportsView),
        new("GET", "/scores/export", "staff:" + Permission.ReportsView),
        new("PUT", "/scores/marks", Scorecards, s => new { month = s.LastMonth, scorecardId = s.Scorecard, agentId = s.Agent, key = "quality", mark = new { grade = "good" } },
            s => new { month = s.LastMonth, scorecardId = s.Scorecard, agentId = s.Agent, key = "attendance", mark = new { late = 1, leave = 1, absence = 1 } },
            s => new { month = s.LastMonth, scorecardId = s.Scorecard, agentId = s.Agent, key = "refund_rate", mark = new { value = 4.5 } }),
        new("POST", "/scores/adjustments", Scorecards, s => new { clientId = NewId(), month = s.LastMonth, agentId = s.Agent, points = -5, reason = "低评" }),
        new("DELETE", "/scores/adjustments/{id}", Scorecards),
        new("POST", "/scores/freezes", Scorecards, s => new { scorecardId = s.Scorecard, month = s.LastMonth, after = 1, reason = "补录评分" }),
        new("GET", "/pay", Pay),
        new("GET", "/pay/runs/{id}", Pay),
        new("GET", "/pay/slips", Pay),
        new("GET", "/pay/slips/{id}", Pay),
        new("GET", "/pay/export", Pay),
        new("GET", "/pay/ledger", Pay),
        new("POST", "/pay/runs", "staff:" + Permission.PayClose, s => new { month = s.LastMonth, after = 1, reason = "补记奖惩" }),
        new("POST", "/pay/ledger", Scorecards, s => new { clientId = NewId(), cause = "other_penalty", agentId = s.Agent, fen = 5000, reason = "未按流程登记", day = s.Today, conversationId = s.Conversation }),
        new("POST", "/pay/ledger/{id}/reversal", Scorecards, _ => new { reason = "核实后撤销" }),
        new("GET", "/monthly-reports", "staff:" + Permission.ReportsView),
        new("GET", "/monthly-reports/{id}", "staff:" + Permission.ReportsView),
        new("GET", "/monthly-reports/own", "person:" + Permission.ReportsView),
        new("PUT", "/monthly-reports/own", "person:" + Permission.ReportsView, s => new { month = s.LastMonth, done = "接待", problems = "缺货", plans = "补货", submit = false }),
        new("GET", "/suggestions", "person"),
        new("POST", "/suggestions", "person", s => new { clientId = NewId(), subject = "优化快捷短语", evidence = "近一周问了 30 次", conversationId = s.Conversation }),
        new("POST", "/suggestions/{id}/decision", Scorecards, _ => new { adopt = true, reason = "有用", rewardFen = 100 }),
        new("GET", "/report-settings", Edit + "|" + Permission.ScorecardsEdit),
        new("PUT", "/report-settings", Edit, _ => new { version = 0, settings = new { averages = "pooled", paymentSuccess = "inquiries" } }),
        new("GET", "/pay-settings", Edit + "|" + Permission.ScorecardsEdit),
        new("PUT", "/pay-settings", Edit, s => new
        {
            version = 0, settings = new
            {
                schemes = new[] { new { key = "share", name = "按比例", rule = "share", scorecardIds = new[] { s.Scorecard }, poolFen = 100_000, passPercent = 70, bonusBaseFen = 100_000, over = 100, under = 80, deductPercent = 20 } },
                normalBaseFen = 200_000, seniorBaseFen = 250_000, leadBaseFen = 300_000, serviceFeeFen = 700_000, offlineUnansweredFen = 5_000, reportLateFen = 5_000, shippingLateFen = 0, pickupLateFen = 0,
                suggestionFen = 10_000, cleanQuarterFen = 20_000,
            },
        }),
        new("GET", "/complaints", Officer),
        new("GET", "/complaints/{id}", Officer),
        new("PUT", "/complaints/{id}/facts", Officer, _ => new { version = 1, saysOutside = true, contacted = false }),
        new("PUT", "/complaints/{id}/decision", Officer, s => new { version = 1, upheld = true, saysOutside = true, contacted = false, bearer = "agent", bearerId = s.Serving.Id, fen = 100, reason = "属实", answer = "已处理" },
            _ => new { version = 1, upheld = false, saysOutside = false, contacted = false, reason = "不属实" }),
        new("GET", "/complaint-settings", Edit + "|" + Permission.ComplaintsDecide),
        new("PUT", "/complaint-settings", Edit, _ => new { version = 0, slightFen = 1, generalFen = 2, seriousFen = 3 }),
        new("GET", "/phrases/book", Chat),
        new("GET", "/phrases", Quality),
        new("GET", "/phrases/exempt", Quality),
        new("GET", "/phrases/words", Quality),
        new("POST", "/phrases", Decide, _ => new { text = "词 " + Guid.NewGuid().ToString("N")[..8], severity = "block", replacement = "请您稍等", note = "平台规则" }),
        new("PATCH", "/phrases/{id}", Decide, _ => new { severity = "mark", replacement = "请您稍等", note = "平台规则", off = false }),
        new("DELETE", "/phrases/{id}", Decide),
        new("POST", "/phrases/exempt", Decide, _ => new { text = "白 " + Guid.NewGuid().ToString("N")[..8] }),
        new("DELETE", "/phrases/exempt/{id}", Decide),
        new("PUT", "/phrases/words", Decide, s => new { version = s.PhraseVersion, openings = new[] { "您好" }, closings = new[] { "再见" }, fillers = new[] { "啊" } }),
        new("GET", "/phrase-hits", Hits),
        new("PUT", "/phrase-hits/{id}/verdict", Hits, _ => new { upheld = true, note = "确有此言" }),
        // Takes a form: Quality/PhraseImportTests.
        new("POST", "/phrase-imports", Decide),
        new("GET", "/phrase-imports", Decide),
        new("GET", "/phrase-imports/{id}", Decide),
        new("GET", "/phrase-imports/{id}/entries", Decide),
        new("PATCH", "/phrase-imports/{id}/entries", Decide, _ => new { numbers = new[] { 1 }, taken = false, severity = "mark" }, _ => new { hitsFrom = 1, taken = true }),
        new("POST", "/phrase-imports/{id}/adoption", Decide),
    ];

    private static object[] Items() =>
    [
        new { key = "good", section = "basic", kind = "indicator", of = "all", indicator = "good_rate", full = 30, missing = "skip", curve = new { kind = "linear", worst = 80, best = 98 } },
        new { key = "answered", section = "basic", kind = "indicator", of = "hotline", indicator = "call_answer_rate", full = 20.5, missing = "zero", curve = new { kind = "deduct", target = 97, step = 1, points = 2, lowerIsBetter = false } },
        new { key = "refunds", section = "professional", kind = "entered", indicator = "refund_rate", name = "退款率", full = 30, missing = "full", curve = new { kind = "tiers", tiers = new[] { new { atMost = 5, score = 30 } } } },
        new { key = "quality", section = "professional", kind = "graded", name = "客服素质", full = 20, missing = "skip" },
        new { key = "attendance", section = "basic", kind = "attendance", name = "出勤", full = 20, missing = "full", losses = new { late = 5, leave = 5, absence = 10 } },
    ];

    private static object Marks() => new
    {
        items = new[] { new { item = "correct", occurrences = 0, zero = new[] { 0 }, evidence = new[] { new { seq = 2, start = 0, end = 1 } }, note = "答错" } }, accepted = Array.Empty<int>(), rejected = Array.Empty<int>(), comment = "总评",
    };

    private static object Sheet() => new
    {
        name = "自定义表", takesWeekPoints = true, grades = new[] { new { name = "优", atLeast = 90 }, new { name = "差", atLeast = 0 } },
        sections = new[]
        {
            new
            {
                name = "态度", full = 10, items = new[]
                {
                    new { key = "kind", name = "耐心", content = "始终耐心", guidance = "看语气", points = 10, deduct = 2.5, zeroIf = new[] { new { text = "争吵", finds = "forbidden" } }, finds = new[] { "filler" } },
                },
            },
        },
    };

    private static object Plan(Scene s) => new
    {
        version = 1, name = "每周抽检", subject = "conversations", sheetKey = "vip_service", rules = new { perAgent = 2, lowRatings = true, complaints = true, hits = true, longerThan = 30 },
        inspectorIds = new[] { s.Shop.AgentId(Hosting.Cast.Inspector) }, enabled = true,
    };
}
