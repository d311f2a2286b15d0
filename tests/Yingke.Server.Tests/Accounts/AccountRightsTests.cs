using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Accounts;

/// <summary>Every route of the accounts with every shipped post: who lacks the permission gets 403 with its name, who is nobody 401 (I29).</summary>
public sealed class AccountRightsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Manage = Permission.AgentsManage, Supervise = Permission.ImSupervise, Settings = Permission.SettingsEdit, Keys = Permission.ApiKeys;

    // Requests that change nothing even where they are allowed: ids that do not exist, bodies that are refused.
    private static readonly (string Method, string Path, string[] AnyOf)[] Routes =
    [
        ("GET", "session", []), ("GET", "sessions", []), ("PUT", "session/password", []), ("PATCH", "session/agent", []), ("PUT", "session/second-factor", []),
        ("DELETE", "session/second-factor", []), ("DELETE", "sessions/{id}", []),
        ("GET", "agents", [Manage, Supervise]), ("GET", "agents/{id}", [Manage, Supervise]), ("POST", "agents", [Manage]), ("PATCH", "agents/{id}", [Manage]),
        ("POST", "agents/{id}/password", [Manage]), ("DELETE", "agents/{id}/second-factor", [Manage]), ("PUT", "agents/{id}/suspension", [Manage]),
        ("DELETE", "agents/{id}/suspension", [Manage]),
        ("GET", "posts", [Manage]), ("POST", "posts", [Manage]), ("PATCH", "posts/{id}", [Manage]), ("DELETE", "posts/{id}", [Manage]), ("GET", "permissions", [Manage, Keys]),
        ("GET", "settings", [Settings, Supervise]), ("PUT", "settings", [Settings]), ("GET", "settings/identity", [Settings]),
        ("GET", "api-keys", [Keys]), ("POST", "api-keys", [Keys]), ("DELETE", "api-keys/{id}", [Keys]),
        ("GET", "audit", [Permission.AuditView]),
    ];

    public static TheoryData<string> Posts => [.. BuiltInPosts.All.Select(p => p.Key)];

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task A_post_may_what_its_permissions_say(string key)
    {
        var post = BuiltInPosts.All.Single(p => p.Key == key);
        var shop = await server.Shop();
        var person = new Person("somebody", "某人", post, Groups.None, false);
        await shop.Hire(person);
        var client = await shop.SignIn(person);
        foreach (var (method, path, anyOf) in Routes)
        {
            var answer = await Call(client.Api, method, path);
            if (anyOf.Length == 0 || anyOf.Any(post.Permissions.ContainsKey))
                answer.Status.ShouldNotBeOneOf(401, 403);
            else
                answer.Refused(403, "forbidden").Json.GetProperty("permission").GetString().ShouldBe(anyOf[0], answer.ToString());
        }
    }

    [Fact]
    public async Task Nobody_may_nothing()
    {
        foreach (var (method, path, _) in Routes)
            (await Call(server.Host.Connect(), method, path)).Refused(401, "signed_out");
    }

    [Fact]
    public async Task A_foreign_page_cannot_send_the_cookie_along()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        owner.Api.SaysYingke = false;
        foreach (var (method, path, _) in Routes.Where(r => r.Method != "GET"))
            (await Call(owner.Api, method, path)).Refused(403, "csrf_header_missing");
        (await Call(owner.Api, "DELETE", "session")).Refused(403, "csrf_header_missing");
        (await owner.Api.Get("session")).Ok();
    }

    private static Task<Answer> Call(Api api, string method, string path) => api.Send(
        new HttpMethod(method), path.Replace("{id}", Guid.NewGuid().ToString(), StringComparison.Ordinal), method is "GET" ? null : new { });
}
