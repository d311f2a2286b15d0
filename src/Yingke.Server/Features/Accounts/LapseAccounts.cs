using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <summary>The job: accounts whose month is over are switched off like by hand. Signing in and every look at a session heed the instant itself and wait for nobody.</summary>
internal sealed class LapseAccounts(Db db, Dispatcher dispatcher, NodeBus bus, TimeProvider time)
{
    public async Task Run(CancellationToken cancel)
    {
        var now = time.Now();
        var over = await db.Set<Agent>().Where(a => a.LapsesAt <= now && a.SuspendedAt == null).OrderBy(a => a.ShopId).Select(a => new { a.ShopId, a.Id }).Take(200).ToListAsync(cancel);
        foreach (var one in over)
        {
            await dispatcher.Run(one.ShopId, async turn =>
            {
                var person = turn.Person(one.Id);
                if (person.Row.SuspendedAt is null && person.Row.LapsesAt <= turn.Now)
                {
                    await SuspendAgent.SwitchOff(turn, person);
                    Audit.BySystem(turn.Db, one.ShopId, turn.Now, "agent.lapsed", Audit.Subject(person.Row));
                }
            }, cancel);
            await bus.Publish(new SessionsEnded(one.ShopId, one.Id), CancellationToken.None);
            await bus.Publish(new ShopMoved(one.ShopId, ShopPart.Agents), CancellationToken.None);
        }
    }
}
