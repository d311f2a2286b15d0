namespace Yingke.Domain.Quality;

/// <summary>The sheets that every shop begins with. (spec: quality.md, Sheets)</summary>
public static class ShippedSheets
{
    public const string VipServiceKey = "vip_service";
    public const string HotlineKey = "hotline";

    private static readonly SheetGrade[] Grades = [new("优", 90), new("良", 80), new("中", 70), new("及格", 60), new("差", 0)];

    /// <summary>Items with full marks and zero conditions, to be edited; its result maps to the shop's points.</summary>
    public static InspectionSheet VipService { get; } = new("会话服务", true,
    [
        new("服务规范", 20,
        [
            Item("opening", "开场问候", 5, "接待时先问候买家", new ZeroCondition("没有礼貌开场", FindingKind.Opening)),
            Item("closing", "结束致谢", 5, "会话结束时致谢或祝福", new ZeroCondition("没有礼貌结束语", FindingKind.Closing)),
            Item("wording", "用语规范", 10, "不使用违禁用语", new ZeroCondition("出现违禁用语", FindingKind.Forbidden)),
        ]),
        new("响应时效", 20,
        [
            Item("response", "及时回复", 10, "买家提问后及时回复", new ZeroCondition("回复超过规定时长", FindingKind.Slow)),
            Item("answered", "有问必答", 10, "买家的每个提问都有答复", new ZeroCondition("有提问没有回复", FindingKind.Unanswered)),
        ]),
        new("服务态度", 30,
        [
            Item("patience", "耐心热情", 15, "耐心听取，主动关心", new ZeroCondition("敷衍、推诿或不耐烦"), new ZeroCondition("催促或打断买家")),
            Item("respect", "尊重买家", 15, "始终尊重买家", new ZeroCondition("争吵、讽刺或辱骂买家"), new ZeroCondition("欺骗买家")),
        ]),
        new("专业能力", 30,
        [
            Item("correct", "解答准确", 15, "商品、活动与政策说明准确", new ZeroCondition("解答错误或误导买家")),
            Item("solution", "解决问题", 15, "给出可行的处理办法并跟进", new ZeroCondition("没有给出处理办法"), new ZeroCondition("应升级或登记而没有")),
        ]),
    ], Grades);

    public static InspectionSheet Hotline { get; } = new("热线服务", false,
    [
        new("专业水平", 30,
        [
            new("unchecked", "未核实即答复，误导客户", Deduct: 2),
            new("overreach", "答复了不能处理的问题，损害公司或被媒体介入", Deduct: 2),
            new("not_reported", "未转交或未反馈", Deduct: 2),
            new("misjudged", "重复诉求判断有误", Deduct: 2),
        ]),
        new("服务态度", 40,
        [
            new("hung_up", "主动挂断或转接", Deduct: 2),
            new("shirking", "推诿、不耐烦", Deduct: 2),
            new("quarrel", "争吵、辱骂、欺骗", Deduct: 2),
            new("cold", "冷淡、被动、缺乏耐心", Deduct: 2),
        ]),
        new("服务用语", 30,
        [
            new("filler", "语气词“啊、喂、哎”", Deduct: 1) { Finds = [FindingKind.Filler] },
            new("forbidden", "违禁用语", Deduct: 1) { Finds = [FindingKind.Forbidden] },
            new("no_opening", "没有礼貌开场", Deduct: 0.5m) { Finds = [FindingKind.Opening] },
            new("no_closing", "没有礼貌结束语", Deduct: 0.5m) { Finds = [FindingKind.Closing] },
            new("harsh", "语气生硬", Deduct: 1),
        ]),
    ], Grades);

    public static IReadOnlyList<(string Key, InspectionSheet Sheet)> All { get; } = [(VipServiceKey, VipService), (HotlineKey, Hotline)];

    private static SheetItem Item(string key, string name, decimal points, string content, params ZeroCondition[] zeroIf) => new(key, name, content, "", points) { ZeroIf = zeroIf };
}
