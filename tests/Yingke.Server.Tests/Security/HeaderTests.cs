using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Security;

/// <summary>What browsers and caches are told, and what pages of other sites can make a browser send (attacks B15, B16, B18, D38).</summary>
public sealed class HeaderTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task No_page_of_ours_can_be_framed_and_no_answer_about_a_shop_is_kept_by_a_cache()
    {
        var scene = await Scene.Set(server);
        var owner = (await scene.Shop.SignIn(Cast.Owner)).Api;
        foreach (var path in RouteTable.All.Where(r => r.Method == "GET" && r.IsApi).Select(r => r.For(Guid.NewGuid()).TrimStart('/')).Concat(["session/me.css", "/", "/desk", "/chat.html", "/nothing.js", "/api/v1/nothing", "/healthz"]))
        {
            var answer = await owner.Get(path);
            answer.Headers["Content-Security-Policy"].Single().ShouldContain("frame-ancestors 'none'", customMessage: answer.ToString());
            answer.Headers["Content-Security-Policy"].Single().ShouldContain("script-src 'self';", customMessage: answer.ToString());
            if (!path.StartsWith('/'))
                answer.Headers["Cache-Control"].ShouldAllBe(c => c.Contains("no-store") || c.Contains("private"), answer.ToString());
            answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse(answer.ToString());
        }
        // A path that looks like a file to a cache is none.
        (await owner.Get("session/me.css")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    public async Task What_a_form_of_another_site_can_send_does_nothing(string type)
    {
        var scene = await Scene.Set(server);
        var api = (await scene.Shop.SignIn(Cast.Owner)).Api;
        var before = await Snapshot.Of(server.Host, scene.Shop.Id);
        api.SaysYingke = false;
        foreach (var path in new[] { "session/password", "agents", "posts", "api-keys", "history/imports", "presence", $"conversations/{scene.Conversation}/closure" })
        {
            foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put })
            {
                using var body = new StringContent("""{"reason":"x"}""");
                body.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
                (await api.Send(method, path, body, ("Origin", "https://evil.example"))).Status.ShouldBeOneOf(403, 404, 405, 415);
            }
        }
        (await Snapshot.Of(server.Host, scene.Shop.Id)).ShouldBe(before);
        (await api.Get("session")).Ok();
    }

    [Fact]
    public async Task The_cookie_is_for_this_site_and_its_pages_alone()
    {
        var scene = await Scene.Set(server);
        var answer = await server.Host.Connect().Post("session", new { shop = scene.Shop.Code, account = Cast.Zhu.Account, password = Cast.Password });
        var cookie = answer.Ok().Headers["Set-Cookie"].Single(c => c.StartsWith("yingke_session=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("path=/");
        cookie.ShouldNotContain("domain=");
    }
}
