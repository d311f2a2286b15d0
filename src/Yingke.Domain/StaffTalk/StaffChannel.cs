using Yingke.Domain.Routing;

namespace Yingke.Domain.StaffTalk;

/// <summary>频道: one for the shop, one for each group. (spec: accounts.md, Staff talk)</summary>
public enum StaffChannel { Shop, Presale, Insale, Aftersale }

public static class StaffChannels
{
    /// <summary>
    /// The channels of somebody with these groups: the shop's and those of their groups; whoever supervises the whole shop is in all of them.
    /// (spec: accounts.md, Staff talk)
    /// </summary>
    public static IReadOnlyList<StaffChannel> Of(Groups groups, bool supervisesAll) => [.. Enum.GetValues<StaffChannel>().Where(c => supervisesAll || c == StaffChannel.Shop || groups.HasFlag(GroupOf(c)))];

    private static Groups GroupOf(StaffChannel channel) => channel switch { StaffChannel.Presale => Groups.Presale, StaffChannel.Insale => Groups.Insale, _ => Groups.Aftersale };
}
