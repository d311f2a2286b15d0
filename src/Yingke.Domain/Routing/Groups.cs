namespace Yingke.Domain.Routing;

/// <summary>分组: what an agent serves; several at once are possible, a new agent has <see cref="Presale"/>. (spec: routing.md, Groups)</summary>
[Flags]
public enum Groups
{
    None = 0,
    Presale = 1,
    Insale = 2,
    Aftersale = 4,
}
