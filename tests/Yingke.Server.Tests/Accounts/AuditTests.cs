using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Web;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Accounts;

public sealed class AuditTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static async Task<IReadOnlyList<AuditItem>> Read(AgentClient by, string query = "") => (await by.Api.Get("audit?" + query)).As<Page<AuditItem>>().Items;

    [Fact]
    public async Task Every_privileged_action_is_there_with_who_where_old_and_new_and_no_secret()
    {
        const string next = "the-next-password-1";
        var shop = await server.Shop();
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var owner = await shop.SignIn(Cast.Owner);
        var posts = (await owner.Api.Get("posts")).As<List<PostView>>().ToDictionary(p => p.Name, p => p.Id);
        var agent = (await owner.Api.Post("agents", new { accountName = "xin", name = "新人", password = Cast.Password, postId = posts["售前"] })).As<AgentView>();
        (await owner.Api.Patch($"agents/{agent.Id}", new { capacity = 4, postId = posts["售后"] })).Ok();
        (await owner.Api.Post($"agents/{agent.Id}/password", new { password = next })).Ok();
        (await owner.Api.Delete($"agents/{agent.Id}/second-factor")).Ok();
        (await owner.Api.Put($"agents/{agent.Id}/suspension")).Ok();
        (await owner.Api.Delete($"agents/{agent.Id}/suspension")).Ok();
        var post = (await owner.Api.Post("posts", new { name = "见习", permissions = new { } })).As<PostView>();
        (await owner.Api.Patch($"posts/{post.Id}", new { name = "实习" })).Ok();
        (await owner.Api.Delete($"posts/{post.Id}")).Ok();
        var document = (await owner.Api.Get("settings")).As<SettingsDocument>();
        (await owner.Api.Put("settings", document with { CapacityLimit = 33 })).Ok();
        (await owner.Api.Post("settings/identity/rotation")).Ok();
        var key = (await owner.Api.Post("api-keys", new { name = "仓储", scopes = new[] { "audit.view" } })).As<NewApiKey>();
        (await owner.Api.Delete($"api-keys/{key.Id}")).Ok();
        (await owner.Api.Put("session/password", new { current = Cast.Password, next })).Ok();

        var items = await Read(owner, "from=" + Uri.EscapeDataString(server.Clock.Now.ToString("O")));
        items.Select(i => i.Action).Reverse().Order(StringComparer.Ordinal).ShouldBe(new[]
        {
            "sign_in.made", "agent.added", "agent.changed", "agent.password_reset", "agent.second_factor_removed", "agent.suspended", "agent.reinstated", "post.added",
            "post.changed", "post.deleted", "settings.changed", "settings.identity_rotated", "api_key.added", "api_key.revoked", "agent.password_changed",
        }.Order(StringComparer.Ordinal));
        items.ShouldAllBe(i => i.Actor.Kind == "agent" && i.Actor.Name == Cast.Owner.Name && i.Address == "127.0.0.1" && i.At == server.Clock.Now);
        var changed = items.Single(i => i.Action == "agent.changed");
        changed.Subject.ShouldBe("新人 (xin)");
        changed.Old.ToString().ShouldBe("""{"post":"售前","capacity":10}""");
        changed.New.ToString().ShouldBe("""{"post":"售后","capacity":4}""");
        items.Single(i => i.Action == "settings.changed").Old.ToString().ShouldBe("""{"capacityLimit":50}""");
        items.Single(i => i.Action == "settings.changed").New.ToString().ShouldBe("""{"capacityLimit":33}""");

        var text = (await owner.Api.Get("audit?limit=200")).Text;
        foreach (var secret in new[] { next, Cast.Password, key.Key[11..], shop.IdentitySecret })
            text.ShouldNotContain(secret);
        foreach (var line in server.Host.Journal.Lines)
            line.Text.ShouldNotContain(next);
    }

    [Fact]
    public async Task Is_found_by_who_what_and_when_a_page_at_a_time()
    {
        var shop = await server.Shop();
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var (owner, supervisor) = (await shop.SignIn(Cast.Owner), await shop.SignIn(Cast.Supervisor));
        var start = server.Clock.Now;
        for (var i = 1; i <= 5; i++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(1));
            (await supervisor.Api.Patch($"agents/{shop.AgentId(Cast.Zhu)}", new { capacity = 10 + i })).Ok();
        }
        (await owner.Api.Post("settings/identity/rotation")).Ok();

        (await Read(owner, "action=agent")).Count.ShouldBe(5 + Cast.Staff.Count);
        (await Read(owner, "action=agent.changed&actor=" + Uri.EscapeDataString("林岚"))).Count.ShouldBe(5);
        (await Read(owner, "action=age")).ShouldBeEmpty();
        (await Read(owner, "actor=" + Uri.EscapeDataString("陈松"))).Select(i => i.Action).Distinct().ShouldBe(["settings.identity_rotated", "sign_in.made", "agent.added"]);
        (await Read(owner, "actor=%25")).ShouldBeEmpty();
        string At(int minutes) => Uri.EscapeDataString(start.AddMinutes(minutes).ToString("O"));
        (await Read(owner, $"from={At(2)}&to={At(4)}")).Count.ShouldBe(2);

        var (seen, cursor) = (new List<AuditItem>(), (string?)null);
        do
        {
            var page = (await owner.Api.Get("audit?limit=3" + (cursor is null ? "" : "&before=" + cursor))).As<Page<AuditItem>>();
            page.Items.Count.ShouldBeLessThanOrEqualTo(3);
            seen.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        var all = 5 + Cast.Staff.Count + 4;
        seen.Count.ShouldBe(all);
        seen.Select(i => i.Id).Distinct().Count().ShouldBe(all);
        seen.Select(i => i.At).ShouldBe(seen.Select(i => i.At).OrderDescending());
        (await owner.Api.Get("audit?limit=0")).Refused(422, "invalid", "limit");
        (await owner.Api.Get("audit?limit=201")).Refused(422, "invalid", "limit");
    }

    [Fact]
    public async Task A_shop_reads_its_own_log()
    {
        var (ours, theirs) = (await server.Shop(), await server.Shop());
        (await theirs.Owner.Api.Post("settings/identity/rotation")).Ok();
        (await Read(ours.Owner, "action=settings")).ShouldBeEmpty();
        (await Read(theirs.Owner, "action=settings")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_remove_a_record()
    {
        var shop = await server.Shop();
        await shop.SignIn(Cast.Owner);
        foreach (var sql in new[] { "UPDATE audit_records SET subject = 'x'", "DELETE FROM audit_records" })
        {
            var refused = await Should.ThrowAsync<Exception>(() => server.Host.Look(db => db.Database.ExecuteSqlRawAsync(sql)));
            refused.Message.ShouldContain("append-only");
            (refused is SqliteException or Npgsql.PostgresException).ShouldBeTrue();
        }
        (await server.Host.Look(db => db.Set<AuditRecord>().CountAsync(r => r.ShopId == shop.Id && r.Subject != "x"))).ShouldBe(2 + Cast.Staff.Count);
    }
}
