using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Tests.Clients;

namespace Yingke.Server.Tests.Hosting;

/// <summary>A shop of a test, with the named cast.</summary>
public sealed class TestShop
{
    private static int opened;
    private static long hired;
    private readonly ConcurrentDictionary<string, Guid> ids = new();

    private TestShop(YingkeHost host, Guid id, string code, string publicKey, string identitySecret) =>
        (Host, Id, Code, PublicKey, IdentitySecret) = (host, id, code, publicKey, identitySecret);

    public YingkeHost Host { get; }
    public Guid Id { get; }
    public string Code { get; }
    public string PublicKey { get; }
    public string IdentitySecret { get; }

    /// <summary>A new shop on the node, its cast made, nobody signed in.</summary>
    public static async Task<TestShop> Open(YingkeHost host, string? name = null)
    {
        var code = "shop" + Interlocked.Increment(ref opened);
        var made = await host.Do<AddShop, Shop>(add => add.Handle(code, name ?? "松间茶铺", Cast.Owner.Account, Cast.Owner.Name, Cast.Password, CancellationToken.None));
        var shop = new TestShop(host, made.Id, made.Code, made.PublicKey, made.IdentitySecret);
        await shop.Hire([.. Cast.Staff]);
        return shop;
    }

    public Guid AgentId(Person person) => ids[person.Account];

    /// <summary>Signs <paramref name="person"/> in; at another node of the same database if one is named.</summary>
    public async Task<AgentClient> SignIn(Person person, YingkeHost? at = null) => await AgentClient.SignIn((at ?? Host).Connect(), Code, person);

    /// <summary>Signed in and online.</summary>
    public async Task<AgentClient> OnDuty(Person person, YingkeHost? at = null)
    {
        var agent = await SignIn(person, at);
        await agent.Online();
        return agent;
    }

    /// <summary>A new buyer who has opened the window.</summary>
    public Task<VisitorClient> Buyer(YingkeHost? at = null) => VisitorClient.Arrive((at ?? Host).Connect(), PublicKey);

    /// <summary>New accounts, in the order of their ids.</summary>
    public async Task Hire(params Person[] people)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var passwords = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Agent>>();
        var posts = await db.Set<Post>().Where(p => p.ShopId == Id).ToDictionaryAsync(p => p.BuiltIn!, p => p.Id);
        foreach (var person in people)
        {
            var agent = new Agent
            {
                ShopId = Id, Id = NextId(), AccountName = person.Account, Name = person.Name, PostId = posts[person.Post.Key], Groups = person.Groups, ImEnabled = person.Im,
                CreatedAt = Host.Clock.Now, PresenceSince = Host.Clock.Now,
            };
            agent.PasswordHash = passwords.HashPassword(agent, Cast.Password);
            db.Add(agent);
            ids[person.Account] = agent.Id;
        }
        await db.SaveChangesAsync();
        Host.Services.GetRequiredService<ShopDirectory>().Forget(Id);
    }

    /// <summary>A millisecond after the one before: ties that go to the smallest id go to whoever was hired first.</summary>
    private static Guid NextId() => Guid.CreateVersion7(FakeClock.Start.AddMilliseconds(Interlocked.Increment(ref hired)));

    /// <summary>Changes what the desk knows of an agent, as the screens do.</summary>
    internal async Task Reseat(Person person, Action<Agent> change) =>
        await Host.Services.GetRequiredService<Features.Routing.ChangeSeat>().Handle(Id, AgentId(person), change, CancellationToken.None);

    /// <summary>Changes the shop's settings.</summary>
    internal async Task Set(Func<ShopSettings, ShopSettings> change)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var shop = await db.Set<Shop>().AsTracking().SingleAsync(s => s.Id == Id);
        shop.Settings = change(shop.Settings);
        shop.SettingsVersion++;
        await db.SaveChangesAsync();
        Host.Services.GetRequiredService<ShopDirectory>().Forget(Id);
    }

    internal static Groups Both => Groups.Presale | Groups.Aftersale;
}
