namespace Yingke.Domain.Routing;

/// <summary>What routing needs to know of one agent.</summary>
/// <param name="Id">Compared ordinally: the last tie-break.</param>
/// <param name="Groups">分组.</param>
/// <param name="CanChat">The post allows <c>im.chat</c> and the IM switch is on.</param>
/// <param name="Presence">状态.</param>
/// <param name="Capacity">接待上限.</param>
/// <param name="Open">Open conversations the agent holds now.</param>
/// <param name="Weight">分流比例; 0 takes none but the agent's own recent buyers.</param>
/// <param name="LastAssigned">When the agent was last given a conversation; never is before everything.</param>
public sealed record AgentSeat(
    string Id, Groups Groups, bool CanChat, Presence Presence, int Capacity, int Open, int Weight, DateTimeOffset? LastAssigned)
{
    /// <summary>On duty: while one such agent exists buyers queue, otherwise they leave messages. (spec: routing.md, Choosing the agent)</summary>
    public bool IsReachable => CanChat && Presence != Presence.Offline;

    /// <summary>With a caller on the telephone: nobody chats meanwhile, so nothing new comes. (spec: tickets-hotline.md, 400 hotline)</summary>
    public bool OnCall { get; init; }

    /// <summary>May be given one more conversation. (spec: routing.md, Choosing the agent)</summary>
    public bool IsEligible => IsReachable && !OnCall && Open < Capacity;
}

/// <summary>最近接待客服: the agent who last sent this buyer a message in this shop, and when.</summary>
public sealed record RecentAgent(string AgentId, DateTimeOffset At)
{
    public static readonly TimeSpan Validity = TimeSpan.FromHours(24);

    /// <summary>Valid while <c>now - At &lt; 24 h</c>, strictly. (spec: routing.md, Choosing the agent)</summary>
    public bool IsValid(DateTimeOffset now) => now - At < Validity;
}
