using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>A shop's settings, read and replaced as one document; of two editors the second is told that it changed meanwhile.</summary>
internal static class ChangeSettings
{
    public static async Task<SettingsDocument> Show(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        return SettingsDocument.Of(await db.Set<Shop>().SingleAsync(s => s.Id == shopId, cancel));
    }

    public static async Task<SettingsDocument> Handle(JsonElement sent, HttpContext http, Db db, ShopDirectory shops, Dispatcher dispatcher, NodeBus bus, TimeProvider time, CancellationToken cancel)
    {
        var document = SettingsDocument.Read(sent);
        SettingsRules.Check(document);
        document = document with { Name = document.Name.Trim() };
        var (shopId, old) = (http.Agent()!.ShopId, await Replace(document, http, db, time.Now(), cancel));
        // Here at once: whoever changed it and looks sees it.
        shops.Forget(shopId);
        await bus.Publish(new ShopMoved(shopId, ShopPart.Settings), CancellationToken.None);
        if (old.Settings.Queue != document.Queue || old.Settings.OfflineMessages.AutoAssign != document.OfflineMessages.AutoAssign)
        {
            // The order of those who wait, or who gets offline messages, is another now.
            await dispatcher.Run(shopId, async turn => await turn.Carry(turn.Desk.Refill(turn.Now)), cancel);
            await bus.Publish(new ShopMoved(shopId, ShopPart.Queue), CancellationToken.None);
        }
        // Every turn of the desk looks at overload as it ends.
        if (old.Settings.Overload.Threshold != document.Overload.Threshold)
            await dispatcher.Run(shopId, _ => Task.CompletedTask, cancel);
        return await Show(http, db, cancel);
    }

    private static Task<Shop> Replace(SettingsDocument document, HttpContext http, Db db, DateTimeOffset now, CancellationToken cancel)
    {
        var (shopId, settings) = (http.Agent()!.ShopId, document.ToSettings());
        return db.InTransaction(async () =>
        {
            var before = await db.Set<Shop>().SingleAsync(s => s.Id == shopId, cancel);
            var changed = await db.Set<Shop>().Where(s => s.Id == shopId && s.SettingsVersion == document.Version).ExecuteUpdateAsync(s => s
                .SetProperty(x => x.Name, document.Name).SetProperty(x => x.TimeZone, document.TimeZone).SetProperty(x => x.Settings, settings)
                .SetProperty(x => x.SettingsVersion, document.Version + 1), cancel);
            if (changed == 0)
                throw Refusal.Conflict("settings_changed");
            await db.KeepServiceTimes(before, settings.Service, document.TimeZone, now, cancel);
            Audit.Add(db, http, "settings.changed", before.Name, SettingsDocument.Of(before) with { Version = 0 }, document with { Version = 0 });
            return before;
        }, cancel);
    }
}
