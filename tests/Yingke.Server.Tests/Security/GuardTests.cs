using Microsoft.AspNetCore.Routing;
using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Security;

/// <summary>reliability I29: every route has a declared policy, and every role gets what the table says.</summary>
public sealed class GuardTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public void Every_route_carries_exactly_the_guard_of_the_table()
    {
        var running = server.Host.Endpoints.OfType<RouteEndpoint>().Where(e => !e.Metadata.OfType<ISuppressMatchingMetadata>().Any()).ToList();
        running.Count.ShouldBeGreaterThan(50);
        var found = running.ConvertAll(e => $"{Key(e)}: {Who(e)}");
        var promised = RouteTable.All.Select(r => $"{r.Key}: {r.Who}").ToList();
        found.Except(promised).ShouldBeEmpty("routes that the table does not know");
        promised.Except(found).ShouldBeEmpty("rows of routes that are not there");
        found.Count.ShouldBe(promised.Count);
    }

    [Fact]
    public async Task Every_role_is_let_in_or_refused_as_the_table_says()
    {
        var scene = await Scene.Set(server);
        await scene.Shop.Hire([.. OtherPosts]);
        var wrong = new List<string>();
        var tried = 0;
        foreach (var role in Roles(scene))
        {
            var api = await role.Enter();
            foreach (var row in RouteTable.All.Where(r => r.IsApi))
            {
                // An id that nothing has: who is let in finds nothing, and nothing is changed.
                var answer = await api.Send(new HttpMethod(row.Method), row.For(Guid.NewGuid()).TrimStart('/'), row.Method == "GET" ? null : new { });
                tried++;
                if (Expected(row, role) is var expected && expected != Outcome(answer))
                    wrong.Add($"{role.Name}: {expected} expected, got {answer}");
                if (row.Key == "DELETE /session")
                    api = await role.Enter();
            }
        }
        wrong.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine($"{tried} pairs of route and role");
    }

    [Fact]
    public async Task Nothing_but_reading_works_with_the_cookie_alone()
    {
        var scene = await Scene.Set(server);
        var api = (await scene.Shop.SignIn(Cast.Owner)).Api;
        api.SaysYingke = false;
        var before = await Snapshot.Of(server.Host, scene.Shop.Id);
        foreach (var row in RouteTable.All.Where(r => r.IsApi && r.Method != "GET" && r.Kind is ("staff" or "person")))
        {
            var path = row.For(row.Path.Contains("{id}", StringComparison.Ordinal) ? scene.Id(row.Path) : Guid.Empty);
            (await api.Send(new HttpMethod(row.Method), path.TrimStart('/'), row.Body?.Invoke(scene))).Refused(403, "csrf_header_missing");
        }
        (await Snapshot.Of(server.Host, scene.Shop.Id)).ShouldBe(before);
        (await api.Get("session")).Ok();
    }

    [Fact]
    public async Task Forged_headers_make_nobody_somebody()
    {
        var scene = await Scene.Set(server);
        var api = server.Host.Connect();
        foreach (var header in new[] { "X-Remote-User", "X-Forwarded-User", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "Remote-User" })
        {
            (await api.Send(HttpMethod.Get, "session", (HttpContent?)null, (header, "owner"))).Refused(401, "signed_out");
            (await api.Send(HttpMethod.Get, "session", (HttpContent?)null, (header, "/healthz"))).Refused(401, "signed_out");
        }
        foreach (var token in new[] { "", "x", "yk_", "yk_" + new string('0', 96), new string('a', 96), scene.Shop.Id.ToString("N") + new string('0', 64), "yk_" + scene.Secret[3..^1] + (scene.Secret[^1] == '0' ? "1" : "0") })
        {
            api.Bearer = null;
            (await api.Send(HttpMethod.Get, "conversations", (HttpContent?)null, ("Authorization", "Bearer " + token))).Refused(401, "signed_out");
            (await api.Send(HttpMethod.Get, "conversations", (HttpContent?)null, ("Cookie", "yingke_session=" + Uri.EscapeDataString(token)))).Refused(401, "signed_out");
        }
    }

    private sealed record Role(string Name, IReadOnlyDictionary<string, Scope>? Permissions, bool IsPerson, Func<Task<Api>> Enter)
    {
        public bool IsVisitor => Name == "visitor";
    }

    /// <summary>One for each shipped post that the others do not have, a second store manager among them: rights come from the post, not from being the owner.</summary>
    private static readonly IReadOnlyList<Person> OtherPosts =
    [
        .. BuiltInPosts.All.Except([BuiltInPosts.Supervisor, BuiltInPosts.Presale, BuiltInPosts.Inspector, BuiltInPosts.ReadOnly])
            .Select(post => new Person(post.Key, post.Name, post, Domain.Routing.Groups.None, false)),
    ];

    private static IEnumerable<Role> Roles(Scene scene)
    {
        foreach (var person in OtherPosts.Prepend(Cast.Reader).Prepend(Cast.Inspector).Prepend(Cast.Zhu).Prepend(Cast.Supervisor).Prepend(Cast.Owner))
            yield return new(person.Name, person.Post.Permissions, true, async () => (await scene.Shop.SignIn(person)).Api);
        yield return new("a key with all scopes", BuiltInPosts.StoreManager.Permissions, false, () =>
        {
            var api = scene.Shop.Host.Connect();
            api.Bearer = scene.Secret;
            return Task.FromResult(api);
        });
        yield return new("visitor", null, false, async () => (await scene.Shop.Buyer()).Api);
        yield return new("anonymous", null, false, () => Task.FromResult(scene.Shop.Host.Connect()));
    }

    private static string Expected(Row row, Role role)
    {
        if (row.Kind == "public")
            return "in";
        if (row.Kind == "visitor")
            return role.IsVisitor ? "in" : "signed_out";
        if (role.Permissions is null)
            return "signed_out";
        if (row.Kind == "person" && !role.IsPerson)
            return "people_only";
        return row.Permissions.Length == 0 || row.Permissions.Any(role.Permissions.ContainsKey) ? "in" : "forbidden " + row.Permissions[0];
    }

    private static string Outcome(Answer answer) => answer.Code switch
    {
        "signed_out" => "signed_out",
        "people_only" => "people_only",
        "forbidden" => "forbidden " + answer.Json.GetProperty("permission").GetString(),
        _ => "in",
    };

    private static string Key(RouteEndpoint endpoint)
    {
        var path = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace(":guid", "", StringComparison.Ordinal);
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? string.Join(' ', named.Order(StringComparer.Ordinal)) : "ANY";
        return $"{methods} {(path.StartsWith("/{*", StringComparison.Ordinal) ? "root:*" : path.StartsWith(Api.Prefix, StringComparison.Ordinal) ? path[Api.Prefix.Length..] : path.StartsWith("/hubs", StringComparison.Ordinal) ? path : "root:" + path)}";
    }

    private static string Who(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetOrderedMetadata<Guard>() is not [.., var guard])
            return "nobody said";
        var kind = guard is { Kind: GuardKind.Staff, PeopleOnly: true } ? "person" : guard.Kind.ToString().ToLowerInvariant();
        return guard.Permission is null ? kind : $"{kind}:{guard.Permission}{(guard.Or is null ? "" : "|" + guard.Or)}";
    }
}
