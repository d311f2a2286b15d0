using Yingke.Server.Features.Conversations;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Security;

/// <summary>A shop never sees another's data (reliability I30, attacks C19–C29): 404, no canary, nothing changed.</summary>
public sealed class TenancyTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Every_route_with_the_other_shops_ids_finds_nothing()
    {
        var (mine, theirs) = (await Scene.Set(server), await Scene.Set(server));
        var before = await Snapshot.Of(server.Host, theirs.Shop.Id);
        var tried = 0;
        foreach (var row in RouteTable.All.Where(r => r.IsApi && r.Path.Contains("{id}", StringComparison.Ordinal)))
        {
            var path = row.Path.Replace("{id}", theirs.Id(row.Path).ToString(), StringComparison.Ordinal).TrimStart('/');
            foreach (var api in Callers(mine, row))
            {
                // The body is right for my own shop, so that nothing but the id is wrong.
                var answer = await api.Send(new HttpMethod(row.Method), path, row.Body?.Invoke(mine));
                answer.Refused(404, "not_found");
                answer.Text.ShouldNotContain(theirs.Canary);
                tried++;
            }
        }
        tried.ShouldBeGreaterThan(30);
        (await Snapshot.Of(server.Host, theirs.Shop.Id)).ShouldBe(before);
    }

    [Fact]
    public async Task Foreign_ids_in_bodies_and_queries_find_nothing_either()
    {
        var (mine, theirs) = (await Scene.Set(server), await Scene.Set(server));
        var owner = mine.Shop.Owner.Api;
        var before = await Snapshot.Of(server.Host, theirs.Shop.Id);
        (await mine.Serving.Transfer(mine.Conversation, new { agentId = theirs.Agent })).Refused(404, "not_found");
        (await mine.Serving.Note(mine.Conversation, "@", theirs.Agent)).Refused(422, "invalid", "mentions");
        (await mine.Serving.Api.Post($"conversations/{mine.Conversation}/messages", new { clientId = "f1", kind = "image", fileId = theirs.File })).Refused(422, "invalid", "fileId");
        (await mine.Visitor.Api.Post($"visitor/conversations/{mine.Conversation}/messages", new { clientId = "f2", kind = "image", fileId = theirs.File })).Refused(422, "invalid", "fileId");
        (await owner.Patch($"agents/{mine.Agent}", new { postId = theirs.Post })).Refused(422, "invalid", "postId");
        (await owner.Get($"conversations?agentId={theirs.Shop.AgentId(Cast.Zhu)}")).As<Platform.Web.Page<ConversationRow>>().Items.ShouldBeEmpty();
        (await owner.Get($"conversations?buyerId={theirs.Buyer}")).As<Platform.Web.Page<ConversationRow>>().Items.ShouldBeEmpty();
        (await Snapshot.Of(server.Host, theirs.Shop.Id)).ShouldBe(before);
    }

    [Fact]
    public async Task No_list_and_no_search_shows_a_word_of_the_other_shop()
    {
        var (mine, theirs) = (await Scene.Set(server), await Scene.Set(server));
        foreach (var row in RouteTable.All.Where(r => r.IsApi && r.Method == "GET" && !r.Path.Contains("{id}", StringComparison.Ordinal)))
        {
            foreach (var api in Callers(mine, row))
            {
                foreach (var query in new[] { "", "?limit=100", "?q=" + theirs.Canary, "?actor=" + theirs.Canary })
                {
                    var answer = await api.Get(row.Path.TrimStart('/') + query);
                    answer.Text.ShouldNotContain(theirs.Canary);
                }
            }
        }
        (await mine.Shop.Owner.Api.Get("conversations?q=" + mine.Canary)).Text.ShouldContain(mine.Canary);
    }

    [Fact]
    public async Task A_visitors_token_of_one_shop_is_a_strangers_in_another()
    {
        var (mine, theirs) = (await Scene.Set(server), await Scene.Set(server));
        var arrived = await VisitorClient.Arrive(server.Host.Connect(), mine.Shop.PublicKey, token: theirs.Visitor.Api.Bearer);
        arrived.Id.ShouldNotBe(theirs.Visitor.Id);
        (await arrived.Api.Get("visitor/conversation")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task What_a_buyer_reads_has_no_member_that_is_not_theirs_to_know()
    {
        var scene = await Scene.Set(server);
        var members = new SortedSet<string>(StringComparer.Ordinal);
        Collect((await scene.Visitor.Api.Get($"visitor/conversations/{scene.Conversation}/messages")).Json, "", members);
        Collect((await scene.Visitor.Api.Get("visitor/conversation")).Json, "", members);
        members.ShouldBe([
            "agent", "agent.name", "entries", "entries.at", "entries.clientId", "entries.data", "entries.data.agentName", "entries.data.card", "entries.data.card.kind", "entries.data.card.number", "entries.data.card.oldPriceFen", "entries.data.card.priceFen", "entries.data.card.refId", "entries.data.card.title", "entries.file", "entries.file.height", "entries.file.id",
            "entries.file.name", "entries.file.size", "entries.file.type", "entries.file.url", "entries.file.width", "entries.from", "entries.kind", "entries.senderName", "entries.seq",
            "entries.text", "head", "id", "openedAt", "ratable", "readSeq", "state",
        ], ignoreOrder: true, customMessage: string.Join(' ', members));
    }

    private static void Collect(System.Text.Json.JsonElement value, string path, SortedSet<string> members)
    {
        if (value.ValueKind == System.Text.Json.JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Collect(item, path, members);
        }
        if (value.ValueKind != System.Text.Json.JsonValueKind.Object)
            return;
        foreach (var member in value.EnumerateObject())
        {
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            members.Add(name);
            Collect(member.Value, name, members);
        }
    }

    /// <summary>Who may call the route in my shop: the one with the most rights, and for staff a key with all scopes too.</summary>
    private static IEnumerable<Api> Callers(Scene mine, Row row)
    {
        if (row.Kind is "visitor" or "public")
            yield return mine.Visitor.Api;
        if (row.Kind is "staff" or "person" or "public")
            yield return mine.Shop.Owner.Api;
        if (row.Kind != "staff")
            yield break;
        var key = mine.Shop.Host.Connect();
        key.Bearer = mine.Secret;
        yield return key;
    }
}
