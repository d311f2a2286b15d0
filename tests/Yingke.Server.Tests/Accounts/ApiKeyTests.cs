using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Web;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Accounts;

public sealed class ApiKeyTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private async Task<(NewApiKey Made, Api Api)> Key(AgentClient by, params string[] scopes)
    {
        var made = (await by.Api.Post("api-keys", new { name = "仓储系统", scopes })).As<NewApiKey>();
        var api = server.Host.Connect();
        api.Bearer = made.Key;
        return (made, api);
    }

    [Fact]
    public async Task It_does_what_its_scopes_say_and_nothing_about_people()
    {
        var shop = await server.Shop();
        var (_, key) = await Key(await shop.SignIn(Cast.Owner), Permission.AuditView, Permission.ApiKeys, Permission.SettingsEdit);
        key.SaysYingke = false;
        (await key.Get("audit")).Ok();
        (await key.Get("settings")).Ok();
        (await key.Get("agents")).Refused(403, "forbidden");
        (await key.Get("session")).Refused(403, "people_only");
        (await key.Put("session/password", new { current = Cast.Password, next = "a-new-password-7" })).Refused(403, "people_only");
        (await key.Post("session/second-factor")).Refused(403, "people_only");
        (await key.Get("sessions")).Refused(403, "people_only");
        (await key.Post("api-keys", new { name = "mehr", scopes = new[] { Permission.AuditView } })).Refused(403, "people_only");
        (await key.Get("settings/identity")).Refused(403, "people_only");
    }

    [Fact]
    public async Task It_is_shown_once_and_stored_as_a_hash()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        var (made, _) = await Key(owner, Permission.AuditView);
        made.Key.ShouldStartWith(made.Prefix);
        var listed = await owner.Api.Get("api-keys");
        listed.Text.ShouldNotContain(made.Key[made.Prefix.Length..]);
        listed.As<Page<ApiKeyView>>().Items.Single().CreatedBy.ShouldBe(Cast.Owner.Name);
        (await owner.Api.Get("audit")).Text.ShouldNotContain(made.Key[made.Prefix.Length..]);
        var stored = await server.Host.Look(db => db.Set<ApiKey>().SingleAsync(k => k.ShopId == shop.Id));
        stored.KeyHash.ShouldBe(Sessions.Hash(made.Key));
    }

    [Fact]
    public async Task Its_scopes_are_within_its_makers_rights()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        var maker = new Person("keys", "集成", BuiltInPosts.Presale, Domain.Routing.Groups.None, false);
        await shop.Hire(maker);
        var presale = (await owner.Api.Get("posts")).As<List<PostView>>().Single(p => p.Name == "售前");
        (await owner.Api.Patch($"posts/{presale.Id}", new { permissions = new Dictionary<string, Scope>(presale.Permissions) { [Permission.ApiKeys] = Scope.All } })).Ok();
        var client = await shop.SignIn(maker);
        (await client.Api.Post("api-keys", new { name = "a", scopes = new[] { Permission.AuditView } })).Refused(403, "forbidden");
        // Their own figures are not the shop's.
        (await client.Api.Post("api-keys", new { name = "a", scopes = new[] { Permission.ReportsView } })).Refused(403, "forbidden");
        (await client.Api.Post("api-keys", new { name = "a", scopes = new[] { "im.fly" } })).Refused(422, "invalid", "scopes");
        (await client.Api.Post("api-keys", new { name = "a", scopes = Array.Empty<string>() })).Refused(422, "invalid", "scopes");
        (await client.Api.Post("api-keys", new { name = "", scopes = new[] { Permission.ImChat } })).Refused(422, "invalid", "name");
        (await client.Api.Post("api-keys", new { name = "a", scopes = new[] { Permission.ImChat } })).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_revoked_key_is_out_at_once_and_belongs_to_one_shop()
    {
        var (shop, other) = (await server.Shop(), await server.Shop());
        var (owner, stranger) = (await shop.SignIn(Cast.Owner), await other.SignIn(Cast.Owner));
        var (made, key) = await Key(owner, Permission.AgentsManage);
        (await key.Get("agents")).As<AgentList>().Items.ShouldAllBe(a => a.Id != other.AgentId(Cast.Zhu));
        (await key.Get($"agents/{other.AgentId(Cast.Zhu)}")).Refused(404, "not_found");
        (await stranger.Api.Delete($"api-keys/{made.Id}")).Refused(404, "not_found");
        (await owner.Api.Delete($"api-keys/{made.Id}")).Status.ShouldBe(204);
        await Soon.Is(async () => (await key.Get("agents")).Status == 401);
        (await owner.Api.Get("api-keys")).As<Page<ApiKeyView>>().Items.ShouldBeEmpty();
        (await owner.Api.Delete($"api-keys/{made.Id}")).Refused(404, "not_found");
    }

    [Fact]
    public async Task Its_last_use_is_kept_to_the_hour()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        var (_, key) = await Key(owner, Permission.AuditView);
        async Task<DateTimeOffset?> LastUsed() => (await owner.Api.Get("api-keys")).As<Page<ApiKeyView>>().Items.Single().LastUsedAt;
        (await LastUsed()).ShouldBeNull();
        var first = server.Clock.Now;
        await key.Get("audit");
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        await key.Get("audit");
        (await LastUsed()).ShouldBe(first);
        server.Clock.Advance(TimeSpan.FromMinutes(31));
        await key.Get("audit");
        (await LastUsed()).ShouldBe(server.Clock.Now);
    }

    [Theory]
    [InlineData("yk_")]
    [InlineData("yk_short")]
    [InlineData("yk_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task Nonsense_is_nobody(string key)
    {
        var api = server.Host.Connect();
        api.Bearer = key;
        (await api.Get("audit")).Refused(401, "signed_out");
    }
}
