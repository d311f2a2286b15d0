using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Tests.Clients;

namespace Yingke.Server.Tests.Hosting;

/// <summary>A shop of a test, with the named cast, made as shops are: the command's use case, then the owner's screens.</summary>
public sealed class TestShop
{
    private static int opened;
    private readonly ConcurrentDictionary<string, Guid> ids = new();
    private Dictionary<string, Guid> posts = [];

    private TestShop(YingkeHost host, Guid id, string code, string publicKey, string identitySecret) =>
        (Host, Id, Code, PublicKey, IdentitySecret) = (host, id, code, publicKey, identitySecret);

    public YingkeHost Host { get; }
    public Guid Id { get; }
    public string Code { get; }
    public string PublicKey { get; }
    public string IdentitySecret { get; }

    /// <summary>The owner, signed in; not on duty, and taking no chats.</summary>
    public AgentClient Owner { get; private set; } = null!;

    public static async Task<TestShop> Open(YingkeHost host, string name = "松间茶铺", IReadOnlyList<Person>? staff = null)
    {
        var code = $"shop{Interlocked.Increment(ref opened)}";
        var made = await host.Do<AddShop, Shop>(add => add.Handle(code, name, Cast.Owner.Account, Cast.Owner.Name, Cast.Password, CancellationToken.None));
        var shop = new TestShop(host, made.Id, made.Code, made.PublicKey, made.IdentitySecret);
        shop.Owner = await shop.SignIn(Cast.Owner);
        shop.ids[Cast.Owner.Account] = shop.Owner.Id;
        var built = (await shop.Owner.Api.Get("posts")).As<List<PostView>>().ToDictionary(p => p.Name, p => p.Id);
        shop.posts = BuiltInPosts.All.ToDictionary(p => p.Key, p => built[p.Name]);
        await shop.Hire([.. staff ?? Cast.Staff]);
        return shop;
    }

    public Guid AgentId(Person person) => ids[person.Account];

    public Guid PostId(BuiltInPost post) => posts[post.Key];

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

    /// <summary>New accounts; a millisecond after one another, so that ties which go to the smallest id go to whoever was hired first.</summary>
    public async Task Hire(params Person[] people)
    {
        foreach (var person in people)
        {
            Host.Clock.Advance(TimeSpan.FromMilliseconds(1));
            var made = await Owner.Api.Post("agents", new
            {
                accountName = person.Account, name = person.Name, password = Cast.Password, postId = PostId(person.Post), groups = person.Groups, im = person.Im, company = person.Company,
            });
            ids[person.Account] = made.As<AgentView>().Id;
        }
    }

    /// <summary>Changes an account: capacity, weight, groups, im, greeting …</summary>
    public async Task Change(Person person, object what) => (await Owner.Api.Patch($"agents/{AgentId(person)}", what)).Ok();

    /// <summary>Changes an account in the database alone, as if the word of it had got lost: nobody is told.</summary>
    internal Task Reseat(Person person, Action<Agent> change) => Host.Look(async db =>
    {
        change(await db.Set<Agent>().AsTracking().SingleAsync(a => a.ShopId == Id && a.Id == AgentId(person)));
        return await db.SaveChangesAsync();
    });

    /// <summary>Changes the shop's settings.</summary>
    internal async Task Set(Func<SettingsDocument, SettingsDocument> change) =>
        (await Owner.Api.Put("settings", change((await Owner.Api.Get("settings")).As<SettingsDocument>()))).Ok();
}
