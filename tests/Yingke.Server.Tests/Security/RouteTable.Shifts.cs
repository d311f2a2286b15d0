using Yingke.Domain.Accounts;

namespace Yingke.Server.Tests.Security;

/// <summary>The rows of overload and shifts.</summary>
public static partial class RouteTable
{
    private static IReadOnlyList<Row> OfShifts =>
    [
        new("GET", "/overload", Chat + "|" + Permission.ImSupervise),
        new("PUT", "/overload", Supervise, _ => new { mode = "on", reason = "直播" }),
        new("GET", "/overload/steps", Supervise),
    ];
}
