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
        new("GET", "/robot/model", "staff:" + Permission.SettingsEdit),
        new("PUT", "/robot/model", "staff:" + Permission.SettingsEdit, _ => new { isOn = true, address = "https://model.example.cn/v1", model = "chat-1", seconds = 4, key = "sk-1" }),
        new("POST", "/robot/model/trial", "staff:" + Permission.SettingsEdit),
        new("GET", "/robot/report", "staff:" + Permission.KnowledgeEdit + "|" + Permission.ReportsView),
    ];
}
