using Yingke.Domain.Accounts;

namespace Yingke.Server.Tests.Security;

/// <summary>The rows of training, duties and staff talk.</summary>
public static partial class RouteTable
{
    private static IReadOnlyList<Row> OfPeople =>
    [
        new("GET", "/training/courses", "person"),
        new("GET", "/training/courses/{id}", "person"),
        new("POST", "/training/courses/{id}/attempts", "person", _ => new { answers = new[] { new[] { 0 } }, version = 1 }),
        new("GET", "/training/matrix", Supervise),
        new("GET", "/training/agents/{id}/attempts", Supervise),
        new("POST", "/training/courses", "person:" + Permission.AgentsManage, _ => Course("课 " + NewId()[..8])),
        new("PUT", "/training/courses/{id}", "person:" + Permission.AgentsManage, _ => Course("课 " + NewId()[..8], 1)),
        new("DELETE", "/training/courses/{id}", "person:" + Permission.AgentsManage),
        new("GET", "/duties", "staff"),
        new("PUT", "/duties/{duty}/people", Manage, s => new { agentIds = new[] { s.Agent } }),
        new("PUT", "/duties/{duty}/procedure", Manage, _ => new { text = "先核对", version = 0 }),
        new("GET", "/staff-talk", "person"),
        new("GET", "/staff-talk/{channel}/messages", "person"),
        new("POST", "/staff-talk/{channel}/messages", "person", s => new { clientId = NewId(), text = "看一下", links = new[] { new { kind = "conversation", id = s.Conversation } } }),
        new("PUT", "/staff-talk/{channel}/read", "person", _ => new { seq = 1 }),
    ];

    internal static object Course(string title, long? version = null) => new
    {
        title, stage = "regular", groups = new[] { "presale" }, material = "先问候，再回答。", passMark = 60, everyDays = 30, version, passAnew = false,
        questions = new[] { new { text = "多久之内首次回复？", options = new[] { "三分钟", "三十秒" }, right = new[] { 1 } } },
    };
}
