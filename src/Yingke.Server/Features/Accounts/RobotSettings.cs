using Yingke.Domain.Robot;

namespace Yingke.Server.Features.Accounts;

/// <summary>When the robot stands before the people, how sure it must be, and its words (spec: campaigns.md, Robot).</summary>
internal sealed record RobotSettings
{
    /// <summary>For every hour that <see cref="Hours"/> does not name; none is off.</summary>
    public IReadOnlyList<RobotMode> Modes { get; init; } = [RobotMode.OutsideHours, RobotMode.InOverload];
    public IReadOnlyList<RobotSpan> Hours { get; init; } = [];

    /// <summary>It answers from this confidence on, in percent; below it offers the nearest questions.</summary>
    public int Confidence { get; init; } = 60;

    /// <summary>{shop} is filled in.</summary>
    public string Welcome { get; init; } = "您好，我是{shop}的智能助手，可以帮您查订单、物流和退换货进度，也能解答常见问题。需要人工客服，随时说“人工”。";

    /// <summary>Where it is not sure, above the nearest questions.</summary>
    public string Unsure { get; init; } = "这个问题我没有把握。您想问的是不是下面这些？也可以直接找人工客服。";

    /// <summary>On the way to a person.</summary>
    public string HandOver { get; init; } = "好的，正在为您转接人工客服。";

    public bool MayServe() => Modes.Count > 0 || Hours.Any(h => h.Modes.Count > 0);

    public bool ServesAt(TimeOnly at, bool isOpen, bool isOverloaded) => RobotDuty.Serves(Modes, Hours, at, isOpen, isOverloaded);
}
