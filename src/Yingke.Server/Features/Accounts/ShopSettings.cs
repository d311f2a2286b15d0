using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Routing;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>Everything a shop may set, with the defaults that the specification names. Stored as one document and edited as one.</summary>
internal sealed record ShopSettings
{
    public WelcomeSettings Welcome { get; init; } = new();

    /// <summary>Shown in the buyer's window before the first message.</summary>
    public string Greeting { get; init; } = "您好，欢迎光临{shop}！请问有什么可以帮您？";

    public ServiceSettings Service { get; init; } = new();
    public ReplySettings Reply { get; init; } = new();
    public PresenceSettings Presence { get; init; } = new();
    public ConversationSettings Conversation { get; init; } = new();
    public QueueSettings Queue { get; init; } = new();
    public OfflineMessageSettings OfflineMessages { get; init; } = new();

    /// <summary>The highest reception capacity an agent may give himself.</summary>
    public int CapacityLimit { get; init; } = 50;

    public WidgetSettings Widget { get; init; } = new();
    public LimitSettings Limits { get; init; } = new();
    public OrderSettings Orders { get; init; } = new();
    public OverloadSettings Overload { get; init; } = new();
    public TrainingSettings Training { get; init; } = new();
    public RobotSettings Robot { get; init; } = new();
}

/// <summary>培训 (spec: accounts.md, Training).</summary>
internal sealed record TrainingSettings
{
    /// <summary>Whoever has not passed the first stage takes no chats.</summary>
    public bool FirstStageBeforeChats { get; init; }
}

internal sealed record WelcomeSettings
{
    /// <summary>Sent by the system when a person is assigned; {agent} and {shop} are filled in. Empty for none.</summary>
    public string Text { get; init; } = "您好，{agent}为您服务，请问有什么可以帮您？";
}

/// <summary>Service hours (spec: routing.md, Service hours and deadlines). Times are local, HH:mm.</summary>
internal sealed record ServiceSettings
{
    public TimeOnly Start { get; init; } = new(9, 0);
    public TimeOnly End { get; init; } = new(23, 0);

    /// <summary>Messages of the night are due by this time of the next opening day, inclusive.</summary>
    public TimeOnly NightDue { get; init; } = new(9, 30);

    /// <summary>Hours of their own for single channels, with breaks and holidays.</summary>
    public IReadOnlyDictionary<Channel, ChannelHours> Channels { get; init; } = new Dictionary<Channel, ChannelHours>();
}

internal sealed record ChannelHours
{
    public IReadOnlyList<DayHours> Weekly { get; init; } = [];
    public IReadOnlyList<HolidayHours> Holidays { get; init; } = [];
}

/// <param name="Day">Monday = 0 … Sunday = 6.</param>
internal sealed record DayHours(int Day, IReadOnlyList<OpenSpan> Open);

internal sealed record HolidayHours(DateOnly Date, IReadOnlyList<OpenSpan> Open);

/// <summary>Thresholds of the waiting clock, in seconds.</summary>
internal sealed record ReplySettings
{
    public int AmberSeconds { get; init; } = 30;
    public int RedSeconds { get; init; } = 60;
    public int DeepSeconds { get; init; } = 180;
    public int PopupSeconds { get; init; } = 100;
}

internal sealed record PresenceSettings
{
    public IReadOnlyList<string> Reasons { get; init; } = ["小休", "用餐", "培训", "通话", "调整"];
    public int ConnectionGraceSeconds { get; init; } = 45;
    public int RerouteGraceSeconds { get; init; } = 120;
}

internal sealed record ConversationSettings
{
    public int AutoCloseMinutes { get; init; } = 30;
    public ClosingHabit ClosingHabit { get; init; } = ClosingHabit.ServeToEnd;
    public int RatingHours { get; init; } = 24;
    public int RecallSeconds { get; init; } = 120;
    public bool TypingPreview { get; init; } = true;
    public IReadOnlyList<string> CloseReasons { get; init; } = ["已解决", "待跟进", "买家无回应", "无效咨询"];
    public IReadOnlyList<string> CloseTags { get; init; } = ["物流", "退换货", "发票", "尺码", "优惠", "缺货"];
    public IReadOnlyList<string> TransferReasons { get; init; } = ["业务不符", "需要售后处理", "需要售前介绍", "交接班", "升级处理"];
    public Inquiry DefaultInquiry { get; init; } = Inquiry.Presale;
}

internal sealed record QueueSettings
{
    public bool VipFirst { get; init; }
}

internal sealed record OfflineMessageSettings
{
    public bool AutoAssign { get; init; } = true;
    public int DueAlertMinutes { get; init; } = 15;
}

internal sealed record WidgetSettings
{
    public string Color { get; init; } = "#14795B";
    public string? Title { get; init; }
    [WordsOf("left", "right")]
    public string Position { get; init; } = "right";

    /// <summary>Origins whose pages may embed the window; empty allows any.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>
    /// Hosts whose pictures staff see in cards (<c>img.example.cn</c>, or <c>*.example.cn</c>) besides those of <see cref="AllowedOrigins"/>. A picture
    /// from anywhere else would tell its host who looks, so it is not loaded.
    /// </summary>
    public IReadOnlyList<string> PictureHosts { get; init; } = [];

    /// <summary>Only members whose identity the shop's server has signed may write.</summary>
    public bool RequireIdentity { get; init; }
}

internal sealed record LimitSettings
{
    public int TextLength { get; init; } = 4000;
    public long FileBytes { get; init; } = 20 * 1024 * 1024;
    public int MessagesPerMinute { get; init; } = 60;
    public int OpensPerMinute { get; init; } = 20;
}
