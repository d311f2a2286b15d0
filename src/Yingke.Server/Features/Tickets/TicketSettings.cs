using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets;

/// <summary>Where tickets can go besides to a person, and who works there.</summary>
internal sealed record Department(string Name, IReadOnlyList<Guid> AgentIds);

/// <summary>What a shop sets of its tickets and call-backs.</summary>
internal sealed record TicketSettings
{
    public IReadOnlyList<TicketType> Types { get; init; } = TicketType.Shipped;
    public IReadOnlyList<Department> Departments { get; init; } = [new("仓库", []), new("物流", []), new("上门服务", []), new("投诉处理", [])];

    /// <summary>A message left after hours is called back on the next working day instead of the next calendar day.</summary>
    public bool CallbackOnWorkingDays { get; init; }
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    /// <summary>What a missed call-back costs whoever should have made it.</summary>
    public long MissedCallbackFen { get; init; } = 5000;

    /// <summary>What a visit asks first, until somebody writes other questions.</summary>
    public IReadOnlyList<string> Questions { get; init; } = ["对我们的商品满意吗？", "对客服的服务满意吗？", "还有什么建议？"];

    /// <summary>A ticket whose type was taken away since keeps its key as its name, and the deadlines of "other".</summary>
    public TicketType TypeOf(string key) => Types.FirstOrDefault(t => t.Key == key) ?? TicketType.Shipped.FirstOrDefault(t => t.Key == key) ?? TicketType.Shipped[^1] with { Key = key, Name = key };
}

internal sealed class TicketSettingsRow
{
    public Guid ShopId { get; init; }
    public long Version { get; set; }
    public required TicketSettings Document { get; set; }
}

/// <summary>Reads and replaces them as one document; of two editors the second is told that it changed meanwhile.</summary>
internal static class EditTicketSettings
{
    private const int Month = 31 * 24 * 60;
    private const long MostFen = 1_000_000;

    public sealed record Answer(long Version, TicketSettings Settings, IReadOnlyList<NamedAgent> Agents);

    public sealed record Request(long Version, TicketSettings? Settings);

    public static async Task<TicketSettings> TicketSettings(this Db db, Guid shopId, CancellationToken cancel) =>
        await db.Set<TicketSettingsRow>().Where(s => s.ShopId == shopId).Select(s => s.Document).SingleOrDefaultAsync(cancel) ?? new();

    public static async Task<Answer> Show(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var row = await db.Set<TicketSettingsRow>().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
        return new(row?.Version ?? 0, row?.Document ?? new(), await Handlers.All(db, shopId, cancel));
    }

    public static async Task<Answer> Replace(Request request, HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var next = await Check(request.Settings ?? throw Refusal.Invalid("settings"), shopId, db, cancel);
        await db.InTransaction(async () =>
        {
            var row = await db.Set<TicketSettingsRow>().AsTracking().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
            if ((row?.Version ?? 0) != request.Version)
                throw Refusal.Conflict("settings_changed");
            Audit.Add(db, http, "ticket_settings.changed", "工单设置", row?.Document ?? new TicketSettings(), next);
            if (row is null)
                db.Add(new TicketSettingsRow { ShopId = shopId, Version = 1, Document = next });
            else
                (row.Version, row.Document) = (row.Version + 1, next);
        }, cancel);
        return await Show(http, db, cancel);
    }

    private static async Task<TicketSettings> Check(TicketSettings s, Guid shopId, Db db, CancellationToken cancel)
    {
        Types(s.Types);
        if (s.Departments is null or { Count: > 50 } || s.Departments.Any(d => d?.AgentIds is null) || s.Departments.DistinctBy(d => d.Name?.Trim()).Count() != s.Departments.Count)
            throw Refusal.Invalid("settings.departments", "at most 50, each name once");
        foreach (var department in s.Departments)
            AgentFields.Text(department.Name ?? "", "settings.departments", 1, 20);
        var members = s.Departments.SelectMany(d => d.AgentIds).Distinct().ToList();
        if (members.Count > 500 || await db.Set<Agent>().CountAsync(a => a.ShopId == shopId && members.Contains(a.Id), cancel) != members.Count)
            throw Refusal.Invalid("settings.departments", "agents of this shop");
        if (s.Holidays is null or { Count: > 400 } || s.Holidays.Distinct().Count() != s.Holidays.Count)
            throw Refusal.Invalid("settings.holidays");
        if (s.MissedCallbackFen is < 0 or > MostFen)
            throw Refusal.Invalid("settings.missedCallbackFen", $"0–{MostFen}");
        if (s.Questions is null or { Count: > 10 })
            throw Refusal.Invalid("settings.questions", "at most 10");
        foreach (var question in s.Questions)
            AgentFields.Text(question ?? "", "settings.questions", 1, 60);
        return s with
        {
            Types = [.. s.Types.Select(t => t with { Name = t.Name.Trim() })], Departments = [.. s.Departments.Select(d => d with { Name = d.Name.Trim(), AgentIds = [.. d.AgentIds.Distinct()] })],
            Holidays = [.. s.Holidays.Order()], Questions = [.. s.Questions.Select(q => q.Trim())],
        };
    }

    private static void Types(IReadOnlyList<TicketType>? types)
    {
        if (types is null or { Count: 0 or > 40 } || types.Contains(null!) || types.DistinctBy(t => t.Key).Count() != types.Count || types.DistinctBy(t => t.Name?.Trim()).Count() != types.Count)
            throw Refusal.Invalid("settings.types", "1–40, each key and name once");
        foreach (var type in types)
        {
            if (type.Key is not { Length: > 0 and <= 40 } || !type.Key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
                throw Refusal.Invalid("settings.types", "keys of lower-case letters, digits and _");
            AgentFields.Text(type.Name ?? "", "settings.types", 1, 20);
            if (type.ReplyMinutes is < 1 or > Month || type.ResolveMinutes is < 1 or > Month)
                throw Refusal.Invalid("settings.types", $"1–{Month} minutes");
        }
    }
}
