namespace Yingke.Domain.Routing;

/// <summary>状态: what an agent says about taking chats. (spec: routing.md, Presence)</summary>
public enum Presence
{
    Online,
    Busy,
    Offline,
}
