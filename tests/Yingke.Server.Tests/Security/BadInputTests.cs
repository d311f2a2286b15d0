using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Security;

/// <summary>Bad input to every endpoint: a problem with a stable code, quickly, and nothing changed.</summary>
public sealed class BadInputTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Every_body_that_is_not_right_is_refused_and_changes_nothing()
    {
        var scene = await Scene.Set(server);
        var (tried, wrong, slowest) = (0, new List<string>(), TimeSpan.Zero);
        foreach (var row in RouteTable.All.Where(r => r.Body is not null))
        {
            var before = await Snapshot.Of(server.Host, scene.Shop.Id);
            foreach (var (what, body) in row.Bodies(scene).SelectMany(Spoiled.From))
            {
                var since = Stopwatch.StartNew();
                var answer = await Send(scene, row, body, "application/json");
                slowest = since.Elapsed > slowest ? since.Elapsed : slowest;
                tried++;
                if (answer.Status is < 400 or > 499 || answer.Code is null)
                    wrong.Add($"{what}: {answer}");
            }
            foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml" })
            {
                var answer = await Send(scene, row, JsonSerializer.SerializeToUtf8Bytes(row.Body!(scene)), type);
                if (answer.Status is not (415 or 422))
                    wrong.Add($"{type}: {answer}");
            }
            if (await Snapshot.Of(server.Host, scene.Shop.Id) != before)
                wrong.Add($"{row.Key} changed something");
        }
        wrong.ShouldBeEmpty(string.Join('\n', wrong.Take(40)));
        tried.ShouldBeGreaterThan(1000);
        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(30), "a body that costs this much is an attack, on however slow a machine");
        TestContext.Current.TestOutputHelper?.WriteLine($"{tried} bodies, the slowest in {slowest.TotalMilliseconds:0} ms");
    }

    [Fact]
    public async Task A_right_body_is_let_through_so_that_the_wrong_ones_prove_something()
    {
        var scene = await Scene.Set(server);
        foreach (var row in RouteTable.All.Where(r => r.Body is not null))
        {
            foreach (var body in row.Bodies(scene))
            {
                var answer = await Send(scene, row, JsonSerializer.SerializeToUtf8Bytes(body), "application/json");
                (answer.Status is 415 or 413 || answer.Code == "invalid" && answer.Field is not ("fileId" or "code")).ShouldBeFalse(answer.ToString());
            }
        }
    }

    [Fact]
    public async Task Members_that_are_null_or_missing_never_break_anything()
    {
        var (scene, broken) = (await Scene.Set(server), new List<string>());
        foreach (var row in RouteTable.All.Where(r => r.Body is not null))
        {
            foreach (var body in row.Bodies(scene).SelectMany(Spoiled.Thinned))
            {
                try
                {
                    await Send(scene, row, body, "application/json");
                }
                catch (InvalidOperationException mishap)
                {
                    broken.Add($"{row.Key} {Encoding.UTF8.GetString(body)}: {mishap.Message}");
                }
            }
        }
        broken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_parameter_of_a_query_that_does_not_parse_is_refused_by_its_name()
    {
        var scene = await Scene.Set(server);
        var tried = 0;
        foreach (var description in server.Host.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items.SelectMany(g => g.Items))
        {
            if (RouteTable.All.FirstOrDefault(r => r.Method == description.HttpMethod && Api.Prefix + r.Path == "/" + description.RelativePath!.TrimEnd('/').Replace(":guid", "", StringComparison.Ordinal)) is not { } row)
                continue;
            foreach (var parameter in description.ParameterDescriptions.Where(p => p.Source == BindingSource.Query && p.Type != typeof(string)))
            {
                // What is sent with a body is only looked at after it, and a parameter that must be there is missed first.
                var alone = description.HttpMethod == HttpMethod.Get.Method && !description.ParameterDescriptions.Any(p => p != parameter && p is { IsRequired: true, Source.Id: "Query" });
                foreach (var nonsense in alone ? new[] { "nonsense", "%00nonsense" } : ["%00nonsense"])
                    (await Caller(scene, row).Get($"{Path(scene, row)}?{parameter.Name}={nonsense}")).Refused(422, "invalid", parameter.Name);
                tried++;
            }
        }
        tried.ShouldBeGreaterThan(15);
    }

    [Fact]
    public async Task A_text_in_a_query_breaks_nothing_whatever_it_holds()
    {
        var scene = await Scene.Set(server);
        foreach (var text in new[] { "%00", "%ED%A0%80", "%C3(", new string('%', 50), "'%22;--", "%25_%5C", new string('a', 7000), "%F0%9F%8D%B5" })
        {
            foreach (var query in new[] { "conversations?q=", "audit?actor=", "audit?action=" })
                (await scene.Shop.Owner.Api.Get(query + text)).Status.ShouldBeLessThan(500);
        }
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, "not_found")]
    [InlineData("GET", "/api/v2/session", 404, "not_found")]
    [InlineData("GET", "/api/v1/conversations/1", 404, "not_found")]
    [InlineData("GET", "/api/v1/conversations/..%2f..%2fhealthz", 404, "not_found")]
    [InlineData("PUT", "/api/v1/session", 405, "method_not_allowed")]
    [InlineData("TRACE", "/api/v1/session", 405, "method_not_allowed")]
    public async Task A_path_or_method_that_is_not_there_is_a_problem_too(string method, string path, int status, string code) =>
        (await (await Scene.Set(server)).Shop.Owner.Api.Send(new HttpMethod(method), path)).Refused(status, code);

    [Fact]
    public async Task A_huge_body_is_refused_before_it_is_read()
    {
        var scene = await Scene.Set(server);
        foreach (var row in RouteTable.All.Where(r => r.Body is not null))
        {
            var (head, path) = (await Announce(scene, row, 2_000_000_000), row.Key);
            head.ShouldStartWith("HTTP/1.1 413", customMessage: $"{path}: {head}");
            head.ShouldContain("\"code\":\"too_large\"", customMessage: $"{path}: {head}");
        }
        var grown = Encoding.UTF8.GetBytes($$"""{"clientId":"x","text":"{{new string('a', 1_100_000)}}"}""");
        (await scene.Serving.Api.Send(HttpMethod.Post, $"conversations/{scene.Conversation}/messages", new StreamContent(new Trickle(grown)) { Headers = { ContentType = new("application/json") } }))
            .Refused(413, "too_large");
    }

    private static Task<Answer> Send(Scene scene, Row row, byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return Caller(scene, row).Send(new HttpMethod(row.Method), Path(scene, row), (HttpContent)content);
    }

    private static string Path(Scene scene, Row row) =>
        row.For(row.Path.Contains("{id}", StringComparison.Ordinal) ? scene.Id(row.Path) : Guid.Empty).TrimStart('/');

    private static Api Caller(Scene scene, Row row) => row.Kind == "visitor" ? scene.Visitor.Api : row.Path.StartsWith("/conversations/{id}", StringComparison.Ordinal) ? scene.Serving.Api : scene.Shop.Owner.Api;

    /// <summary>Only the head of a request that claims to be huge; what the server says to that.</summary>
    private static async Task<string> Announce(Scene scene, Row row, long length)
    {
        var api = Caller(scene, row);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, api.Address.Port);
        var stream = client.GetStream();
        var who = api.Bearer is null ? $"Cookie: {api.Cookie}\r\nX-Yingke: 1" : "Authorization: Bearer " + api.Bearer;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"{row.Method} {Api.Prefix}/{Path(scene, row)} HTTP/1.1\r\nHost: {api.Address.Authority}\r\n{who}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{{"));
        var (buffer, got) = (new byte[4096], 0);
        while (got < buffer.Length && !Encoding.UTF8.GetString(buffer, 0, got).Contains("\"code\"", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer.AsMemory(got)).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            if (read == 0)
                break;
            got += read;
        }
        return Encoding.UTF8.GetString(buffer, 0, got);
    }

    /// <summary>A stream that does not know its length, so that it is sent in chunks.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
