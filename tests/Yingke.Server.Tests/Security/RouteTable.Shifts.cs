using Yingke.Domain.Accounts;

namespace Yingke.Server.Tests.Security;

/// <summary>The rows of overload and shifts.</summary>
public static partial class RouteTable
{
    private const string Plans = "staff:" + Permission.ShiftsPlan;

    private static IReadOnlyList<Row> OfShifts =>
    [
        new("GET", "/overload", Chat + "|" + Permission.ImSupervise),
        new("PUT", "/overload", Supervise, _ => new { mode = "on", reason = "直播" }),
        new("GET", "/overload/steps", Supervise),
        new("GET", "/overload/lending", Supervise),
        new("POST", "/overload/lending", Supervise, s => new { moves = new[] { new { agentId = s.Agent, to = "aftersale" } } }),
        new("POST", "/overload/lending/undo", Supervise),
        new("GET", "/rota", "staff"),
        new("GET", "/rota/requests", "person"),
        new("POST", "/rota/requests", "person", s => new { kind = "leave", from = "2099-01-01", to = "2099-01-02", reason = "探亲" }),
        new("POST", "/rota/requests/{id}/agreement", "person", _ => new { agree = true }),
        new("POST", "/rota/requests/{id}/withdrawal", "person"),
        new("POST", "/rota/requests/{id}/decision", Plans, _ => new { approve = false, reason = "人手不够" }),
        new("GET", "/off-duty", "person"),
        new("POST", "/off-duty/handovers", "person", s => new { toAgentId = s.Agent, items = new[] { new { kind = "ticket", id = s.Ticket } } }),
        new("POST", "/aftersales/{id}/assignment", Aftersale, s => new { agentId = s.Shop.AgentId(Hosting.Cast.Mei) }),
        new("GET", "/day-plan", "person"),
        new("PUT", "/day-plan/ticks/{id}", "person"),
        new("DELETE", "/day-plan/ticks/{id}", "person"),
        new("GET", "/day-plans", Plans),
        new("GET", "/day-plans/progress", Plans),
        new("PUT", "/day-plans/{id}", Plans, _ => new { version = 0, tasks = new[] { new { hour = 9, text = "上线看交接" } } }),
        new("GET", "/shifts", Plans),
        new("POST", "/shifts", Plans, _ => new { name = "班 " + NewId()[..8], kind = "work", from = 540, to = 1080 }),
        new("PUT", "/shifts/{id}", Plans, _ => new { name = "班 " + NewId()[..8], kind = "work", from = 600, to = 1140 }),
        new("DELETE", "/shifts/{id}", Plans),
        new("POST", "/rota/entries", Plans, s => new { day = "2099-01-03", agentId = s.Agent, shiftId = s.Shift, lunch = 720 }),
        new("PUT", "/rota/entries/{id}", Plans, s => new { day = "2099-01-04", agentId = s.Agent, shiftId = s.Shift, lunch = 720 }),
        new("DELETE", "/rota/entries/{id}", Plans),
        new("POST", "/rota/copies", Plans, _ => new { from = "2099-01-05", to = "2099-01-12" }),
        new("POST", "/rota/lunches", Plans, _ => new { day = "2099-01-05" }),
        new("GET", "/rota/forecast", Plans),
        new("GET", "/rota/attendance", Plans),
    ];
}
