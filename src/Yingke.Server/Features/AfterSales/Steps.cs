using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

/// <summary>
/// The door for everything that happens to applications: the verb, the ledger's entry, the clock, the order's count and the fact are one
/// transaction. Of two steps at once the second finds another version and is refused.
/// </summary>
internal sealed class Steps(Db db, Pump pump, TimeProvider time)
{
    public const string Changed = "aftersale.changed";

    /// <summary>One verb on one application.</summary>
    public Task<Application> Make(Actor by, Guid id, Func<Application, DateTimeOffset, LedgerKind> verb, object? details, CancellationToken cancel) =>
        Make(by, id, (application, now) => Task.FromResult(verb(application, now)), details, cancel);

    public async Task<Application> Make(Actor by, Guid id, Func<Application, DateTimeOffset, Task<LedgerKind>> verb, object? details, CancellationToken cancel)
    {
        var now = time.Now();
        var application = await db.InTransaction(async () =>
        {
            var found = await db.Set<Application>().AsTracking().SingleOrDefaultAsync(a => a.ShopId == by.ShopId && a.Id == id, cancel) ?? throw Refusal.NotFound();
            await Note(found, by, (found.Due, found.DueAt), await verb(found, now), details, now, cancel);
            return found;
        }, cancel);
        pump.Wake();
        return application;
    }

    /// <summary>Within the open transaction: a new application's first entry.</summary>
    public async Task Begin(Application application, Actor by, object? details, DateTimeOffset now, CancellationToken cancel)
    {
        db.Add(application);
        await Note(application, by, (null, null), LedgerKind.Applied, details, now, cancel);
    }

    /// <summary>Within the open transaction: what was done to <paramref name="application"/>, for the ledger and everybody who follows it.</summary>
    /// <param name="before">The clock that ran before the verb.</param>
    public async Task Note(Application application, Actor by, (DueKind? Due, DateTimeOffset? At) before, LedgerKind kind, object? details, DateTimeOffset now, CancellationToken cancel)
    {
        Write(application, by, kind, details, now);
        if (before != (application.Due, application.DueAt))
            await MoveClock(application, before.Due, kind, now, cancel);
        db.Record(new Fact { ShopId = application.ShopId, Type = Changed, At = now, SubjectId = application.Id, Details = JsonSerializer.Serialize(new { kind }, Stored.Json) });
        await db.SaveChangesAsync(cancel);
        var open = await db.Set<Application>().CountAsync(a => a.ShopId == application.ShopId && a.OrderId == application.OrderId
            && a.State != ApplicationState.Closed && a.State != ApplicationState.Withdrawn, cancel);
        await db.Set<Order>().Where(o => o.ShopId == application.ShopId && o.Id == application.OrderId && o.OpenApplications != open)
            .ExecuteUpdateAsync(o => o.SetProperty(x => x.OpenApplications, open), cancel);
    }

    /// <summary>Within the open transaction: an entry alone, of what moves nothing.</summary>
    public void Write(Application application, Actor by, LedgerKind kind, object? details, DateTimeOffset now) => db.Add(new ServiceStep
    {
        ShopId = application.ShopId, Id = Ids.Next(), ApplicationId = application.Id, At = now, Kind = kind, ByKind = by.Kind, ById = by.Id, ByName = by.Name,
        Details = details is null ? null : JsonSerializer.Serialize(details, details.GetType(), Stored.Json),
    });

    public static string ClockKind(DueKind due) => "aftersale_" + EnumConverters.Text(due);

    private async Task MoveClock(Application application, DueKind? before, LedgerKind kind, DateTimeOffset now, CancellationToken cancel)
    {
        var (shop, id) = (application.ShopId, application.Id);
        if (before is { } old && kind is LedgerKind.Withdrawn or LedgerKind.NotSentInTime)
            await db.DropClock(shop, ClockKind(old), id, now, cancel);
        else if (before is { } done)
            await db.MeetClock(shop, ClockKind(done), id, now, cancel);
        if (application is { Due: { } due, DueAt: { } at })
            await db.StartClock(shop, ClockKind(due), id, application.Number, now, at, cancel, nearAt: at - (due is DueKind.SendBack or DueKind.Pay ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1)));
    }
}
