using Microsoft.EntityFrameworkCore;
using Yingke.Domain;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Quality;

/// <summary>For as long as it is there another node, which does nothing, holds the facts: they can be read after they were written.</summary>
internal sealed class FactsKept : IAsyncDisposable
{
    private readonly YingkeHost host;

    private FactsKept(YingkeHost host) => this.host = host;

    public static async Task<FactsKept> At(YingkeHost host)
    {
        await Hold(host, "somebody else", TimeSpan.FromDays(3650));
        return new(host);
    }

    public Task<List<Fact>> Of(Guid shopId, string type) => host.Look(db => db.Set<Fact>().Where(f => f.ShopId == shopId && f.Type == type).ToListAsync());

    public async ValueTask DisposeAsync() => await Hold(host, "nobody", TimeSpan.FromSeconds(-1));

    private static Task<bool> Hold(YingkeHost host, string holder, TimeSpan length) => host.Look(async db =>
    {
        using var turn = await db.Dialect.EnterWrite(CancellationToken.None);
        var until = host.Clock.Now + length;
        var changed = await db.Set<JobLease>().Where(l => l.Name == "facts").ExecuteUpdateAsync(l => l.SetProperty(x => x.Holder, holder).SetProperty(x => x.Until, until).SetProperty(x => x.Number, x => x.Number + 1));
        return changed == 1 ? true : throw new RuleViolation("no_lease");
    });
}
