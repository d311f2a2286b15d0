using Yingke.Domain.Accounts;

namespace Yingke.Server.Tests.Security;

/// <summary>The rows of the robot.</summary>
public static partial class RouteTable
{
    private static IReadOnlyList<Row> OfRobot =>
    [
        new("POST", "/visitor/conversations/{id}/person", "visitor"),
        new("GET", "/visitor/conversations/{id}/usefulness", "visitor"),
        new("PUT", "/visitor/conversations/{id}/usefulness", "visitor", _ => new { seq = 3, useful = true }),
        new("GET", "/robot/report", "staff:" + Permission.KnowledgeEdit + "|" + Permission.ReportsView),
    ];
}
