using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Hotline;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Hotline;

/// <summary>标准话术: what is said in a situation that every call has.</summary>
internal sealed record CallScript(string Title, string Text);

/// <summary>What a shop sets of its hotline (spec: tickets-hotline.md, 400 hotline).</summary>
internal sealed record HotlineSettings
{
    /// <summary>Days that are left out are closed.</summary>
    public IReadOnlyList<DayHours> Weekly { get; init; } = [.. HotlineHours.Shipped.Select(d => new DayHours(d.Key, d.Value))];

    public IReadOnlyList<CallScript> Scripts { get; init; } =
    [
        new("开场", "您好，{shop}客服热线，我是{agent}，请问有什么可以帮您？"), new("感谢等待", "感谢您的耐心等待，您的问题我已经查到了。"), new("复述确认", "我跟您确认一下：您反映的是……，希望我们……，对吗？"),
        new("询问其他", "请问还有其他可以帮您的吗？"), new("感谢来电", "感谢您的来电，稍后请您对我的服务做个评价，祝您生活愉快，再见。"),
        new("骚扰电话", "您好，这里是客服热线，您所说的不在我们的服务范围内。如果没有其他问题，我先挂机了，感谢您的来电。"),
    ];

    public bool IsOpen(DateTimeOffset at, TimeZoneInfo zone) => HotlineHours.IsOpen(Weekly.ToDictionary(d => d.Day, d => d.Open), at, zone);
}

internal sealed class HotlineSettingsRow
{
    public Guid ShopId { get; init; }
    public long Version { get; set; }
    public required HotlineSettings Document { get; set; }
}

/// <summary>Reads and replaces them as one document; of two editors the second is told that it changed meanwhile.</summary>
internal static class EditHotlineSettings
{
    private const int MostScripts = 50;

    public sealed record HotlineAnswer(long Version, HotlineSettings Settings);

    public sealed record HotlineRequest(long Version, HotlineSettings? Settings);

    public sealed record CallScripts(IReadOnlyList<CallScript> Items);

    public static async Task<HotlineSettings> HotlineSettings(this Db db, Guid shopId, CancellationToken cancel) =>
        await db.Set<HotlineSettingsRow>().Where(s => s.ShopId == shopId).Select(s => s.Document).SingleOrDefaultAsync(cancel) ?? new();

    public static async Task<HotlineAnswer> Show(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var row = await db.Set<HotlineSettingsRow>().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
        return new(row?.Version ?? 0, row?.Document ?? new());
    }

    /// <summary>As whoever is at the telephone says them: with the shop's name and their own.</summary>
    public static async Task<CallScripts> Say(HttpContext http, Db db, ShopDirectory shops, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var shop = await shops.Shop(agent.ShopId, cancel);
        return new([.. (await db.HotlineSettings(agent.ShopId, cancel)).Scripts
            .Select(s => s with { Text = s.Text.Replace("{shop}", shop.Name, StringComparison.Ordinal).Replace("{agent}", agent.Name, StringComparison.Ordinal) })]);
    }

    public static async Task<HotlineAnswer> Replace(HotlineRequest request, HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var next = Check(request.Settings ?? throw Refusal.Invalid("settings"));
        await db.InTransaction(async () =>
        {
            var row = await db.Set<HotlineSettingsRow>().AsTracking().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
            if ((row?.Version ?? 0) != request.Version)
                throw Refusal.Conflict("settings_changed");
            Audit.Add(db, http, "hotline_settings.changed", "热线设置", row?.Document ?? new HotlineSettings(), next);
            if (row is null)
                db.Add(new HotlineSettingsRow { ShopId = shopId, Version = 1, Document = next });
            else
                (row.Version, row.Document) = (row.Version + 1, next);
        }, cancel);
        db.ChangeTracker.Clear();
        return await Show(http, db, cancel);
    }

    private static HotlineSettings Check(HotlineSettings settings)
    {
        SettingsRules.Weekly(settings.Weekly, "settings.weekly");
        if (settings.Scripts is null or { Count: > MostScripts } || settings.Scripts.Contains(null!))
            throw Refusal.Invalid("settings.scripts", $"at most {MostScripts}");
        foreach (var script in settings.Scripts)
        {
            AgentFields.Text(script.Title ?? "", "settings.scripts.title", 1, 20);
            if (script.Text is not { Length: <= 500 } text || text.Trim().Length == 0)
                throw Refusal.Invalid("settings.scripts.text", "1–500 characters");
        }
        return new()
        {
            Weekly = [.. settings.Weekly.Where(d => d.Open.Count > 0).OrderBy(d => d.Day)], Scripts = [.. settings.Scripts.Select(s => new CallScript(s.Title.Trim(), s.Text.Trim()))],
        };
    }
}
