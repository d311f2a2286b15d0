using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Bench.Rig;

/// <summary>A pair that talks: a buyer with a token, and the agent who has their conversation, signed in.</summary>
internal sealed record Pair(Guid Conversation, string BuyerToken, string AgentCookie, Guid Agent, Guid Buyer);

/// <summary>A shop full of people who talk, made through the program's own code before the clock runs.</summary>
internal sealed class BenchShop
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);

    private BenchShop(Guid shopId, string publicKey, IReadOnlyList<Pair> pairs) => (ShopId, PublicKey, Pairs) = (shopId, publicKey, pairs);

    private const string Password = "a long enough password";

    public Guid ShopId { get; }
    public string Code { get; private init; } = "";
    public string PublicKey { get; }
    public IReadOnlyList<Pair> Pairs { get; }

    /// <summary>Of each agent, signed in.</summary>
    public IReadOnlyCollection<string> AgentCookies { get; private init; } = [];

    /// <summary>A shop with <paramref name="agents"/> online agents of the given capacity and as many buyers in conversation with them as <paramref name="pairs"/> says.</summary>
    public static async Task<BenchShop> Make(WebApplication host, int agents, int capacity, int pairs)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await Migrate.Run(db, CancellationToken.None);
        var shop = await scope.ServiceProvider.GetRequiredService<AddShop>().Handle(
            "b" + Guid.NewGuid().ToString("N")[..8], "Bench", "owner", "Owner", Password, CancellationToken.None);
        var cookies = await People(db, shop, agents, capacity);
        var open = host.Services.GetRequiredService<OpenConversation>();
        var tokens = host.Services.GetRequiredService<VisitorTokens>();
        var buyers = Enumerable.Range(0, pairs).Select(i => new Buyer { ShopId = shop.Id, Name = "Buyer " + i, CreatedAt = DateTimeOffset.UnixEpoch }).ToList();
        db.AddRange(buyers);
        await db.SaveChangesAsync();
        var ids = await Task.WhenAll(buyers.Select(b => open.Handle(new Inflow(shop.Id, b.Id, Source.ShopHome, Channel.Web, null, null, null, null), CancellationToken.None)));
        var served = await db.Set<Conversation>().Where(c => c.ShopId == shop.Id && c.AgentId != null).ToDictionaryAsync(c => c.Id, c => c.AgentId!.Value);
        return new(shop.Id, shop.PublicKey, [.. buyers.Zip(ids, (b, id) => new Pair(
            id, tokens.Issue(new CurrentVisitor(shop.Id, b.Id, false)), cookies[served[id]], served[id], b.Id))])
        { Code = shop.Code, AgentCookies = cookies.Values };
    }

    /// <summary>Signs the owner in and returns the session's cookie.</summary>
    public async Task<string> OwnerCookie(Uri server)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = server };
        http.DefaultRequestHeaders.Add("X-Yingke", "1");
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { shop = Code, account = "owner", password = Password });
        answer.EnsureSuccessStatusCode();
        return answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]).Single(c => c.StartsWith(Sessions.Cookie, StringComparison.Ordinal));
    }

    private static async Task<Dictionary<Guid, string>> People(Db db, Shop shop, int count, int capacity)
    {
        var post = await db.Set<Post>().SingleAsync(p => p.ShopId == shop.Id && p.BuiltIn == "presale");
        var now = TimeProvider.System.Now();
        var cookies = new Dictionary<Guid, string>();
        for (var i = 0; i < count; i++)
        {
            var agent = new Agent
            {
                ShopId = shop.Id, AccountName = "agent" + i, Name = "Agent " + i, PostId = post.Id, Capacity = capacity, CreatedAt = now,
                Presence = Presence.Online, PresenceSince = now, SeenAt = now + Long,
            };
            var token = Sessions.NewToken(shop.Id);
            db.Add(agent);
            db.Add(new Session { ShopId = shop.Id, AgentId = agent.Id, TokenHash = Sessions.Hash(token), CreatedAt = now, ExpiresAt = now + Long });
            cookies[agent.Id] = Sessions.Cookie + "=" + token;
        }
        await db.SaveChangesAsync();
        return cookies;
    }
}
