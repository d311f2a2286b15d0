namespace Yingke.Domain.Performance;

/// <param name="Key">Of the specification.</param>
public sealed record ShippedScheme(string Key, string Name, Scheme Scheme);

/// <summary>The templates that come with the program, all defaults to edit. (spec: performance.md, Scorecards)</summary>
public static class ShippedSchemes
{
    public static IReadOnlyList<ShippedScheme> All { get; } =
    [
        new("platform-presale", "平台售前", new(ScorecardRole.Presale, true,
        [
            Chat("good_rate", 40, Linear(80, 98)), Chat("avg_response", 40, Linear(120, 30)), CallAnswerRate(),
        ], [])),
        new("platform-insale", "平台售中", new(ScorecardRole.Insale, true, [Of(Section.Service, "ticket_on_time", 50, Linear(80, 100)), Of(Section.Service, "review_time", 50, Linear(43_200, 3_600))], [])),
        new("platform-aftersale", "平台售后", new(ScorecardRole.Aftersale, true,
        [
            Chat("good_rate", 30, Linear(80, 98)), Chat("avg_response", 30, Linear(120, 30)), CallAnswerRate(), Of(Section.Service, "aftersale_satisfaction", 20, Linear(80, 98)),
        ], [])),
        new("hotline-400", "400 热线", new(ScorecardRole.Hotline, false,
        [
            Of(Section.Hotline, "call_20s", 40, Deduct(97, 2)), Of(Section.Hotline, "call_satisfaction", 30, Deduct(90, 1), Missing.Full),
            Of(Section.Hotline, "call_inspection", 30, Deduct(90, 1)) with { Section = ItemSection.Professional },
        ], [])),
        new("taobao-aftersale-130", "淘宝售后 130 分", new(ScorecardRole.Aftersale, false,
        [
            Graded("quality", "客服素质", ItemSection.Professional),
            new("refund_rate", ItemSection.Professional, ItemKind.Entered, 30, Missing.Skip, new(CurveKind.Tiers, Tiers: [new(null, 5, 30), new(null, 8, 20), new(null, 10, 10)]), null, SchemeItem.RefundRate, "退款率"),
            Graded("disputes", "纠纷处理", ItemSection.Professional), Graded("cooperation", "团队配合", ItemSection.Basic), Graded("execution", "执行力", ItemSection.Basic),
            new("attendance", ItemSection.Basic, ItemKind.Attendance, 20, Missing.Full, Name: "出勤", Losses: new(5, 5, 10)),
        ],
        [new("服务原因的低评", -5, -5), new("客诉成立", -20, -5), new("顾客表扬", 2, 2), new("表现突出", 2, 5)])),
    ];

    private static SchemeItem CallAnswerRate() => Of(Section.Hotline, "call_answer_rate", 20, Deduct(97, 2));

    private static SchemeItem Chat(string id, decimal full, CurveForm curve) => Of(Section.All, id, full, curve);

    private static SchemeItem Of(Section section, string id, decimal full, CurveForm curve, Missing missing = Missing.Skip) => new(id, ItemSection.Basic, ItemKind.Indicator, full, missing, curve, section, id);

    private static SchemeItem Graded(string key, string name, ItemSection section) => new(key, section, ItemKind.Graded, 20, Name: name);

    private static CurveForm Linear(decimal worst, decimal best) => new(CurveKind.Linear, worst, best);

    private static CurveForm Deduct(decimal target, decimal points) => new(CurveKind.Deduct, Target: target, Step: 1, Points: points);
}
