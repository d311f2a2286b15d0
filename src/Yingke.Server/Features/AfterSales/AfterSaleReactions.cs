using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain;
using Yingke.Domain.AfterSales;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.AfterSales;

/// <summary>What after-sales do about facts: deadlines that passed end or mark a case, and whoever has it open hears that it moved.</summary>
internal sealed class AfterSaleReactions(Db db, Steps steps, TimeProvider time)
{
    public static readonly string[] Facts = [Steps.Changed, PassClocks.Passed];

    private sealed record Moved(Guid Id, Guid OrderId, Guid? BuyerId, ApplicationState State);

    public async Task React(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        var application = await db.Set<Application>().AsTracking().SingleOrDefaultAsync(a => a.ShopId == fact.ShopId && a.Id == fact.SubjectId, cancel);
        if (application is null)
            return;
        if (fact.Type == PassClocks.Passed)
            await Pass(application, JsonSerializer.Deserialize<ClockFact>(fact.Details!, Stored.Json)!, cancel);
        var moved = JsonSerializer.SerializeToElement(new Moved(application.Id, application.OrderId, application.BuyerId, application.State), Stored.Json);
        string[] audience = application.BuyerId is { } buyer ? [Audiences.Desk(fact.ShopId), Audiences.Buyer(buyer)] : [Audiences.Desk(fact.ShopId)];
        aftermath.Tell(new Told(fact.ShopId, audience, "aftersale", [moved]));
    }

    private async Task Pass(Application application, ClockFact clock, CancellationToken cancel)
    {
        // A clock that was started anew in between, or met, speaks of another deadline.
        if (application is not { Due: { } due, DueAt: { } at } || Steps.ClockKind(due) != clock.Kind || at != clock.DueAt)
            return;
        var (now, before) = (time.Now(), (application.Due, application.DueAt));
        if (due != DueKind.SendBack)
        {
            steps.Write(application, Actor.System(application.ShopId), LedgerKind.DeadlinePassed, new { due, at }, now);
            return;
        }
        try
        {
            await steps.Note(application, Actor.System(application.ShopId), before, application.NotSent(now), null, now, cancel);
        }
        catch (RuleViolation)
        {
            // The parcel was sent in the very moment.
        }
    }
}
